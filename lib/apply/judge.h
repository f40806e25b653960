/* What becomes of each change before anything is sent: it is to be made, it is made already, it is
 * refused, or the target has changed since the plan was made, so that everything is refused.
 * Pure. */
#ifndef APPLY_JUDGE_H
#define APPLY_JUDGE_H

#include "apply/index.h"
#include "copy/copy.h"

/* Why a change is refused. The words, for result.code, are apply_reason_words. */
enum apply_reason {
    APPLY_FINE,          /* it is not; no word */
    APPLY_NOT_OURS,      /* not-ours: a removal of what the ledger does not call ours */
    APPLY_NO_LEDGER,     /* no-ledger: a removal, and the ledger cannot be used */
    APPLY_CONTRADICTION, /* contradiction: two operations want different things of a title */
    APPLY_IDS_DISAGREE,  /* ids-disagree: its ids are of different items of the target */
    APPLY_FILE_IS_BACK,  /* file-is-back: a removal because the file was gone, and it is there */

    /* The target has changed since the plan was made: everything is refused. */
    APPLY_PUT_BACK, /* put-back: the item to be removed was taken off and put there again */
    APPLY_EDITED,   /* edited: the copy to be updated has neither the old facts nor the new ones */
    APPLY_GONE,     /* gone: the item to be updated is not there any more */
    APPLY_REASONS
};
extern const char *const apply_reason_words[];

/* Returns whether the reason refuses everything. */
bool apply_is_changed(enum apply_reason reason);

/* Returns the reason in words for people, static. */
const char *apply_reason_text(enum apply_reason reason);

enum apply_state {
    APPLY_TO_DO,     /* it is to be sent */
    APPLY_DONE,      /* Trakt has applied it; in a dry run: would */
    APPLY_ALREADY,   /* the target is as the change wants it */
    APPLY_NOT_FOUND, /* Trakt does not know the title */
    APPLY_REFUSED,   /* for its reason */
    APPLY_FULL,      /* the target has no room for it */
    APPLY_FAILED,    /* failure says why */
    APPLY_NOT_TRIED, /* nothing could be sent any more */
    APPLY_TWIN,      /* another change (twin) is the same */
};

/* "Place" of nothing. */
#define APPLY_NOWHERE SIZE_MAX

/* One change. Its title is in the index of its target, at the same place. Owned by the target. */
struct apply_change {
    enum operation_kind kind;
    enum apply_state state;
    enum apply_reason reason;
    int year;          /* for people; RECORD_NONE: unknown */
    char *title;       /* likewise; NULL: unknown */
    char *filename;    /* NULL: none */
    char *listed_at;   /* remove: as it was when the plan was made; NULL: unknown */
    struct copy *copy; /* add and update: to be sent; NULL: none */
    struct copy *was;  /* update: what was there when the plan was made */
    size_t item;       /* the item of the target that it is about; APPLY_NOWHERE: none */
    size_t twin;       /* only for APPLY_TWIN: the other change */
    size_t failure;    /* only for APPLY_FAILED: the sender's */
    int64_t number;    /* its row in the ledger; 0: none */
    bool perhaps;      /* a request with it has failed that Trakt may have applied */
    bool repeated;     /* it was refused alone, and is sent once more */
    bool file_is_back; /* remove: the file whose absence is the reason is on the disk */
};

/* An item of the target. Its title is in the index of the items, at the same place. */
struct apply_item {
    char listed_at[32]; /* ISO 8601; in the collection, when it last changed or was collected; "":
                           unknown */
    struct copy copy;   /* only in the collection */
};

/* What is wanted of a target, and what it has: three arrays, two of them with an index. */
struct apply_wanted {
    struct apply_index titles;
    struct apply_change *changes; /* titles.room of them */
};
struct apply_items {
    struct apply_index titles;
    struct apply_item *at; /* titles.room of them */
};

struct apply_rules {
    bool force;  /* all but a removal without ledger, a contradiction and ids that disagree */
    bool ledger; /* it can be used */
    /* Returns whether the item of a removal is ours; not called if ledger is false. */
    bool (*is_ours)(void *context, const struct apply_title *title,
                    const struct apply_change *change, const struct apply_item *item);
    void *context;
};

/*
 * Enters a change that is wanted, or finds that it was before: *is_twin then, and the place is that
 * of the first. Two that contradict each other are both refused from now on. Takes change. */
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
 * Decides on each change that is to do. Returns the number of those that the target has changed
 * for, which are left to do, with their reason. */
size_t apply_judge(struct apply_wanted *wanted, const struct apply_items *items,
                   const struct apply_rules *rules);

/* Returns the number of changes of that kind that are to do. */
size_t apply_count(const struct apply_wanted *wanted, enum operation_kind kind);

#endif
