/* The operations that bring back what a run has changed, and the list of runs, from the ledger. */
#ifndef UNDO_UNDO_H
#define UNDO_UNDO_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/table.h"
#include "ledger/ledger.h"

/* Why a change is not undone. */
enum undo_reason {
    UNDO_FINE,
    UNDO_LATER,   /* a later change is about the same title */
    UNDO_UNSURE,  /* it may be somebody else's */
    UNDO_UNKNOWN, /* what was there before is not known, or was nothing that can be sent */
    UNDO_REASONS
};

/*
 * Returns the operation that undoes a change, a new object, or NULL with why not. is_last: no later
 * change is about the same title. A change whose answer is unknown is undone, too: cvi-apply finds
 * out whether it was made. Pure. */
CVI_MUST_USE json_t *undo_change(const struct ledger_change *change, bool is_last,
                                 enum undo_reason *reason);

/* The operations that undo a run. */
struct undo {
    json_t **operations; /* the newest change first */
    size_t count;
    size_t room;
    size_t kept[UNDO_REASONS]; /* how many changes are not undone */
};

/* Returns the number of the last run that changed something; RECORD_NONE: there is none. */
json_int_t undo_last_run(struct ledger *ledger);

/* Fills undo with the operations for a run, or returns false if there is no such run. To be
 * released in every case. */
bool undo_run(struct ledger *ledger, json_int_t run, struct undo *undo);
void undo_release(struct undo *undo);

/* Returns why some changes are not undone, "2 were changed again later", a new string; "" if all
 * are. */
CVI_MUST_USE char *undo_kept_text(const struct undo *undo);

/* The runs for people and for programs, the newest first: a table to be released, and
 * {"runs":[{"run":12,...}]}, a new object. Both are empty without a ledger (NULL). */
struct table undo_runs_table(struct ledger *ledger);
CVI_MUST_USE json_t *undo_runs_json(struct ledger *ledger);

#endif
