/* A set of ids, stored as a bitmap. Only the parts in use take memory, at most 125 MB. */
#include <stdlib.h>

#include "catalog/build_parts.h"

enum { PART_BITS = 1 << 16, PARTS = DATASET_MOST_ID / PART_BITS + 1 };

struct kept {
    unsigned char *parts[PARTS];
};

struct kept *kept_new(void)
{
    return cvi_alloc(sizeof(struct kept));
}

void kept_add(struct kept *kept, int64_t id)
{
    if (id < 1 || id > DATASET_MOST_ID)
        return;
    unsigned char **part = &kept->parts[id / PART_BITS];

    if (!*part)
        *part = cvi_alloc(PART_BITS / 8);
    (*part)[id % PART_BITS / 8] |= (unsigned char)(1U << id % 8);
}

bool kept_has(const struct kept *kept, int64_t id)
{
    if (id < 1 || id > DATASET_MOST_ID)
        return false;
    const unsigned char *part = kept->parts[id / PART_BITS];

    return part && (part[id % PART_BITS / 8] >> id % 8 & 1U);
}

void kept_free(struct kept *kept)
{
    if (!kept)
        return;
    for (size_t i = 0; i < PARTS; i++)
        free(kept->parts[i]);
    free(kept);
}
