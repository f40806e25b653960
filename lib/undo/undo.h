/* The operations that undo a run, and the list of runs, from the ledger. */
#ifndef UNDO_UNDO_H
#define UNDO_UNDO_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/table.h"
#include "ledger/ledger.h"

/* The reasons why a change is not undone. */
enum undo_reason {
    UNDO_FINE,
    UNDO_LATER,   /* a later change concerns the same title */
    UNDO_UNSURE,  /* the change may be somebody else's */
    UNDO_UNKNOWN, /* the previous state is unknown or cannot be sent */
    UNDO_REASONS
};

/*
 * Returns the operation that undoes a change, a new object, or NULL; then sets reason. is_last: no
 * later change concerns the same title. A change whose answer is unknown is also undone: cvi-apply
 * finds out whether it was made. Pure.
 */
CVI_MUST_USE json_t *undo_change(const struct ledger_change *change, bool is_last,
                                 enum undo_reason *reason);

/* The operations that undo a run. */
struct undo {
    json_t **operations; /* the newest change first */
    size_t count;
    size_t room;
    size_t kept[UNDO_REASONS]; /* number of changes that are not undone, by reason */
};

/* Returns the number of the last run that changed something; RECORD_NONE: not found. */
json_int_t undo_last_run(struct ledger *ledger);

/* Fills undo with the operations for a run. Returns false if the run does not exist. undo must be
 * released in either case. */
bool undo_run(struct ledger *ledger, json_int_t run, struct undo *undo);
void undo_release(struct undo *undo);

/* Returns why some changes are not undone, "2 were changed again later", as a new string; "" if all
 * are undone. */
CVI_MUST_USE char *undo_kept_text(const struct undo *undo);

/* Return the runs for people and for programs, newest first: a table, which the caller releases,
 * and {"runs":[{"run":12,...}]}, a new object. Both are empty without a ledger (NULL). */
struct table undo_runs_table(struct ledger *ledger);
CVI_MUST_USE json_t *undo_runs_json(struct ledger *ledger);

#endif
