/* One question: the requested title, the candidates that Trakt's search or the catalogue found, and
 * the decision. */
#ifndef MATCH_QUESTION_H
#define MATCH_QUESTION_H

#include <jansson.h>
#include <stdbool.h>

#include "catalog/find.h"
#include "rank/rank.h"
#include "trakt/answer.h"

/* Maximum number of candidates kept: two pages of results. */
enum { QUESTION_MOST_CANDIDATES = 100 };

/* Maximum number of candidates shown to the user, and in an ambiguous or explained record. */
enum { QUESTION_MOST_SHOWN = 5 };

/* The search that found a candidate. The words for "by" are question_source_words. */
enum question_source {
    QUESTION_BY_ID,
    QUESTION_BY_EXACT,
    QUESTION_BY_SEARCH,
    QUESTION_BY_ALIAS,
    QUESTION_BY_CATALOG,
};
extern const char *const question_source_words[];

/* The maximum length in bytes of a title for a search. Titles from cvi-parse are no longer than
 * this. The limit is needed because the time of some steps (text_distance) grows with the product
 * of two lengths. */
enum { MATCH_TITLE_MAX = 4096 };

/* A title that a search found. It is kept after the answer is freed. */
struct candidate {
    struct rank_candidate rank; /* strings borrowed from json, the names and aliases */
    struct rank_score score;
    json_t *json;         /* type, title, year, ids: as in docs/record.md */
    char *original_title; /* or NULL */
    char *country;        /* or NULL */
    char **aliases;       /* other names, from further requests */
    bool has_aliases;     /* the aliases have been requested */
    int runtime;          /* minutes; RECORD_NONE: unknown */
    json_int_t votes;     /* as shown; RECORD_NONE: unknown. rank.votes is on Trakt's scale */
    json_int_t row;       /* its number in the catalogue; 0: found at Trakt */
    enum question_source by;
};

struct question {
    struct rank_question asked; /* strings and others are owned */
    json_t *ids;                /* ids of the record; or NULL */
    enum media_type id_type;    /* the type of the ids */
    bool id_either;             /* they may belong to the other type */
    bool untitled;              /* the title is not a real one: only the ids count */
    bool bare;                  /* doubt_is_bare: only an exact, well-known title is accepted */
    bool loosely_dated;         /* doubt_is_loosely_dated: likewise, but only of that exact year */
    long long votes_needed;     /* by a bare or loosely dated title: doubt_votes_needed */
    bool needs_runtime;         /* the file's length is known, and will be compared */
    struct candidate *candidates;
    size_t count;
    size_t room;
    size_t exact;     /* number of titles from the exact search */
    long requests;    /* number of requests made for the question so far */
    json_t *decision; /* the match object; NULL: not decided */
};

/* Returns a new question for media, which is copied. The caller frees it with question_free. */
CVI_MUST_USE struct question *question_new(const struct media *media);
void question_free(struct question *question);

/* Frees the candidates and keeps the decision: a long run has up to a hundred candidates per
 * title. */
void question_forget(struct question *question);

/* Adds the results of a search as candidates, each title once. */
void question_add(struct question *question, const struct trakt_titles *titles,
                  enum question_source by);

/* Adds titles of the catalogue as candidates, each once with all aliases by which it was found. If
 * a title has an id of the record, its source is that id. */
void question_add_catalog(struct question *question, const struct catalog_titles *titles);

/* Adds the title of a match object as a candidate, with its score. */
void question_add_match(struct question *question, const json_t *match);

/* Copies other names into a candidate, and recomputes its score. */
void question_add_aliases(struct candidate *candidate, const struct question *question,
                          const char *const *aliases, size_t count);

/* Returns the candidate that was found by an id of the record and does not contradict the record,
 * or the only one if the record has no title; NULL if there is no such candidate. */
const struct candidate *question_with_id(const struct question *question);

/* Returns the candidate that the rules would choose, ignoring doubts about the file's name; NULL if
 * no candidate qualifies. Borrowed. */
const struct candidate *question_suggestion(const struct question *question);

/* Returns whether a user may find the title among the candidates: some candidate has the right type
 * and a similar title, in any year. */
bool question_may_fit(const struct question *question);

/* Returns what rank_pick answers for the candidates so far. */
struct rank_answer question_choose(const struct question *question);

/* Returns the candidate of the right type and year that was most likely found by an alias,
 * borrowed. This is a candidate from the exact search with another title; otherwise, the candidate
 * that has the fewest of the requested words. Returns NULL if no candidate's aliases would help. */
struct candidate *question_near_miss(struct question *question);

/* Returns whether question_near_miss returns a candidate from the exact search. */
bool question_has_exact_near_miss(struct question *question);

/* Fills sorted (room for QUESTION_MOST_CANDIDATES) with the candidates by falling score; candidates
 * with equal scores keep the order of the search. Returns the number to show. */
size_t question_best_first(const struct question *question, const struct candidate **sorted);

/* Sets the decision by the rules of rank.h. */
void question_decide(struct question *question);

/* Returns a new match object with the status ambiguous, this reason, and the title as its only
 * candidate. The caller owns it. */
CVI_MUST_USE json_t *question_doubted(const json_t *decision, const char *reason);

/* Each returns a new match object, of the candidate or only of a status. The caller owns it. */
CVI_MUST_USE json_t *question_matched(const struct candidate *candidate, const char *by);
CVI_MUST_USE json_t *question_only(enum match_status status);

/* Adds the reasons to the decision: the key "explain" of docs/record.md. */
void question_explain(struct question *question);

#endif
