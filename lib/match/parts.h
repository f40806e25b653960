/* The parts of the matching stage: the searches for one question, the title in other words, the
 * dialogue with a user who chooses, the questions of a run, and the outcome of each record. */
#ifndef MATCH_PARTS_H
#define MATCH_PARTS_H

#include <stdbool.h>

#include "match/match.h"
#include "match/pins.h"
#include "match/question.h"
#include "rank/rank.h"
#include "record/stage.h"
#include "terminal/ask.h"
#include "trakt/trakt.h"

/* --- rephrase.c: other words for a title that was not found as written. Pure ------------------ */

enum { REPHRASE_MOST = 12 };

struct rephrasing {
    char *text; /* owned */
    bool exact; /* for the exact search; otherwise for the broad one */
};

/* Rephrasings of a title, the most promising first. */
struct rephrasings {
    struct rephrasing at[REPHRASE_MOST];
    size_t count;
    size_t same_from; /* the rephrasings from here to same_to are the title itself, with its numbers
                       * written differently */
    size_t same_to;
    size_t narrow_from; /* the rephrasings from here on are guesses, searched for only in the same
                         * year */
};

/* Fills the list for the title of the question. The caller frees it with rephrase_release. */
void rephrase_title(struct rephrasings *list, const struct rank_question *question);

/* Returns the length of the title before an attached year; 0 if there is no such year. For
 * "Rolf2012" (the title "Rolf" from 2012), the length is 4. */
size_t rephrase_glued_year(const char *title);

/* Frees the contents and empties the list. */
void rephrase_release(struct rephrasings *list);

/* --- search.c: the searches for one question, in a series, until it is clear or the budget is
 * spent --- */

/* The default maximum number of requests for one title. */
enum { SEARCH_BUDGET = 4 };

struct search;

/* Returns whether another request may be made; false ends the search early. */
typedef bool search_may_continue(const struct search *search);

/* Called once, after the last request; search->error is its error, if any. */
typedef void search_done(struct search *search);

struct search {
    struct trakt *trakt;
    struct question *question;
    search_may_continue *may_continue; /* called before each request except the first */
    search_done *done;
    void *context;
    long budget;   /* maximum number of requests; less than 1: SEARCH_BUDGET */
    bool thorough; /* the user will choose: always make the broad search, without a year */
    struct trakt_error error;
    bool cut; /* may_continue returned false before the question was clear */

    /* Progress. */
    size_t ids;         /* steps of the search for ids: each kind of id, in one type, then in the
                         * other */
    bool exact;         /* the exact search has been made */
    bool broad;         /* the broad search has been made */
    size_t others;      /* further titles in the name that have been searched for */
    size_t near_misses; /* candidates whose aliases have been requested */
    size_t tried;       /* rephrasings that have been searched for */
    enum question_source by;
    struct candidate *named; /* the candidate whose aliases are being requested */
    struct rephrasings rephrasings;
};

/* Starts the search: makes at least one request. The caller sets the members up to thorough, and
 * the rest to 0. */
void search_start(struct search *search);

/* Frees the contents, and the question. */
void search_release(struct search *search);

/* --- ask_catalog.c: the same from a catalogue, without waiting -------------------------------- */

/* Adds the candidates of the catalogue to the question, step by step until a title fits. all: also
 * adds those that only a user may choose. */
void ask_catalog(struct catalog *catalog, struct question *question, bool all);

/* Adds the title with that pin's id, if the pin has an IMDb id. */
void ask_catalog_for_pin(struct catalog *catalog, struct question *question, const struct pin *pin);

/* Returns whether Trakt could not improve the answer: a title fits, and if several titles fit, the
 * name has no country or further id to distinguish them. */
bool ask_catalog_is_clear(const struct question *question);

/* --- dialogue.c: the user chooses --- */

/* Functions that get data which the question does not have. On failure, each returns NULL with
 * why. */
struct dialogue_help {
    /* Returns the overview of the title, as a new string; the caller frees it. */
    char *(*overview)(void *context, const struct candidate *candidate, struct why *why);
    /* Returns a new question of the same type for other words, with the results of the search for
     * them; the caller frees it. */
    struct question *(*search)(void *context, enum media_type type, const char *words,
                               struct why *why);
    void *context;
};

/* The place of a question among all questions, shown to the user. */
struct dialogue_place {
    size_t number;       /* number of the question, from 1 */
    size_t total;        /* number of questions so far, including this one and pending ones */
    bool is_all;         /* no further questions will come */
    const char *path;    /* path of the file; NULL: unknown */
    size_t others;       /* number of further files to which the answer applies */
    const char *doubted; /* why the only candidate is not suggested; NULL: it may be suggested */
};

/* The possible ends of a dialogue. */
enum dialogue_end {
    DIALOGUE_ANSWERED, /* the question has a decision */
    DIALOGUE_QUIT,     /* no decision: the rules decide this question and all others */
    DIALOGUE_HUNG_UP,  /* no decision: end of input, or Ctrl-C */
};

/* Asks the user, and sets the decision of the question. Without candidates it decides not_found
 * without asking. interrupt is a descriptor that ends a wait, or -1. help may be NULL. */
enum dialogue_end dialogue_hold(struct question *question, struct ask *ask, int interrupt,
                                const struct dialogue_place *place,
                                const struct dialogue_help *help);

/* --- asking.c: records that wait for the user, and the numbers of the questions --- */

/* The questions of a run. Zeroed except for ask and which: no questions yet. */
struct asking {
    struct ask *ask; /* NULL: no user. Borrowed */
    enum ask_which which;
    bool hung_up; /* the user no longer answers */
    bool quit;    /* the user has left the rest to the rules */
    struct stage_item **held;
    size_t count;
    size_t room;
    size_t number; /* number of the last question that was asked */
    size_t total;  /* questions so far, whether asked or not */
};

/* Returns whether the setting is to ask about everything, even after the user has hung up or
 * quit. */
bool asking_all(const struct asking *asking);

/* Returns whether there is a user who still answers. */
bool asking_continues(const struct asking *asking);

/* Makes the item wait for asking_wait. is_new means that its question has not been counted. */
void asking_hold(struct asking *asking, struct stage_item *item, bool is_new);

/* Releases the held items, so that they are settled. Waits until the number of questions is known:
 * at once if input is -1 (no input comes before they are settled), otherwise after a second without
 * input. Returns early if input or interrupt is readable. */
void asking_wait(struct asking *asking, int input, int interrupt);

/* Calls dialogue_hold if the user still answers. Sets number and total in place, and hung_up and
 * quit in asking. */
void asking_ask(struct asking *asking, struct question *question, struct dialogue_place *place,
                const struct dialogue_help *help);

/* Frees the list. */
void asking_release(struct asking *asking);

/* --- ask_trakt.c: answers for a user who is choosing, while everything else waits ------------- */

struct ask_trakt {
    struct catalog *catalog; /* asked first; NULL: not used */
    struct trakt *trakt;     /* NULL: the catalogue only */
    int interrupt;           /* a descriptor that ends a wait, or -1 */
    bool offline;            /* make no requests */
};

/* Returns help for dialogue_hold. Borrows setup. */
struct dialogue_help ask_trakt_help(struct ask_trakt *setup);

/* --- match.c: the questions of a run --- */

/* A question that records wait for. */
struct pending {
    struct search search;
    struct matcher *matcher;
    char *key;             /* its key in the cache */
    char *known;           /* and its key in this run */
    size_t users;          /* items that need its answer */
    bool is_cheap;         /* the catalogue answered: it may be forgotten and asked again */
    const struct pin *pin; /* the title is given; NULL: it must be found */
    bool unknown;          /* the cache has no answer, and no request may be made */
    bool doubtful;         /* the catalogue found several titles, and Trakt decides */
    bool answered;         /* all searches have ended */
    bool abandoned;        /* not searched for, or not completely: the stage had stopped */
    bool is_counted;       /* it is one of the questions to the user */
    struct stage_item **waiting;
    size_t count;
    size_t room;
};

struct matcher {
    struct trakt *trakt;
    struct asking asking;
    struct match_settings settings;
    json_t *known; /* key of a question → its index in pending */
    struct pending **pending;
    size_t count;
    size_t room;
    size_t started;      /* the number of questions whose searches were started */
    size_t oldest;       /* questions before this one are forgotten, or kept until the end */
    size_t at_once;      /* maximum number of concurrent searches */
    struct stage *stage; /* the stage that is running */
};

/* --- settle.c: the outcome of each record --- */

/* Adds the explanation if requested. A decided question no longer needs its candidates. */
void match_explain(const struct matcher *matcher, struct question *question);

/* Returns a match object for a name that is not searched for. The caller frees the result. */
CVI_MUST_USE json_t *match_skipped(const char *reason);

/* Handles the end of the item's search: the item waits for the user, or is released. */
void match_let_go_or_hold(struct matcher *matcher, struct stage_item *item);

#endif
