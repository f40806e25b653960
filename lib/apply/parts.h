/* Declarations that the files of the applying stage share. A target is a list, the watchlist or the
 * collection. The place of a change is its index in the changes of its target. */
#ifndef APPLY_PARTS_H
#define APPLY_PARTS_H

#include "add/split.h"
#include "apply/apply.h"
#include "apply/judge.h"
#include "ledger/ledger.h"
#include "record/stage.h"
#include "trakt/trakt.h"

/* --- intake.c: the operations of the input --- */

/* A target, and the changes requested there. */
struct apply_target {
    struct operation_target to; /* owns its strings; `account` is not used */
    struct apply_requested requested;
    struct apply_items items;
    struct trakt_target list;
    struct trakt_plan plan;
    char place[24];   /* the list's identifier in the ledger; "" while the list does not exist */
    bool own;         /* the target belongs to the account, so the account's limits apply */
    json_int_t limit; /* maximum number of items; RECORD_NONE: unknown */
    json_int_t taken; /* number of items, minus removals made, plus additions that have room */
    json_int_t count; /* number of items, for messages; RECORD_NONE: unknown */
    int http_status;  /* HTTP status of Trakt's answer that the target is full; 0: no such answer */
    bool reported_full; /* the warning has been printed */
};

/* An operation of the input. Operations are stored in input order. */
struct apply_op {
    uint32_t target; /* index of its target; APPLY_BAD: the record is not a valid operation */
    uint32_t change; /* the place of its change */
    bool is_twin;    /* it equals an earlier operation */
};
#define APPLY_BAD UINT32_MAX

/* The operations of the input and their targets. A zeroed struct is empty. The caller frees the
 * contents with apply_intake_release. */
struct apply_intake {
    struct apply_op *ops;
    size_t count;
    size_t room;
    struct apply_target *targets;
    size_t target_count;
    char *account;  /* the account that the operations are for; NULL: no operation names one */
    char *stranger; /* another account named by an operation; NULL: none */
};

/* Adds the operation in `record`, or APPLY_BAD if it is invalid. */
void apply_take_in(struct apply_intake *intake, const json_t *record);
void apply_intake_release(struct apply_intake *intake);

/* --- ledger.c: the ledger of cvi's own changes --- */

struct apply_ledger {
    struct ledger *ledger;
    const char *program;
    const char *account; /* NULL: unknown */
    char *path;          /* NULL: no ledger */
    bool tried;          /* apply_ledger_works was called */
    bool reads_only;     /* a dry run: it is not created */
    bool absent;         /* set in a dry run if the file does not exist; not an error */
};

/* Returns whether the ledger is usable. The first call opens it, and warns if that fails. */
bool apply_ledger_works(struct apply_ledger *ledger);

/* Returns whether cvi added the item; for apply_rules.is_ours. */
bool apply_ledger_is_ours(struct apply_ledger *ledger, const struct apply_target *target,
                          const struct apply_title *title, const struct apply_change *change,
                          const struct apply_item *item);

/* Records that the changes at `count` places are about to be sent. Skips changes that were already
 * recorded. */
void apply_ledger_write(struct apply_ledger *ledger, struct apply_target *target,
                        const size_t *places, size_t count);

/* Records the outcomes of the changes at `count` places. */
void apply_ledger_settle(struct apply_ledger *ledger, const struct apply_target *target,
                         const size_t *places, const enum ledger_outcome *outcomes, size_t count);

void apply_ledger_release(struct apply_ledger *ledger);

/* --- target.c: requests to Trakt about the targets --- */

/* Replaces the contents of `items` with the items of the target. Returns false with `error` if not
 * all items can be read. */
bool apply_read_items(struct trakt *trakt, struct apply_target *target, struct apply_items *items,
                      struct trakt_error *error);

/* Finds all targets, and reads their items and limits. On failure, stops the stage and returns
 * false. In either case, the caller releases `account`. */
bool apply_find_targets(struct stage *stage, struct trakt *trakt, struct apply_intake *intake,
                        struct trakt_account *account);

/* Creates the list of a target if it does not exist. Returns false with `error` on failure.
 * `state`: the state directory. */
bool apply_make_list(struct trakt *trakt, const char *state, struct apply_target *target,
                     struct trakt_error *error);

/* Returns the name of a target, for messages. */
const char *apply_target_name(const struct apply_target *target);

/* --- check.c: all checks before anything is sent --- */

/* Decides about every change. If everything is refused, stops the stage and returns false. */
bool apply_check(struct stage *stage, struct apply_intake *intake, struct apply_ledger *ledger,
                 bool force);

/* Assigns the free room to the additions of a target, in their order. Additions that do not fit
 * become APPLY_FULL. */
void apply_allot(struct apply_target *target);

/* --- send.c: sending the batches --- */

/* The caller sets `intake`, `trakt`, `ledger` and `state` first, and frees the contents with
 * apply_sender_release after closing the Trakt client. */
struct apply_sender {
    struct apply_intake *intake;
    struct trakt *trakt;
    struct apply_ledger *ledger;
    const char *state;
    size_t target; /* index of the target that is being changed */
    size_t kind;   /* the kind of change being sent: 0 removals, 1 updates, 2 additions */
    size_t *queue; /* places of the target's changes of that kind that are to be sent */
    size_t queued;
    size_t queue_room;
    struct trakt_batch *batch; /* the pending batch; NULL: none */
    size_t in_batch;
    struct add_split split;
    int64_t wait_ms;                   /* the time to wait before the next part of a failed batch */
    size_t doubts[SPLIT_MOST_IN_VAIN]; /* changes in doubt: refused as too large when sent alone */
    size_t doubt_count;
    bool reported; /* the warning that the server refuses every request was printed */
    size_t to_do;  /* number of changes to send in this run */
    size_t settled;
    struct trakt_error *failures; /* one for each failed batch */
    size_t failure_count;
};

/* Sends the next batch, if none is pending. Returns false if nothing is left to send. */
bool apply_send(struct stage *stage, struct apply_sender *sender);
/* Handles the answer to the pending batch, if it has arrived. */
void apply_take_answer(struct stage *stage, struct apply_sender *sender);
/* Gives up all changes, of all targets, that have no outcome yet. */
void apply_drop(struct apply_sender *sender);
void apply_sender_release(struct apply_sender *sender);

/* --- fail.c: batches that failed --- */

/* Marks the changes at `count` places as failed with `error`. A final error stops the stage. */
void apply_fail(struct stage *stage, struct apply_sender *sender, const size_t *places,
                size_t count, const struct trakt_error *error);

/* Records in the ledger that a change was not applied, unless Trakt may have applied it. Does
 * nothing if the ledger does not have the change. */
void apply_close_row(struct apply_ledger *ledger, const struct apply_target *target, size_t place);

/* Handles a failed batch. Returns false if its changes are to be sent again in parts. */
bool apply_settle_refused(struct stage *stage, struct apply_sender *sender,
                          struct trakt_error *error);

/* Sends the changes in doubt once more, because the server may have refused every request for a
 * while. Fails the changes that it has sent once before. Call it after a successful request. */
void apply_repeat_doubts(struct stage *stage, struct apply_sender *sender);
/* Fails all changes in doubt. Call it when the queue is empty. */
void apply_judge_doubts(struct stage *stage, struct apply_sender *sender);

/* --- result.c: the results of operations --- */

/* The number of operations with each outcome. */
struct apply_counts {
    size_t done[3]; /* indexed by enum operation_kind */
    size_t states[APPLY_TWIN + 1];
    size_t bad;
};

struct apply_results {
    const struct apply_intake *intake;
    const struct trakt_error *failures;
    json_int_t run; /* the run's number in the ledger; RECORD_NONE: nothing was recorded */
    bool dry_run;
};

/* Adds the outcome of an operation to its item, raises the exit status if necessary, and counts the
 * outcome. */
void apply_settle_op(struct stage *stage, struct stage_item *item,
                     const struct apply_results *results, const struct apply_op *op,
                     struct apply_counts *counts);

/* Returns the summary as a new string. */
CVI_MUST_USE char *apply_sum_up(const struct apply_counts *counts, bool dry_run);

/* Returns a hint on the user's next step, as a static string; NULL: no next step. `is_kept`: the
 * ledger has the run, so the run can be undone. */
const char *apply_next_step(const struct apply_counts *counts, bool dry_run, bool is_kept);

#endif
