/* Which of the titles that a search brought is the one asked for, and how sure that is. Pure. */
#ifndef RANK_RANK_H
#define RANK_RANK_H

#include <stddef.h>

#include "rank/title.h"
#include "record/record.h"

/* What is asked: what the file's name says. Text is borrowed. */
struct rank_question {
    enum media_type type;
    const char *title;
    int year;            /* RECORD_NONE when the name has none */
    int season;          /* likewise; a show's year may be that of the season */
    const char *country; /* "US", as in "The Office (US)"; NULL: none */
};

/* One title that the search brought. Text is borrowed. */
struct rank_candidate {
    enum media_type type;
    const char *title;
    const char *original_title; /* in its own language; NULL when unknown */
    int year;                   /* RECORD_NONE when unknown */
    long long votes;            /* how popular it is: 0 when unknown */
    const char *country;        /* "us"; NULL when unknown */
    const char *const *aliases; /* other names that were looked up */
    size_t alias_count;
};

/*
 * A score is 100 less what speaks against the candidate, in title, year and country; 0 when
 * something rules it out. 100: same title, same year. 90: same title, no year to check it by. Below
 * RANK_THRESHOLD it is never taken, nor when another is less than RANK_MARGIN behind. */
enum {
    RANK_CERTAIN = 100,
    RANK_THRESHOLD = 85,
    RANK_MARGIN = 3,
    /* What is taken off for the year. */
    RANK_YEAR_NEAR = 8,     /* one off: festivals and countries differ by one */
    RANK_YEAR_UNKNOWN = 10, /* the name or the catalogue has none */
    RANK_YEAR_SEASON = 12,  /* of a show: fits the season, not the show */
    /* For the title being the original one or an alias. */
    RANK_OTHER_NAME = 5,
    /* For a country that the name has and the catalogue does not know. */
    RANK_COUNTRY_UNKNOWN = 3,
    /* So many times the votes of the other one, to win among equals: files being as frequent as
     * votes, one in a thousand such choices is wrong. */
    RANK_FAR_AHEAD = 1000,
};

enum rank_year { RANK_SAME_YEAR, RANK_NEAR_YEAR, RANK_NO_YEAR, RANK_SEASON_YEAR, RANK_OTHER_YEAR };
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
    int title_loss; /* taken off for each */
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

/* How well the candidate fits. */
struct rank_score rank_score(const struct rank_question *question,
                             const struct rank_candidate *candidate);

/* The best of count candidates whose scores are there already. */
struct rank_answer rank_pick(const struct rank_candidate *candidates,
                             const struct rank_score *scores, size_t count);

/* The best of count candidates. */
struct rank_answer rank_choose(const struct rank_question *question,
                               const struct rank_candidate *candidates, size_t count);

/*
 * Whether a title that was found by an id in the file's name may be what the name says: ids are
 * mistyped, and copied with folders. Same type, and years or titles that do not contradict. */
bool rank_is_plausible(const struct rank_question *question,
                       const struct rank_candidate *candidate);

/* How many words of the candidate's title the question has, in percent: little for one that was
 * found by another name of it. */
int rank_overlap(const struct rank_question *question, const struct rank_candidate *candidate);

/* Whether the folded word is a country as titles bear it ("US"); its code ("us") or NULL. */
const char *rank_country_of(const char *word);

#endif
