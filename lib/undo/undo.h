/* Makes the operations that undo a run, and lists the runs in the ledger. */
#ifndef UNDO_UNDO_H
#define UNDO_UNDO_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/table.h"
#include "ledger/ledger.h"

/* The reasons why a change is not undone. UNDO_FINE: the change is undone. */
enum undo_reason {
    UNDO_FINE,
    UNDO_LATER,   /* a later change concerns the same title */
    UNDO_UNSURE,  /* somebody else may have made the change */
    UNDO_UNKNOWN, /* the previous state is unknown or cannot be sent */
    UNDO_REASONS
};

/* Returns the operation that undoes a change, as a new object, and sets *reason to UNDO_FINE. If
 * the change is not undone, returns NULL and sets *reason. `is_last` is true if no later change
 * concerns the same title. If it is unknown whether Trakt made the change, the change is also
 * undone, because cvi-apply finds out. */
CVI_MUST_USE json_t *undo_change(const struct ledger_change *change, bool is_last,
                                 enum undo_reason *reason);

/* The operations that undo a run. */
struct undo {
    json_t **operations; /* in the order of undoing: the newest change first */
    size_t count;
    size_t room;
    size_t kept[UNDO_REASONS]; /* number of changes by reason; UNDO_FINE: undone */
};

/* Returns the number of the last run that changed something; RECORD_NONE if there is no such
 * run. */
json_int_t undo_last_run(struct ledger *ledger);

/* Fills `undo` with the operations for a run. Returns false if the run does not exist. The caller
 * releases `undo` in either case. */
bool undo_run(struct ledger *ledger, json_int_t run, struct undo *undo);
void undo_release(struct undo *undo);

/* Returns a summary of the changes that are not undone, such as "2 titles changed again later", as
 * a new string; "" if all are undone. */
CVI_MUST_USE char *undo_kept_text(const struct undo *undo);

/* Return all runs, newest first. The table is for people; the caller releases it with
 * table_release. The JSON is for programs: a new object {"runs":[{"run":12,...}]}. If `ledger` is
 * NULL, both are empty. */
struct table undo_runs_table(struct ledger *ledger);
CVI_MUST_USE json_t *undo_runs_json(struct ledger *ledger);

#endif
