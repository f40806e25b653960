/* One question to Trakt's search, what it brought, and what is decided: by rule or by the user. */
#ifndef MATCH_QUESTION_H
#define MATCH_QUESTION_H

#include <jansson.h>
#include <stdbool.h>

#include "rank/rank.h"
#include "terminal/ask.h"
#include "trakt/answer.h"

/* How many titles are kept of what the searches bring: as many as two pages of them have. */
enum { QUESTION_MOST_CANDIDATES = 100 };

/* How many the user is shown, and how many an ambiguous or explained record carries. */
enum { QUESTION_MOST_SHOWN = 5 };

/* Which search brought a title. The words, for "by", are question_source_words. */
enum question_source { QUESTION_BY_ID, QUESTION_BY_EXACT, QUESTION_BY_SEARCH, QUESTION_BY_ALIAS };
extern const char *const question_source_words[];

/* A title that a search brought, kept beyond the answer. */
struct candidate {
    struct rank_candidate rank; /* text borrowed from json, names and aliases */
    struct rank_score score;
    json_t *json;     /* type, title, year, ids: as docs/record.md has it */
    json_t *names;    /* original title and country, or nulls */
    char **aliases;   /* other names that were asked for */
    bool has_aliases; /* they were asked for */
    enum question_source by;
};

struct question {
    struct rank_question asked; /* text is owned */
    json_t *ids;                /* of the record; or NULL */
    struct candidate *candidates;
    size_t count;
    size_t room;
    size_t exact;     /* titles that the exact search brought */
    long requests;    /* spent on it so far */
    bool explain;     /* the decision is to say why */
    json_t *decision; /* the match object; NULL: not decided */
};

CVI_MUST_USE struct question *question_new(const struct media *media);
void question_free(struct question *question);

/* Frees the candidates: a run of many titles would hold up to a hundred of them for each. */
void question_forget(struct question *question);

/* Keeps what a search brought, each title once. */
void question_add(struct question *question, const struct trakt_titles *titles,
                  enum question_source by);

/* Gives a candidate its other names, and a new score. */
void question_add_aliases(struct candidate *candidate, const struct question *question,
                          const char *const *aliases, size_t count);

/* The candidate that bears an id of the record and is not contradicted by it; or NULL. */
const struct candidate *question_with_id(const struct question *question);

/* What the rules say so far. */
struct rank_answer question_choose(const struct question *question);

/*
 * The candidate that was most likely found by a name that it did not tell: right in type and year,
 * and with least of the words asked for. NULL when there is none whose other names would help. */
struct candidate *question_near_miss(struct question *question);

/* The candidates with the best score first; equals stay in the order of the search. Returns how
 * many of them to show. */
size_t question_best_first(const struct question *question, const struct candidate **sorted);

/* Sets decision by the rules of rank.h. The candidates are forgotten. */
void question_decide(struct question *question);

/* Match objects: of the candidate, and of a status alone. New. */
CVI_MUST_USE json_t *question_matched(const struct candidate *candidate, const char *by);
CVI_MUST_USE json_t *question_only(enum match_status status);

/* Adds to the decision why it was taken: "explain", as docs/record.md has it. */
void question_explain(struct question *question);

/* What a user who is to choose can be told besides. Each is NULL with why when there is none. */
struct question_help {
    /* What the title is about. New. */
    char *(*overview)(void *context, const struct candidate *candidate, struct why *why);
    /* A question of the same type for other words, with what a search for them brings. New. */
    struct question *(*search)(void *context, enum media_type type, const char *words,
                               struct why *why);
    void *context;
};

/* How a dialogue ended. */
enum question_end {
    QUESTION_ANSWERED, /* there is a decision */
    QUESTION_QUIT,     /* no: the user wants the rules to decide, on this one and the others */
    QUESTION_HUNG_UP,  /* no: end of input, or Ctrl-C */
};

/*
 * Sets decision by asking. Nobody is asked when there are no candidates: that is not_found. help
 * may be NULL. */
enum question_end question_ask(struct question *question, struct ask *ask, int interrupt,
                               const struct question_help *help);

#endif
