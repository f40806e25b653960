/* The applying stage: reads operations, checks all of them, sends them in batches, and records each
 * outcome. */
#ifndef APPLY_APPLY_H
#define APPLY_APPLY_H

#include "base/buf.h"
#include "record/stage.h"
#include "trakt/trakt.h"

/* The key of an operation that has its outcome. */
#define APPLY_KEY "result"

/* Maximum number of operations that wait for their batch: operations are output in input order,
 * whatever the order of sending. Further operations wait in the input, which is kept in a file. */
enum { APPLY_WINDOW = 16384 };

struct applier;

/* Strings are borrowed. */
struct applier_settings {
    const char *program; /* for the ledger */
    const char *state;   /* the state directory, for the ledger and the lock for creating a list;
                            NULL: no ledger */
    bool dry_run;
    bool force;
};

/* Returns a new applier for one run of the stage; applier_free frees it. Borrows trakt, and the
 * strings in settings. The applier must outlive the client. */
CVI_MUST_USE struct applier *applier_new(struct trakt *trakt,
                                         const struct applier_settings *settings);
void applier_free(struct applier *applier);

/* For struct stage, whose self is the applier. */
void applier_survey(struct stage *stage, const json_t *record);
void applier_work(struct stage *stage, struct stage_item *item);
void applier_wait(struct stage *stage, int input, int interrupt, bool all);
void applier_settle(struct stage *stage, struct stage_item *item);

/* Returns the summary, "12 added, 3 removed, 1 already there", as a new string; "" if there was no
 * operation. */
CVI_MUST_USE char *applier_summary(const struct applier *applier);

/* Returns the next step, for people; NULL: no next step. Static. */
const char *applier_next_step(const struct applier *applier);

#endif
