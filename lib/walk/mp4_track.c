/* Reads a moov: the tracks, their codecs, and the offsets of their tables. */
#include "walk/mp4_parts.h"

#include <string.h>

static uint64_t body_len(const struct mp4_box *box)
{
    return box->end - box->body;
}

/* Returns the first `len` bytes of the box's body, borrowed. If the body is shorter, adds a finding
 * and returns NULL. */
static const unsigned char *body(struct mp4 *m, const struct mp4_box *box, size_t len)
{
    char name[5];

    if (body_len(box) < len) {
        walker_blame(m->w, FINDING_BAD_STRUCTURE, box->start, "box '%s' is too short",
                     walker_fourcc(box->type, name));
        return NULL;
    }
    return walker_at(m->w, box->body, len);
}

/* Reads the timescale and the duration, which are at the same offsets in mvhd and mdhd (ISO/IEC
 * 14496-12, 8.2.2 and 8.4.2). Returns false if the box is too short. */
static bool read_times(struct mp4 *m, const struct mp4_box *box, uint32_t *timescale,
                       uint64_t *duration)
{
    const unsigned char *bytes = body(m, box, 20);

    if (!bytes)
        return false;
    if (bytes[0] != 1) {
        *timescale = be32(bytes + 12);
        *duration = be32(bytes + 16) == UINT32_MAX ? 0 : be32(bytes + 16);
        return true;
    }
    bytes = body(m, box, 32);
    if (!bytes)
        return false;
    *timescale = be32(bytes + 20);
    *duration = be64(bytes + 24) == UINT64_MAX ? 0 : be64(bytes + 24);
    return true;
}

static void set_duration(struct mp4 *m, uint64_t duration)
{
    if (m->timescale && duration) {
        m->w->duration_s = (double)duration / m->timescale;
        m->w->length = WALK_LENGTH_STATED;
    }
}

static double in_seconds(uint64_t duration, uint32_t timescale)
{
    return timescale && duration < INT64_MAX ? (double)duration / timescale : 0;
}

static void read_mvhd(struct mp4 *m, const struct mp4_box *box)
{
    uint64_t duration;

    if (!read_times(m, box, &m->timescale, &duration))
        return;
    set_duration(m, duration);
    m->movie_s = in_seconds(duration, m->timescale);
    mp4_content_mvhd(m, box);
}

static void read_mehd(struct mp4 *m, const struct mp4_box *box)
{
    const unsigned char *bytes = body(m, box, 8);

    if (bytes && bytes[0] == 1)
        bytes = body(m, box, 12);
    if (!bytes)
        return;
    uint64_t duration = bytes[0] == 1 ? be64(bytes + 4) : be32(bytes + 4);
    set_duration(m, duration);
    if (duration != UINT32_MAX)
        m->extended_s = in_seconds(duration, m->timescale);
}

static void read_mdhd(struct mp4 *m, const struct mp4_box *box)
{
    uint64_t duration;

    if (m->track && read_times(m, box, &m->track->timescale, &duration))
        mp4_content_mdhd(m, box);
}

static void read_tkhd(struct mp4 *m, const struct mp4_box *box)
{
    const unsigned char *bytes = body(m, box, 24);

    if (!bytes || !m->track)
        return;
    m->track->id = be32(bytes + (bytes[0] == 1 ? 20 : 12));
    mp4_content_tkhd(m, box);
}

static void read_hdlr(struct mp4 *m, const struct mp4_box *box)
{
    /* clang-format off */
    static const struct {
        uint32_t handler;
        char stream;
    } streams[] = {
        {FOURCC('v', 'i', 'd', 'e'), 'v'},
        {FOURCC('s', 'o', 'u', 'n'), 'a'},
        {FOURCC('s', 'b', 't', 'l'), 's'},
        {FOURCC('s', 'u', 'b', 't'), 's'},
        {FOURCC('t', 'e', 'x', 't'), 's'},
        {FOURCC('s', 'u', 'b', 'p'), 's'},
        {FOURCC('c', 'l', 'c', 'p'), 's'},
    };
    /* clang-format on */
    const unsigned char *bytes = body(m, box, 12);

    for (size_t i = 0; bytes && m->track && i < sizeof streams / sizeof *streams; i++)
        if (streams[i].handler == be32(bytes + 8))
            m->track->stream = streams[i].stream;
}

/* Reads dref: data references. An entry without flag 1 names another file (14496-12, 8.7.2). */
static void read_dref(struct mp4 *m, const struct mp4_box *box)
{
    const unsigned char *bytes = body(m, box, 8);
    uint64_t at = box->body + 8;
    struct mp4_box entry;

    while (bytes && m->track && mp4_child(m, &at, box->end, &entry)) {
        bytes = body(m, &entry, 4);
        if (bytes && !(bytes[3] & 1))
            m->track->external = true;
    }
}

/* Sample entries of codecs whose data has no long runs of zeros. MPEG-1 and -2 use zeros as
 * stuffing, and uncompressed or fixed-size pictures are padded with zeros. */
static const uint32_t never_zero[] = {
    FOURCC('a', 'v', 'c', '1'), FOURCC('a', 'v', 'c', '3'), FOURCC('h', 'v', 'c', '1'),
    FOURCC('h', 'e', 'v', '1'), FOURCC('d', 'v', 'h', '1'), FOURCC('d', 'v', 'h', 'e'),
    FOURCC('a', 'v', '0', '1'), FOURCC('v', 'p', '0', '8'), FOURCC('v', 'p', '0', '9'),
    FOURCC('m', 'p', '4', 'a'), FOURCC('a', 'c', '-', '3'), FOURCC('e', 'c', '-', '3'),
    FOURCC('O', 'p', 'u', 's'), FOURCC('f', 'L', 'a', 'C'), FOURCC('.', 'm', 'p', '3'),
};

/* For each decoder configuration (ISO/IEC 14496-15, 5.3.3 and 8.3.3), the byte whose two lowest
 * bits state the size of the length field before each NAL unit. */
static const struct nal_config {
    uint32_t code;
    unsigned byte;
} nal_configs[] = {
    {FOURCC('a', 'v', 'c', 'C'), 4},
    {FOURCC('h', 'v', 'c', 'C'), 21},
};

static void read_nal_config(struct mp4 *m, const struct mp4_box *box)
{
    for (size_t i = 0; i < sizeof nal_configs / sizeof *nal_configs; i++) {
        const struct nal_config *config = &nal_configs[i];
        if (box->code != config->code || body_len(box) <= config->byte)
            continue;
        const unsigned char *bytes = walker_at(m->w, box->body, config->byte + 1);
        m->track->config = (struct walk_range){box->body, box->end};
        if (bytes)
            m->track->nal_length = (bytes[config->byte] & 3) + 1;
    }
}

/* Reads a picture's sample entry: 78 bytes, then boxes (14496-12, 12.1.3). */
static void read_visual_entry(struct mp4 *m, const struct mp4_box *entry)
{
    uint64_t at = entry->body + 78;
    struct mp4_box box;

    /* The list of boxes may end in arbitrary bytes, so an invalid box is not reported. */
    while (at <= entry->end && entry->end - at >= 8 && mp4_box(m->w, at, entry->end, &box) &&
           !box.to_end && box.end >= box.body && box.end <= entry->end) {
        read_nal_config(m, &box);
        at = box.end;
    }
}

static void read_stsd(struct mp4 *m, const struct mp4_box *box)
{
    const unsigned char *bytes = body(m, box, 8);
    uint32_t count = bytes ? be32(bytes + 4) : 0;
    unsigned version = bytes ? bytes[0] : 0;
    uint64_t at = box->body + 8;
    struct mp4_box entry;

    if (!m->track || !count || !mp4_child(m, &at, box->end, &entry))
        return;
    m->track->encoded = true;
    uint32_t code = mp4_lock_entry(m, &entry);
    for (size_t i = 0; i < sizeof never_zero / sizeof *never_zero; i++)
        if (never_zero[i] == code && count == 1)
            m->track->never_zero = true;
    if (m->track->stream == 'v' && m->track->never_zero)
        read_visual_entry(m, &entry);
    mp4_entry(m, &entry, version);
    /* A film may have several sample entries: for example, its beginning may be unencrypted. */
    while (count-- > 1 && mp4_child(m, &at, box->end, &entry))
        mp4_lock_entry(m, &entry);
}

struct mp4_table mp4_table(struct mp4 *m, const struct mp4_box *box, uint64_t at, uint32_t count,
                           uint32_t width)
{
    uint64_t room = box->end > at ? box->end - at : 0;
    char name[5];

    if ((uint64_t)count * width > room) {
        walker_blame(m->w, FINDING_OUT_OF_BOUNDS, box->start,
                     "table '%s' states %lu entries, but has room for %llu",
                     walker_fourcc(box->type, name), (unsigned long)count,
                     (unsigned long long)(room / width));
        count = (uint32_t)(room / width);
    }
    return (struct mp4_table){.present = true, .at = at, .count = count, .width = width};
}

/* Reads a table that consists of a count and entries: stsc, stco or co64 (14496-12, 8.7.4
 * and 8.7.5). */
static void read_table(struct mp4 *m, const struct mp4_box *box)
{
    const unsigned char *bytes = m->track ? body(m, box, 8) : NULL;
    bool is_runs = box->code == FOURCC('s', 't', 's', 'c');
    uint32_t width = is_runs ? 12 : box->code == FOURCC('c', 'o', '6', '4') ? 8 : 4;

    if (!bytes)
        return;
    struct mp4_table table = mp4_table(m, box, box->body + 8, be32(bytes + 4), width);
    *(is_runs ? &m->track->runs : &m->track->chunks) = table;
}

/* Reads stsz: one size for all samples, or a size for each sample (14496-12, 8.7.3.2). */
static void read_stsz(struct mp4 *m, const struct mp4_box *box)
{
    const unsigned char *bytes = m->track ? body(m, box, 12) : NULL;

    if (!bytes)
        return;
    m->track->sample_size = be32(bytes + 4);
    m->track->samples = be32(bytes + 8);
    m->track->sizes.present = true;
    if (!m->track->sample_size)
        m->track->sizes = mp4_table(m, box, box->body + 12, m->track->samples, 4);
}

/* Reads stz2: sample sizes of 4, 8 or 16 bits (14496-12, 8.7.3.3). Sizes of 4 bits are ignored,
 * because no writer uses them. */
static void read_stz2(struct mp4 *m, const struct mp4_box *box)
{
    const unsigned char *bytes = m->track ? body(m, box, 12) : NULL;

    if (!bytes)
        return;
    unsigned bits = bytes[7];
    m->track->samples = be32(bytes + 8);
    m->track->sizes.present = true;
    if (bits == 8 || bits == 16)
        m->track->sizes = mp4_table(m, box, box->body + 12, m->track->samples, bits / 8);
    else
        m->track->sample_size = 1;
}

/* Reads trex: a track's default values for fragments (14496-12, 8.8.3). */
static void read_trex(struct mp4 *m, const struct mp4_box *box)
{
    const unsigned char *bytes = body(m, box, 24);

    for (unsigned i = 0; bytes && i < m->track_count; i++)
        if (m->tracks[i].id == be32(bytes + 4)) {
            m->tracks[i].default_duration = be32(bytes + 12);
            m->tracks[i].default_size = be32(bytes + 16);
        }
}

static void read_children(struct mp4 *m, uint64_t start, uint64_t end, unsigned depth);

static void read_cmov(struct mp4 *m, const struct mp4_box *box)
{
    m->is_compressed = true;
    walker_note(m->w, FINDING_BAD_STRUCTURE, box->start, "a compressed moov, which is not read");
}

/* Reads a box that describes a track, but that players do not need. */
static void read_content(struct mp4 *m, const struct mp4_box *box)
{
    /* clang-format off */
    static const struct mp4_rule content_boxes[] = {
        {FOURCC('e', 'd', 't', 's'), mp4_content_edts},
        {FOURCC('e', 'l', 'n', 'g'), mp4_content_elng},
        {FOURCC('s', 't', 't', 's'), mp4_content_stts},
        {FOURCC('t', 'r', 'e', 'f'), mp4_content_tref},
    };
    /* clang-format on */
    const struct mp4_rule *rule =
        mp4_rule(content_boxes, sizeof content_boxes / sizeof *content_boxes, box->code);

    if (rule && m->track)
        rule->read(m, box);
}

/* The boxes of a moov that are read. A box whose function is NULL contains other boxes. */
/* clang-format off */
static const struct mp4_rule movie_boxes[] = {
    {FOURCC('t', 'r', 'a', 'k'), NULL},
    {FOURCC('m', 'd', 'i', 'a'), NULL},
    {FOURCC('m', 'i', 'n', 'f'), NULL},
    {FOURCC('d', 'i', 'n', 'f'), NULL},
    {FOURCC('s', 't', 'b', 'l'), NULL},
    {FOURCC('m', 'v', 'e', 'x'), NULL},
    {FOURCC('m', 'v', 'h', 'd'), read_mvhd},
    {FOURCC('m', 'e', 'h', 'd'), read_mehd},
    {FOURCC('m', 'd', 'h', 'd'), read_mdhd},
    {FOURCC('t', 'k', 'h', 'd'), read_tkhd},
    {FOURCC('h', 'd', 'l', 'r'), read_hdlr},
    {FOURCC('d', 'r', 'e', 'f'), read_dref},
    {FOURCC('s', 't', 's', 'd'), read_stsd},
    {FOURCC('s', 't', 's', 'c'), read_table},
    {FOURCC('s', 't', 'c', 'o'), read_table},
    {FOURCC('c', 'o', '6', '4'), read_table},
    {FOURCC('s', 't', 's', 'z'), read_stsz},
    {FOURCC('s', 't', 'z', '2'), read_stz2},
    {FOURCC('t', 'r', 'e', 'x'), read_trex},
    {FOURCC('c', 'm', 'o', 'v'), read_cmov},
    {FOURCC('e', 'd', 't', 's'), read_content},
    {FOURCC('e', 'l', 'n', 'g'), read_content},
    {FOURCC('s', 't', 't', 's'), read_content},
    {FOURCC('t', 'r', 'e', 'f'), read_content},
    {FOURCC('u', 'd', 't', 'a'), mp4_content_udta},
};
/* clang-format on */

/* Begins another track. If there is no room for it, m->track is NULL, so its boxes are skipped. */
static void begin_track(struct mp4 *m)
{
    m->left_out += m->track_count == MP4_TRACKS && m->left_out < UINT32_MAX;
    m->track = m->track_count < MP4_TRACKS ? &m->tracks[m->track_count++] : NULL;
}

static void read_children(struct mp4 *m, uint64_t start, uint64_t end, unsigned depth)
{
    struct mp4_box box;

    if (depth >= m->w->most_depth) {
        walker_limit(m->w, start, "nested boxes");
        return;
    }
    while (mp4_child(m, &start, end, &box)) {
        const struct mp4_rule *known =
            mp4_rule(movie_boxes, sizeof movie_boxes / sizeof *movie_boxes, box.code);
        if (box.code == FOURCC('t', 'r', 'a', 'k'))
            begin_track(m);
        if (box.code == FOURCC('m', 'v', 'e', 'x')) {
            m->has_mvex = true;
            /* mvhd does not include the fragments (14496-12, 8.8.2). */
            m->w->length = WALK_LENGTH_RECKONED;
        }
        if (known && known->read)
            known->read(m, &box);
        else if (known)
            read_children(m, box.body, box.end, depth + 1);
    }
}

void mp4_movie(struct mp4 *m, const struct mp4_box *moov)
{
    read_children(m, moov->body, moov->end, 1);
    m->track = NULL;
}
