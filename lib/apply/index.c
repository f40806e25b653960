/* A hash table with open addressing. A title has a slot for each of its ids, except ids of an
 * earlier title. */
#include "apply/index.h"

#include <stdlib.h>

#include "base/buf.h"

enum { FIRST_SLOTS = 1024 }; /* a power of 2 */

static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * 0x9e3779b97f4a7c15u;
    return hash ^ (hash >> 29);
}

static uint64_t hash_of(const struct apply_title *title, int kind)
{
    uint64_t hash =
        mix((uint64_t)title->type * TITLE_IDS + (uint64_t)kind + 1, (uint64_t)title->ids.of[kind]);

    return mix(mix(hash, (uint64_t)title->season), (uint64_t)title->episode);
}

static bool has_same_id(const struct apply_title *one, const struct apply_title *other, int kind)
{
    return one->ids.of[kind] == other->ids.of[kind] && one->type == other->type &&
           one->season == other->season && one->episode == other->episode;
}

/* Returns the slot of the title's id of this kind, or an empty slot if the table lacks the id. */
static uint32_t *slot_of(const struct apply_index *index, const struct apply_title *title, int kind)
{
    size_t mask = index->slot_count - 1;

    for (size_t i = (size_t)hash_of(title, kind) & mask;; i = (i + 1) & mask) {
        uint32_t *slot = &index->slots[i];

        if (!*slot || has_same_id(&index->at[*slot - 1], title, kind))
            return slot;
    }
}

static void note(struct apply_index *index, size_t place, int kind)
{
    uint32_t *slot = slot_of(index, &index->at[place], kind);

    if (*slot || index->at[place].is_hidden)
        return;
    *slot = (uint32_t)place + 1;
    index->used++;
}

/* Enlarges the table if the ids of one more title would make it more than half full. */
static void make_slots(struct apply_index *index)
{
    if (index->slot_count && (index->used + TITLE_IDS) * 2 <= index->slot_count)
        return;
    index->slot_count = index->slot_count ? index->slot_count * 2 : FIRST_SLOTS;
    free(index->slots);
    index->slots = cvi_alloc(index->slot_count * sizeof *index->slots);
    index->used = 0;
    for (size_t i = 0; i < index->count; i++)
        for (int kind = 0; kind < TITLE_IDS; kind++)
            if (index->at[i].ids.of[kind])
                note(index, i, kind);
}

size_t apply_index_enter(struct apply_index *index, const struct apply_title *title)
{
    make_slots(index);
    if (index->count == index->room) {
        index->room = index->room ? index->room * 2 : 256;
        index->at = cvi_realloc(index->at, index->room * sizeof *index->at);
    }
    index->at[index->count++] = *title;
    for (int kind = 0; kind < TITLE_IDS; kind++)
        if (title->ids.of[kind])
            note(index, index->count - 1, kind);
    return index->count - 1;
}

void apply_index_learn(struct apply_index *index, size_t place, const struct title_ids *ids)
{
    make_slots(index);
    for (int kind = 0; kind < TITLE_IDS; kind++) {
        json_int_t *known = &index->at[place].ids.of[kind];

        if (*known || !ids->of[kind])
            continue;
        *known = ids->of[kind];
        note(index, place, kind);
    }
}

static bool has_place(const size_t *places, size_t count, size_t place)
{
    for (size_t i = 0; i < count; i++)
        if (places[i] == place)
            return true;
    return false;
}

size_t apply_index_hits(const struct apply_index *index, const struct apply_title *title,
                        size_t places[TITLE_IDS])
{
    size_t count = 0;

    for (int kind = 0; index->slot_count && kind < TITLE_IDS; kind++) {
        uint32_t slot = title->ids.of[kind] ? *slot_of(index, title, kind) : 0;

        if (slot && !has_place(places, count, slot - 1))
            places[count++] = slot - 1;
    }
    return count;
}

json_int_t apply_index_find(const struct apply_index *index, const struct apply_title *title)
{
    size_t places[TITLE_IDS];
    size_t count = apply_index_hits(index, title, places);

    for (size_t i = 0; i < count; i++)
        if (title_ids_same(&index->at[places[i]].ids, &title->ids))
            return (json_int_t)places[i];
    return -1;
}

void apply_index_release(struct apply_index *index)
{
    free(index->at);
    free(index->slots);
    *index = (struct apply_index){0};
}
