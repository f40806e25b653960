/* Which of the titles that a search found is the one asked for, and how certain that is. Pure.
 * title.c compares two titles; rank.c adds year and country, and chooses. */
#ifndef RANK_RANK_H
#define RANK_RANK_H

#include <stddef.h>

#include "rank/word.h"
#include "record/record.h"

/* What is asked: what the file's name says. Text is borrowed. */
struct rank_question {
    enum media_type type;
    const char *title;
    int year;                  /* RECORD_NONE when the name has none */
    int season;                /* likewise; a show's year may be that of the season */
    const char *country;       /* "US", as in "The Office (US)"; NULL: none */
    bool own_year;             /* year is the show's own, not that of a season */
    bool either;               /* type is a guess: a film and a show fit equally */
    const char *const *others; /* further titles that the name has */
    size_t other_count;
};

/* One title that the search found. Text is borrowed. */
struct rank_candidate {
    enum media_type type;
    const char *title;
    const char *original_title; /* in its own language; NULL when unknown */
    int year;                   /* RECORD_NONE when unknown */
    long long votes;            /* how popular it is: 0 when unknown */
    bool votes_known;           /* Trakt sent the number of votes */
    const char *country;        /* "us"; NULL when unknown */
    const char *const *aliases; /* other names that were looked up */
    size_t alias_count;
};

/* A score is 100 minus what is deducted for differences in title, year and country; 0 when
 * something rules the candidate out. 100: same title, same year. 90: same title, no year to check
 * it by. A candidate below RANK_THRESHOLD is never taken; nor is one with another less than
 * RANK_MARGIN below it. */
enum {
    RANK_CERTAIN = 100,
    RANK_THRESHOLD = 85,
    RANK_MARGIN = 3,
    /* Deducted for the year. */
    RANK_YEAR_NEAR = 8,     /* one off: festivals and countries differ by one */
    RANK_YEAR_UNKNOWN = 10, /* the name or the catalogue has none */
    RANK_YEAR_SEASON = 12,  /* of a show: fits the season, not the show */
    RANK_YEAR_TWO = 13,     /* two off: the only show of that very title */
    /* Deducted when the title is the original one or an alias. */
    RANK_OTHER_NAME = 5,
    /* Deducted for a country that the name has and the catalogue does not know. */
    RANK_COUNTRY_UNKNOWN = 3,
    /* Among equals, a title wins with this many times the votes of the other one: files being as
     * frequent as votes, one in a thousand such choices is wrong. */
    RANK_FAR_AHEAD = 1000,
    RANK_MOST_OTHERS = 7, /* further titles of a name; more are ignored */
    /* A title with fewer votes is never taken for one without its subtitle: Trakt has a dozen
     * videos about each famous film, and nearly nobody votes for them. */
    RANK_FEW_VOTES = 5,
};

/* How two titles compare, the best first. */
enum rank_sameness {
    RANK_TITLE_SAME,     /* but for case, marks, punctuation and blanks */
    RANK_TITLE_SPELLING, /* numbers, "&", abbreviations, British and American spelling */
    RANK_TITLE_LETTER,   /* a single letter is read as a Roman number: "Rocky V", "Ben X" */
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

enum rank_year {
    RANK_SAME_YEAR,
    RANK_NEAR_YEAR,
    RANK_NO_YEAR,
    RANK_SEASON_YEAR,
    RANK_TWO_YEARS,
    RANK_OTHER_YEAR
};
enum rank_name { RANK_TITLE, RANK_ORIGINAL_TITLE, RANK_ALIAS };
enum rank_country { RANK_NO_COUNTRY, RANK_SAME_COUNTRY, RANK_UNKNOWN_COUNTRY, RANK_OTHER_COUNTRY };

/* Each in words, in the order of its values, for people who ask why. */
extern const char *const rank_sameness_words[];
extern const char *const rank_year_words[];
extern const char *const rank_country_words[];
extern const char *const rank_name_words[];

/* A score and its parts. */
struct rank_score {
    int total; /* 0 to 100 */
    enum rank_sameness same;
    enum rank_name name; /* which of its names was compared */
    enum rank_year year;
    enum rank_country country;
    bool other_type;
    bool identical; /* the title is the same to the letter */
    bool marked;    /* it is, case and punctuation aside, and has letters beyond ASCII */
    unsigned bears; /* bit 0: the candidate bears the title asked for; bit 1: others[0], ... */
    int title_loss; /* deducted for each */
    int year_loss;
    int country_loss;
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

/* Returns how well the candidate fits. */
struct rank_score rank_score(const struct rank_question *question,
                             const struct rank_candidate *candidate);

/* Returns the best of count candidates, by their scores. */
struct rank_answer rank_pick(const struct rank_candidate *candidates,
                             const struct rank_score *scores, size_t count);

/* Returns whether a title that was found by an id in the file's name may be what the name says: ids
 * are mistyped, and copied with folders. The type must be the same, and year or title must not
 * contradict. */
bool rank_is_plausible(const struct rank_question *question,
                       const struct rank_candidate *candidate);

/* Returns how many words of the question's title the candidate's title has, in percent: few when
 * the candidate was found by another of its names. */
int rank_overlap(const struct rank_question *question, const struct rank_candidate *candidate);

/* Returns the code ("us") of a country that is written as titles have it ("US"); NULL when the word
 * is not a country. */
const char *rank_country_of(const char *word);

/* Returns how the title asked for compares with the other one, by their words alone. */
enum rank_sameness rank_title_compare(const struct rank_words *asked,
                                      const struct rank_words *other);

/* Returns how many of the asked words the other title has, in percent. */
int rank_title_overlap(const struct rank_words *asked, const struct rank_words *other);

#endif
