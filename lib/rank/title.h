/* What two titles have in common: the same, another spelling, a part of the other, or nothing.
 * Pure. */
#ifndef RANK_TITLE_H
#define RANK_TITLE_H

#include "rank/word.h"

/* What is found, the best first. */
enum rank_sameness {
    RANK_TITLE_SAME,     /* but for case, marks, punctuation and blanks */
    RANK_TITLE_SPELLING, /* numbers, "&", abbreviations, British and American spelling */
    RANK_TITLE_NOISE,    /* the asked one goes on with words of releases ("Extended Cut") */
    RANK_TITLE_SLIP,     /* one letter too many, too few or in the wrong place, in a long title */
    RANK_TITLE_FIRST,    /* "Part One" more or less: the first has it in some places only */
    RANK_TITLE_HALF,     /* one of the two titles that the asked one has ("X (Y)", "X aka Y") */
    RANK_TITLE_ARTICLE,  /* an article more, less or another at the front */
    RANK_TITLE_TYPO,     /* more typing errors, or one in a short title */
    RANK_TITLE_SUBTITLE, /* the asked one leaves out a subtitle */
    RANK_TITLE_LEFTOVER, /* the asked one goes on with other words */
    RANK_TITLE_NUMBER,   /* the same words, but not the same numbers: a sequel */
    RANK_TITLE_DIFFERENT,
};

struct rank_comparison {
    enum rank_sameness same;
    size_t extra; /* where the words begin that only the asked title has (NOISE, LEFTOVER) */
};

/* How the title asked for compares with the title there is. */
struct rank_comparison rank_title_compare(const struct rank_words *asked,
                                          const struct rank_words *other);

/* How many of the asked words the other title has, in percent. */
int rank_title_overlap(const struct rank_words *asked, const struct rank_words *other);

#endif
