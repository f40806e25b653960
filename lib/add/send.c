/* Sends the queued titles in batches, one request at a time. Titles that are queued while a request
 * is in flight are sent in the next one. */
#include "add/blame.h"
#include "add/parts.h"

#include <stdlib.h>
#include <string.h>

#include "record/ids.h"

/* Empties the queue. Titles without an outcome get the state `state`. If the list is full
 * (TITLE_FULL), updates after the batch stay queued, because a full list accepts updates. */
static void drop_queue(struct add_sender *s, enum title_state state)
{
    size_t kept = 0;

    for (size_t i = 0; i < s->queued; i++) {
        struct title *title = &s->list->roster.at[s->queue[i]];

        if (state == TITLE_FULL && title->update && i >= s->in_batch)
            s->queue[kept++] = s->queue[i];
        else if (title->state == TITLE_QUEUED)
            title->state = state;
    }
    s->queued = kept;
    s->in_batch = 0;
    add_split_drop(&s->split);
    add_release_items(s);
}

bool add_is_due(const struct add_sender *s, bool all)
{
    return !s->batch && s->queued &&
           (all || s->queued >= TRAKT_MOST_ADDITIONS || add_split_left(&s->split));
}

static bool is_update(const struct add_sender *s, size_t i)
{
    return s->list->roster.at[s->queue[i]].update;
}

/* Moves updates to the beginning of the queue, unless a failed batch is being sent in parts. */
static void put_updates_first(struct add_sender *s)
{
    size_t updates = 0;

    if (add_split_left(&s->split))
        return;
    for (size_t i = 0; i < s->queued; i++) {
        size_t place = s->queue[i];

        if (!is_update(s, i))
            continue;
        memmove(s->queue + updates + 1, s->queue + updates, (i - updates) * sizeof *s->queue);
        s->queue[updates++] = place;
    }
}

/* Returns the number of titles at the beginning of the queue that may share a request. Updates and
 * additions are sent separately. Trakt only counts the existing items of a request, so after a
 * mixed request it would be unknown whether an addition had existed. */
static size_t alike(const struct add_sender *s)
{
    size_t count = 1;

    while (count < s->queued && is_update(s, count) == is_update(s, 0))
        count++;
    return count;
}

static struct trakt_addition addition_of(struct add_sender *s, size_t place)
{
    struct title *title = &s->list->roster.at[place];

    title->sent_by = title_ids_best(&title->ids);
    return (struct trakt_addition){
        .type = title->type,
        .kind = title->sent_by,
        .id = title->ids.of[title->sent_by],
        .season = roster_season(title->part),
        .episode = roster_episode(title->part),
        .copy = s->list->target.collection ? add_copies_send(s->copies, place) : NULL,
    };
}

void add_send(struct add_sender *s)
{
    struct trakt_addition additions[TRAKT_MOST_ADDITIONS] = {0};
    bool part = add_split_left(&s->split) > 0;

    put_updates_first(s);
    s->in_batch = add_split_next(&s->split, alike(s), TRAKT_MOST_ADDITIONS);
    for (size_t i = 0; i < s->in_batch; i++)
        additions[i] = addition_of(s, s->queue[i]);
    add_record_sending(s->record, s->queue, s->in_batch);
    if (part)
        s->batch = trakt_add_part_start(s->list->trakt, &s->list->target, additions, s->in_batch,
                                        s->wait_ms);
    else
        s->batch = trakt_add_start(s->list->trakt, &s->list->target, additions, s->in_batch);
    s->wait_ms = 0;
}

/* Returns whether a later record has given the title a more certain kind of id than the one that
 * was sent. */
static bool is_better_known(const struct title *title)
{
    return title_ids_best(&title->ids) < title->sent_by;
}

/* Sets the outcomes of the titles in a successful request. A title that Trakt reports as existing
 * counts as added. It was not on the list when the list was read, so an earlier request whose
 * answer was lost may have added it. Titles that Trakt does not know take no room. */
static void settle_sent(struct add_sender *s, const struct trakt_addition *additions,
                        const struct trakt_added *added)
{
    bool arrived = false;

    add_record_added(s->record, s->queue, s->in_batch, additions, added);
    for (size_t i = 0; i < s->in_batch; i++) {
        size_t place = s->queue[i];
        struct title *title = &s->list->roster.at[place];

        title->perhaps = false;
        title->state = additions[i].not_found ? TITLE_UNKNOWN : TITLE_ADDED;
        s->list->taken -= additions[i].not_found && !title->update;
        s->list->known += !additions[i].not_found && !title->update;
        arrived |= !additions[i].not_found;
        if (additions[i].not_found && is_better_known(title))
            add_queue(s, place);
    }
    s->in_vain = arrived ? 0 : s->in_vain + 1;
}

static void remove_batch(struct add_sender *s)
{
    s->queued -= s->in_batch;
    memmove(s->queue, s->queue + s->in_batch, s->queued * sizeof *s->queue);
    s->in_batch = 0;
    trakt_batch_free(s->batch);
    s->batch = NULL;
    add_release_items(s);
}

static bool is_too_large(const struct trakt_error *error)
{
    return error->http_status == 413;
}

static bool may_split(const struct add_sender *s, const struct trakt_error *error)
{
    return (is_too_large(error) || error->fault == TRAKT_SERVER_ERROR) && !stage_interrupted() &&
           trakt_has_patience(s->list->trakt, error->wait_ms);
}

/* Ends the batch in flight. Its titles stay queued, to be sent again in smaller parts. */
static void add_split_batch(struct add_sender *s, const struct trakt_error *error, bool perhaps)
{
    for (size_t i = 0; i < s->in_batch; i++)
        s->list->roster.at[s->queue[i]].perhaps |= perhaps;
    msg_more("%s: sending the batch of %zu titles again, in smaller parts", error->message,
             s->in_batch);
    s->wait_ms = error->wait_ms;
    s->in_batch = 0;
    trakt_batch_free(s->batch);
    s->batch = NULL;
}

/* Marks the error as temporary: a smaller request was not tried, and may succeed in a later run. */
static void excuse(struct trakt_error *error)
{
    error->retry = true;
    error->exit_status = EX_TEMPFAIL;
}

/* Fails the batch in flight, the parts after it, and the titles in doubt. */
static void give_up(struct stage *stage, struct add_sender *s, struct trakt_error *error,
                    bool perhaps)
{
    size_t left = add_split_left(&s->split);

    s->in_batch = left ? left : s->in_batch;
    add_split_drop(&s->split);
    if (is_too_large(error))
        add_blame_server(error);
    add_report_refused(s, error);
    add_fail(stage, s, s->queue, s->in_batch, error, perhaps);
    add_fail(stage, s, s->doubts, s->doubt_count, error, perhaps);
    s->doubt_count = 0;
}

/* Handles the failure of a request with one title. If the request was too large, the title is in
 * doubt. `part`: other titles of its batch are sent in other requests, so the error does not stop
 * the stage. */
static void settle_single(struct stage *stage, struct add_sender *s, struct trakt_error *error,
                          bool part, bool perhaps)
{
    s->wait_ms = error->wait_ms;
    if (is_too_large(error)) {
        add_doubt(s, s->queue[0]);
        return;
    }
    error->final = error->final && !part;
    add_fail(stage, s, s->queue, s->in_batch, error, perhaps);
}

/* Handles the failure of the batch in flight. Returns false if its titles are to be sent again in
 * parts. `perhaps`: Trakt may have applied the request. */
static bool settle_refused(struct stage *stage, struct add_sender *s, struct trakt_error *error,
                           bool perhaps)
{
    bool part = add_split_left(&s->split) > 0;

    if (!may_split(s, error)) {
        add_split_ended(&s->split);
        if (is_too_large(error))
            excuse(error);
        add_fail(stage, s, s->queue, s->in_batch, error, perhaps);
        return true;
    }
    switch (add_split_failed(&s->split, s->in_batch, is_too_large(error))) {
    case SPLIT_AGAIN:
        add_split_batch(s, error, perhaps);
        return false;
    case SPLIT_FAILED:
        settle_single(stage, s, error, part, perhaps);
        return true;
    case SPLIT_GIVE_UP:
        give_up(stage, s, error, perhaps);
        return true;
    }
    return true;
}

void add_take_answer(struct stage *stage, struct add_sender *s)
{
    struct trakt_addition additions[TRAKT_MOST_ADDITIONS] = {0};
    struct trakt_added added;
    struct trakt_error error;
    enum trakt_progress progress = trakt_add_take(s->batch, additions, &added, &error);

    if (progress == TRAKT_UNDER_WAY)
        return;
    if (progress == TRAKT_DONE) {
        settle_sent(s, additions, &added);
        add_split_worked(&s->split, s->in_batch);
    } else if (error.fault == TRAKT_LIST_FULL) {
        add_list_close(s->list, error.http_status);
        add_record_full(s->record, s->queue, s->in_batch);
        drop_queue(s, TITLE_FULL);
    } else if (!settle_refused(stage, s, &error, added.in_doubt)) {
        return;
    }
    remove_batch(s);
    if (progress == TRAKT_DONE)
        add_repeat_doubts(stage, s);
    if (stage_stopped(stage))
        drop_queue(s, TITLE_UNSENT);
    add_give_room(stage, s, false);
}

void add_sender_release(struct add_sender *s)
{
    trakt_batch_free(s->batch);
    free(s->queue);
    free(s->waiting);
    free(s->failures);
}
