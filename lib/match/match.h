/* Finds each record's title in the catalogue or at Trakt. Records with the same title share one
 * question and its answer. */
#ifndef MATCH_MATCH_H
#define MATCH_MATCH_H

#include "catalog/catalog.h"
#include "match/cache.h"
#include "record/stage.h"
#include "terminal/ask.h"
#include "trakt/trakt.h"

/* Maximum number of records that wait for answers. It is large enough to keep the network busy when
 * many episodes of one show follow each other. */
enum { MATCH_WINDOW = 4096 };

struct matcher;

/* Default maximum number of concurrent searches, enough to hide the network's latency. */
enum { MATCH_AT_ONCE = 6 };

/* In each member, 0 stands for the default. */
struct match_settings {
    long at_once;         /* maximum number of concurrent searches */
    long budget;          /* maximum number of requests for one title */
    bool explain;         /* add explanations to matches */
    bool catalog_only;    /* make no requests to Trakt */
    enum ask_which which; /* which questions the user is asked */
    bool extras;          /* also ask about trailers, samples and the like (media.extra) */
    bool one_type;        /* match only titles whose type is `type` */
    enum media_type type;
    struct cache *cache;     /* NULL: not used. Borrowed */
    struct catalog *catalog; /* searched before Trakt; NULL: not used. Borrowed */
};

/* Returns a new matcher, the state of a run; the caller frees it with matcher_free. If `ask` is
 * NULL, the user is not asked. `trakt` may be NULL if settings->catalog_only is set. Borrows
 * `trakt` and `ask`, and copies the settings. */
CVI_MUST_USE struct matcher *matcher_new(struct trakt *trakt, struct ask *ask,
                                         const struct match_settings *settings);
void matcher_free(struct matcher *matcher);

/* With --verbose, reports the number of titles and of requests. */
void matcher_report(const struct matcher *matcher);

/* Callbacks for struct stage, whose self is the matcher. */
void matcher_work(struct stage *stage, struct stage_item *item);
void matcher_wait(struct stage *stage, int input, int interrupt, bool all);
void matcher_settle(struct stage *stage, struct stage_item *item);

#endif
