/* Counts files by name. The key of a name is 64 bits of its SHA-256, so that nobody can construct
 * collisions. */
#include "page/tally.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/sha256.h"

enum { MOST_NAME = 4096 };

void page_sum_add(struct page_sum *sum, const struct page_sum *other)
{
    sum->files += other->files;
    sum->episodes += other->episodes;
    sum->bytes += other->bytes;
    for (int i = 0; i < PAGE_HEALTHS; i++)
        sum->health[i] += other->health[i];
}

uint64_t page_tally_key(const char *name, size_t len)
{
    uint8_t digest[SHA256_SIZE];
    uint64_t key;

    sha256(name, len, digest);
    memcpy(&key, digest, sizeof key);
    return key;
}

/* Returns the slot of the key, or the empty slot where the key belongs. */
static uint32_t *find(const struct page_tallies *t, uint64_t key)
{
    for (size_t at = (size_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> 32);; at++) {
        uint32_t *slot = &t->slots[at & (t->size - 1)];

        if (!*slot || t->at[*slot - 1].key == key)
            return slot;
    }
}

static void grow(struct page_tallies *t)
{
    t->size = t->size ? t->size * 2 : 64;
    t->at = cvi_realloc(t->at, t->size / 2 * sizeof *t->at);
    free(t->slots);
    t->slots = cvi_alloc(t->size * sizeof *t->slots);
    for (size_t i = 0; i < t->count; i++)
        *find(t, t->at[i].key) = (uint32_t)i + 1;
}

void page_tally_add(struct page_tallies *t, uint64_t key, const char *name, size_t len,
                    const struct page_sum *sum)
{
    if (t->count * 2 >= t->size)
        grow(t);
    uint32_t *slot = find(t, key);
    if (*slot) {
        page_sum_add(&t->at[*slot - 1].sum, sum);
    } else if (t->count < t->most) {
        t->at[t->count] = (struct page_tally){
            .key = key, .name = cvi_strndup(name, len < MOST_NAME ? len : MOST_NAME), .sum = *sum};
        *slot = (uint32_t)++t->count;
    } else {
        t->full = true;
        page_sum_add(&t->rest, sum);
    }
}

void page_tally_sort(struct page_tallies *t, int (*compare)(const void *, const void *))
{
    if (t->count)
        qsort(t->at, t->count, sizeof *t->at, compare);
}

void page_tallies_release(struct page_tallies *t)
{
    for (size_t i = 0; i < t->count; i++)
        free(t->at[i].name);
    free(t->at);
    free(t->slots);
    *t = (struct page_tallies){0};
}

void page_sum_parts(const struct page_sum *sum, struct page_part parts[PAGE_HEALTHS])
{
    static const struct page_part looks[PAGE_HEALTHS] = {
        {.look = "good", .label = "healthy"},
        {.look = "doubt", .label = "suspicious"},
        {.look = "bad", .label = "corrupt"},
        {.look = "blank", .label = "not scanned"},
    };

    for (int i = 0; i < PAGE_HEALTHS; i++) {
        parts[i] = looks[i];
        parts[i].amount = sum->health[i];
    }
}
