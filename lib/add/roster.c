/* A table of titles, found by type and id, and the choice among them when there is little room. */
#include "add/roster.h"

#include <stdlib.h>

#include "record/ids.h"

const char *const add_order_words[] = {"input", "popularity", "year", NULL};

static char *key_of(enum media_type type, int kind, json_int_t id)
{
    return cvi_format("%s %s %" JSON_INTEGER_FORMAT, record_type_words[type], title_id_words[kind],
                      id);
}

/* Returns the place of the title with that id, or -1. */
static json_int_t place_of(const struct roster *r, enum media_type type, int kind, json_int_t id)
{
    char *key = key_of(type, kind, id);
    const json_t *place = json_object_get(r->places, key);

    free(key);
    return place ? json_integer_value(place) : -1;
}

json_int_t roster_find_from(const struct roster *r, enum media_type type,
                            const struct title_ids *ids, int *kind)
{
    for (; *kind < TITLE_IDS; ++*kind) {
        json_int_t place = ids->of[*kind] ? place_of(r, type, *kind, ids->of[*kind]) : -1;

        if (place >= 0 && title_ids_agree(&r->at[place].ids, ids)) {
            ++*kind;
            return place;
        }
    }
    return -1;
}

json_int_t roster_find(const struct roster *r, enum media_type type, const struct title_ids *ids)
{
    int kind = 0;

    return roster_find_from(r, type, ids, &kind);
}

/* Makes the title at place the one with that id, unless another one is. */
static void note_id(struct roster *r, size_t place, int kind, json_int_t id)
{
    enum media_type type = r->at[place].type;
    char *key = key_of(type, kind, id);

    if (!json_object_get(r->places, key))
        json_object_set_new(r->places, key, json_integer((json_int_t)place));
    free(key);
}

void roster_learn(struct roster *r, size_t place, const struct title_ids *ids)
{
    for (int kind = 0; kind < TITLE_IDS; kind++) {
        json_int_t *known = &r->at[place].ids.of[kind];

        if (*known || !ids->of[kind])
            continue;
        *known = ids->of[kind];
        note_id(r, place, kind, *known);
    }
}

size_t roster_enter(struct roster *r, const struct title *title)
{
    if (!r->places)
        r->places = json_object();
    if (r->count == r->room) {
        r->room = r->room ? r->room * 2 : 256;
        r->at = cvi_realloc(r->at, r->room * sizeof *r->at);
    }
    r->at[r->count] = *title;
    for (int kind = 0; kind < TITLE_IDS; kind++)
        if (title->ids.of[kind])
            note_id(r, r->count, kind, title->ids.of[kind]);
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
