/* Decides, before anything is sent, whether each change is made, was made before, or is refused.
 * The target is the list, watchlist or collection to change. If it has changed since the plan was
 * made, everything is refused. Pure. */
#ifndef APPLY_JUDGE_H
#define APPLY_JUDGE_H

#include "apply/index.h"
#include "copy/copy.h"

/* The reasons for refusing a change. apply_reason_words has their names for result.code. */
enum apply_reason {
    APPLY_FINE,          /* not refused */
    APPLY_NOT_OURS,      /* removal of an item that cvi did not add, according to its ledger */
    APPLY_NO_LEDGER,     /* removal while the ledger is unusable */
    APPLY_CONTRADICTION, /* two operations contradict each other */
    APPLY_IDS_DISAGREE,  /* its ids belong to different items of the target */
    /* An addition whose ids contradict an earlier addition of the same title. If they contradict an
       item of the target instead, this is only reported, and the addition is not refused. */
    APPLY_IDS_DIFFER,
    APPLY_FILE_IS_BACK, /* the file of a removal was gone, but exists now */

    /* For the following reasons, everything is refused: the target has changed since the plan was
       made. */
    APPLY_PUT_BACK, /* the item to remove was removed and added again */
    APPLY_EDITED,   /* the copy to update has neither the old nor the new values */
    APPLY_GONE,     /* the item to update is no longer there */
    APPLY_REASONS
};
extern const char *const apply_reason_words[];

/* Returns whether the reason is that the target has changed. */
bool apply_is_changed(enum apply_reason reason);

/* Returns the reason as text for people, a static string. */
const char *apply_reason_text(enum apply_reason reason);

enum apply_state {
    APPLY_TO_DO,     /* it is to be sent */
    APPLY_DONE,      /* Trakt has applied it; in a dry run: Trakt would apply it */
    APPLY_ALREADY,   /* the target already has the requested state */
    APPLY_NOT_FOUND, /* Trakt does not know the title */
    APPLY_REFUSED,   /* it is refused; `reason` states why */
    APPLY_FULL,      /* the target has no room for it */
    APPLY_FAILED,    /* its request has failed; `failure` identifies the error */
    APPLY_NOT_TRIED, /* sending was no longer possible */
    APPLY_TWIN,      /* it equals another change (member `twin`) */
};

/* The value of apply_change.item if the target does not have the item. */
#define APPLY_NOWHERE SIZE_MAX

/* One requested change. A copy is the metadata of a file in the collection. */
struct apply_change {
    enum operation_kind kind;
    enum apply_state state;
    enum apply_reason reason;
    int year;          /* for people; RECORD_NONE: unknown */
    char *title;       /* for people; NULL: unknown */
    char *filename;    /* NULL: none */
    char *listed_at;   /* remove: when the item was listed, according to the plan; NULL: unknown */
    struct copy *copy; /* add and update: the copy to send; NULL: none */
    struct copy *was;  /* update: the copy when the plan was made */
    size_t item;       /* the item of the target that it concerns; APPLY_NOWHERE: none */
    size_t twin;       /* only for APPLY_TWIN: the place of the other change */
    size_t failure;    /* only for APPLY_FAILED: the sender's index of the error */
    int64_t number;    /* number of its row in the ledger; 0: none */
    bool perhaps;      /* a request with it failed, but Trakt may have applied it */
    bool repeated;     /* it was refused when sent alone, and is sent once more */
    bool file_is_back; /* remove: the file was gone when the plan was made, but exists now */
    bool ids_differ;   /* add: its ids contradict those of an earlier addition of the same title */
};

/* An item of the target. */
struct apply_item {
    /* On a list: when the item was added to it. In the collection: when the item was collected or
     * last changed. The time is in ISO 8601; "": unknown. */
    char listed_at[32];
    struct copy copy; /* only in the collection */
};

/* The requested changes of a target, and the target's items. A change or an item has the same place
 * as its title. Each array has titles.room elements. */
struct apply_requested {
    struct apply_index titles;
    struct apply_change *changes;
};
struct apply_items {
    struct apply_index titles;
    struct apply_item *at;
};

struct apply_rules {
    /* Override all refusals, except those for a missing ledger, for contradictions, and for ids
     * that disagree or differ. */
    bool force;
    bool ledger; /* the ledger is usable */
    /* Returns whether cvi added the item that is to be removed. Not called if `ledger` is false or
     * `force` is true. */
    bool (*is_ours)(void *context, const struct apply_title *title,
                    const struct apply_change *change, const struct apply_item *item);
    void *context;
};

/* Enters a requested change, and returns its place. If an earlier change is equal, sets *is_twin
 * and returns the place of the earlier change. Two changes that contradict each other are both
 * refused. Titles are compared as in cvi-add (title_ids_same, title_ids_stand_alone). Takes
 * ownership of the contents of `change`. */
size_t apply_request(struct apply_requested *requested, const struct apply_title *title,
                     struct apply_change *change, bool *is_twin);

/* Frees the contents. */
void apply_requested_release(struct apply_requested *requested);

/* Adds an item. */
void apply_items_add(struct apply_items *items, const struct apply_title *title,
                     const struct apply_item *item);

/* Frees the contents. */
void apply_items_release(struct apply_items *items);

/* Decides about each change in the state APPLY_TO_DO. Returns the number of changes that cannot be
 * made because the target has changed since the plan was made. These changes keep their state, and
 * get a reason. */
size_t apply_judge(struct apply_requested *requested, const struct apply_items *items,
                   const struct apply_rules *rules);

/* Returns the number of changes of this kind in state APPLY_TO_DO. */
size_t apply_count(const struct apply_requested *requested, enum operation_kind kind);

#endif
