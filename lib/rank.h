/* Which of the titles that a search brought is the one asked for, and how sure that is. Pure. */
#ifndef RANK_H
#define RANK_H

#include <stddef.h>

#include "record.h"

/* What is asked: what the file's name says. Text is borrowed. */
struct rank_question {
    enum media_type type;
    const char *title;
    int year; /* RECORD_NONE when the name has none */
};

/* One title that the search brought. Text is borrowed. */
struct rank_candidate {
    enum media_type type;
    const char *title;
    const char *original_title; /* in its own language; NULL when unknown */
    int year;                   /* RECORD_NONE when unknown */
    long long votes;            /* how popular it is: 0 when unknown */
};

/* What the score of a candidate means; below RANK_THRESHOLD it is never taken. */
enum {
    RANK_CERTAIN = 100,     /* same title, same year */
    RANK_YEAR_NEAR = 92,    /* same title, one year off: festivals and countries differ by one */
    RANK_YEAR_UNKNOWN = 90, /* same title, and the name or the catalogue has no year */
    RANK_OTHER_TITLE = 5,   /* taken off when only the original title is the same */
    RANK_ARTICLE = 8,       /* taken off when only a leading article differs */
    RANK_THRESHOLD = 85,
    RANK_FAR_AHEAD = 20, /* times as many votes as the next, to win among equals */
};

enum rank_verdict {
    RANK_MATCHED,   /* best is the one */
    RANK_AMBIGUOUS, /* several fit as well as best */
    RANK_NOT_FOUND, /* none fits */
};

struct rank_answer {
    enum rank_verdict verdict;
    size_t best; /* an index; only when matched or ambiguous */
    int score;   /* of best, 0 to 100 */
};

/*
 * How well the candidate fits, 0 to 100. Another type, another title, or years that disagree by
 * more than one are 0. Titles are the same when they are after text_fold, blanks and the difference
 * between "&" and "and" aside.
 */
int rank_score(const struct rank_question *question, const struct rank_candidate *candidate);

/* The best of count candidates. Among equals the far more popular wins, if no year was given. */
struct rank_answer rank_choose(const struct rank_question *question,
                               const struct rank_candidate *candidates, size_t count);

#endif
