/* Decides about each change before anything is sent: it is to be made, it is already made, or it is
 * refused. If the target has changed since the plan was made, everything is refused. Pure. */
#ifndef APPLY_JUDGE_H
#define APPLY_JUDGE_H

#include "apply/index.h"
#include "copy/copy.h"

/* Why a change is refused. The names, for result.code, are apply_reason_words. */
enum apply_reason {
    APPLY_FINE,          /* not refused; no name */
    APPLY_NOT_OURS,      /* not-ours: a removal of an item that is not ours in the ledger */
    APPLY_NO_LEDGER,     /* no-ledger: a removal, and the ledger is unusable */
    APPLY_CONTRADICTION, /* contradiction: two operations contradict each other */
    APPLY_IDS_DISAGREE,  /* ids-disagree: its ids belong to different items of the target */
    APPLY_IDS_DIFFER,    /* ids-differ: an id of an addition contradicts an earlier one of the same
                            title; or that of the item that is there: then it is not refused */
    APPLY_FILE_IS_BACK,  /* file-is-back: a removal because the file was gone, but it exists */

    /* The target has changed since the plan was made: everything is refused. */
    APPLY_PUT_BACK, /* put-back: the item to remove was removed and added again */
    APPLY_EDITED,   /* edited: the copy to update has neither the old nor the new facts */
    APPLY_GONE,     /* gone: the item to update is no longer there */
    APPLY_REASONS
};
extern const char *const apply_reason_words[];

/* Returns whether the reason refuses everything. */
bool apply_is_changed(enum apply_reason reason);

/* Returns the reason as text for people, static. */
const char *apply_reason_text(enum apply_reason reason);

enum apply_state {
    APPLY_TO_DO,     /* it is to be sent */
    APPLY_DONE,      /* Trakt has applied it; in a dry run: Trakt would apply it */
    APPLY_ALREADY,   /* the target already has the requested state */
    APPLY_NOT_FOUND, /* Trakt does not know the title */
    APPLY_REFUSED,   /* it is refused; reason states why */
    APPLY_FULL,      /* the target has no room for it */
    APPLY_FAILED,    /* failure has the reason */
    APPLY_NOT_TRIED, /* sending was no longer possible */
    APPLY_TWIN,      /* another change (twin) is equal */
};

/* The place if there is no item. */
#define APPLY_NOWHERE SIZE_MAX

/* One change. Its title is in the index of its target, at the same place. Owned by the target. */
struct apply_change {
    enum operation_kind kind;
    enum apply_state state;
    enum apply_reason reason;
    int year;          /* for people; RECORD_NONE: unknown */
    char *title;       /* likewise; NULL: unknown */
    char *filename;    /* NULL: none */
    char *listed_at;   /* remove: the time when the plan was made; NULL: unknown */
    struct copy *copy; /* add and update: to be sent; NULL: none */
    struct copy *was;  /* update: the copy when the plan was made */
    size_t item;       /* the item of the target that it concerns; APPLY_NOWHERE: none */
    size_t twin;       /* only for APPLY_TWIN: the other change */
    size_t failure;    /* only for APPLY_FAILED: the sender's index of the error */
    int64_t number;    /* its row in the ledger; 0: none */
    bool perhaps;      /* a request with it failed, but Trakt may have applied it */
    bool repeated;     /* it was refused when sent alone, and is sent once more */
    bool file_is_back; /* remove: the file whose absence was the reason exists */
    bool ids_differ;   /* add: its ids contradict those of an earlier addition of the same title */
};

/* An item of the target. Its title is in the index of the items, at the same place. */
struct apply_item {
    char listed_at[32]; /* ISO 8601; in the collection, the last change or the time of collecting;
                           "": unknown */
    struct copy copy;   /* only in the collection */
};

/* The requested changes and the items of a target: three arrays, two of them with an index. */
struct apply_wanted {
    struct apply_index titles;
    struct apply_change *changes; /* titles.room of them */
};
struct apply_items {
    struct apply_index titles;
    struct apply_item *at; /* titles.room of them */
};

struct apply_rules {
    bool force;  /* override all refusals except those for a missing ledger, contradictions, and ids
                  * that disagree or differ */
    bool ledger; /* the ledger is usable */
    /* Returns whether the item of a removal is ours; not called if ledger is false. */
    bool (*is_ours)(void *context, const struct apply_title *title,
                    const struct apply_change *change, const struct apply_item *item);
    void *context;
};

/*
 * Enters a requested change, and returns its place. If an earlier change is equal, sets *is_twin
 * and returns the place of that change. Two contradicting changes are both refused from now on.
 * Titles are the same by the rule of cvi-add (title_ids_same, title_ids_stand_alone). Takes change.
 */
size_t apply_want(struct apply_wanted *wanted, const struct apply_title *title,
                  struct apply_change *change, bool *is_twin);

/* Frees the contents. */
void apply_wanted_release(struct apply_wanted *wanted);

/* Adds an item. */
void apply_items_add(struct apply_items *items, const struct apply_title *title,
                     const struct apply_item *item);

/* Frees the contents. */
void apply_items_release(struct apply_items *items);

/*
 * Decides each change in state APPLY_TO_DO. Returns the number of changes for which the target has
 * changed; these stay in that state, with their reason.
 */
size_t apply_judge(struct apply_wanted *wanted, const struct apply_items *items,
                   const struct apply_rules *rules);

/* Returns the number of changes of this kind in state APPLY_TO_DO. */
size_t apply_count(const struct apply_wanted *wanted, enum operation_kind kind);

#endif
