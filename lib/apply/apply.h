/* The applying stage: reads operations, checks all of them, sends them in batches, and records each
 * outcome. */
#ifndef APPLY_APPLY_H
#define APPLY_APPLY_H

#include "base/buf.h"
#include "record/stage.h"
#include "trakt/trakt.h"

/* The key under which an operation gets its outcome. */
#define APPLY_KEY "result"

/* Maximum number of operations that wait for an outcome. They wait because they are printed in
 * input order, but sent in another order. */
enum { APPLY_WINDOW = 16384 };

struct applier;

struct applier_settings {
    const char *program; /* the program's name, for the ledger */
    /* State directory, for the ledger and for creating a list; NULL: no ledger. */
    const char *state;
    bool dry_run;
    bool force;
};

/* Returns a new applier for one run of the stage; the caller frees it with applier_free. Borrows
 * `trakt`, and the strings in `settings`. The applier must outlive `trakt`. */
CVI_MUST_USE struct applier *applier_new(struct trakt *trakt,
                                         const struct applier_settings *settings);
void applier_free(struct applier *applier);

/* Callbacks for struct stage. Its member `self` must be the applier. */
void applier_survey(struct stage *stage, const json_t *record);
void applier_work(struct stage *stage, struct stage_item *item);
void applier_wait(struct stage *stage, int input, int interrupt, bool all);
void applier_settle(struct stage *stage, struct stage_item *item);

/* Returns the summary as a new string, such as "12 added, 3 removed, 1 unchanged"; "" if there was
 * no operation. */
CVI_MUST_USE char *applier_summary(const struct applier *applier);

/* Returns a hint for the user on the next step, as a static string; NULL: no next step. */
const char *applier_next_step(const struct applier *applier);

#endif
