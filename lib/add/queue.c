/* The titles to be sent, the items that wait for them, and titles that have failed. */
#include "add/parts.h"

#include <stdlib.h>
#include <string.h>

static void make_room(struct add_sender *s)
{
    if (s->queued == s->queue_room) {
        s->queue_room = s->queue_room ? s->queue_room * 2 : 256;
        s->queue = cvi_realloc(s->queue, s->queue_room * sizeof *s->queue);
    }
}

void add_queue(struct add_sender *s, size_t place)
{
    make_room(s);
    s->queue[s->queued++] = place;
    s->list->roster.at[place].state = TITLE_QUEUED;
    s->list->taken += !s->list->roster.at[place].update;
}

void add_queue_again(struct add_sender *s, size_t place)
{
    make_room(s);
    memmove(s->queue + 1, s->queue, s->queued * sizeof *s->queue);
    s->queue[0] = place;
    s->queued++;
    add_split_repeat(&s->split);
}

void add_wait_for(struct add_sender *s, struct stage_item *item)
{
    if (s->waiting_count == s->waiting_room) {
        s->waiting_room = s->waiting_room ? s->waiting_room * 2 : 256;
        s->waiting = cvi_realloc(s->waiting, s->waiting_room * sizeof(struct stage_item *));
    }
    s->waiting[s->waiting_count++] = item;
    item->waiting = true;
}

void add_release_items(struct add_sender *s)
{
    size_t kept = 0;

    for (size_t i = 0; i < s->waiting_count; i++) {
        struct stage_item *item = s->waiting[i];

        item->waiting = add_places_wait(&s->list->roster, item);
        if (item->waiting)
            s->waiting[kept++] = item;
    }
    s->waiting_count = kept;
}

/* Returns whether the title was refused permanently, so that its room becomes free. A title keeps
 * its room if Trakt has it (HTTP status 409), or if a later run may add it. */
static bool leaves_room(const struct title *title, const struct trakt_error *error, bool perhaps)
{
    bool settled = !error->retry && !error->final && error->http_status != 409;

    return settled && !perhaps && !title->perhaps && !title->update;
}

void add_fail(struct stage *stage, struct add_sender *s, const size_t *places, size_t count,
              const struct trakt_error *error, bool perhaps)
{
    add_record_failed(s->record, places, count, perhaps);
    s->failures = cvi_realloc(s->failures, (s->failure_count + 1) * sizeof *s->failures);
    s->failures[s->failure_count] = *error;
    for (size_t i = 0; i < count; i++) {
        struct title *title = &s->list->roster.at[places[i]];

        title->state = TITLE_FAILED;
        title->failure = s->failure_count;
        s->list->taken -= leaves_room(title, error, perhaps);
    }
    s->failure_count++;
    s->in_vain++;
    if (error->final)
        stage_stop(stage, error->exit_status, error->message);
}
