/* The titles of an item. An item has several if its file has several episodes. */
#include <stdlib.h>
#include <string.h>

#include "add/parts.h"

/* The item's `note`, if the item has several titles. A single title is in item->place. */
struct places {
    size_t count;
    size_t at[];
};

void add_places_set(struct stage_item *item, const size_t *places, size_t count)
{
    item->place = places[0] + 1; /* 0: the item has no titles */
    if (count == 1)
        return;
    struct places *note = cvi_alloc(sizeof *note + count * sizeof *note->at);
    note->count = count;
    memcpy(note->at, places, count * sizeof *places);
    item->note = note;
}

void add_places_release(struct stage_item *item)
{
    free(item->note);
    item->note = NULL;
}

size_t add_places_count(const struct stage_item *item)
{
    const struct places *note = item->note;

    return note ? note->count : item->place ? 1 : 0;
}

size_t add_places_at(const struct stage_item *item, size_t i)
{
    const struct places *note = item->note;

    return note ? note->at[i] : item->place - 1;
}

bool add_places_wait(const struct roster *r, const struct stage_item *item)
{
    for (size_t i = 0; i < add_places_count(item); i++) {
        enum title_state state = r->at[add_places_at(item, i)].state;

        if (state == TITLE_QUEUED || state == TITLE_HELD)
            return true;
    }
    return false;
}

/* Returns the weight of a title's state. The title with the largest weight decides the outcome of
 * its item. */
static int weight_of(const struct title *title)
{
    static const int weights[] = {
        [TITLE_TAKEN_OFF] = 0, [TITLE_ON_LIST] = 1, [TITLE_SEEN] = 3, [TITLE_QUEUED] = 3,
        [TITLE_ADDED] = 3,     [TITLE_HELD] = 4,    [TITLE_FULL] = 4, [TITLE_UNKNOWN] = 5,
        [TITLE_FAILED] = 6,    [TITLE_UNSENT] = 7,
    };

    return title->state == TITLE_ADDED && title->update ? 2 : weights[title->state];
}

size_t add_places_decisive(const struct roster *r, const struct stage_item *item)
{
    size_t decisive = add_places_at(item, 0);

    for (size_t i = 1; i < add_places_count(item); i++) {
        size_t place = add_places_at(item, i);

        if (weight_of(&r->at[place]) > weight_of(&r->at[decisive]))
            decisive = place;
    }
    return decisive;
}
