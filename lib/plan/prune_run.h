/* Pruning from start to end. Reads scan documents, the records of the input, the ledger, the list
 * and the disk, and returns the titles to remove. Writes nothing. */
#ifndef PLAN_PRUNE_RUN_H
#define PLAN_PRUNE_RUN_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "ledger/ledger.h"
#include "plan/prune.h"

struct prune_settings {
    enum prune_mode mode;
    const char *const *scans; /* paths of scan documents */
    size_t scan_count;
    long most; /* --max-remove; negative: not given */
};

/* An item of the list. */
struct prune_item {
    size_t place;          /* the caller's number of the item */
    struct title_ids ids;  /* the ids that the list has */
    const char *name;      /* NULL: unknown */
    const char *listed_at; /* NULL or "": unknown */
};

/* A callback that sets `item` to the list item that a change in the ledger has added. Returns false
 * if the list does not have the item, or if it is certainly not the one that cvi added. */
typedef bool prune_find(void *context, const struct ledger_change *change, struct prune_item *item);

/* The list from which titles may be removed. */
struct prune_target {
    struct ledger *ledger;    /* NULL: it does not exist, or is unusable */
    const char *ledger_fault; /* why it is unusable; NULL: it is usable or does not exist */
    struct ledger_place place;
    prune_find *find;
    void *context;
};

/* A title to remove. Strings are owned by the prune. */
struct prune_going {
    size_t place; /* the caller's number of the item */
    char *filename;
    char *name; /* NULL: unknown */
    int year;   /* RECORD_NONE: unknown */
    enum prune_verdict verdict;
};

struct prune;

/* Reads the scan documents. Returns NULL with `why` (exit status 66) if one of them cannot be read.
 * Errors in their content are reported later, by prune_decide_all. Free the result with
 * prune_free. */
CVI_MUST_USE struct prune *prune_open(const struct prune_settings *settings, struct why *why);
void prune_free(struct prune *prune); /* NULL is allowed */

/* Stores the facts about a record in the input. Call it for every record. */
void prune_note(struct prune *prune, const json_t *record);

/* Counts a line of the input that is not a record. */
void prune_note_garbled(struct prune *prune);

/* Decides which titles are removed. Call it after prune_note was called for all of the input. If a
 * guard (prune.h) objects, reports the objection on standard error and returns false. Nothing must
 * be planned then, and the exit status must be 75. */
bool prune_decide_all(struct prune *prune, const struct prune_target *target);

/* Returns the titles to remove, in the order of the ledger. */
const struct prune_going *prune_goings(const struct prune *prune, size_t *count);

/* Reports on standard error how many of our titles are kept although the input has no record of
 * them, and why. Prints nothing if there are no such titles. */
void prune_report_kept(const struct prune *prune);

#endif
