/* Walks ISO-BMFF and QuickTime files (mp4, m4v, mov, 3gp): the series of top-level boxes. */
#include "walk/mp4_parts.h"

#include <stdlib.h>

#include "base/buf.h"

/* Handles an ftyp, with which a file begins. An ftyp after an index and data begins a second file
 * or copy, which players do not show. */
static void top_type(struct mp4 *m, const struct mp4_box *box)
{
    walker_padding(m->w, box->start, box->end);
    if (m->has_moov && (m->data_count || m->has_fragments))
        walker_doubt(m->w, FINDING_TRAILING_JUNK, box->start, "another file begins here");
}

static void top_movie(struct mp4 *m, const struct mp4_box *box)
{
    if (m->has_moov) {
        walker_note(m->w, FINDING_BAD_STRUCTURE, box->start, "more than one moov");
        return;
    }
    m->has_moov = true;
    walker_padding(m->w, box->start, box->end);
    mp4_movie(m, box);
}

static void top_data(struct mp4 *m, const struct mp4_box *box)
{
    if (m->data_count < MP4_DATA_BOXES)
        m->data[m->data_count] = (struct walk_range){box->body, box->end};
    m->data_count++;
    mp4_fragment_data(m, box);
}

static void top_fragment(struct mp4 *m, const struct mp4_box *box)
{
    m->has_fragments = true;
    /* If no index and no data precede the first fragment, the file is a piece of a stream. */
    if (!m->has_moov && !m->data_count)
        m->is_segment = true;
    mp4_fragment(m, box);
}

static void top_other(struct mp4 *m, const struct mp4_box *box)
{
    walker_padding(m->w, box->start, box->end);
}

/* The boxes allowed at top level (ISO/IEC 14496-12, 6.2.3 table 1; QTFF, "Overview of the File
 * Format"). Cameras and old versions of QuickTime also write bloc, junk and PICT. */
static const struct mp4_rule top_boxes[] = {
    {FOURCC('f', 't', 'y', 'p'), top_type},
    {FOURCC('m', 'o', 'o', 'v'), top_movie},
    {FOURCC('m', 'd', 'a', 't'), top_data},
    {FOURCC('m', 'o', 'o', 'f'), top_fragment},
    {FOURCC('s', 't', 'y', 'p'), top_other},
    {FOURCC('s', 'i', 'd', 'x'), mp4_segment_index},
    {FOURCC('m', 'f', 'r', 'a'), mp4_fragment_index},
    {FOURCC('f', 'r', 'e', 'e'), top_other},
    {FOURCC('s', 'k', 'i', 'p'), top_other},
    {FOURCC('w', 'i', 'd', 'e'), top_other},
    {FOURCC('u', 'u', 'i', 'd'), top_other},
    {FOURCC('u', 'd', 't', 'a'), top_other},
    {FOURCC('m', 'e', 't', 'a'), top_other},
    {FOURCC('m', 'e', 'c', 'o'), top_other},
    {FOURCC('p', 'd', 'i', 'n'), top_other},
    {FOURCC('p', 'r', 'f', 't'), top_other},
    {FOURCC('e', 'm', 's', 'g'), top_other},
    {FOURCC('s', 's', 'i', 'x'), top_other},
    {FOURCC('p', 'n', 'o', 't'), top_other},
    {FOURCC('P', 'I', 'C', 'T'), top_other},
    {FOURCC('j', 'u', 'n', 'k'), top_other},
    {FOURCC('b', 'l', 'o', 'c'), top_other},
    {FOURCC('i', 'm', 'd', 'a'), top_other},
    {FOURCC('j', 'P', ' ', ' '), top_other},
};

static const struct mp4_rule *find_top(uint32_t code)
{
    return mp4_rule(top_boxes, sizeof top_boxes / sizeof *top_boxes, code);
}

static bool is_printable(const unsigned char type[4])
{
    for (int i = 0; i < 4; i++)
        /* 0xa9 is the first byte of QuickTime's user data codes. */
        if ((type[i] < ' ' || type[i] > '~') && type[i] != 0xa9)
            return false;
    return true;
}

/* Returns whether `box` can be a box: its code is known, or is printable and the box ends in the
 * file. */
static bool is_box(const struct walker *w, const struct mp4_box *box)
{
    if (box->end < box->body)
        return false;
    return find_top(box->code) || (is_printable(box->type) && !box->to_end && box->end <= w->size);
}

/* Searches for the next fragment (moof) or index (moov) after `at`, where no box begins. Returns
 * the offset of the first one; UINT64_MAX: neither is in the next FAR bytes. */
static uint64_t find_again(struct walker *w, uint64_t at)
{
    enum { FAR = 4 << 20 };
    static const char *const codes[] = {"moof", "moov"};
    uint64_t first = UINT64_MAX;

    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        uint64_t found = walker_search(w, at + 8, FAR, codes[i], 4);
        struct mp4_box box;
        if (found < first && mp4_box(w, found - 4, w->size, &box) && !box.to_end &&
            box.end >= box.body && box.end <= w->size)
            first = found - 4;
    }
    return first;
}

static void say_truncated(struct walker *w, const struct mp4_box *box)
{
    char name[5];

    walker_blame(w, FINDING_TRUNCATED, w->size,
                 "box '%s' at %llu ends %llu bytes past the end of the file",
                 walker_fourcc(box->type, name), (unsigned long long)box->start,
                 (unsigned long long)(box->end - w->size));
}

static void walk_top(struct mp4 *m)
{
    struct walker *w = m->w;
    uint64_t at = 0;

    while (at < w->size && !w->stopped) {
        struct mp4_box box;
        if (w->size - at < 8) {
            walker_trailing(w, at, "the last box");
            break;
        }
        if (!mp4_box(w, at, w->size, &box))
            break;
        if (!is_box(w, &box)) {
            at = walker_resume(w, at, find_again(w, at), "box");
            continue;
        }
        const struct mp4_rule *top = find_top(box.code);
        if (!top)
            walker_padding(w, box.start, box.end);
        bool cut = box.end > w->size;
        if (cut)
            say_truncated(w, &box);
        if (top && (!cut || box.code == FOURCC('m', 'd', 'a', 't')))
            top->read(m, &box);
        at = box.end;
    }
}

/* Returns whether the file announces fragments but has no data. It is then the head of a stream
 * whose pieces are in other files, as in DASH and HLS (ISO/IEC 23009-1, 6.3.4). */
static bool is_head(const struct mp4 *m)
{
    return m->has_mvex && !m->has_fragments && !m->data_count;
}

/* Checks that the file has an index (moov), without which the data cannot be interpreted. The head
 * or a piece of a stream only gets a note. */
static void check_whole(struct mp4 *m)
{
    struct walker *w = m->w;

    if (m->has_moov ? is_head(m) : m->is_segment)
        walker_note(w, FINDING_SEGMENT, UINT64_MAX,
                    m->has_moov ? "the head of a stream, without its pieces"
                                : "a piece of a stream, without its head");
    else if (!m->has_moov)
        walker_blame(w, FINDING_NO_INDEX, UINT64_MAX, "no moov: nothing describes the data");
    if (m->has_moov && !m->track_count && !m->is_compressed)
        walker_doubt(w, FINDING_NO_STREAM, UINT64_MAX, "no track");
}

static void walk_file(struct walker *w)
{
    struct mp4 *m = cvi_alloc(sizeof *m);

    m->w = w;
    walk_top(m);
    if (!w->stopped) {
        mp4_fragment_data(m, NULL);
        check_whole(m);
        mp4_check(m);
    }
    mp4_content(m);
    free(m);
}

const struct walk_kind walk_mp4 = {
    .word = "mp4",
    .endings = {"mp4", "m4v", "m4a", "m4s", "mov", "qt", "3gp", "3g2", "f4v", "ismv", "m4p"},
    /* Boxes that may be the first in a file (14496-12, 4.2). QTFF does not require ftyp. */
    /* clang-format off */
    .openings = {
        WALK_OPENING(4, "ftyp"),
        WALK_OPENING(4, "styp"),
        WALK_OPENING(4, "moov"),
        WALK_OPENING(4, "moof"),
        WALK_OPENING(4, "mdat"),
        WALK_OPENING(4, "free"),
        WALK_OPENING(4, "skip"),
        WALK_OPENING(4, "wide"),
        WALK_OPENING(4, "pnot"),
        WALK_OPENING(4, "sidx"),
        WALK_OPENING(4, "uuid"),
        WALK_OPENING(4, "emsg"),
        WALK_OPENING(4, "prft"),
    },
    /* clang-format on */
    .walk = walk_file,
};
