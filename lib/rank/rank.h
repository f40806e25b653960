/* Decides which of the titles found by a search is the requested one, and how certain this is. Pure
 * functions. title.c compares two titles; rank.c adds year and country, and chooses. */
#ifndef RANK_RANK_H
#define RANK_RANK_H

#include <stddef.h>

#include "rank/word.h"
#include "record/record.h"

/* The requested title, and the other values in the file's name. Strings are borrowed. */
struct rank_question {
    enum media_type type;
    const char *title;
    int year;                  /* RECORD_NONE if the name has no year */
    int season;                /* RECORD_NONE if the name has no season */
    const char *country;       /* "US", as in "The Office (US)"; NULL: not set */
    bool own_year;             /* `year` is certainly the show's year, not the season's */
    bool either;               /* `type` is a guess: a film and a show fit equally */
    const char *const *others; /* further titles in the name */
    size_t other_count;
};

/* One title that the search found. Strings are borrowed. */
struct rank_candidate {
    enum media_type type;
    const char *title;
    const char *original_title; /* in the original language; NULL: unknown */
    int year;                   /* RECORD_NONE: unknown */
    long long votes;            /* votes on Trakt, sent by Trakt or estimated; 0: none or unknown */
    bool votes_known;
    const char *country;        /* "us"; NULL: unknown */
    const char *const *aliases; /* further names of the film or show */
    size_t alias_count;
};

/* A score is 100 minus deductions for differences in title, year and country. It is 0 if a
 * difference rules the candidate out. A candidate below RANK_THRESHOLD is never chosen. If the two
 * best scores differ by less than RANK_MARGIN, the result is usually ambiguous. */
enum {
    RANK_CERTAIN = 100,
    RANK_THRESHOLD = 85,
    RANK_MARGIN = 3,
    /* Deducted for the year. */
    RANK_YEAR_NEAR = 8,     /* one year off: release years differ by country and festival */
    RANK_YEAR_UNKNOWN = 10, /* the name or the catalogue has no year */
    RANK_YEAR_SEASON = 12,  /* the year fits the season, but not the start of the show */
    RANK_YEAR_TWO = 13,     /* two years off: allowed for a show if no other show has its title */
    /* Deducted if only the original title or an alias fits. */
    RANK_OTHER_NAME = 5,
    /* Deducted if the name has a country and the catalogue does not. */
    RANK_COUNTRY_UNKNOWN = 3,
    /* If two titles fit equally, a title with this many times the votes of the other is chosen.
     * About one such choice in a thousand is wrong, if people own films in proportion to votes. */
    RANK_FAR_AHEAD = 1000,
    RANK_MOST_OTHERS = 7, /* maximum number of further titles in a name; more are ignored */
    /* A title with fewer votes is never chosen for a name that lacks the title's subtitle. On
     * Trakt, most titles like that are videos about a famous film. */
    RANK_FEW_VOTES = 5,
};

/* The result of comparing two titles, the best first. */
enum rank_sameness {
    RANK_TITLE_SAME, /* the same except for case, accents, punctuation and spaces */
    /* the same except for spelling: numbers, "&", abbreviations, British and American */
    RANK_TITLE_SPELLING,
    RANK_TITLE_LETTER,   /* the same if one letter is read as a Roman numeral: "Rocky V", "Ben X" */
    RANK_TITLE_NOISE,    /* the requested title continues with release words ("Extended Cut") */
    RANK_TITLE_SLIP,     /* one letter added, missing or misplaced, in a long title */
    RANK_TITLE_FIRST,    /* "Part One" added or missing */
    RANK_TITLE_HALF,     /* the same as one of two titles in the name ("X (Y)", "X aka Y") */
    RANK_TITLE_ARTICLE,  /* a leading article added, missing or different */
    RANK_TITLE_TYPO,     /* more typing errors, or one in a short title */
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

/* Descriptions for explanations, indexed by the values of these enums. */
extern const char *const rank_sameness_words[];
extern const char *const rank_year_words[];
extern const char *const rank_country_words[];
extern const char *const rank_name_words[];

/* A score and its parts. */
struct rank_score {
    int total; /* 0 to 100 */
    enum rank_sameness same;
    enum rank_name name; /* the candidate's name that fits best */
    enum rank_year year;
    enum rank_country country;
    bool other_type;
    bool identical; /* the titles are the same bytes */
    bool marked;    /* the titles have the same letters and accents, and a letter is not ASCII */
    unsigned bears; /* bit 0: the candidate has the requested title; bit i + 1: it has others[i] */
    /* Deducted for title, year and country. */
    int title_loss;
    int year_loss;
    int country_loss;
};

enum rank_verdict {
    RANK_MATCHED,   /* `best` is the requested title */
    RANK_AMBIGUOUS, /* several candidates fit as well as `best` */
    RANK_NOT_FOUND, /* no candidate fits */
};

struct rank_answer {
    enum rank_verdict verdict;
    size_t best; /* index of a candidate; set only if matched or ambiguous */
    int score;   /* score of `best`, 0 to 100 */
};

/* Returns how well the candidate fits the question. */
struct rank_score rank_score(const struct rank_question *question,
                             const struct rank_candidate *candidate);

/* Returns the best of `count` candidates. scores[i] is the score of candidates[i]. */
struct rank_answer rank_pick(const struct rank_candidate *candidates,
                             const struct rank_score *scores, size_t count);

/* Returns whether a title that was found by an id in the file's name is plausible for that name.
 * Ids may be mistyped, or copied with a folder. The type must be the same, and the year or the
 * title must be similar. */
bool rank_is_plausible(const struct rank_question *question,
                       const struct rank_candidate *candidate);

/* Returns the percentage of the words in the question's title that are also in the candidate's
 * title. */
int rank_overlap(const struct rank_question *question, const struct rank_candidate *candidate);

/* Returns the code ("gb") of a country as titles have it ("UK"); NULL if the word is not a
 * country. */
const char *rank_country_of(const char *word);

/* Returns how similar the words of the requested title, `asked`, are to those of `other`. */
enum rank_sameness rank_title_compare(const struct rank_words *asked,
                                      const struct rank_words *other);

/* Returns the percentage of the words in the requested title that are also in the other title. */
int rank_title_overlap(const struct rank_words *asked, const struct rank_words *other);

#endif
