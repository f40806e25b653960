/* Reads the chunks of an AVI file: one chunk, and the series of chunks in the data. */
#include "walk/avi_parts.h"

bool avi_chunk(struct walker *w, uint64_t at, uint64_t limit, struct avi_chunk *chunk)
{
    size_t len = limit - at < 12 ? 8 : 12;
    const unsigned char *p = walker_at(w, at, len);

    if (!p || !walker_step(w))
        return false;
    *chunk = (struct avi_chunk){.start = at, .body = at + 8, .id = le32(p), .size = le32(p + 4)};
    chunk->end = chunk->body + chunk->size;
    for (int i = 0; i < 4; i++)
        chunk->name[i] = p[i];
    if ((chunk->id == TAG('L', 'I', 'S', 'T') || chunk->id == TAG('R', 'I', 'F', 'F')) &&
        len == 12) {
        chunk->type = le32(p + 8);
        chunk->body = at + 12;
    }
    return true;
}

static bool is_digit(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

static bool is_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool avi_is_data(uint32_t id)
{
    uint32_t a = id & 0xff, b = id >> 8 & 0xff, c = id >> 16 & 0xff, d = id >> 24;

    if (id == TAG('J', 'U', 'N', 'K') || id == TAG('L', 'I', 'S', 'T') ||
        id == TAG('J', 'U', 'N', 'Q'))
        return true;
    if (a == 'i' && b == 'x')
        return is_digit(c) && is_digit(d);
    return is_digit(a) && is_digit(b) && is_letter(c) && is_letter(d);
}

/* Returns whether a chunk with this id may follow data of undeclared length. */
static bool ends_data(uint32_t id)
{
    return id == TAG('i', 'd', 'x', '1') || id == TAG('R', 'I', 'F', 'F');
}

/* Returns true if `at` is `limit`, or if a data chunk or a chunk that may follow the data begins at
 * `at`. */
static bool is_good(struct avi *avi, uint64_t at, uint64_t limit)
{
    struct avi_chunk chunk;

    if (at == limit)
        return true;
    return at < limit && limit - at >= 8 && avi_chunk(avi->w, at, limit, &chunk) &&
           (ends_data(chunk.id) || (avi_is_data(chunk.id) && chunk.end <= limit));
}

/* Returns whether a data chunk begins at `at`, and another chunk or `limit` follows it. */
static bool is_chain(struct avi *avi, uint64_t at, uint64_t limit)
{
    struct avi_chunk chunk;

    return at < limit && limit - at >= 8 && avi_chunk(avi->w, at, limit, &chunk) &&
           avi_is_data(chunk.id) && chunk.end <= limit &&
           (is_good(avi, chunk.end + (chunk.size & 1), limit) || is_good(avi, chunk.end, limit));
}

/* Returns the offset of the next data chunk at or after `from`; UINT64_MAX: not found in the next
 * FAR bytes. */
static uint64_t find_chunk(struct avi *avi, uint64_t from, uint64_t limit)
{
    enum { FAR = 4 << 20, PIECE = 4096 };
    uint64_t end = limit - from < FAR ? limit : from + FAR;

    while (from < end && end - from >= 8 && !avi->w->stopped) {
        size_t len = end - from < PIECE ? (size_t)(end - from) : PIECE;
        const unsigned char *p = walker_at(avi->w, from, len);
        size_t i = 0;
        /* Nearly all data chunks have ids that begin with a digit. The search skips other ids. */
        while (p && i + 8 <= len && !(p[i] >= '0' && p[i] <= '9' && avi_is_data(le32(p + i))))
            i++;
        if (!p)
            break;
        if (i + 8 <= len && is_chain(avi, from + i, limit))
            return from + i;
        from += i + 8 <= len ? i + 1 : len - 7;
    }
    return UINT64_MAX;
}

/* Reports that no chunk begins at `at`. Returns the offset of the next chunk; `limit`: not found.
 * unknown: the file does not declare where the data ends. In this case, if no chunk is found, the
 * data may end at `at`, so this function reports nothing and returns `at`. */
static uint64_t lost(struct avi *avi, uint64_t at, uint64_t limit, bool unknown)
{
    uint64_t again = find_chunk(avi, at, limit);

    if (avi->w->stopped)
        return limit;
    if (unknown && again == UINT64_MAX)
        return at;
    walker_blame(avi->w, FINDING_LOST_SYNC, at, "no data chunk where one is expected");
    return again == UINT64_MAX ? limit : again;
}

/* Handles writers that do not pad chunks to even sizes. was_odd: the chunk before `at` has an odd
 * size. If was_odd is true and a chunk begins at `at` - 1, returns `at` - 1. Otherwise returns
 * UINT64_MAX. */
static uint64_t find_uneven(struct avi *avi, uint64_t at, uint64_t limit, bool was_odd)
{
    if (!was_odd || !is_good(avi, at - 1, limit))
        return UINT64_MAX;
    walker_note(avi->w, FINDING_BAD_STRUCTURE, at - 1, "chunks of odd size without a padding byte");
    return at - 1;
}

uint64_t avi_data(struct avi *avi, uint64_t at, uint64_t limit, bool unknown)
{
    struct walker *w = avi->w;
    struct avi_chunk chunk = {.size = 0};

    while (at < limit && limit - at >= 8) {
        bool was_odd = chunk.size & 1;
        if (!avi_chunk(w, at, limit, &chunk))
            return limit;
        if (unknown && ends_data(chunk.id))
            return at;
        if (!avi_is_data(chunk.id)) {
            uint64_t uneven = find_uneven(avi, at, limit, was_odd);
            uint64_t next = uneven != UINT64_MAX ? uneven : lost(avi, at, limit, unknown);
            if (next == at)
                return at;
            at = next;
            chunk.size = 0;
        } else if (chunk.type) {
            /* A "rec " list groups chunks. Its chunks are read one by one. */
            at = chunk.body;
            chunk.size = 0;
        } else if (chunk.end > limit) {
            if (limit == w->size)
                walker_blame(w, FINDING_TRUNCATED, w->size,
                             "the chunk at %llu ends past the end of the file",
                             (unsigned long long)at);
            else
                walker_blame(w, FINDING_OUT_OF_BOUNDS, at, "a chunk ends past the end of the data");
            return limit;
        } else {
            at = chunk.end + (chunk.size & 1);
        }
    }
    return at > limit ? limit : at;
}
