/* Checks that the indexes of an AVI file point at chunks. */
#include "walk/avi_parts.h"

/* Returns whether a chunk with this id and size begins at `at`. Also returns true if the walk must
 * stop. */
static bool is_chunk_at(struct avi *avi, uint64_t at, uint32_t id, uint32_t size)
{
    struct avi_chunk chunk;

    if (at > avi->w->size || avi->w->size - at < 8)
        return false;
    return !avi_chunk(avi->w, at, avi->w->size, &chunk) || (chunk.id == id && chunk.size == size);
}

/* --- idx1 ----------------------------------------------------------------------------------- */

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

/* Sets `base` to the offset from which idx1 counts: the offset of the first "movi", or 0.
 * Tries both offsets with the first entries. Returns false if neither offset leads to a chunk. */
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
                     "no chunks where the first index entries point");
        return;
    }
    for (uint64_t i = 0; i < count && walker_step(w) && read_entry(avi, i, &entry); i += step) {
        uint64_t at = base + entry.offset;
        if (entry.id == TAG('r', 'e', 'c', ' ') || !avi_is_data(entry.id))
            continue;
        if (at + 8 + entry.size > w->size)
            walker_blame(w, FINDING_TRUNCATED, w->size,
                         "the index points to a chunk at %llu that ends past the end of the file",
                         (unsigned long long)at);
        else if (!is_chunk_at(avi, at, entry.id, entry.size))
            walker_doubt(w, FINDING_BROKEN_INDEX, avi->index.body + i * 16,
                         "no chunk at %llu, where the index points", (unsigned long long)at);
    }
}

/* --- indx, and the ix chunks to which it points (OpenDML 3) --------------------------------- */

/* Checks some entries of the ix chunk of `len` bytes at `at`. An entry points to the contents of a
 * data chunk, after that chunk's header of 8 bytes. */
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
        uint32_t size = le32(p + 4) & INT32_MAX; /* the highest bit means: not a key frame */
        if (body < 8 || !is_chunk_at(avi, body - 8, id, size))
            walker_doubt(w, FINDING_BROKEN_INDEX, at + HEAD + i * 8,
                         "no chunk at %llu, where the index points", (unsigned long long)body - 8);
    }
}

/* Returns whether an ix chunk begins at `offset`. Also returns true if the bytes cannot be read. */
static bool is_standard(struct avi *avi, uint64_t offset)
{
    const unsigned char *p = walker_at(avi->w, offset, 8);

    return !p || (p[0] == 'i' && p[1] == 'x') || (p[2] == 'i' && p[3] == 'x');
}

/* Checks that the entries of an indx chunk point to ix chunks, and checks some entries of each ix
 * chunk. */
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
            walker_blame(
                w, FINDING_TRUNCATED, w->size,
                "the index points to an index chunk at %llu that ends past the end of the file",
                (unsigned long long)offset);
        else if (len >= 8 && !is_standard(avi, offset))
            walker_doubt(w, FINDING_BROKEN_INDEX, super->start + HEAD + i * ENTRY,
                         "no index chunk at %llu, where the index points",
                         (unsigned long long)offset);
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
