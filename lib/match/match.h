/* Finds each record's title in the catalogue or at Trakt. Records with the same title share one
 * search and its result. */
#ifndef MATCH_MATCH_H
#define MATCH_MATCH_H

#include "catalog/catalog.h"
#include "match/cache.h"
#include "record/stage.h"
#include "terminal/ask.h"
#include "trakt/trakt.h"

/* Maximum number of records that wait for answers. A large number keeps the network busy when many
 * episodes of one show follow each other. */
enum { MATCH_WINDOW = 4096 };

struct matcher;

/* Default maximum number of concurrent searches. */
enum { MATCH_AT_ONCE = 6 };

/* A member that is 0 has its default value. */
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
