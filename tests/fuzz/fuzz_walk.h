/* Any bytes as a video file, given to the walk of one kind: what it finds is of the form that
 * records take, and it costs no more than it may. */
#ifndef FUZZ_WALK_H
#define FUZZ_WALK_H

#include <stddef.h>
#include <stdint.h>

#include "walk_parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void fuzz_check(const struct findings *list)
{
    json_auto_t *reasons = finding_json(list, FINDING_MOST, true);

    if (list->count > FINDING_MOST || json_array_size(reasons) != list->count)
        __builtin_trap();
    for (size_t i = 0; i < list->count; i++) {
        const struct finding *f = &list->at[i];
        if (f->code >= FINDING_CODES || !f->count || f->offset < -1)
            __builtin_trap();
        for (const char *p = f->detail; *p; p++)
            if (*p < ' ' || *p > '~')
                __builtin_trap();
    }
}

static inline int fuzz_walk(const uint8_t *data, size_t size, void (*walk_kind)(struct walker *))
{
    enum { MOST_BYTES = 8 << 20, MOST_ELEMENTS = 1 << 17 };
    struct findings findings = {.count = 0};
    struct walk_source *source = walk_source_memory(data, size);
    struct walker w = {
        .source = source,
        .size = size,
        .most_bytes = MOST_BYTES,
        .most_elements = MOST_ELEMENTS,
        .most_depth = 16,
        .findings = &findings,
        .duration_s = -1,
    };

    if (size)
        walk_kind(&w);
    if (walk_source_cost(source) > MOST_BYTES + WALK_SOURCE_PIECE || w.elements / 2 > MOST_ELEMENTS)
        __builtin_trap();
    fuzz_check(&findings);
    walk_source_free(source);
    return 0;
}

#endif
