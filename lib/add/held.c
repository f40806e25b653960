/* Held titles: the list has no room for them. If Trakt refuses or does not know a title that has
 * room, a held title gets this room. */
#include <stdlib.h>

#include "add/parts.h"

bool add_may_leave_room(const struct add_sender *s)
{
    return s->queued || s->doubt_count;
}

void add_hold_all(struct add_sender *s)
{
    struct roster *r = &s->list->roster;

    for (size_t i = 0; i < r->count; i++) {
        if (r->at[i].state != TITLE_FULL)
            continue;
        r->at[i].state = TITLE_HELD;
        s->holds = true;
    }
}

void add_hold(struct add_sender *s, size_t place)
{
    struct title *title = &s->list->roster.at[place];

    title->state = TITLE_HELD;
    title->awaited = true;
    s->holds = true;
}

/* Gives room to `room` held titles, and queues those for which a record waits. The others are
 * queued when their records are reached. */
static void give(struct add_sender *s, size_t room)
{
    size_t count, *places = roster_next_held(&s->list->roster, room, &count);

    for (size_t i = 0; i < count; i++) {
        struct title *title = &s->list->roster.at[places[i]];

        if (title->awaited)
            add_queue(s, places[i]);
        else
            title->state = TITLE_SEEN;
    }
    free(places);
}

/* Returns the free room on the list, less `seen`: the number of titles that have room, but are not
 * queued yet. */
static size_t room_left(const struct add_list *l, size_t seen)
{
    json_int_t room = l->limit - l->taken - (json_int_t)seen;

    return room > 0 ? (size_t)room : 0;
}

static void refuse(struct add_sender *s, bool all)
{
    roster_refuse_held(&s->list->roster, all,
                       add_list_is_full(s->list) ? TITLE_FULL : TITLE_UNSENT);
}

/* Counts the free room as taken, so that later titles get no room. */
static void write_off(struct add_sender *s, size_t seen)
{
    s->gave_up = s->in_vain >= SPLIT_MOST_IN_VAIN;
    s->list->taken += (json_int_t)room_left(s->list, seen);
}

void add_give_room(struct stage *stage, struct add_sender *s, bool last)
{
    bool closed = stage_stopped(stage) || stage_interrupted() || s->list->full.closed ||
                  s->in_vain >= SPLIT_MOST_IN_VAIN;

    if (!s->holds)
        return;
    size_t seen = roster_count(&s->list->roster, TITLE_SEEN);
    if (!closed)
        give(s, room_left(s->list, seen));
    if (!add_may_leave_room(s)) {
        if (closed)
            write_off(s, seen);
        closed |= !seen;
        if (closed || last)
            refuse(s, closed);
        s->holds = !closed;
    }
    add_release_items(s);
}

const char *add_unsent_reason(const struct add_sender *s)
{
    if (s->gave_up)
        return "Trakt accepted no title in ten consecutive requests, so the titles that wait "
               "for room are not sent (remove the records of the titles that Trakt refused or does "
               "not know, or correct their matches, then run again)";
    if (stage_interrupted())
        return "interrupted";
    return "some titles are not sent, because Trakt has not confirmed earlier titles, which may "
           "fill the list (run again; if a title fails in every run, remove its record, because a "
           "place on the list is kept for that title)";
}
