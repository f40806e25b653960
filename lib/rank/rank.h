/* Finds out which of the titles found by a search is the requested one, and how certain that is.
 * Pure. title.c compares two titles; rank.c adds year and country, and chooses. */
#ifndef RANK_RANK_H
#define RANK_RANK_H

#include <stddef.h>

#include "rank/word.h"
#include "record/record.h"

/* The question: the values in the file's name. Strings are borrowed. */
struct rank_question {
    enum media_type type;
    const char *title;
    int year;                  /* RECORD_NONE if the name has no year */
    int season;                /* RECORD_NONE if the name has no season; a show's year may be the
                                * season's */
    const char *country;       /* "US", as in "The Office (US)"; NULL: not set */
    bool own_year;             /* year is the show's own, not the season's */
    bool either;               /* type is a guess: a film and a show fit equally */
    const char *const *others; /* further titles that the name has */
    size_t other_count;
};

/* One title that the search found. Strings are borrowed. */
struct rank_candidate {
    enum media_type type;
    const char *title;
    const char *original_title; /* in its own language; NULL when unknown */
    int year;                   /* RECORD_NONE when unknown */
    long long votes;            /* a measure of popularity: 0 when unknown */
    bool votes_known;           /* Trakt sent the number of votes */
    const char *country;        /* "us"; NULL when unknown */
    const char *const *aliases; /* other names that were found by further requests */
    size_t alias_count;
};

/* A score is 100 minus deductions for differences in title, year and country; 0 when something
 * rules the candidate out. 100: same title, same year. 90: same title, no year to check. A
 * candidate below RANK_THRESHOLD is never chosen. A candidate is not chosen if another one is less
 * than RANK_MARGIN below it. */
enum {
    RANK_CERTAIN = 100,
    RANK_THRESHOLD = 85,
    RANK_MARGIN = 3,
    /* Deducted for the year. */
    RANK_YEAR_NEAR = 8,     /* one year off: festivals and countries differ by one */
    RANK_YEAR_UNKNOWN = 10, /* the name or the catalogue has no year */
    RANK_YEAR_SEASON = 12,  /* of a show: fits the season instead of the show */
    RANK_YEAR_TWO = 13,     /* two years off: accepted only for a show that is the only one with
                             * that exact title */
    /* Deducted when the title is the original one or an alias. */
    RANK_OTHER_NAME = 5,
    /* Deducted for a country that the name has and the catalogue does not know. */
    RANK_COUNTRY_UNKNOWN = 3,
    /* If two titles fit equally, one with this many times the votes of the other wins. If files are
     * as frequent as votes, one in a thousand such choices is wrong. */
    RANK_FAR_AHEAD = 1000,
    RANK_MOST_OTHERS = 7, /* further titles of a name; more are ignored */
    /* A title with fewer votes is never chosen for a name without the title's subtitle: Trakt has a
     * dozen videos about each famous film, and hardly anyone votes for them. */
    RANK_FEW_VOTES = 5,
};

/* The result of comparing two titles, the best first. */
enum rank_sameness {
    RANK_TITLE_SAME,     /* the same except for case, marks, punctuation and spaces */
    RANK_TITLE_SPELLING, /* numbers, "&", abbreviations, British and American spelling */
    RANK_TITLE_LETTER,   /* a single letter is read as a Roman number: "Rocky V", "Ben X" */
    RANK_TITLE_NOISE,    /* the requested title continues with release words ("Extended Cut") */
    RANK_TITLE_SLIP,     /* one letter added, missing or misplaced, in a long title */
    RANK_TITLE_FIRST,   /* "Part One" added or missing: the first film has it only in some places */
    RANK_TITLE_HALF,    /* one of the two titles in the requested one ("X (Y)", "X aka Y") */
    RANK_TITLE_ARTICLE, /* a leading article added, missing or different */
    RANK_TITLE_TYPO,    /* more typing errors, or one in a short title */
    RANK_TITLE_SUBTITLE, /* the requested title leaves out a subtitle */
    RANK_TITLE_LEFTOVER, /* the requested title continues with other words */
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

/* The values in words, in order, for explanations. */
extern const char *const rank_sameness_words[];
extern const char *const rank_year_words[];
extern const char *const rank_country_words[];
extern const char *const rank_name_words[];

/* A score and its parts. */
struct rank_score {
    int total; /* 0 to 100 */
    enum rank_sameness same;
    enum rank_name name; /* the name that was compared */
    enum rank_year year;
    enum rank_country country;
    bool other_type;
    bool identical; /* the title is identical, letter by letter */
    bool marked;    /* identical except for case and punctuation, with letters beyond ASCII */
    unsigned bears; /* bit 0: the candidate has the requested title; bit 1: others[0], ... */
    int title_loss; /* deducted for each */
    int year_loss;
    int country_loss;
};

enum rank_verdict {
    RANK_MATCHED,   /* best is the title */
    RANK_AMBIGUOUS, /* several candidates fit as well as best */
    RANK_NOT_FOUND, /* no candidate fits */
};

struct rank_answer {
    enum rank_verdict verdict;
    size_t best; /* an index; set only when matched or ambiguous */
    int score;   /* score of best, 0 to 100 */
};

/* Returns how well the candidate fits. */
struct rank_score rank_score(const struct rank_question *question,
                             const struct rank_candidate *candidate);

/* Returns the best of count candidates by their scores. */
struct rank_answer rank_pick(const struct rank_candidate *candidates,
                             const struct rank_score *scores, size_t count);

/* Returns whether a title that was found by an id in the file's name is plausible for that name.
 * Ids may be mistyped, or copied with a folder. The type must be the same, and year or title must
 * not contradict. */
bool rank_is_plausible(const struct rank_question *question,
                       const struct rank_candidate *candidate);

/* Returns the percentage of the words in the question's title that the candidate's title has. It is
 * low if the candidate was found by another of its names. */
int rank_overlap(const struct rank_question *question, const struct rank_candidate *candidate);

/* Returns the code ("us") of a country in the form used in titles ("US"); NULL when the word is not
 * a country. */
const char *rank_country_of(const char *word);

/* Returns how the requested title compares with the other one, by their words only. */
enum rank_sameness rank_title_compare(const struct rank_words *asked,
                                      const struct rank_words *other);

/* Returns the percentage of the requested words that the other title has. */
int rank_title_overlap(const struct rank_words *asked, const struct rank_words *other);

#endif
