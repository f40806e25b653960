/* Implements a set of titles as a hash table with open addressing, at most half full. */
#include "record/titles.h"

#include <stdlib.h>

#include "base/buf.h"

/* Returns the slot that has the key, or the empty slot for a new key. */
static uint64_t *find(const struct titles *titles, uint64_t key)
{
    size_t at = (size_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> 32);

    for (;; at++) {
        uint64_t *slot = &titles->slots[at & (titles->size - 1)];

        if (!*slot || *slot == key)
            return slot;
    }
}

static void grow(struct titles *titles)
{
    struct titles larger = {.size = titles->size ? titles->size * 2 : 256, .count = titles->count};

    larger.slots = cvi_alloc(larger.size * sizeof *larger.slots);
    for (size_t i = 0; i < titles->size; i++) {
        if (titles->slots[i])
            *find(&larger, titles->slots[i]) = titles->slots[i];
    }
    free(titles->slots);
    *titles = larger;
}

bool titles_add(struct titles *titles, uint64_t key)
{
    if (titles->count * 2 >= titles->size)
        grow(titles);
    uint64_t *slot = find(titles, key);
    if (*slot)
        return false;
    *slot = key;
    titles->count++;
    return true;
}

bool titles_has(const struct titles *titles, uint64_t key)
{
    return titles->size && *find(titles, key) == key;
}

void titles_release(struct titles *titles)
{
    free(titles->slots);
    *titles = (struct titles){0};
}
