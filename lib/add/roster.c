/* A table of titles, found by type and id, and the choice among them when there is little room. */
#include "add/roster.h"

#include <stdlib.h>

const char *const add_order_words[] = {"input", "popularity", "year", NULL};

static char *key_of(enum media_type type, json_int_t trakt)
{
    return cvi_format("%s %" JSON_INTEGER_FORMAT, record_type_words[type], trakt);
}

json_int_t roster_find(const struct roster *r, enum media_type type, json_int_t trakt)
{
    char *key = key_of(type, trakt);
    const json_t *place = json_object_get(r->places, key);

    free(key);
    return place ? json_integer_value(place) : -1;
}

size_t roster_enter(struct roster *r, const struct title *title)
{
    char *key = key_of(title->type, title->trakt);

    if (!r->places)
        r->places = json_object();
    if (r->count == r->room) {
        r->room = r->room ? r->room * 2 : 256;
        r->at = cvi_realloc(r->at, r->room * sizeof *r->at);
    }
    r->at[r->count] = *title;
    json_object_set_new(r->places, key, json_integer((json_int_t)r->count));
    free(key);
    return r->count++;
}

/* The heavier first; of equals the one that came first, which is the one with the lower address. */
static int by_weight(const void *one, const void *two)
{
    const struct title *a = *(struct title *const *)one, *b = *(struct title *const *)two;

    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    return (a > b) - (a < b);
}

size_t roster_allot(struct roster *r, size_t room)
{
    struct title **seen = cvi_alloc((r->count + 1) * sizeof *seen);
    size_t count = 0;

    for (size_t i = 0; i < r->count; i++)
        if (r->at[i].state == TITLE_SEEN)
            seen[count++] = &r->at[i];
    qsort(seen, count, sizeof *seen, by_weight);
    for (size_t i = room; i < count; i++)
        seen[i]->state = TITLE_FULL;
    free(seen);
    return count > room ? count - room : 0;
}

void roster_release(struct roster *r)
{
    free(r->at);
    json_decref(r->places);
    *r = (struct roster){0};
}
