/* The applying stage: reads all of its input before it sends anything. Each item waits until its
 * operation has an outcome. */
#include "apply/apply.h"

#include <stdlib.h>

#include "apply/parts.h"
#include "base/file.h"
#include "terminal/screen.h"

struct applier {
    struct applier_settings settings;
    struct trakt *trakt;
    struct trakt_account account;
    struct apply_intake intake;
    struct apply_ledger ledger;
    struct apply_sender sender;
    struct apply_counts counts;
    size_t reached; /* number of operations that applier_work has reached */
    bool checked;
    struct stage_item **waiting;
    size_t waiting_count;
    size_t waiting_room;
};

struct applier *applier_new(struct trakt *trakt, const struct applier_settings *settings)
{
    struct applier *a = cvi_alloc(sizeof *a);

    a->settings = *settings;
    a->trakt = trakt;
    a->ledger = (struct apply_ledger){
        .program = settings->program,
        .path = settings->state ? file_join(settings->state, LEDGER_FILE) : NULL,
        .reads_only = settings->dry_run,
    };
    a->sender = (struct apply_sender){
        .intake = &a->intake, .trakt = trakt, .ledger = &a->ledger, .state = settings->state};
    return a;
}

void applier_free(struct applier *a)
{
    apply_sender_release(&a->sender);
    apply_ledger_release(&a->ledger);
    apply_intake_release(&a->intake);
    trakt_account_release(&a->account);
    free(a->waiting);
    free(a);
}

void applier_survey(struct stage *stage, const json_t *record)
{
    struct applier *a = stage->self;

    apply_take_in(&a->intake, record);
}

/* Marks all changes that pass the checks as done, for a dry run. */
static void pretend(struct applier *a)
{
    for (size_t i = 0; i < a->intake.target_count; i++) {
        struct apply_target *t = &a->intake.targets[i];

        t->taken -= (json_int_t)apply_count(&t->requested, OPERATION_REMOVE);
        apply_allot(t);
        for (size_t j = 0; j < t->requested.titles.count; j++)
            if (t->requested.changes[j].state == APPLY_TO_DO)
                t->requested.changes[j].state = APPLY_DONE;
        if (t->plan.missing)
            msg_note("the list '%s' would be created (private)", t->to.list);
    }
}

static void count_to_do(struct applier *a)
{
    for (size_t i = 0; i < a->intake.target_count; i++)
        for (int kind = OPERATION_ADD; kind <= OPERATION_UPDATE; kind++)
            a->sender.to_do +=
                apply_count(&a->intake.targets[i].requested, (enum operation_kind)kind);
}

static bool is_known(struct stage *stage, struct applier *a)
{
    if (!apply_find_targets(stage, a->trakt, &a->intake, &a->account))
        return false;
    a->ledger.account = *a->account.slug ? a->account.slug : NULL;
    return apply_check(stage, &a->intake, &a->ledger, a->settings.force);
}

/* Checks the whole plan when the first operation is reached. Later calls do nothing. */
static void check(struct stage *stage, struct applier *a)
{
    if (a->checked)
        return;
    a->checked = true;
    if (stage_interrupted())
        stage_stop(stage, EX_INTERRUPTED, "interrupted: nothing was changed");
    if (stage_stopped(stage) || !is_known(stage, a))
        apply_drop(&a->sender);
    else if (a->settings.dry_run)
        pretend(a);
    count_to_do(a);
}

static bool is_open(const struct applier *a, const struct apply_op *op)
{
    const struct apply_requested *w = &a->intake.targets[op->target].requested;
    const struct apply_change *change = &w->changes[op->change];

    while (change->state == APPLY_TWIN)
        change = &w->changes[change->twin];
    return change->state == APPLY_TO_DO;
}

static void wait_for(struct applier *a, struct stage_item *item)
{
    if (a->waiting_count == a->waiting_room) {
        a->waiting_room = a->waiting_room ? a->waiting_room * 2 : 256;
        a->waiting = cvi_realloc(a->waiting, a->waiting_room * sizeof(struct stage_item *));
    }
    a->waiting[a->waiting_count++] = item;
    item->waiting = true;
}

/* Is called for the records that applier_survey has read, in the same order. */
void applier_work(struct stage *stage, struct stage_item *item)
{
    struct applier *a = stage->self;

    item->place = ++a->reached; /* from 1 */
    const struct apply_op *op = &a->intake.ops[item->place - 1];

    if (op->target == APPLY_BAD)
        return;
    check(stage, a);
    if (is_open(a, op))
        wait_for(a, item);
}

/* Ends the waiting of items whose operation has an outcome. */
static void release_items(struct applier *a)
{
    size_t kept = 0;

    for (size_t i = 0; i < a->waiting_count; i++) {
        struct stage_item *item = a->waiting[i];

        item->waiting = is_open(a, &a->intake.ops[item->place - 1]);
        if (item->waiting)
            a->waiting[kept++] = item;
    }
    a->waiting_count = kept;
}

/* Sends the next batch, if none is pending, and waits for its answer. After Ctrl-C, sends nothing
 * more, and waits only for the pending answer. */
void applier_wait(struct stage *stage, int input, int interrupt, bool all)
{
    struct applier *a = stage->self;

    (void)all; /* unused: all changes are known */
    if (stage_interrupted())
        trakt_hurry(a->trakt);
    if (stage_interrupted() && !a->sender.batch)
        stage_stop(stage, EX_INTERRUPTED, "interrupted: the remaining changes were not made");
    if (stage_stopped(stage) || !apply_send(stage, &a->sender)) {
        apply_drop(&a->sender);
    } else {
        trakt_wait(a->trakt, input, interrupt);
        apply_take_answer(stage, &a->sender);
    }
    release_items(a);
}

void applier_settle(struct stage *stage, struct stage_item *item)
{
    struct applier *a = stage->self;
    const struct apply_results results = {
        .intake = &a->intake,
        .failures = a->sender.failures,
        .run = ledger_run(a->ledger.ledger),
        .dry_run = a->settings.dry_run,
    };

    if (item->place)
        apply_settle_op(stage, item, &results, &a->intake.ops[item->place - 1], &a->counts);
}

char *applier_summary(const struct applier *a)
{
    return apply_sum_up(&a->counts, a->settings.dry_run);
}

const char *applier_next_step(const struct applier *a)
{
    bool is_kept = ledger_run(a->ledger.ledger) != RECORD_NONE;

    return apply_next_step(&a->counts, a->settings.dry_run, is_kept);
}
