/* Titles for which the list has no room, while titles with room may still fail. If Trakt does not
 * know or refuses a title, the next title gets its room. */
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

/* Gives this room to the held titles that come first. A title whose record has not been reached yet
 * is queued when it is. */
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

/* Returns the room of the list that is not given to a title. seen is the number of titles that have
 * room and are not queued yet. */
static size_t room_left(const struct add_list *l, size_t seen)
{
    json_int_t room = l->limit - l->taken - (json_int_t)seen;

    return room > 0 ? (size_t)room : 0;
}

void add_give_room(struct stage *stage, struct add_sender *s, bool last)
{
    struct roster *r = &s->list->roster;
    bool closed = stage_stopped(stage) || s->list->full.closed || s->in_vain >= SPLIT_MOST_IN_VAIN;

    if (!s->holds)
        return;
    size_t seen = roster_count(r, TITLE_SEEN);
    if (!closed)
        give(s, room_left(s->list, seen));
    closed |= !seen && !add_may_leave_room(s);
    if (closed || (last && !add_may_leave_room(s)))
        roster_refuse_held(r, closed);
    s->holds = !closed;
    add_release_items(s);
}
