/* Handles batches that failed as a whole: splits them into smaller parts, or gives up. As in
 * cvi-add (add/split.h, add/blame.h), the results of the parts show whether a title or the server
 * is at fault. */
#include "apply/parts.h"

#include <string.h>

#include "add/blame.h"

static struct apply_target *target_of(const struct apply_sender *s)
{
    return &s->intake->targets[s->target];
}

void apply_close_row(struct apply_ledger *ledger, const struct apply_target *target, size_t place)
{
    const struct apply_change *change = &target->requested.changes[place];
    enum ledger_outcome outcome = change->perhaps ? LEDGER_SENT : LEDGER_VOID;

    if (change->number)
        apply_ledger_settle(ledger, target, &place, &outcome, 1);
}

void apply_fail(struct stage *stage, struct apply_sender *s, const size_t *places, size_t count,
                const struct trakt_error *error)
{
    s->failures = cvi_realloc(s->failures, (s->failure_count + 1) * sizeof *s->failures);
    s->failures[s->failure_count] = *error;
    for (size_t i = 0; i < count; i++) {
        struct apply_change *change = &target_of(s)->requested.changes[places[i]];

        change->state = APPLY_FAILED;
        change->failure = s->failure_count;
        apply_close_row(s->ledger, target_of(s), places[i]);
    }
    s->failure_count++;
    if (error->final)
        stage_stop(stage, error->exit_status, error->message);
}

static bool is_too_large(const struct trakt_error *error)
{
    return error->http_status == 413;
}

static bool may_split(const struct apply_sender *s, const struct trakt_error *error)
{
    return (is_too_large(error) || error->fault == TRAKT_SERVER_ERROR) && !stage_interrupted() &&
           trakt_has_patience(s->trakt, error->wait_ms);
}

/* Ends the pending batch. Its changes stay queued, to be sent again in parts. */
static void split_batch(struct apply_sender *s, const struct trakt_error *error)
{
    msg_more("%s: sending the batch of %zu changes again, in smaller parts", error->message,
             s->in_batch);
    s->wait_ms = error->wait_ms;
    s->in_batch = 0;
    trakt_batch_free(s->batch);
    s->batch = NULL;
}

/* Warns, once, that the server refuses every request. Prints nothing for a final error, because the
 * stage reports it. */
static void report_refused(struct apply_sender *s, const struct trakt_error *error)
{
    if (!s->reported && !error->final)
        msg_warn("%s", error->message);
    s->reported = true;
}

/* Fails the pending batch, the parts after it, and the changes in doubt. */
static void give_up(struct stage *stage, struct apply_sender *s, struct trakt_error *error)
{
    size_t left = add_split_left(&s->split);

    s->in_batch = left ? left : s->in_batch;
    add_split_drop(&s->split);
    if (is_too_large(error))
        add_blame_server(error);
    report_refused(s, error);
    apply_fail(stage, s, s->queue, s->in_batch, error);
    apply_fail(stage, s, s->doubts, s->doubt_count, error);
    s->doubt_count = 0;
}

/* Handles the failure of a request with one change. If the request was too large, the change is in
 * doubt: either the change or the server is at fault. `part`: other changes of the batch are sent
 * in other requests, so the error does not stop the stage. */
static void settle_single(struct stage *stage, struct apply_sender *s, struct trakt_error *error,
                          bool part)
{
    s->wait_ms = error->wait_ms;
    if (is_too_large(error)) {
        s->doubts[s->doubt_count++] = s->queue[0];
        return;
    }
    error->final = error->final && !part;
    apply_fail(stage, s, s->queue, s->in_batch, error);
}

bool apply_settle_refused(struct stage *stage, struct apply_sender *s, struct trakt_error *error)
{
    bool part = add_split_left(&s->split) > 0;

    if (!may_split(s, error)) {
        add_split_ended(&s->split);
        if (is_too_large(error)) {
            /* No smaller request was tried, so a smaller one may succeed later. */
            error->retry = true;
            error->exit_status = EX_TEMPFAIL;
        }
        apply_fail(stage, s, s->queue, s->in_batch, error);
        return true;
    }
    switch (add_split_failed(&s->split, s->in_batch, is_too_large(error))) {
    case SPLIT_AGAIN:
        split_batch(s, error);
        return false;
    case SPLIT_FAILED:
        settle_single(stage, s, error, part);
        return true;
    case SPLIT_GIVE_UP:
        give_up(stage, s, error);
        return true;
    }
    return true;
}

/* Puts a change at the beginning of the queue. It is sent next, in a request of its own. */
static void queue_again(struct apply_sender *s, size_t place)
{
    memmove(s->queue + 1, s->queue, s->queued * sizeof *s->queue);
    s->queue[0] = place;
    s->queued++;
    add_split_repeat(&s->split);
}

void apply_judge_doubts(struct stage *stage, struct apply_sender *s)
{
    struct trakt_error error;
    size_t count = s->doubt_count;

    s->doubt_count = 0;
    if (!count)
        return;
    if (add_split_blames_titles(&s->split, count))
        add_blame_title(&error);
    else
        add_blame_server(&error);
    apply_fail(stage, s, s->doubts, count, &error);
}

void apply_repeat_doubts(struct stage *stage, struct apply_sender *s)
{
    size_t count = s->doubt_count;

    s->doubt_count = 0;
    for (size_t i = 0; i < count; i++) {
        struct apply_change *change = &target_of(s)->requested.changes[s->doubts[i]];

        if (change->repeated)
            s->doubts[s->doubt_count++] = s->doubts[i];
        else
            queue_again(s, s->doubts[i]);
        change->repeated = true;
    }
    apply_judge_doubts(stage, s);
}
