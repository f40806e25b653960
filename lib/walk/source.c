/* Reads a file in small pieces, with some read-ahead while the walk proceeds sequentially. */
#define _GNU_SOURCE /* SEEK_HOLE and SEEK_DATA */
#include "walk/source.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

#include "base/buf.h"

/* Bytes read first at a new place: a header and a little more. */
enum { AHEAD_LEAST = 512 };

struct walk_source {
    const unsigned char *bytes; /* NULL: the source is a file */
    int fd;
    uint64_t size;
    uint64_t cost;
    uint64_t start; /* file offset of piece */
    size_t len;     /* bytes in piece */
    size_t ahead;   /* minimum number of bytes of the last read */
    int error;
    uint64_t error_offset;
    unsigned char piece[WALK_SOURCE_PIECE];
};

struct walk_source *walk_source_file(int fd, uint64_t size)
{
    struct walk_source *source = cvi_alloc(sizeof *source);

    source->fd = fd;
    source->size = size;
    source->ahead = AHEAD_LEAST;
    return source;
}

struct walk_source *walk_source_memory(const void *bytes, size_t size)
{
    struct walk_source *source = walk_source_file(-1, size);

    source->bytes = bytes ? bytes : source->piece;
    return source;
}

void walk_source_free(struct walk_source *source)
{
    free(source);
}

uint64_t walk_source_size(const struct walk_source *source)
{
    return source->size;
}

uint64_t walk_source_cost(const struct walk_source *source)
{
    return source->cost;
}

static void fail(struct walk_source *source, int error, uint64_t offset)
{
    if (source->error)
        return;
    source->error = error;
    source->error_offset = offset;
}

/* Fills `piece` with up to `want` bytes from `offset`. If fewer than `least` bytes can be read,
 * records the error and returns false. */
static bool fill(struct walk_source *source, uint64_t offset, size_t want, size_t least)
{
    source->start = offset;
    source->len = 0;
    while (source->len < want) {
        ssize_t got = pread(source->fd, source->piece + source->len, want - source->len,
                            (off_t)(offset + source->len));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            /* Missing read-ahead bytes are not an error. */
            if (source->len >= least)
                break;
            fail(source, got < 0 ? errno : ENODATA, offset + source->len);
            return false;
        }
        source->len += (size_t)got;
        source->cost += (uint64_t)got;
    }
    return true;
}

/* Returns the number of bytes to read at `offset`, of which the caller needs `len`. The number
 * doubles while the walk proceeds sequentially, and is small after a jump. */
static size_t plan(struct walk_source *source, uint64_t offset, size_t len)
{
    uint64_t end = source->start + source->len;
    bool goes_on = source->len && offset >= source->start && offset <= end + source->len / 2;
    size_t want;

    source->ahead = goes_on ? source->ahead * 2 : AHEAD_LEAST;
    if (source->ahead > WALK_SOURCE_PIECE)
        source->ahead = WALK_SOURCE_PIECE;
    want = len > source->ahead ? len : source->ahead;
    return want > source->size - offset ? (size_t)(source->size - offset) : want;
}

const unsigned char *walk_source_at(struct walk_source *source, uint64_t offset, size_t len)
{
    if (len > WALK_SOURCE_PIECE || offset > source->size || len > source->size - offset)
        return NULL;
    if (source->bytes) {
        source->cost += len;
        return source->bytes + offset;
    }
    if (offset < source->start || offset - source->start > source->len ||
        len > source->len - (offset - source->start)) {
        if (!fill(source, offset, plan(source, offset, len), len))
            return NULL;
    }
    return source->piece + (offset - source->start);
}

int walk_source_error(const struct walk_source *source, uint64_t *offset)
{
    if (offset)
        *offset = source->error_offset;
    return source->error;
}

bool walk_source_hole(struct walk_source *source, uint64_t offset, uint64_t least, uint64_t *from,
                      uint64_t *to)
{
#ifdef SEEK_HOLE
    off_t at = (off_t)offset;

    while (!source->bytes && (uint64_t)at < source->size) {
        off_t hole = lseek(source->fd, at, SEEK_HOLE);
        /* lseek counts the end of the file as a hole; we do not. */
        if (hole < 0 || (uint64_t)hole >= source->size)
            return false;
        off_t data = lseek(source->fd, hole, SEEK_DATA);
        uint64_t end = data < 0 || (uint64_t)data > source->size ? source->size : (uint64_t)data;
        if (end - (uint64_t)hole >= least) {
            *from = (uint64_t)hole;
            *to = end;
            return true;
        }
        at = (off_t)end;
    }
#else
    (void)source, (void)offset, (void)least, (void)from, (void)to;
#endif
    return false;
}

/* Returns whether a hole extends from `offset` to the end of the file. `offset` must be in the
 * file. */
static bool is_hole_to_end(struct walk_source *source, uint64_t offset)
{
    uint64_t from, to;

    return walk_source_hole(source, offset, 1, &from, &to) && from == offset && to == source->size;
}

uint64_t walk_source_written(struct walk_source *source)
{
    uint64_t low = 0, high = source->size;

    if (!high || !is_hole_to_end(source, high - 1))
        return high;
    /* A binary search is fast even if there are many holes before the last one. */
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;

        if (is_hole_to_end(source, middle))
            high = middle;
        else
            low = middle + 1;
    }
    return high;
}
