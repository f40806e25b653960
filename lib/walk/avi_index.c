/* The data of an AVI file, chunk by chunk, and the indexes that point at the chunks. */
#include "walk/avi_parts.h"

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

/* What may follow data of which nobody says where it ends. */
static bool ends_data(uint32_t id)
{
    return id == TAG('i', 'd', 'x', '1') || id == TAG('R', 'I', 'F', 'F');
}

/* Whether a chunk of data, or what may follow, begins there. */
static bool is_good(struct avi *avi, uint64_t at, uint64_t limit)
{
    struct avi_chunk chunk;

    if (at == limit)
        return true;
    return at < limit && limit - at >= 8 && avi_chunk(avi->w, at, limit, &chunk) &&
           (ends_data(chunk.id) || (avi_is_data(chunk.id) && chunk.end <= limit));
}

/* Whether a chunk begins there, and another one behind it. */
static bool is_chain(struct avi *avi, uint64_t at, uint64_t limit)
{
    struct avi_chunk chunk;

    return at < limit && limit - at >= 8 && avi_chunk(avi->w, at, limit, &chunk) &&
           avi_is_data(chunk.id) && chunk.end <= limit &&
           (is_good(avi, chunk.end + (chunk.size & 1), limit) || is_good(avi, chunk.end, limit));
}

/* The next chunk at or behind from; UINT64_MAX: none in the next bytes. */
static uint64_t find_chunk(struct avi *avi, uint64_t from, uint64_t limit)
{
    enum { FAR = 4 << 20, PIECE = 4096 };
    uint64_t end = limit - from < FAR ? limit : from + FAR;

    while (from < end && end - from >= 8 && !avi->w->stopped) {
        size_t len = end - from < PIECE ? (size_t)(end - from) : PIECE;
        const unsigned char *p = walker_at(avi->w, from, len);
        size_t i = 0;
        /* What can follow a chunk of data begins with a digit, mostly; the others are rare. */
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

/* No chunk begins at at. Where the next one does; limit: nowhere. Where nobody says how much data
 * there is, it may have ended: then at. */
static uint64_t lost(struct avi *avi, uint64_t at, uint64_t limit, bool unknown)
{
    uint64_t again = find_chunk(avi, at, limit);

    if (avi->w->stopped)
        return limit;
    if (unknown && again == UINT64_MAX)
        return at;
    walker_blame(avi->w, FINDING_LOST_SYNC, at, "no chunk of data where one should be");
    return again == UINT64_MAX ? limit : again;
}

/* Where data goes on behind a place where no chunk is, for writers that do not make chunks even.
 * UINT64_MAX: it is no such. */
static uint64_t find_uneven(struct avi *avi, uint64_t at, uint64_t limit, bool was_odd)
{
    if (!was_odd || !is_good(avi, at - 1, limit))
        return UINT64_MAX;
    walker_note(avi->w, FINDING_BAD_STRUCTURE, at - 1, "chunks of odd size without a byte behind");
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
            /* "rec " groups chunks: they are looked at one by one. */
            at = chunk.body;
            chunk.size = 0;
        } else if (chunk.end > limit) {
            if (limit == w->size)
                walker_blame(w, FINDING_TRUNCATED, w->size, "the chunk at %llu ends behind it",
                             (unsigned long long)at);
            else
                walker_blame(w, FINDING_OUT_OF_BOUNDS, at, "a chunk ends behind the data");
            return limit;
        } else {
            at = chunk.end + (chunk.size & 1);
        }
    }
    return at > limit ? limit : at;
}

/* --- idx1 ----------------------------------------------------------------------------------- */

/* Whether a chunk of the id, and of the size, is there; also when that cannot be told any more. */
static bool is_chunk_at(struct avi *avi, uint64_t at, uint32_t id, uint32_t size)
{
    struct avi_chunk chunk;

    if (at > avi->w->size || avi->w->size - at < 8)
        return false;
    return !avi_chunk(avi->w, at, avi->w->size, &chunk) || (chunk.id == id && chunk.size == size);
}

struct index_entry {
    uint32_t id, offset, size;
};

static bool read_entry(struct avi *avi, uint64_t i, struct index_entry *entry)
{
    const unsigned char *p = walker_at(avi->w, avi->index.body + i * 16, 16);

    if (!p)
        return false;
    *entry = (struct index_entry){le32(p), le32(p + 8), le32(p + 12)};
    return true;
}

/* Offsets count from "movi", or from the beginning of the file: the first entry tells. False:
 * neither. */
static bool find_base(struct avi *avi, uint64_t count, uint64_t *base)
{
    struct index_entry entry;
    const uint64_t bases[] = {avi->data, 0};

    for (uint64_t i = 0; i < count && i < 16 && read_entry(avi, i, &entry); i++)
        for (int k = 0; k < 2; k++)
            if (is_chunk_at(avi, bases[k] + entry.offset, entry.id, entry.size)) {
                *base = bases[k];
                return true;
            }
    return avi->w->stopped;
}

static void check_idx1(struct avi *avi)
{
    struct walker *w = avi->w;
    uint64_t count = avi->index.size / 16,
             most = walker_takes_all(w, WALKER_SMALL) ? 4096 : WALKER_WINDOWS;
    uint64_t step = count > most ? count / most : 1, base = 0;
    struct index_entry entry;

    if (!count || !avi->has_data)
        return;
    if (!find_base(avi, count, &base)) {
        walker_doubt(w, FINDING_BROKEN_INDEX, avi->index.start,
                     "its first entries point at no such chunk");
        return;
    }
    for (uint64_t i = 0; i < count && walker_step(w) && read_entry(avi, i, &entry); i += step) {
        uint64_t at = base + entry.offset;
        if (entry.id == TAG('r', 'e', 'c', ' ') || !avi_is_data(entry.id))
            continue;
        if (at + 8 + entry.size > w->size)
            walker_blame(w, FINDING_TRUNCATED, w->size, "the index speaks of a chunk at %llu",
                         (unsigned long long)at);
        else if (!is_chunk_at(avi, at, entry.id, entry.size))
            walker_doubt(w, FINDING_BROKEN_INDEX, avi->index.body + i * 16,
                         "the index says that a chunk is at %llu", (unsigned long long)at);
    }
}

/* --- indx, and the ix chunks that it points at (OpenDML 3) ----------------------------------- */

/* Some entries of an ix chunk: each points behind the header of its chunk. */
static void check_standard(struct avi *avi, uint64_t at, uint64_t len)
{
    enum { HEAD = 32, LOOKS = 8 };
    struct walker *w = avi->w;
    const unsigned char *p = len >= HEAD ? walker_at(w, at, HEAD) : NULL;

    if (!p || le16(p + 8) != 2)
        return;
    uint64_t count = le32(p + 12), base = le64(p + 20), room = (len - HEAD) / 8;
    uint32_t id = le32(p + 16);
    count = count < room ? count : room;
    uint64_t step = count / LOOKS + 1;
    for (uint64_t i = 0; i < count && walker_step(w); i += step) {
        p = walker_at(w, at + HEAD + i * 8, 8);
        if (!p)
            return;
        uint64_t body = walker_sum(base, le32(p));
        uint32_t size = le32(p + 4) & INT32_MAX; /* the highest bit: no key frame */
        if (body < 8 || !is_chunk_at(avi, body - 8, id, size))
            walker_doubt(w, FINDING_BROKEN_INDEX, at + HEAD + i * 8,
                         "the index says that a chunk is at %llu", (unsigned long long)body - 8);
    }
}

/* Whether an ix chunk is at offset. */
static bool is_standard(struct avi *avi, uint64_t offset)
{
    const unsigned char *p = walker_at(avi->w, offset, 8);

    return !p || (p[0] == 'i' && p[1] == 'x') || (p[2] == 'i' && p[3] == 'x');
}

static void check_super(struct avi *avi, const struct walk_range *super)
{
    enum { HEAD = 24, ENTRY = 16, INDEX_OF_INDEXES = 0 };
    struct walker *w = avi->w;
    const unsigned char *p =
        super->end - super->start >= HEAD ? walker_at(w, super->start, HEAD) : NULL;

    if (!p || p[3] != INDEX_OF_INDEXES)
        return;
    uint64_t count = le32(p + 4), room = (super->end - super->start - HEAD) / ENTRY;
    for (uint64_t i = 0; i < count && i < room && walker_step(w); i++) {
        p = walker_at(w, super->start + HEAD + i * ENTRY, ENTRY);
        if (!p)
            return;
        uint64_t offset = le64(p), len = le32(p + 8);
        if (!offset)
            continue;
        if (walker_sum(offset, len) > w->size)
            walker_blame(w, FINDING_TRUNCATED, w->size, "the index speaks of bytes at %llu",
                         (unsigned long long)offset);
        else if (len >= 8 && !is_standard(avi, offset))
            walker_doubt(w, FINDING_BROKEN_INDEX, super->start + HEAD + i * ENTRY,
                         "the index says that another is at %llu", (unsigned long long)offset);
        else
            check_standard(avi, offset, len);
    }
}

void avi_check_indexes(struct avi *avi)
{
    check_idx1(avi);
    for (unsigned i = 0; i < avi->super_count && !avi->w->stopped; i++)
        check_super(avi, &avi->supers[i]);
}
