/* A question: a requested title, the candidates that Trakt or the catalogue found for it, and the
 * decision. */
#ifndef MATCH_QUESTION_H
#define MATCH_QUESTION_H

#include <jansson.h>
#include <stdbool.h>

#include "catalog/find.h"
#include "rank/rank.h"
#include "trakt/answer.h"

/* Maximum number of candidates that are kept: two pages of results. */
enum { QUESTION_MOST_CANDIDATES = 100 };

/* Maximum number of candidates shown to the user, and in an ambiguous or explained record. */
enum { QUESTION_MOST_SHOWN = 5 };

/* The search that found a candidate. question_source_words has the words for match.by. */
enum question_source {
    QUESTION_BY_ID,
    QUESTION_BY_EXACT,
    QUESTION_BY_SEARCH,
    QUESTION_BY_ALIAS,
    QUESTION_BY_CATALOG,
};
extern const char *const question_source_words[];

/* Maximum length in bytes of a title for a search. Titles from cvi-parse are never longer. Without
 * a limit, text_distance could take very long. */
enum { MATCH_TITLE_MAX = 4096 };

/* A title that a search found. It owns all its data. */
struct candidate {
    struct rank_candidate rank; /* its strings are borrowed from the members below */
    struct rank_score score;
    json_t *json;         /* type, title, year and ids, as in docs/record.md */
    char *original_title; /* NULL: unknown */
    char *country;        /* NULL: unknown */
    char **aliases;       /* other names, from further requests or from the catalogue */
    bool has_aliases;     /* aliases have been set, and need not be requested */
    int runtime;          /* minutes; RECORD_NONE: unknown */
    json_int_t votes;     /* the votes to show (at Trakt or IMDb); RECORD_NONE: unknown */
    json_int_t row;       /* row in the catalogue; 0: the title is from Trakt */
    enum question_source by;
};

struct question {
    struct rank_question asked; /* its strings and `others` are owned */
    json_t *ids;                /* ids of the record; NULL: none */
    enum media_type id_type;
    bool id_either;         /* the ids may also belong to the other type */
    bool untitled;          /* the name has no real title, so only the ids count */
    bool bare;              /* doubt_is_bare: only an exact, well-known title is accepted */
    bool loosely_dated;     /* doubt_is_loosely_dated: only a well-known title is accepted */
    long long votes_needed; /* minimum number of votes if `bare` or `loosely_dated` is set */
    bool needs_runtime;     /* the file's length will be compared with the running time */
    struct candidate *candidates;
    size_t count;
    size_t room;
    size_t exact;     /* number of titles from the exact search */
    long requests;    /* number of requests so far */
    json_t *decision; /* the match object; NULL: not decided */
};

/* Returns a new question for `media`, which is copied. The caller frees it with question_free. */
CVI_MUST_USE struct question *question_new(const struct media *media);
void question_free(struct question *question);

/* Frees the candidates, which use most of the memory in a long run. Keeps the decision. */
void question_forget(struct question *question);

/* Adds the results of a search as candidates, each title once. */
void question_add(struct question *question, const struct trakt_titles *titles,
                  enum question_source by);

/* Adds titles from the catalogue as candidates, each once, with the aliases that the search found.
 * A title with an id of the record counts as found by that id (QUESTION_BY_ID). */
void question_add_catalog(struct question *question, const struct catalog_titles *titles);

/* Adds the title of a match object as a candidate, with its score. */
void question_add_match(struct question *question, const json_t *match);

/* Replaces the candidate's aliases with copies of `aliases`, and recomputes its score. */
void question_add_aliases(struct candidate *candidate, const struct question *question,
                          const char *const *aliases, size_t count);

/* Returns the candidate that was found by an id of the record, if it is plausible for the record's
 * title. If the record has no title, returns the only candidate. Otherwise returns NULL. The result
 * is borrowed. */
const struct candidate *question_with_id(const struct question *question);

/* Returns the candidate that the rules choose if doubts about the file's name are ignored; NULL if
 * they choose none. The result is borrowed. */
const struct candidate *question_suggestion(const struct question *question);

/* Returns whether it makes sense to ask the user: a candidate has the right type and a similar
 * title, in any year. */
bool question_may_fit(const struct question *question);

/* Returns the result of rank_pick for the candidates so far. */
struct rank_answer question_choose(const struct question *question);

/* Returns the candidate that the search most likely found by an alias: the type and the year are
 * right, but the title is different. Prefers candidates from the exact search. Among the others,
 * chooses the one whose title has the fewest of the requested words. Returns NULL if there is no
 * such candidate. The result is borrowed. */
struct candidate *question_near_miss(struct question *question);

/* Returns whether question_near_miss returns a candidate from the exact search. */
bool question_has_exact_near_miss(struct question *question);

/* Fills `sorted`, which has room for QUESTION_MOST_CANDIDATES, with the candidates, the highest
 * score first. The sort is stable. Returns the number of candidates to show. */
size_t question_best_first(const struct question *question, const struct candidate **sorted);

/* Sets the question's decision by the rules in rank.h. */
void question_decide(struct question *question);

/* Returns a new match object with the status ambiguous and this reason, and with the title of
 * `decision` as its only candidate. The caller frees it. */
CVI_MUST_USE json_t *question_doubted(const json_t *decision, const char *reason);

/* Returns a new match object for the candidate, with `by` as the source. The caller frees it. */
CVI_MUST_USE json_t *question_matched(const struct candidate *candidate, const char *by);

/* Returns a new match object that has only a status. The caller frees it. */
CVI_MUST_USE json_t *question_only(enum match_status status);

/* Adds the reasons to the decision, under the key "explain" (docs/record.md). */
void question_explain(struct question *question);

#endif
