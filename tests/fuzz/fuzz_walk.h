/* Fuzzes the walk of one kind of video file: its findings have the format of records, and its cost
 * stays within the limit. */
#ifndef FUZZ_WALK_H
#define FUZZ_WALK_H

#include <stddef.h>
#include <stdint.h>

#include "fuzz_finding.h"
#include "walk/walker.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Data whose size is a multiple of eight counts as large, so that windows are fuzzed as well. */
static inline int fuzz_walk(const uint8_t *data, size_t size, const struct walk_kind *kind)
{
    enum { MOST_BYTES = 8 << 20, MOST_ELEMENTS = 1 << 17 };
    struct findings findings = {.count = 0};
    struct content content = CONTENT_NOTHING;
    struct walk_source *source = walk_source_memory(data, size);
    struct walker w = {
        .source = source,
        .size = size,
        .most_bytes = MOST_BYTES,
        .most_elements = MOST_ELEMENTS,
        .most_depth = 16,
        .whole = size % 8 ? 0 : 1,
        .findings = &findings,
        .content = &content,
        .duration_s = -1,
    };

    if (size)
        kind->walk(&w);
    if (walk_source_cost(source) > MOST_BYTES + WALK_SOURCE_PIECE || w.elements / 2 > MOST_ELEMENTS)
        __builtin_trap();
    fuzz_findings(&findings);
    json_decref(content_json(&content));
    walk_source_free(source);
    return 0;
}

#endif
