/* Declarations that the files of this room share. A question asks for one title, and all records
 * with this title share it (question.h). Trakt has two searches: the exact search finds only titles
 * and aliases equal to the text; the broad search also finds similar ones. */
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

/* --- rephrase.c: other forms of a title that was not found. Pure functions -------------------- */

enum { REPHRASE_MOST = 12 };

struct rephrasing {
    char *text; /* owned */
    bool exact; /* for the exact search; false: for the broad search */
};

/* Rephrasings of a title, the most promising first. */
struct rephrasings {
    struct rephrasing at[REPHRASE_MOST];
    size_t count;
    /* From index same_from up to (not including) same_to, only the title's numbers are written
     * differently. */
    size_t same_from;
    size_t same_to;
    /* From this index on, rephrasings are guesses, for a search in the requested year only. */
    size_t narrow_from;
};

/* Fills `list` with rephrasings of the question's title. The caller frees it with
 * rephrase_release. */
void rephrase_title(struct rephrasings *list, const struct rank_question *question);

/* Returns the length of the title before a year that directly follows it: 4 for "Rolf2012". Returns
 * 0 if the title does not end with such a year. */
size_t rephrase_glued_year(const char *title);

/* Frees the contents and empties the list. */
void rephrase_release(struct rephrasings *list);

/* --- search.c: Trakt's searches for one question ---------------------------------------------- */

/* The default maximum number of requests for one title. */
enum { SEARCH_BUDGET = 4 };

struct search;

/* Returns whether another request may be made; false ends the search early. */
typedef bool search_may_continue(const struct search *search);

/* Called once, after the last request. If the request failed, search->error has the error. */
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
    /* number of searches by id that were made or left out: two (film, show) for each kind of id */
    size_t ids;
    bool exact;              /* the exact search has been made */
    bool broad;              /* the broad search has been made */
    size_t others;           /* number of further titles in the name that have been searched for */
    size_t near_misses;      /* number of candidates whose aliases have been requested */
    size_t tried;            /* number of rephrasings that have been searched for */
    enum question_source by; /* the kind of the current search */
    struct candidate *named; /* the candidate whose aliases are being requested */
    struct rephrasings rephrasings;
};

/* Makes searches, one after the other, until the answer is clear or `budget` is reached. Then calls
 * `done`, perhaps before it returns. The caller sets the members up to `thorough`, and all others
 * to 0. */
void search_start(struct search *search);

/* Frees the contents, and the question. */
void search_release(struct search *search);

/* --- ask_catalog.c: searches in the catalogue on the user's disk --- */

/* Adds candidates from the catalogue to the question. Makes further searches until a title fits. If
 * `all` is set, also adds titles that the rules would reject, because a user chooses. */
void ask_catalog(struct catalog *catalog, struct question *question, bool all);

/* Adds the title with the pin's id to the question, if the catalogue has it. The catalogue has only
 * IMDb ids. */
void ask_catalog_for_pin(struct catalog *catalog, struct question *question, const struct pin *pin);

/* Returns whether Trakt need not be searched after the catalogue: one title fits, or several fit
 * and the name has no country or id that would help Trakt to choose. */
bool ask_catalog_is_clear(const struct question *question);

/* --- dialogue.c: the user chooses --- */

/* Functions that get further data for the user. On failure, they return NULL with `why`. The caller
 * frees the results. */
struct dialogue_help {
    /* Returns the description of the title, a new string. */
    char *(*overview)(void *context, const struct candidate *candidate, struct why *why);
    /* Searches for a title that the user typed. Returns a new question with the results. */
    struct question *(*search)(void *context, enum media_type type, const char *words,
                               struct why *why);
    void *context;
};

/* The place of a question among all questions, shown to the user. */
struct dialogue_place {
    size_t number;    /* number of the question, from 1 */
    size_t total;     /* number of questions found so far, asked or not */
    bool is_all;      /* `total` is final: all input has been read */
    const char *path; /* path of the file; NULL: unknown */
    size_t others;    /* number of other files to which the answer also applies */
    /* Why the only candidate must not be the default answer. NULL: the rules choose the default. */
    const char *doubted;
};

/* The ways in which a dialogue ends. */
enum dialogue_end {
    DIALOGUE_ANSWERED, /* the question has a decision */
    DIALOGUE_QUIT,     /* no decision: the rules decide this question and all others */
    DIALOGUE_HUNG_UP,  /* no decision: end of input, or Ctrl-C */
};

/* Asks the user, and sets the question's decision. If the question has no candidates, the user is
 * not asked, and the decision is not_found. The dialogue ends if the descriptor `interrupt` becomes
 * readable; -1: not used. `help` may be NULL. */
enum dialogue_end dialogue_hold(struct question *question, struct ask *ask, int interrupt,
                                const struct dialogue_place *place,
                                const struct dialogue_help *help);

/* --- asking.c: records that wait for the user --- */

/* The questions to the user in a run. The caller sets `ask` and `which`, and all others to 0. */
struct asking {
    struct ask *ask; /* NULL: no user. Borrowed */
    enum ask_which which;
    bool hung_up;             /* the user no longer answers */
    bool quit;                /* the user has left all further questions to the rules */
    struct stage_item **held; /* the records that wait for the user */
    size_t count;
    size_t room;
    size_t number; /* number of questions asked */
    size_t total;  /* number of questions found so far, asked or not */
};

/* Returns whether the user is asked about every title, not only about unclear ones (ASK_ALL). The
 * result does not change when the user hangs up or quits. */
bool asking_all(const struct asking *asking);

/* Returns whether there is a user who still answers. */
bool asking_continues(const struct asking *asking);

/* Makes the item wait until asking_wait releases it. If is_new is set, adds 1 to asking->total. */
void asking_hold(struct asking *asking, struct stage_item *item, bool is_new);

/* Releases the held items after a second without input, so that the user is asked about them. If
 * `input` or `interrupt` becomes readable in this second, returns without releasing them. If
 * `input` is -1 (no input is read before the items are settled), or after SIGINT, releases them at
 * once. */
void asking_wait(struct asking *asking, int input, int interrupt);

/* If the user still answers, calls dialogue_hold. Sets place->number and place->total, and updates
 * asking->hung_up and asking->quit. */
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
    char *key;             /* key under which the user's choice is stored */
    char *known;           /* the question's key in matcher.known */
    size_t users;          /* number of items that still need the answer */
    bool is_cheap;         /* answered by the catalogue: may be freed, and searched for again */
    const struct pin *pin; /* the user's pin for the title; NULL: the title must be searched for */
    bool unknown;          /* the cache has no answer, and requests are not allowed (--offline) */
    bool doubtful;         /* the catalogue found several titles, so Trakt is searched too */
    bool answered;         /* all searches have ended */
    bool abandoned;        /* the stage stopped before all searches were made */
    bool is_counted;       /* asking.total includes the question */
    struct stage_item **waiting; /* the items that wait for the searches */
    size_t count;
    size_t room;
};

struct matcher {
    struct trakt *trakt;
    struct asking asking;
    struct match_settings settings;
    json_t *known; /* a question's key → its index in `pending` */
    struct pending **pending;
    size_t count;
    size_t room;
    size_t started; /* the searches for questions before this index have been started */
    size_t oldest;  /* questions before this index have been freed, or are kept until the end */
    size_t at_once; /* settings.at_once, or its default */
    struct stage *stage;
};

/* --- settle.c: the match object of each record --- */

/* Adds an explanation to the question's decision if the user requested explanations. Then frees the
 * question's candidates. */
void match_explain(const struct matcher *matcher, struct question *question);

/* Returns a match object with the status skipped and this reason. The caller frees the result. */
CVI_MUST_USE json_t *match_skipped(const char *reason);

/* Called when the searches for the item have ended. If the user must be asked about the item, makes
 * it wait for that; otherwise releases it. */
void match_let_go_or_hold(struct matcher *matcher, struct stage_item *item);

#endif
