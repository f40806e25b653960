/* What the walk over AVI files remembers; for lib/walk_avi*.c alone. Facts are those of Microsoft's
 * "AVI RIFF File Reference", and of "OpenDML AVI File Format Extensions" 1.02 for what is named
 * after it. All numbers are little-endian. */
#ifndef WALK_AVI_PARTS_H
#define WALK_AVI_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "walk/walker.h"

#define TAG(a, b, c, d)                                                                            \
    ((uint32_t)(d) << 24 | (uint32_t)(c) << 16 | (uint32_t)(b) << 8 | (uint32_t)(a))

enum { AVI_SUPERS = 16, AVI_UNKNOWN_FROM = 0xFFFF };

/* A chunk, from its id to its end, without the byte that makes it even. */
struct avi_chunk {
    uint64_t start, body, end;
    uint32_t id, size, type; /* type: of a LIST or RIFF, which body is behind */
    unsigned char name[4];
};

struct avi {
    struct walker *w;
    bool has_header, has_data, zeros_matter;
    bool is_streamed; /* the sizes were never filled in, so that all is walked */
    bool says_index;  /* avih has the flag for one */
    uint64_t data;    /* where the first "movi" itself stands */
    uint64_t data_end;
    struct avi_chunk index;               /* idx1; size 0: none */
    struct walk_range supers[AVI_SUPERS]; /* the contents of the indx chunks (OpenDML) */
    unsigned super_count;
    bool is_video; /* the stream whose header was read last */
};

/* The chunk at at; false when the walk must stop. There are at least 8 bytes before limit. A LIST
 * or RIFF needs 12. */
bool avi_chunk(struct walker *w, uint64_t at, uint64_t limit, struct avi_chunk *chunk);

/* Whether a size was never filled in: writers to a pipe leave 0, or a number near the largest. */
bool avi_is_unknown(uint32_t size);

/* Whether an id is one of a chunk of a movi: two digits and two letters, and some words. */
bool avi_is_data(uint32_t id);

/* Walks the chunks of a movi from start to limit; where they end. unknown: nobody says where. */
uint64_t avi_data(struct avi *avi, uint64_t start, uint64_t limit, bool unknown);

/* Whether the indexes point at chunks. */
void avi_check_indexes(struct avi *avi);

#endif
