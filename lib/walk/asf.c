/* Walks ASF files (wmv, asf, wma): checks the header object, the data packets and the indexes. All
 * packets have the same size. Facts are from the Advanced Systems Format Specification 01.20.03;
 * numbers in parentheses are its sections. */
#include "walk/asf_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

enum {
    OBJECT = ASF_OBJECT,
    HEADER = 30,      /* bytes of the header object before its inner objects */
    DATA = 50,        /* bytes of the data object before its packets */
    PROPERTIES = 104, /* bytes of the file properties object */
    BROADCAST = 1,    /* flag: the file is a live recording, so its sizes are unknown */
    LOOKS = 4096,     /* maximum number of packets checked in a small file */
};

/* clang-format off */
static const unsigned char data_id[16] = {
    0x36, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11,
    0xa6, 0xd9, 0x00, 0xaa, 0x00, 0x62, 0xce, 0x6c,
};
static const unsigned char properties_id[16] = {
    0xa1, 0xdc, 0xab, 0x8c, 0x47, 0xa9, 0xcf, 0x11,
    0x8e, 0xe4, 0x00, 0xc0, 0x0c, 0x20, 0x53, 0x65,
};
/* Header objects that mark the content as encrypted (3.14 to 3.16). */
static const unsigned char lock_ids[][16] = {
    {0xfb, 0xb3, 0x11, 0x22, 0x23, 0xbd, 0xd2, 0x11,
     0xb4, 0xb7, 0x00, 0xa0, 0xc9, 0x55, 0xfc, 0x6e},
    {0x14, 0xe6, 0x8a, 0x29, 0x22, 0x26, 0x17, 0x4c,
     0xb9, 0x35, 0xda, 0xe0, 0x7e, 0xe9, 0x28, 0x9c},
    {0x33, 0x85, 0x05, 0x43, 0x81, 0x69, 0xe6, 0x49,
     0x9b, 0x74, 0xad, 0x12, 0xcb, 0x86, 0xd5, 0x8c},
};
/* Objects that may follow the data (6): the indexes. */
static const unsigned char index_ids[][16] = {
    {0x90, 0x08, 0x00, 0x33, 0xb1, 0xe5, 0xcf, 0x11, 0x89, 0xf4, 0x00, 0xa0, 0xc9, 0x03, 0x49, 0xcb},
    {0xd3, 0x29, 0xe2, 0xd6, 0xda, 0x35, 0xd1, 0x11, 0x90, 0x34, 0x00, 0xa0, 0xc9, 0x03, 0x49, 0xbe},
    {0xf8, 0x03, 0xb1, 0xfe, 0xad, 0x12, 0x64, 0x4c, 0x84, 0x0f, 0x2a, 0x1d, 0x2f, 0x7a, 0xd4, 0x8c},
    {0xd0, 0x3f, 0xb7, 0x3c, 0x4a, 0x0c, 0x03, 0x48, 0x95, 0x3d, 0xed, 0xf7, 0xb6, 0x22, 0x8f, 0x0c},
};
/* clang-format on */

struct asf {
    struct walker *w;
    bool has_properties, broadcast;
    uint64_t packets;     /* number of packets, from the file properties */
    uint32_t packet_size; /* 0: the header states no common size */
    double duration_s;
    struct asf_content *content;
};

/* Reads the file properties object at `at` (3.2). The play duration (in units of 100 ns) includes
 * the preroll (in ms), during which players fill a buffer. The preroll is not part of the film, so
 * it is subtracted. */
static void read_properties(struct asf *asf, uint64_t at)
{
    const unsigned char *p = walker_at(asf->w, at, PROPERTIES);

    if (!p)
        return;
    asf->has_properties = true;
    asf->packets = le64(p + 56);
    asf->broadcast = le32(p + 88) & BROADCAST;
    asf->packet_size = le32(p + 92) == le32(p + 96) ? le32(p + 92) : 0;
    asf->duration_s = (double)le64(p + 64) / 1e7 - (double)le64(p + 80) / 1e3;
}

static bool is_one_of(const unsigned char (*ids)[16], size_t count, const unsigned char *id)
{
    for (size_t i = 0; i < count; i++)
        if (memcmp(id, ids[i], sizeof ids[i]) == 0)
            return true;
    return false;
}

static bool is_index(const unsigned char *p)
{
    return is_one_of(index_ids, sizeof index_ids / sizeof *index_ids, p);
}

static void read_header(struct asf *asf, uint64_t at, uint64_t end)
{
    struct walker *w = asf->w;

    while (at < end && walker_step(w)) {
        const unsigned char *p = end - at >= OBJECT ? walker_at(w, at, OBJECT) : NULL;
        uint64_t size = p ? le64(p + 16) : 0;
        if (w->stopped)
            return;
        if (size < OBJECT || size > end - at) {
            walker_blame(w, FINDING_OUT_OF_BOUNDS, at,
                         "a header object ends past the end of the header");
            return;
        }
        if (memcmp(p, properties_id, sizeof properties_id) == 0 && size >= PROPERTIES)
            read_properties(asf, at);
        else if (is_one_of(lock_ids, sizeof lock_ids / sizeof *lock_ids, p))
            walker_doubt(w, FINDING_ENCRYPTED, at, "the content is encrypted");
        asf_content_object(asf->content, w, at, size);
        at += size;
    }
}

/* Returns false if the packet at `first` begins with error correction data (0x82, then two bytes;
 * 5.2.1) and the packet at `packet` does not. Otherwise, or if bytes cannot be read, returns
 * true. */
static bool begins_alike(struct asf *asf, uint64_t first, uint64_t packet)
{
    const unsigned char *p = walker_at(asf->w, first, 3);
    unsigned char head[3];

    if (!p)
        return true;
    memcpy(head, p, sizeof head);
    if (head[0] != 0x82)
        return true;
    p = walker_at(asf->w, packet, 1);
    return !p || p[0] == head[0];
}

static void check_packets(struct asf *asf, uint64_t first, uint64_t end)
{
    struct walker *w = asf->w;
    uint64_t count = asf->packet_size ? (end - first) / asf->packet_size : 0;
    uint64_t most = walker_takes_all(w, WALKER_SMALL) ? LOOKS : WALKER_WINDOWS;
    uint64_t step = count > most ? count / most : 1;

    for (uint64_t i = 0; i < count && walker_step(w); i += step) {
        uint64_t at = first + i * asf->packet_size;
        if (!begins_alike(asf, first, at))
            walker_blame(w, FINDING_LOST_SYNC, at, "no packet where one is expected");
    }
    if (asf->packet_size && (end - first) % asf->packet_size && end == w->size)
        walker_blame(w, FINDING_TRUNCATED, w->size, "the last packet has %llu of %lu bytes",
                     (unsigned long long)((end - first) % asf->packet_size),
                     (unsigned long)asf->packet_size);
}

/* Returns whether the rest of the file, from `at`, is the header of an end-of-stream chunk ("$E";
 * MS-MMSP 2.2.3.1.1). ffmpeg writes this chunk if its output is a pipe. */
static bool is_stream_end(struct walker *w, uint64_t at)
{
    enum { CHUNK = 12 };
    const unsigned char *p = w->size - at == CHUNK ? walker_at(w, at, CHUNK) : NULL;

    return p && memcmp(p, "$E", 2) == 0;
}

/* Returns whether the rest of the file, from `at`, consists of indexes. An end-of-stream chunk may
 * follow the indexes. */
static bool are_indexes(struct walker *w, uint64_t at)
{
    bool any = false;

    while (at < w->size && walker_step(w)) {
        const unsigned char *p = w->size - at >= OBJECT ? walker_at(w, at, OBJECT) : NULL;
        uint64_t size = p ? le64(p + 16) : 0;
        if (any && is_stream_end(w, at))
            break;
        if (!p || !is_index(p) || size < OBJECT || size > w->size - at)
            return false;
        at += size;
        any = true;
    }
    return any;
}

/* Returns the end of the packets that begin at `first`, in a file that does not state their number:
 * the offset of the first index after them, or the end of the file if no index is found. */
static uint64_t find_index(struct asf *asf, uint64_t first)
{
    enum { LARGEST = 64 }; /* maximum size of all indexes, in packets */
    struct walker *w = asf->w;
    uint64_t size = asf->packet_size,
             count = size && w->size > first ? (w->size - first) / size : 0;

    for (uint64_t i = 0; i <= LARGEST && i <= count && walker_step(w); i++) {
        uint64_t at = first + (count - i) * size;
        if (are_indexes(w, at))
            return at;
    }
    return w->size;
}

/* Walks the data object of `size` bytes at `at`. Returns the offset of its end. */
static uint64_t walk_data(struct asf *asf, uint64_t at, uint64_t size)
{
    struct walker *w = asf->w;
    /* A writer to a pipe cannot seek back to fill in sizes. */
    bool unknown = asf->broadcast || size < DATA || (size == DATA && !asf->packets);
    uint64_t end = walker_sum(at, size);

    if (unknown && (size <= DATA || end > w->size))
        end = find_index(asf, walker_sum(at, DATA));
    if (w->size - at < DATA) {
        walker_blame(w, FINDING_TRUNCATED, w->size, "the file ends before the first packet");
        return w->size;
    }
    if (end > w->size)
        walker_blame(w, FINDING_TRUNCATED, w->size,
                     "the data ends %llu bytes past the end of the file",
                     (unsigned long long)(end - w->size));
    check_packets(asf, at + DATA, end > w->size ? w->size : end);
    asf_content_packets(asf->content, w, at + DATA, end > w->size ? w->size : end,
                        asf->packet_size);
    if (!unknown && asf->packet_size && asf->packets &&
        asf->packets > (end - at - DATA) / asf->packet_size)
        walker_doubt(w, FINDING_MISSING_DATA, at, "%llu of %llu packets",
                     (unsigned long long)((end - at - DATA) / asf->packet_size),
                     (unsigned long long)asf->packets);
    return end;
}

/* Checks the rest of the file after the data object, from `at`. Only indexes are expected there. */
static void walk_rest(struct asf *asf, uint64_t at)
{
    struct walker *w = asf->w;

    while (at < w->size && walker_step(w)) {
        const unsigned char *p = w->size - at >= OBJECT ? walker_at(w, at, OBJECT) : NULL;
        uint64_t size = p ? le64(p + 16) : 0;
        if (is_stream_end(w, at)) {
            walker_note(w, FINDING_TRAILING_JUNK, at,
                        "an end-of-stream chunk after the last object");
            return;
        }
        if (!p || size < OBJECT || !is_index(p)) {
            walker_trailing(w, at, "the last object");
            return;
        }
        if (size > w->size - at) {
            walker_blame(w, FINDING_TRUNCATED, w->size,
                         "the index ends %llu bytes past the end of the file",
                         (unsigned long long)(size - (w->size - at)));
            return;
        }
        walker_padding(w, at, at + size);
        at += size;
    }
}

static void say_locked_streams(struct asf *asf)
{
    for (unsigned i = 0; i < ASF_STREAMS; i++)
        if (asf->content->streams[i].track.is_encrypted)
            walker_doubt(asf->w, FINDING_ENCRYPTED, UINT64_MAX, "stream %u is encrypted", i);
}

/* Walks the header, which has `header` bytes, and everything after it. */
static void walk_objects(struct asf *asf, uint64_t header)
{
    struct walker *w = asf->w;
    const unsigned char *p;

    read_header(asf, HEADER, header);
    say_locked_streams(asf);
    if (asf->has_properties && asf->duration_s > 0 && !asf->broadcast)
        w->duration_s = asf->duration_s;
    if (!asf->has_properties && !w->stopped)
        walker_blame(w, FINDING_NO_INDEX, 0, "no file properties: nothing describes the data");
    p = w->size - header >= OBJECT ? walker_at(w, header, OBJECT) : NULL;
    if (w->stopped)
        return;
    if (!p || memcmp(p, data_id, sizeof data_id) != 0) {
        walker_blame(w, FINDING_LOST_SYNC, header, "no data object after the header");
        return;
    }
    walk_rest(asf, walk_data(asf, header, le64(p + 16)));
}

static void walk_file(struct walker *w)
{
    struct asf asf = {.w = w};
    const unsigned char *p = w->size >= HEADER ? walker_at(w, 0, OBJECT) : NULL;
    uint64_t header = p ? le64(p + 16) : 0;

    if (w->stopped)
        return;
    if (!p || header < HEADER || header > w->size) {
        walker_blame(w, FINDING_TRUNCATED, w->size, "the header is incomplete");
        return;
    }
    asf.content = cvi_alloc(sizeof *asf.content);
    walk_objects(&asf, header);
    asf_content(asf.content, w);
    free(asf.content);
}

const struct walk_kind walk_asf = {
    .word = "asf",
    .endings = {"wmv", "asf", "wma", "dvr-ms"},
    .openings = {WALK_OPENING(0, "\x30\x26\xb2\x75\x8e\x66\xcf\x11")},
    .walk = walk_file,
};
