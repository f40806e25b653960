/* A table of titles, which are found by type and id. Also chooses the titles that get room on the
 * Trakt list. */
#include "add/roster.h"

#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "record/ids.h"

const char *const add_order_words[] = {"input", "popularity", "year", NULL};

int64_t roster_part(int season, int episode)
{
    return (((int64_t)season << 32) | episode) + 1;
}

int roster_season(int64_t part)
{
    return part ? (int)((part - 1) >> 32) : RECORD_NONE;
}

int roster_episode(int64_t part)
{
    return part ? (int)((part - 1) & INT_MAX) : RECORD_NONE;
}

/* Returns the key of a title for one of its ids, a new string: "movie imdb 133093", or "show trakt
 * 1388 4294967300" if title->part is 4294967300. */
static char *key_of(const struct title *title, int kind)
{
    char part[32] = "";

    if (title->part)
        snprintf(part, sizeof part, " %" PRId64, title->part);
    return cvi_format("%s %s %" JSON_INTEGER_FORMAT "%s", record_type_words[title->type],
                      title_id_words[kind], title->ids.of[kind], part);
}

/* Returns the place of the title that is registered under the id of this kind in `like`, or -1. */
static json_int_t place_of(const struct roster *r, const struct title *like, int kind)
{
    char *key = key_of(like, kind);
    const json_t *place = json_object_get(r->places, key);

    free(key);
    return place ? json_integer_value(place) : -1;
}

/* Returns whether two titles with an id in common are the same (see roster_find_from). */
static bool is_same(const struct title *one, const struct title *other)
{
    if (one->state == TITLE_ON_LIST || other->state == TITLE_ON_LIST)
        return title_ids_agree(&one->ids, &other->ids);
    return title_ids_same(&one->ids, &other->ids);
}

json_int_t roster_find_from(const struct roster *r, const struct title *like, int *kind)
{
    for (; *kind < TITLE_IDS; ++*kind) {
        json_int_t place = like->ids.of[*kind] ? place_of(r, like, *kind) : -1;

        if (place >= 0 && is_same(&r->at[place], like)) {
            ++*kind;
            return place;
        }
    }
    return -1;
}

json_int_t roster_find_like(const struct roster *r, const struct title *like)
{
    int kind = 0;

    return roster_find_from(r, like, &kind);
}

json_int_t roster_find(const struct roster *r, enum media_type type, const struct title_ids *ids)
{
    return roster_find_like(r, &(struct title){.type = type, .ids = *ids});
}

/* Registers the title at `place` under its id of this kind, unless another title has this id. */
static void note_id(struct roster *r, size_t place, int kind)
{
    char *key = key_of(&r->at[place], kind);

    if (!json_object_get(r->places, key))
        json_object_set_new(r->places, key, json_integer((json_int_t)place));
    free(key);
}

/* Returns the ids of a title for comparison with other ids. */
static const struct title_ids *ids_known(const struct title *title)
{
    return title->state == TITLE_ON_LIST ? &title->listed : &title->ids;
}

enum title_id roster_contradiction(const struct roster *r, size_t place,
                                   const struct title_ids *ids, const struct title_ids **theirs)
{
    const struct title_ids *known = ids_known(&r->at[place]);

    if (theirs)
        *theirs = known;
    return title_ids_contradiction(known, ids);
}

json_int_t roster_find_title(const struct roster *r, const struct title *like)
{
    json_int_t place = roster_find_like(r, like);

    return place >= 0 && title_ids_stand_alone(ids_known(&r->at[place]), &like->ids) ? -1 : place;
}

void roster_learn(struct roster *r, size_t place, const struct title_ids *ids)
{
    for (int kind = 0; kind < TITLE_IDS; kind++) {
        json_int_t *known = &r->at[place].ids.of[kind];

        if (*known || !ids->of[kind])
            continue;
        *known = ids->of[kind];
        note_id(r, place, kind);
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
            note_id(r, r->count, kind);
    return r->count++;
}

/* Compares titles for qsort: by descending weight, then by their order in the roster. */
static int by_weight(const void *one, const void *two)
{
    const struct title *a = *(struct title *const *)one, *b = *(struct title *const *)two;

    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    return (a > b) - (a < b);
}

/* Returns the titles in this state, by descending weight. The array of *count titles is new. */
static struct title **sort(const struct roster *r, enum title_state state, size_t *count)
{
    struct title **sorted = cvi_alloc((r->count + 1) * sizeof *sorted);

    *count = 0;
    for (size_t i = 0; i < r->count; i++)
        if (r->at[i].state == state)
            sorted[(*count)++] = &r->at[i];
    qsort(sorted, *count, sizeof *sorted, by_weight);
    return sorted;
}

size_t roster_allot(struct roster *r, size_t room)
{
    size_t count;
    struct title **seen = sort(r, TITLE_SEEN, &count);

    for (size_t i = room; i < count; i++)
        seen[i]->state = TITLE_FULL;
    free(seen);
    return count > room ? count - room : 0;
}

size_t roster_count(const struct roster *r, enum title_state state)
{
    size_t count = 0;

    for (size_t i = 0; i < r->count; i++)
        count += r->at[i].state == state;
    return count;
}

size_t *roster_next_held(const struct roster *r, size_t room, size_t *count)
{
    size_t held;
    struct title **titles = sort(r, TITLE_HELD, &held);
    size_t *places = cvi_alloc((held + 1) * sizeof *places);

    *count = held < room ? held : room;
    for (size_t i = 0; i < *count; i++)
        places[i] = (size_t)(titles[i] - r->at);
    free(titles);
    return places;
}

void roster_refuse_held(struct roster *r, bool all, enum title_state state)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->at[i].state == TITLE_HELD && (all || r->at[i].awaited))
            r->at[i].state = state;
}

json_int_t roster_weight(enum add_order order, const struct match *match)
{
    switch (order) {
    case ADD_BY_INPUT:
        return RECORD_NONE;
    case ADD_BY_POPULARITY:
        return match->votes;
    case ADD_BY_YEAR:
        return match->year;
    }
    return RECORD_NONE;
}

void roster_release(struct roster *r)
{
    free(r->at);
    json_decref(r->places);
    *r = (struct roster){0};
}
