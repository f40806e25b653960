/* Sends the changes, one request at a time. For each target, removals are sent first, because they
 * make room. */
#include "apply/parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json/ndjson.h"
#include "record/ids.h"
#include "terminal/screen.h"

static const enum operation_kind order[] = {OPERATION_REMOVE, OPERATION_UPDATE, OPERATION_ADD};
enum { KINDS = sizeof order / sizeof *order };

static struct apply_target *target_of(const struct apply_sender *s)
{
    return &s->intake->targets[s->target];
}

static struct apply_change *change_at(const struct apply_sender *s, size_t place)
{
    return &target_of(s)->requested.changes[place];
}

/* --- The queue --- */

static void queue_changes(struct apply_sender *s)
{
    const struct apply_requested *w = &target_of(s)->requested;

    s->queued = 0;
    if (s->queue_room < w->titles.count) {
        s->queue_room = w->titles.count;
        s->queue = cvi_realloc(s->queue, s->queue_room * sizeof *s->queue);
    }
    for (size_t i = 0; i < w->titles.count; i++)
        if (w->changes[i].kind == order[s->kind] && w->changes[i].state == APPLY_TO_DO)
            s->queue[s->queued++] = i;
}

static void set_all(struct apply_sender *s, enum apply_state state)
{
    for (size_t i = 0; i < s->queued; i++)
        change_at(s, s->queue[i])->state = state;
    s->queued = 0;
    add_split_drop(&s->split);
}

/* Creates the target's list if it does not exist and additions are to be sent to it. */
static bool make_list(struct stage *stage, struct apply_sender *s)
{
    struct trakt_error error;

    if (order[s->kind] != OPERATION_ADD || !s->queued || !target_of(s)->plan.missing)
        return true;
    ndjson_flush();
    if (apply_make_list(s->trakt, s->state, target_of(s), &error))
        return true;
    apply_fail(stage, s, s->queue, s->queued, &error);
    s->queued = 0;
    return false;
}

/* Moves to the next target or kind with changes to send. Returns false if none is left. */
static bool next_queue(struct stage *stage, struct apply_sender *s)
{
    for (; s->target < s->intake->target_count; s->target++, s->kind = 0) {
        for (; s->kind < KINDS; s->kind++) {
            if (order[s->kind] == OPERATION_ADD)
                apply_allot(target_of(s));
            queue_changes(s);
            if (s->queued && make_list(stage, s))
                return true;
            if (stage_stopped(stage))
                return false;
        }
    }
    return false;
}

/* --- Sending --- */

/* Returns the change at `place` in the form that is sent. Removals and updates use the id that the
 * target has for the title. */
static struct trakt_addition addition_of(const struct apply_target *t, size_t place)
{
    const struct apply_title *title = &t->requested.titles.at[place];
    const struct apply_change *change = &t->requested.changes[place];
    const struct title_ids *ids =
        change->item == APPLY_NOWHERE ? &title->ids : &t->items.titles.at[change->item].ids;
    enum title_id kind = title_ids_best(ids);

    return (struct trakt_addition){
        .type = title->type == OPERATION_MOVIE ? MEDIA_MOVIE : MEDIA_SHOW,
        .kind = kind,
        .id = ids->of[kind],
        .season = title->season,
        .episode = title->episode,
        .copy = change->copy,
    };
}

static void show_progress(const struct apply_sender *s)
{
    char words[64];

    snprintf(words, sizeof words, "%zu of %zu changes sent", s->settled, s->to_do);
    screen_say(words);
}

/* Returns whether the queued changes may be sent. If the ledger cannot record removals, refuses
 * them, because cvi-undo could not restore the titles. */
static bool may_send(struct apply_sender *s)
{
    if (order[s->kind] != OPERATION_REMOVE || apply_ledger_works(s->ledger))
        return true;
    for (size_t i = 0; i < s->queued; i++)
        change_at(s, s->queue[i])->reason = APPLY_NO_LEDGER;
    set_all(s, APPLY_REFUSED);
    return false;
}

static struct trakt_batch *start(struct apply_sender *s, const struct trakt_addition *additions)
{
    const struct trakt_target *list = &target_of(s)->list;
    bool removes = order[s->kind] == OPERATION_REMOVE;

    if (!add_split_left(&s->split))
        return removes ? trakt_remove_start(s->trakt, list, additions, s->in_batch)
                       : trakt_add_start(s->trakt, list, additions, s->in_batch);
    return removes ? trakt_remove_part_start(s->trakt, list, additions, s->in_batch, s->wait_ms)
                   : trakt_add_part_start(s->trakt, list, additions, s->in_batch, s->wait_ms);
}

bool apply_send(struct stage *stage, struct apply_sender *s)
{
    struct trakt_addition additions[TRAKT_MOST_ADDITIONS] = {0};

    if (s->batch)
        return true;
    do {
        if (!s->queued)
            apply_judge_doubts(stage, s);
        if (stage_stopped(stage) || (!s->queued && !next_queue(stage, s)))
            return false;
        s->in_batch = add_split_next(&s->split, s->queued, TRAKT_MOST_ADDITIONS);
        apply_ledger_write(s->ledger, target_of(s), s->queue, s->in_batch);
    } while (!may_send(s));
    for (size_t i = 0; i < s->in_batch; i++)
        additions[i] = addition_of(target_of(s), s->queue[i]);
    show_progress(s);
    s->batch = start(s, additions);
    s->wait_ms = 0;
    return true;
}

/* --- The answer --- */

static json_int_t number_of(const struct trakt_count *count, enum operation_type type)
{
    return type == OPERATION_MOVIE     ? count->movies
           : type == OPERATION_EPISODE ? count->episodes
                                       : count->shows;
}

/* Returns the number of changes of this type that had already been made before the request:
 * additions of existing titles, or removals of missing titles. In the collection, Trakt counts an
 * existing title with a different copy as updated. */
static json_int_t was_so(const struct apply_sender *s, const struct trakt_addition *additions,
                         const struct trakt_added *added, enum operation_type type)
{
    if (order[s->kind] != OPERATION_REMOVE)
        return number_of(&added->existing, type) + number_of(&added->updated, type);
    json_int_t missing = -number_of(&added->deleted, type);
    for (size_t i = 0; i < s->in_batch; i++)
        missing +=
            target_of(s)->requested.titles.at[s->queue[i]].type == type && !additions[i].not_found;
    return missing;
}

/* Returns the outcome of change number `i` of the batch. Trakt reports only how many changes were
 * made before the request. If there are any, somebody else may have made this change after the
 * target was read, so the outcome is LEDGER_UNSURE. A change that an earlier attempt of this run
 * may have made is LEDGER_DONE. */
static enum ledger_outcome outcome_of(const struct apply_sender *s, size_t i,
                                      const struct trakt_addition *additions,
                                      const struct trakt_added *added)
{
    enum operation_type type = target_of(s)->requested.titles.at[s->queue[i]].type;
    bool perhaps = added->repeated || change_at(s, s->queue[i])->perhaps;

    if (additions[i].not_found)
        return LEDGER_VOID;
    if (order[s->kind] == OPERATION_UPDATE || perhaps)
        return LEDGER_DONE;
    return was_so(s, additions, added, type) > 0 ? LEDGER_UNSURE : LEDGER_DONE;
}

/* Sets the outcomes of the changes in a successful request. If a title that was to be removed is
 * not found, somebody else has removed it. */
static void settle_sent(struct apply_sender *s, const struct trakt_addition *additions,
                        const struct trakt_added *added)
{
    enum ledger_outcome outcomes[TRAKT_MOST_ADDITIONS];
    struct apply_target *t = target_of(s);

    for (size_t i = 0; i < s->in_batch; i++) {
        struct apply_change *change = change_at(s, s->queue[i]);

        outcomes[i] = outcome_of(s, i, additions, added);
        if (!additions[i].not_found)
            change->state = APPLY_DONE;
        else
            change->state = change->kind == OPERATION_REMOVE ? APPLY_ALREADY : APPLY_NOT_FOUND;
        if (change->kind == OPERATION_REMOVE)
            t->taken--;
    }
    apply_ledger_settle(s->ledger, t, s->queue, outcomes, s->in_batch);
}

/* Handles the answer that the target is full. Reads the target's items again, to find the titles of
 * the batch that were added. */
static void settle_full(struct apply_sender *s, const struct trakt_error *full)
{
    struct apply_target *t = target_of(s);
    struct apply_items items = {0};
    struct trakt_error error;
    bool read;

    ndjson_flush();
    t->http_status = full->http_status;
    read = apply_read_items(s->trakt, t, &items, &error);
    for (size_t i = 0; read && i < s->in_batch; i++) {
        struct apply_change *change = change_at(s, s->queue[i]);
        bool there = apply_index_find(&items.titles, &t->requested.titles.at[s->queue[i]]) >= 0;
        enum ledger_outcome outcome = there ? LEDGER_SENT : LEDGER_VOID;

        if (there && change->kind == OPERATION_ADD)
            change->state = APPLY_DONE;
        apply_ledger_settle(s->ledger, t, &s->queue[i], &outcome, 1);
    }
    if (!read)
        t->count = RECORD_NONE;
    apply_items_release(&items);
    for (size_t i = 0; i < s->queued; i++) {
        if (change_at(s, s->queue[i])->state != APPLY_TO_DO)
            continue;
        change_at(s, s->queue[i])->state = APPLY_FULL;
        if (i >= s->in_batch)
            apply_close_row(s->ledger, t, s->queue[i]);
    }
    s->queued = s->in_batch = 0;
    add_split_drop(&s->split);
}

static void remove_batch(struct apply_sender *s)
{
    s->settled += s->in_batch;
    s->queued -= s->in_batch;
    if (s->queued)
        memmove(s->queue, s->queue + s->in_batch, s->queued * sizeof *s->queue);
    s->in_batch = 0;
    trakt_batch_free(s->batch);
    s->batch = NULL;
}

void apply_take_answer(struct stage *stage, struct apply_sender *s)
{
    struct trakt_addition additions[TRAKT_MOST_ADDITIONS] = {0};
    struct trakt_added added = {0};
    struct trakt_error error;
    enum trakt_progress progress = trakt_add_take(s->batch, additions, &added, &error);

    if (progress == TRAKT_UNDER_WAY)
        return;
    for (size_t i = 0; i < s->in_batch; i++)
        change_at(s, s->queue[i])->perhaps |= added.in_doubt;
    if (progress == TRAKT_DONE) {
        settle_sent(s, additions, &added);
        add_split_worked(&s->split, s->in_batch);
    } else if (error.fault == TRAKT_LIST_FULL && order[s->kind] != OPERATION_REMOVE) {
        settle_full(s, &error);
    } else if (!apply_settle_refused(stage, s, &error)) {
        return;
    }
    remove_batch(s);
    if (progress == TRAKT_DONE)
        apply_repeat_doubts(stage, s);
}

void apply_drop(struct apply_sender *s)
{
    for (size_t i = 0; i < s->intake->target_count; i++) {
        struct apply_requested *w = &s->intake->targets[i].requested;

        for (size_t j = 0; j < w->titles.count; j++) {
            if (w->changes[j].state != APPLY_TO_DO)
                continue;
            w->changes[j].state = APPLY_NOT_TRIED;
            apply_close_row(s->ledger, &s->intake->targets[i], j);
        }
    }
    s->queued = 0;
    s->target = s->intake->target_count;
}

void apply_sender_release(struct apply_sender *s)
{
    trakt_batch_free(s->batch);
    free(s->queue);
    free(s->failures);
}
