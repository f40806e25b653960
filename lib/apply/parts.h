/* The parts of the applying stage that apply.c puts together. */
#ifndef APPLY_PARTS_H
#define APPLY_PARTS_H

#include "add/split.h"
#include "apply/apply.h"
#include "apply/judge.h"
#include "ledger/ledger.h"
#include "record/stage.h"
#include "trakt/trakt.h"

/* --- intake.c: the operations of the input --- */

/* A list, the watchlist or the collection, and what is to be changed there. */
struct apply_target {
    struct operation_target to; /* its strings are owned; account is not used */
    struct apply_wanted wanted;
    struct apply_items items;
    struct trakt_target list;
    struct trakt_plan plan;
    char place[24];   /* for the ledger; "" as long as the list does not exist */
    bool own;         /* its limits are those of the account */
    json_int_t limit; /* most items; RECORD_NONE: unknown */
    json_int_t taken; /* items on it, and those that are being added */
    json_int_t count; /* items on it, for a message that it is full */
    int http_status;  /* of the answer that it is full; 0: none */
    bool told_full;   /* the warning has been printed */
};

/* An operation of the input, in its order. */
struct apply_op {
    uint32_t target; /* APPLY_BAD: it is not an operation */
    uint32_t change; /* its place */
    bool is_twin;    /* an earlier operation is the same */
};
#define APPLY_BAD UINT32_MAX

/* Zeroed is empty; ends with apply_intake_release. */
struct apply_intake {
    struct apply_op *ops;
    size_t count;
    size_t room;
    struct apply_target *targets;
    size_t target_count;
    char *account;  /* whose lists these are; NULL: no operation says it */
    char *stranger; /* another account that is named; NULL: none */
};

/* Adds an operation; what is not one is added as APPLY_BAD. */
void apply_take_in(struct apply_intake *intake, const json_t *record);
void apply_intake_release(struct apply_intake *intake);

/* --- ledger.c: the ledger, which may fail --- */

struct apply_ledger {
    struct ledger *ledger;
    const char *program;
    const char *account; /* borrowed; NULL: unknown */
    char *path;          /* NULL: none */
    bool tried;          /* to open it */
    bool reads_only;     /* a dry run: it is not created */
    bool absent;         /* a dry run has not found it: it knows nothing, which is no failure */
};

/* Opens the ledger, once; the first failure is printed. Returns whether it can be used. */
bool apply_ledger_works(struct apply_ledger *ledger);

/* Returns whether the item is ours, for struct apply_rules. */
bool apply_ledger_is_ours(struct apply_ledger *ledger, const struct apply_target *target,
                          const struct apply_title *title, const struct apply_change *change,
                          const struct apply_item *item);

/* Writes that the changes at count places are about to be sent, but for those that it was written
 * of before. */
void apply_ledger_write(struct apply_ledger *ledger, struct apply_target *target,
                        const size_t *places, size_t count);

/* Writes what became of the changes at count places. */
void apply_ledger_settle(struct apply_ledger *ledger, const struct apply_target *target,
                         const size_t *places, const enum ledger_outcome *outcomes, size_t count);

void apply_ledger_release(struct apply_ledger *ledger);

/* --- target.c: what is asked of Trakt about the targets --- */

/* Reads the items of a target into items, whatever they held. Returns false with error if they
 * cannot be read whole. */
bool apply_read_items(struct trakt *trakt, struct apply_target *target, struct apply_items *items,
                      struct trakt_error *error);

/*
 * Finds all targets, reads them, and learns their limits. Returns false if that fails, or if the
 * operations are for somebody else's account or a list that is gone: then the stage is stopped.
 * account is to be released in every case. */
bool apply_find_targets(struct stage *stage, struct trakt *trakt, struct apply_intake *intake,
                        struct trakt_account *account);

/* Makes the list of a target, if it is to be made and is not. Returns false with error. */
bool apply_make_list(struct trakt *trakt, const char *state, struct apply_target *target,
                     struct trakt_error *error);

/* Returns the name of a target, for messages. Borrowed. */
const char *apply_target_name(const struct apply_target *target);

/* --- check.c: everything is known before anything is sent --- */

/* Decides on every change. Returns false if everything is refused: then the stage is stopped. */
bool apply_check(struct stage *stage, struct apply_intake *intake, struct apply_ledger *ledger,
                 bool force);

/* Gives room to the additions of a target, in their order: those for which there is none are
 * APPLY_FULL from now on. */
void apply_allot(struct apply_target *target);

/* --- send.c: batch after batch --- */

/* Starts with intake, trakt, ledger and state set; ends with apply_sender_release, after the client
 * has been closed. */
struct apply_sender {
    struct apply_intake *intake;
    struct trakt *trakt;
    struct apply_ledger *ledger;
    const char *state;
    size_t target; /* that is being changed, and */
    size_t kind;   /* in which way: place in the order removals, updates, additions */
    size_t *queue; /* places of its changes of that kind that are to be sent */
    size_t queued;
    size_t queue_room;
    struct trakt_batch *batch; /* under way, with the first of the queue; or NULL */
    size_t in_batch;
    struct add_split split;
    int64_t wait_ms;                   /* before the next part of a batch that failed */
    size_t doubts[SPLIT_MOST_IN_VAIN]; /* places of changes that got 413 alone (see add/blame.h) */
    size_t doubt_count;
    bool told;    /* that the server refuses every request */
    size_t to_do; /* changes of the run */
    size_t settled;
    struct trakt_error *failures; /* one for each batch that failed */
    size_t failure_count;
};

/* Sends the next batch, if none is under way. Returns false if there is nothing left to send. */
bool apply_send(struct stage *stage, struct apply_sender *sender);
/* Takes the answer to the batch under way, if it has come. */
void apply_take_answer(struct stage *stage, struct apply_sender *sender);
/* Gives up what has not been sent, of all targets. */
void apply_drop(struct apply_sender *sender);
void apply_sender_release(struct apply_sender *sender);

/* --- fail.c: batches that failed --- */

/* The changes at count places have failed for this error. Stops the stage if the error is final. */
void apply_fail(struct stage *stage, struct apply_sender *sender, const size_t *places,
                size_t count, const struct trakt_error *error);

/* Writes that a change which was sent has come to nothing, unless Trakt may have applied it. */
void apply_close_row(struct apply_ledger *ledger, const struct apply_target *target, size_t place);

/* Decides on a batch that failed. Returns whether it is through; if not, its changes are sent again
 * in parts. */
bool apply_settle_refused(struct stage *stage, struct apply_sender *sender,
                          struct trakt_error *error);

/* To be called when a request has worked, and when the queue is empty: changes in doubt are sent
 * once more, or judged. */
void apply_repeat_doubts(struct stage *stage, struct apply_sender *sender);
void apply_judge_doubts(struct stage *stage, struct apply_sender *sender);

/* --- result.c: what an operation is told --- */

/* How many operations there were of each outcome. */
struct apply_counts {
    size_t done[3]; /* by enum operation_kind */
    size_t states[APPLY_TWIN + 1];
    size_t bad;
};

/* Everything that a result depends on. */
struct apply_results {
    const struct apply_intake *intake;
    const struct trakt_error *failures;
    json_int_t run; /* RECORD_NONE: none */
    bool dry_run;
};

/* Puts what became of an operation into its item, raises the status, and counts it. */
void apply_settle_op(struct stage *stage, struct stage_item *item,
                     const struct apply_results *results, const struct apply_op *op,
                     struct apply_counts *counts);

/* Returns the summary, a new string. */
CVI_MUST_USE char *apply_sum_up(const struct apply_counts *counts, bool dry_run);

#endif
