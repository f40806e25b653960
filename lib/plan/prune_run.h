/* Pruning, from one end to the other: scan documents, the records of the input, the ledger, the
 * list and the disk in; the titles that go out. It writes nothing anywhere. */
#ifndef PLAN_PRUNE_RUN_H
#define PLAN_PRUNE_RUN_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "ledger/ledger.h"
#include "plan/prune.h"

/* What the user wants. Strings are borrowed. */
struct prune_settings {
    enum prune_mode mode;
    const char *const *scans; /* paths of scan documents */
    size_t scan_count;
    long most; /* --max-remove; negative: not given */
};

/* An item of the list. Strings are borrowed. */
struct prune_item {
    size_t place;          /* the caller's number for it */
    struct title_ids ids;  /* the item's own */
    const char *name;      /* NULL: unknown */
    const char *listed_at; /* NULL or "": unknown */
};

/* Finds the item that is the title of a change in the ledger. Returns false if the list does not
 * have it, or if it is certain to be another one than we have put there. */
typedef bool prune_find(void *context, const struct ledger_change *change, struct prune_item *item);

/* Where the titles may be taken off. */
struct prune_target {
    struct ledger *ledger;    /* NULL: there is none, so nothing is ours; or it cannot be used */
    const char *ledger_fault; /* why it cannot be used; NULL: it can, or there is none */
    struct ledger_place place;
    prune_find *find;
    void *context;
};

/* A title that goes. Strings are owned by the prune. */
struct prune_going {
    size_t place; /* the caller's number of the item */
    char *filename;
    char *name; /* NULL: unknown */
    int year;   /* RECORD_NONE: unknown */
    enum prune_verdict verdict;
};

struct prune;

/*
 * Reads the scan documents. Returns NULL with why (66) if one of them cannot be read. What is
 * wrong with their content is told by prune_decide_all. prune_free frees it. */
CVI_MUST_USE struct prune *prune_open(const struct prune_settings *settings, struct why *why);
void prune_free(struct prune *prune); /* NULL is allowed */

/* Notes a record of the input. To be called for each, whatever it is. */
void prune_note(struct prune *prune, const json_t *record);

/* Notes a line of the input that is not a record. */
void prune_note_garbled(struct prune *prune);

/*
 * Decides which titles go, when all of the input has been noted. Returns false if a guard has
 * spoken, which tells why on standard error: then nothing may be planned, and the exit status is
 * 75. */
bool prune_decide_all(struct prune *prune, const struct prune_target *target);

/* Returns the titles that go, in the order of the ledger. Borrowed. */
const struct prune_going *prune_goings(const struct prune *prune, size_t *count);

/* Tells on standard error how many titles of ours stay though they have no record in the input, and
 * why; nothing if there are none. */
void prune_tell_kept(const struct prune *prune);

#endif
