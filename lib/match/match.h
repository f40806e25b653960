/* Finds each record's title in a catalogue or at Trakt, with one question per distinct title and
 * shared answers. */
#ifndef MATCH_MATCH_H
#define MATCH_MATCH_H

#include "catalog/catalog.h"
#include "match/cache.h"
#include "record/stage.h"
#include "terminal/ask.h"
#include "trakt/trakt.h"

/* Maximum number of records that wait for answers: enough to keep the network busy when many
 * episodes of one show come first. */
enum { MATCH_WINDOW = 4096 };

struct matcher;

/* Default maximum number of concurrent searches: enough to hide the latency. */
enum { MATCH_AT_ONCE = 6 };

/* 0 is the default of each member. */
struct match_settings {
    long at_once;         /* maximum number of concurrent searches */
    long budget;          /* maximum number of requests for one title */
    bool explain;         /* add explanations to matches */
    bool catalog_only;    /* make no requests to Trakt */
    enum ask_which which; /* the questions that are put to the user */
    bool extras;          /* also ask about trailers, samples and the like (media.extra) */
    bool one_type;        /* match only titles of type */
    enum media_type type;
    struct cache *cache;     /* NULL: not used. Borrowed */
    struct catalog *catalog; /* asked before Trakt; NULL: not used. Borrowed */
};

/* The state of a run of the stage. ask may be NULL: no user is asked. trakt may be NULL with
 * settings->catalog_only. Borrows both, and copies the settings. The caller frees the matcher. */
CVI_MUST_USE struct matcher *matcher_new(struct trakt *trakt, struct ask *ask,
                                         const struct match_settings *settings);
void matcher_free(struct matcher *matcher);

/* Reports, if verbose, the number of titles and of requests. */
void matcher_report(const struct matcher *matcher);

/* Callbacks for struct stage, whose self is the matcher. */
void matcher_work(struct stage *stage, struct stage_item *item);
void matcher_wait(struct stage *stage, int input, int interrupt, bool all);
void matcher_settle(struct stage *stage, struct stage_item *item);

#endif
