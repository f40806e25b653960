/* Checks the whole plan before the first request that changes something. Refuses the plan if a
 * target has changed since the plan was made, or has too little room. */
#include "apply/parts.h"

#include <stdlib.h>

struct place {
    struct apply_ledger *ledger;
    const struct apply_target *target;
};

static bool is_ours(void *context, const struct apply_title *title,
                    const struct apply_change *change, const struct apply_item *item)
{
    const struct place *place = context;

    return apply_ledger_is_ours(place->ledger, place->target, title, change, item);
}

static size_t judge(struct apply_target *t, struct apply_ledger *ledger, bool force)
{
    struct place place = {.ledger = ledger, .target = t};
    /* The ledger is opened only if something is to be removed. */
    bool needed = apply_count(&t->requested, OPERATION_REMOVE) > 0;
    const struct apply_rules rules = {.force = force,
                                      .ledger = needed && apply_ledger_works(ledger),
                                      .is_ours = is_ours,
                                      .context = &place};

    return apply_judge(&t->requested, &t->items, &rules);
}

static const struct apply_change *first_changed(const struct apply_target *t)
{
    for (size_t i = 0; i < t->requested.titles.count; i++)
        if (apply_is_changed(t->requested.changes[i].reason))
            return &t->requested.changes[i];
    return NULL;
}

static void add_more(struct buf *text, size_t more)
{
    if (more)
        buf_printf(text, ", and %zu more title%s changed", more, more == 1 ? " has" : "s have");
}

static void stop(struct stage *stage, struct buf *text)
{
    stage_stop(stage, EX_TEMPFAIL, buf_text(text));
    buf_release(text);
}

static void refuse_changed(struct stage *stage, const struct apply_target *t, size_t changed)
{
    static const char *const texts[APPLY_REASONS] = {
        [APPLY_PUT_BACK] = "was removed and added again",
        [APPLY_EDITED] = "has other details now",
        [APPLY_GONE] = "is no longer there",
    };
    const struct apply_change *first = first_changed(t);
    struct buf text = BUF_INIT(4096);

    buf_printf(&text, "nothing was changed: %s has changed since the plan was made: ",
               apply_target_name(t));
    if (!first->title)
        buf_puts(&text, "a title");
    else if (first->year != RECORD_NONE)
        buf_printf(&text, "'%.200s (%d)'", first->title, first->year);
    else
        buf_printf(&text, "'%.200s'", first->title);
    buf_printf(&text, " %s", texts[first->reason]);
    add_more(&text, changed - 1);
    buf_puts(&text, " (make a new plan, or continue with --force)");
    stop(stage, &text);
}

/* Returns the number of titles that can be added once the removals are made. */
static json_int_t room_of(const struct apply_target *t)
{
    json_int_t taken = t->taken - (json_int_t)apply_count(&t->requested, OPERATION_REMOVE);

    return t->limit > taken ? t->limit - taken : 0;
}

static bool fits(const struct apply_target *t)
{
    return t->limit == RECORD_NONE ||
           (json_int_t)apply_count(&t->requested, OPERATION_ADD) <= room_of(t);
}

static void refuse_full(struct stage *stage, const struct apply_target *t)
{
    struct buf text = BUF_INIT(4096);
    size_t added = apply_count(&t->requested, OPERATION_ADD);
    size_t removed = apply_count(&t->requested, OPERATION_REMOVE);
    json_int_t room = room_of(t);

    buf_printf(&text, "nothing was changed: %zu title%s to be added, but ", added,
               added == 1 ? " is" : "s are");
    if (room)
        buf_printf(&text, "only %lld fit%s", (long long)room, room == 1 ? "s" : "");
    else
        buf_puts(&text, "none fits");
    buf_printf(&text, ": %s has %lld of at most %lld titles", apply_target_name(t),
               (long long)t->count, (long long)t->limit);
    if (removed)
        buf_printf(&text, ", and %zu would be removed", removed);
    buf_puts(&text, " (make a new plan, or use --force to add as many as fit)");
    stop(stage, &text);
}

bool apply_check(struct stage *stage, struct apply_intake *in, struct apply_ledger *ledger,
                 bool force)
{
    for (size_t i = 0; i < in->target_count; i++) {
        size_t changed = judge(&in->targets[i], ledger, force);

        if (changed && !stage_stopped(stage))
            refuse_changed(stage, &in->targets[i], changed);
    }
    for (size_t i = 0; i < in->target_count && !force; i++)
        if (!stage_stopped(stage) && !fits(&in->targets[i]))
            refuse_full(stage, &in->targets[i]);
    return !stage_stopped(stage);
}

void apply_allot(struct apply_target *t)
{
    for (size_t i = 0; i < t->requested.titles.count; i++) {
        struct apply_change *c = &t->requested.changes[i];

        if (c->kind != OPERATION_ADD || c->state != APPLY_TO_DO)
            continue;
        if (t->limit != RECORD_NONE && t->taken >= t->limit) {
            c->state = APPLY_FULL;
            t->count = t->taken;
        } else {
            t->taken++;
        }
    }
}
