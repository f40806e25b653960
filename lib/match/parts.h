/* The internal interfaces of the matching stage: the searches for one question, the title in other
 * words, the dialogue with a user who chooses, the questions of a run, and the outcome of each
 * record. */
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
    /* The rephrasings from index same_from up to (not including) same_to are the title itself, with
     * its numbers written differently. */
    size_t same_from;
    size_t same_to;
    /* The rephrasings from this index on are guesses. They are searched for only in the requested
     * year. */
    size_t narrow_from;
};

/* Fills `list` with rephrasings of the question's title. The caller frees it with
 * rephrase_release. */
void rephrase_title(struct rephrasings *list, const struct rank_question *question);

/* Returns the length of the title before an attached year; 0 if there is no such year. For
 * "Rolf2012" (the title "Rolf" from 2012), the length is 4. */
size_t rephrase_glued_year(const char *title);

/* Frees the contents and empties the list. */
void rephrase_release(struct rephrasings *list);

/* --- search.c: the searches for one question, one after the other, until the answer is clear or
 * the maximum number of requests is reached --- */

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
    bool cut; /* may_continue returned false before the answer was clear */

    /* Progress. */
    size_t ids;    /* steps of the search by id that were made: for each kind of id, one per type */
    bool exact;    /* the exact search has been made */
    bool broad;    /* the broad search has been made */
    size_t others; /* number of further titles in the name that have been searched for */
    size_t near_misses; /* number of candidates whose aliases have been requested */
    size_t tried;       /* number of rephrasings that have been searched for */
    enum question_source by;
    struct candidate *named; /* the candidate whose aliases are being requested */
    struct rephrasings rephrasings;
};

/* Starts the search with the first request. If the question is untitled and has no id that can be
 * searched for, the search ends at once. The caller sets the members up to `thorough`, and all
 * others to 0. */
void search_start(struct search *search);

/* Frees the contents, and the question. */
void search_release(struct search *search);

/* --- ask_catalog.c: searches in the catalogue, which need no waiting --- */

/* Adds candidates from the catalogue to the question, step by step until a title fits. If `all` is
 * set, also adds titles that the rules would reject, for a user who chooses. */
void ask_catalog(struct catalog *catalog, struct question *question, bool all);

/* Adds the title with the pin's id to the question. In the catalogue, only IMDb ids can be looked
 * up. */
void ask_catalog_for_pin(struct catalog *catalog, struct question *question, const struct pin *pin);

/* Returns whether the catalogue's answer is sufficient, so that Trakt need not be searched. This is
 * so if one title fits, or if several fit and the name has no country or id by which Trakt could
 * tell them apart. */
bool ask_catalog_is_clear(const struct question *question);

/* --- dialogue.c: the user chooses --- */

/* Functions that get further data for the user. On failure, they return NULL with `why`. */
struct dialogue_help {
    /* Returns the overview of the title, as a new string; the caller frees it. */
    char *(*overview)(void *context, const struct candidate *candidate, struct why *why);
    /* Searches for other words as a title of this type. Returns a new question with the results;
     * the caller frees it. */
    struct question *(*search)(void *context, enum media_type type, const char *words,
                               struct why *why);
    void *context;
};

/* The place of a question among all questions, shown to the user. */
struct dialogue_place {
    size_t number;    /* number of the question, from 1 */
    size_t total;     /* number of questions so far, including this one and those that still wait */
    bool is_all;      /* `total` is final, because all input has been read */
    const char *path; /* path of the file; NULL: unknown */
    size_t others;    /* number of other files to which the answer also applies */
    const char *doubted; /* why the only candidate is not suggested; NULL: it may be suggested */
};

/* The ways in which a dialogue ends. */
enum dialogue_end {
    DIALOGUE_ANSWERED, /* the question has a decision */
    DIALOGUE_QUIT,     /* no decision: the rules decide this question and all others */
    DIALOGUE_HUNG_UP,  /* no decision: end of input, or Ctrl-C */
};

/* Asks the user, and sets the question's decision. If the question has no candidates, the decision
 * is not_found, without asking. The dialogue ends if the descriptor `interrupt` becomes readable;
 * -1: not used. `help` may be NULL. */
enum dialogue_end dialogue_hold(struct question *question, struct ask *ask, int interrupt,
                                const struct dialogue_place *place,
                                const struct dialogue_help *help);

/* --- asking.c: records that wait for the user, and the numbers of the questions --- */

/* The questions to the user in a run. At first, all members are 0 except `ask` and `which`. */
struct asking {
    struct ask *ask; /* NULL: no user. Borrowed */
    enum ask_which which;
    bool hung_up; /* the user no longer answers */
    bool quit;    /* the user has left all further questions to the rules */
    struct stage_item **held;
    size_t count;
    size_t room;
    size_t number; /* number of the last question that was asked */
    size_t total;  /* number of questions so far, asked or not */
};

/* Returns whether the user is asked about every title, not only about unclear ones (ASK_ALL). The
 * result does not change when the user hangs up or quits. */
bool asking_all(const struct asking *asking);

/* Returns whether there is a user who still answers. */
bool asking_continues(const struct asking *asking);

/* Makes the item wait until asking_wait releases it. If is_new is set, its question is added to
 * `total`. */
void asking_hold(struct asking *asking, struct stage_item *item, bool is_new);

/* Waits until more questions are unlikely, and then releases the held items, so that they are
 * settled. They are released at once after SIGINT, or if `input` is -1, because then no input is
 * read before they are settled. Otherwise, they are released after a second without input. If
 * `input` or `interrupt` becomes readable before that, returns without releasing them. */
void asking_wait(struct asking *asking, int input, int interrupt);

/* Asks the user with dialogue_hold, if the user still answers. Sets place->number and place->total,
 * and updates asking->hung_up and asking->quit. */
void asking_ask(struct asking *asking, struct question *question, struct dialogue_place *place,
                const struct dialogue_help *help);

/* Frees the list. */
void asking_release(struct asking *asking);

/* --- ask_trakt.c: further data for a user who is choosing --- */

struct ask_trakt {
    struct catalog *catalog; /* searched first; NULL: not used */
    struct trakt *trakt;     /* NULL: only the catalogue is searched */
    int interrupt; /* a descriptor that ends a wait when it becomes readable; -1: not used */
    bool offline;  /* make no requests */
};

/* Returns the functions that dialogue_hold needs. Borrows `setup`. */
struct dialogue_help ask_trakt_help(struct ask_trakt *setup);

/* --- match.c: the questions of a run --- */

/* A question, and the records that wait for its answer. */
struct pending {
    struct search search;
    struct matcher *matcher;
    char *key;             /* key of the user's choice; cache_key adds to it for the cache */
    char *known;           /* the question's key in matcher.known */
    size_t users;          /* number of items that need the answer */
    bool is_cheap;         /* answered by the catalogue: may be freed and asked again */
    const struct pin *pin; /* the user's pin for the title; NULL: the title must be searched for */
    bool unknown;          /* the cache has no answer, and no request may be made */
    bool doubtful;         /* the catalogue found several titles, and Trakt decides */
    bool answered;         /* all searches have ended */
    bool abandoned;        /* the stage stopped before the searches were made or finished */
    bool is_counted;       /* the question is counted in asking.total */
    struct stage_item **waiting;
    size_t count;
    size_t room;
};

/* The state of a run. */
struct matcher {
    struct trakt *trakt;
    struct asking asking;
    struct match_settings settings;
    json_t *known; /* a question's key → its index in `pending` */
    struct pending **pending;
    size_t count;
    size_t room;
    size_t started; /* the number of questions whose searches were started */
    size_t oldest;  /* questions before this index have been freed, or are kept until the end */
    size_t at_once; /* maximum number of concurrent searches */
    struct stage *stage; /* the stage that is running */
};

/* --- settle.c: the outcome of each record --- */

/* Adds the explanation to the question's decision if the user requested it. Frees the question's
 * candidates, which are no longer needed. */
void match_explain(const struct matcher *matcher, struct question *question);

/* Returns a match object with the status skipped and this reason, for a name that is not searched
 * for. The caller frees the result. */
CVI_MUST_USE json_t *match_skipped(const char *reason);

/* Called when the searches for the item have ended. Releases the item, or makes it wait for the
 * user. */
void match_let_go_or_hold(struct matcher *matcher, struct stage_item *item);

#endif
