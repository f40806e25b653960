/* Walks AVI files: the RIFF chunks, the header and the data. */
#include "walk/avi_parts.h"

/* Returns whether a size was never filled in. Writers to a pipe leave 0 or a number near the
 * maximum. */
static bool is_unknown(uint32_t size)
{
    enum { UNKNOWN_FROM = 0xFFFF }; /* value of the upper 16 bits */

    return size == 0 || size >> 16 == UNKNOWN_FROM;
}

static bool is_printable(const unsigned char name[4])
{
    for (int i = 0; i < 4; i++)
        if (name[i] < ' ' || name[i] > '~')
            return false;
    return true;
}

/* --- the header ----------------------------------------------------------------------------- */

/* Sets the duration of `pictures` pictures, each of which lasts `each_s` seconds. Writers to a pipe
 * do not know the number of pictures, and state 0 or a very large number. */
static void set_duration(struct avi *avi, uint32_t pictures, double each_s)
{
    enum { VERY_MANY = 1 << 28 };

    if (pictures && pictures < VERY_MANY && each_s > 0)
        avi->w->duration_s = pictures * each_s;
}

static void read_avih(struct avi *avi, const struct avi_chunk *chunk)
{
    enum { HAS_INDEX = 0x10 };
    const unsigned char *p = chunk->size >= 20 ? walker_at(avi->w, chunk->body, 20) : NULL;

    if (!p)
        return;
    avi->says_index = le32(p + 12) & HAS_INDEX;
    set_duration(avi, le32(p + 16), (double)le32(p) / 1e6);
}

static void read_strh(struct avi *avi, const struct avi_chunk *chunk)
{
    const unsigned char *p = chunk->size >= 36 ? walker_at(avi->w, chunk->body, 36) : NULL;

    avi->is_video = p && le32(p) == TAG('v', 'i', 'd', 's');
    if (p)
        avi_content_strh(avi, p);
    if (avi->is_video && le32(p + 24))
        set_duration(avi, le32(p + 32), (double)le32(p + 20) / le32(p + 24));
}

/* Returns whether a codec's data has no long runs of zeros: MPEG-4 and similar codecs, and
 * compressed sound. Camera pictures (MJPG) may be padded, and uncompressed data may be all
 * zeros. */
static bool is_never_zero(bool is_video, uint32_t codec)
{
    static const uint32_t videos[] = {
        TAG('X', 'V', 'I', 'D'), TAG('D', 'I', 'V', 'X'), TAG('D', 'X', '5', '0'),
        TAG('F', 'M', 'P', '4'), TAG('M', 'P', '4', 'V'), TAG('D', 'I', 'V', '3'),
        TAG('M', 'P', '4', '3'), TAG('H', '2', '6', '4'), TAG('h', '2', '6', '4'),
        TAG('X', '2', '6', '4'), TAG('x', '2', '6', '4'), TAG('a', 'v', 'c', '1'),
        TAG('H', 'E', 'V', 'C'), TAG('V', 'P', '8', '0'), TAG('V', 'P', '9', '0'),
    };
    /* MP2, MP3, AAC, AC-3, DTS: registered numbers of wave formats */
    static const uint32_t sounds[] = {0x50, 0x55, 0xff, 0x1600, 0x2000, 0x2001};
    const uint32_t *codecs = is_video ? videos : sounds;
    size_t count = is_video ? sizeof videos / sizeof *videos : sizeof sounds / sizeof *sounds;

    for (size_t i = 0; i < count; i++)
        if (codecs[i] == codec)
            return true;
    return false;
}

static void read_strf(struct avi *avi, const struct avi_chunk *chunk)
{
    avi_content_strf(avi, chunk);
    const unsigned char *p = chunk->size >= 18 ? walker_at(avi->w, chunk->body, 18) : NULL;

    if (p && avi->is_video && chunk->size >= 20)
        p = walker_at(avi->w, chunk->body, 20);
    if (!p ||
        !is_never_zero(avi->is_video, avi->is_video && chunk->size >= 20 ? le32(p + 16) : le16(p)))
        avi->zeros_matter = false;
}

static void read_indx(struct avi *avi, const struct avi_chunk *chunk)
{
    if (avi->super_count < AVI_SUPERS)
        avi->supers[avi->super_count++] = (struct walk_range){chunk->body, chunk->end};
}

static const struct header_chunk {
    uint32_t id;
    void (*read)(struct avi *avi, const struct avi_chunk *chunk);
} header_chunks[] = {
    {TAG('a', 'v', 'i', 'h'), read_avih},
    {TAG('s', 't', 'r', 'h'), read_strh},
    {TAG('s', 't', 'r', 'f'), read_strf},
    {TAG('i', 'n', 'd', 'x'), read_indx},
};

static void read_header(struct avi *avi, uint64_t at, uint64_t end, unsigned depth)
{
    struct avi_chunk chunk;

    if (depth >= avi->w->most_depth) {
        walker_limit(avi->w, at, "nested lists");
        return;
    }
    while (at < end && end - at >= 8 && avi_chunk(avi->w, at, end, &chunk)) {
        if (chunk.end > end) {
            walker_blame(avi->w, FINDING_OUT_OF_BOUNDS, at,
                         "a header chunk ends past the end of its list");
            return;
        }
        for (size_t i = 0; i < sizeof header_chunks / sizeof *header_chunks; i++)
            if (header_chunks[i].id == chunk.id)
                header_chunks[i].read(avi, &chunk);
        avi_content_chunk(avi, &chunk);
        if (chunk.type && chunk.body <= chunk.end)
            read_header(avi, chunk.body, chunk.end, depth + 1);
        at = chunk.end + (chunk.size & 1);
    }
}

/* --- the chunks of the file ----------------------------------------------------------------- */

/* Walks a data list (movi) in a RIFF whose contents end at `limit`. In a large file, skips the list
 * if its size is known. Returns the offset of the list's end. */
static uint64_t walk_data(struct avi *avi, const struct avi_chunk *chunk, uint64_t limit)
{
    bool unknown = is_unknown(chunk->size) || (avi->is_streamed && chunk->end > avi->w->size);
    uint64_t end = unknown || chunk->end > limit ? limit : chunk->end;

    if (unknown)
        avi->is_streamed = true;
    if (!avi->has_data) {
        avi->data = chunk->start + 8;
        avi->data_end = end;
    }
    avi->has_data = true;
    if (!unknown && !walker_takes_all(avi->w, WALKER_SMALL))
        return chunk->end;
    uint64_t reached = avi_data(avi, chunk->body, end, unknown);
    return unknown ? reached : chunk->end;
}

/* Walks a list or another chunk of a RIFF whose contents end at `limit`. Returns the offset of its
 * end. */
static uint64_t walk_chunk(struct avi *avi, const struct avi_chunk *chunk, uint64_t limit)
{
    struct walker *w = avi->w;

    if (chunk->type == TAG('m', 'o', 'v', 'i'))
        return walk_data(avi, chunk, limit);
    walker_padding(w, chunk->start, chunk->end);
    if (chunk->end > limit)
        return chunk->end;
    if (chunk->type == TAG('h', 'd', 'r', 'l')) {
        avi->has_header = true;
        read_header(avi, chunk->body, chunk->end, 1);
        avi->has_content = true;
    } else if (chunk->id == TAG('i', 'd', 'x', '1') && !avi->index.size) {
        avi->index = *chunk;
    }
    return chunk->end;
}

/* Walks the contents of a RIFF: the chunks from `at` to `limit`. Returns the offset of the end of
 * the last chunk, which is past `limit` if that chunk is cut. unknown: the RIFF's size was never
 * filled in. */
static uint64_t walk_riff(struct avi *avi, uint64_t at, uint64_t limit, bool unknown)
{
    struct walker *w = avi->w;
    struct avi_chunk chunk;

    while (at < limit && limit - at >= 8 && avi_chunk(w, at, limit, &chunk)) {
        if (unknown && (chunk.id == TAG('R', 'I', 'F', 'F') || !is_printable(chunk.name)))
            return at;
        if (!is_printable(chunk.name)) {
            walker_blame(w, FINDING_LOST_SYNC, at, "no chunk where one is expected");
            return limit;
        }
        uint64_t end = walk_chunk(avi, &chunk, limit);
        if (end > limit && limit < w->size && chunk.end <= w->size)
            walker_blame(w, FINDING_OUT_OF_BOUNDS, at, "a chunk ends past the end of its RIFF");
        if (end > limit)
            return end;
        at = end + (chunk.size & 1 && end == chunk.end ? 1 : 0);
    }
    return at > limit ? limit : at;
}

/* Reports a RIFF that ends past the end of the file. `reached` is the end of its last chunk. Some
 * writers state a size that is too large by the size of a chunk header. If the contents are
 * otherwise complete, only a note is added. */
static void say_cut(struct avi *avi, const struct avi_chunk *riff, uint64_t reached)
{
    enum { MISCOUNT = 8 };
    uint64_t missing = riff->end - avi->w->size;

    if (reached <= avi->w->size && missing <= MISCOUNT)
        walker_note(avi->w, FINDING_BAD_STRUCTURE, riff->start,
                    "the stated size is %u bytes too large", (unsigned)missing);
    else
        walker_blame(avi->w, FINDING_TRUNCATED, avi->w->size,
                     "the RIFF at %llu ends %llu bytes past the end of the file",
                     (unsigned long long)riff->start, (unsigned long long)missing);
}

static bool is_avi(const struct avi_chunk *chunk)
{
    return chunk->id == TAG('R', 'I', 'F', 'F') &&
           (chunk->type == TAG('A', 'V', 'I', ' ') || chunk->type == TAG('A', 'V', 'I', 'X'));
}

static void walk_top(struct avi *avi)
{
    struct walker *w = avi->w;
    uint64_t at = 0;
    struct avi_chunk chunk;

    while (at < w->size && !w->stopped) {
        if (w->size - at < 12 || !avi_chunk(w, at, w->size, &chunk) || !is_avi(&chunk)) {
            walker_trailing(w, at, "the last RIFF");
            return;
        }
        bool unknown = is_unknown(chunk.size);
        /* A large file continues in RIFFs of type AVIX. A second RIFF of type "AVI " is another
         * file, which players do not show. */
        if (at && chunk.type == TAG('A', 'V', 'I', ' '))
            walker_doubt(w, FINDING_TRAILING_JUNK, at, "another file begins here");
        avi->is_streamed = avi->is_streamed || unknown;
        uint64_t limit = unknown || chunk.end > w->size ? w->size : chunk.end;
        uint64_t reached = walk_riff(avi, chunk.body, limit, unknown);
        if (!unknown && chunk.end > w->size)
            say_cut(avi, &chunk, reached);
        at = unknown ? reached : chunk.end + (chunk.size & 1);
        if (unknown && reached > w->size)
            walker_blame(w, FINDING_TRUNCATED, w->size,
                         "the last chunk ends %llu bytes past the end of the file",
                         (unsigned long long)(reached - w->size));
    }
}

static void walk_file(struct walker *w)
{
    struct avi avi = {.w = w, .zeros_matter = true};

    walk_top(&avi);
    if (w->stopped)
        return;
    if (!avi.has_header)
        walker_blame(w, FINDING_NO_INDEX, 0, "no header list: nothing describes the data");
    if (!avi.has_data)
        walker_doubt(w, FINDING_MISSING_DATA, UINT64_MAX, "no data list (movi)");
    if (avi.says_index && !avi.index.size && !avi.super_count)
        walker_doubt(w, FINDING_NO_INDEX, UINT64_MAX, "the announced index is missing");
    avi_content_end(&avi);
    avi_check_indexes(&avi);
    w->zeros_matter = avi.zeros_matter && avi.has_header;
}

const struct walk_kind walk_avi = {
    .word = "avi",
    .endings = {"avi", "divx"},
    .openings = {WALK_OPENING(8, "AVI ")},
    .walk = walk_file,
};
