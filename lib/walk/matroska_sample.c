/* Reads the first frame of each track of a Matroska file for values that no header states, and
 * computes average frame rates from the times of blocks. */
#include "walk/matroska_parts.h"

#include <string.h>

#include "codec/codec.h"

enum {
    FRAME = 8192,   /* maximum number of bytes read from a frame */
    MOST_PARTS = 64 /* maximum number of elements read in a block group */
};

/* --- NAL units ------------------------------------------------------------------------------- */

/* An H.264 or HEVC stream: NAL units, each after a start code (annex B). */
struct stream {
    unsigned char bytes[FRAME * 2];
    size_t len;
};

static void add_unit(struct stream *s, const unsigned char *bytes, size_t len)
{
    static const unsigned char start[] = {0, 0, 1};

    if (sizeof s->bytes - s->len < sizeof start + len)
        return;
    memcpy(s->bytes + s->len, start, sizeof start);
    memcpy(s->bytes + s->len + sizeof start, bytes, len);
    s->len += sizeof start + len;
}

/* Adds at most `count` units from `bytes`. Each unit is preceded by its length, a number of `size`
 * bytes. The last unit may be cut. Returns the offset after the units that were read. */
static size_t add_units(struct stream *s, const unsigned char *bytes, size_t len, unsigned size,
                        unsigned count)
{
    size_t at = 0;

    while (count-- && len - at > size) {
        uint32_t unit = 0;
        for (unsigned i = 0; i < size; i++)
            unit = unit << 8 | bytes[at + i];
        at += size;
        size_t have = unit < len - at ? unit : len - at;
        add_unit(s, bytes + at, have);
        at += have;
    }
    return at;
}

/* Adds the sequence parameter sets of an avcC configuration, or all units of an hvcC configuration
 * (ISO/IEC 14496-15 5.3.3.1, 8.3.3.1). Returns the size of the length field before each unit in
 * frames; 0 if the bytes are not such a configuration. */
static unsigned add_config(struct stream *s, const unsigned char *bytes, size_t len, bool is_hevc)
{
    enum { AVC_HEAD = 6, HEVC_HEAD = 23 };
    size_t at = is_hevc ? HEVC_HEAD : AVC_HEAD;

    if (len <= at)
        return 0;
    if (!is_hevc)
        add_units(s, bytes + at, len - at, 2, bytes[5] & 31);
    for (unsigned i = 0; is_hevc && i < bytes[22] && len - at > 3; i++)
        at += 3 + add_units(s, bytes + at + 3, len - at - 3, 2, be16(bytes + at + 1));
    return (bytes[is_hevc ? 21 : 4] & 3) + 1U;
}

static void see_units(struct mkv *m, const struct mkv_source *source, const unsigned char *frame,
                      size_t len, struct content_track *track)
{
    struct stream s = {.len = 0}, units = {.len = 0};
    bool is_hevc = strcmp(track->codec, "H.265") == 0;
    uint64_t own = source->private.end - source->private.start;
    size_t most = own < FRAME ? (size_t)own : FRAME;

    /* Copy the frame, because its bytes are borrowed only until the next read. */
    memcpy(units.bytes, frame, len);
    bool is_config = source->is_config && most;
    const unsigned char *config = is_config ? walker_at(m->w, source->private.start, most) : NULL;
    unsigned size = config ? add_config(&s, config, most, is_hevc) : 0;
    if (!size) {
        codec_frame(units.bytes, len, track);
        return;
    }
    add_units(&s, units.bytes, len, size, UINT32_MAX);
    if (is_hevc)
        codec_hevc_stream(s.bytes, s.len, track);
    else
        codec_h264_stream(s.bytes, s.len, track);
}

/* --- frames ---------------------------------------------------------------------------------- */

/* Finds HDR10+ metadata (SMPTE ST 2094-40): an ITU-T T.35 message that begins with the codes of the
 * United States and of Samsung, provider-oriented code 1, and application 4. AV1 stores the message
 * in frames, VP9 in block additions. */
static void see_hdr10_plus(const unsigned char *bytes, size_t len, struct content_track *track)
{
    static const unsigned char opening[] = {0xb5, 0x00, 0x3c, 0x00, 0x01, 0x04};

    for (size_t at = 0; at + sizeof opening <= len; at++)
        if (memcmp(bytes + at, opening, sizeof opening) == 0)
            track->hdr |= CONTENT_HDR10_PLUS;
}

static void see_frame(struct mkv *m, const struct mkv_source *source, const unsigned char *bytes,
                      size_t len, struct content_track *track)
{
    if (strcmp(track->codec, "H.265") == 0 || strcmp(track->codec, "H.264") == 0)
        see_units(m, source, bytes, len, track);
    else
        codec_frame(bytes, len, track);
    if (strcmp(track->codec, "AV1") == 0)
        see_hdr10_plus(bytes, len, track);
}

/* Returns the offset of the first frame in a block. The track number, the time and the flags
 * precede the frame. If the block has several frames (lacing), their lengths also precede the first
 * frame (RFC 9559 10.3). */
static size_t first_frame(const unsigned char *bytes, size_t len)
{
    enum { HEAD = 4, LACING = 0x06, XIPH = 0x02, EBML = 0x06 };
    size_t at = HEAD + 1;

    if (len < HEAD || !(bytes[3] & LACING))
        return HEAD;
    for (unsigned i = len > HEAD ? bytes[HEAD] : 0; i && at < len; i--) {
        if ((bytes[3] & LACING) == XIPH) {
            while (at < len && bytes[at] == 255)
                at++;
            at++;
        } else if ((bytes[3] & LACING) == EBML) {
            unsigned length = 1;
            while (length < 8 && !(bytes[at] & 0x100U >> length))
                length++;
            at += length;
        }
    }
    return at;
}

static struct mkv_source *find_source(struct mkv *m, unsigned number)
{
    for (size_t i = 0; i < m->w->content->track_count; i++)
        if (m->sources[i].number == number)
            return &m->sources[i];
    return NULL;
}

static bool is_heard_or_seen(const struct content_track *track)
{
    return track->stream == 'v' || track->stream == 'a';
}

/* If the block is the first of a picture or sound track, reads it, sets `seen` to the track's
 * source and returns true. */
static bool see_block(struct mkv *m, const struct mkv_element *block,
                      const struct mkv_source **seen)
{
    unsigned char frame[FRAME];
    uint64_t whole = block->end - block->body;
    size_t len = whole < FRAME ? (size_t)whole : FRAME;
    const unsigned char *bytes = len >= 4 ? walker_at(m->w, block->body, 4) : NULL;
    struct mkv_source *source = bytes && bytes[0] & 0x80 ? find_source(m, bytes[0] & 0x7f) : NULL;

    struct content_track *track = source ? &m->w->content->tracks[source - m->sources] : NULL;

    if (!track || source->is_seen || !is_heard_or_seen(track))
        return false;
    source->is_seen = true;
    *seen = source;
    if (source->is_opaque)
        return true;
    bytes = walker_at(m->w, block->body, len);
    size_t at = bytes ? first_frame(bytes, len) : len;
    if (at >= len)
        return true;
    memcpy(frame, source->strip, source->strip_length);
    size_t room = sizeof frame - source->strip_length, have = len - at < room ? len - at : room;
    memcpy(frame + source->strip_length, bytes + at, have);
    see_frame(m, source, frame, source->strip_length + have, track);
    return true;
}

/* Reads block additions (RFC 9559 5.1.3.5.2). */
static void see_additions(struct mkv *m, const struct mkv_element *additions,
                          const struct mkv_source *source)
{
    enum { LOOK = 256 };
    uint64_t own = additions->end - additions->body;
    size_t len = own < LOOK ? (size_t)own : LOOK;
    const unsigned char *bytes = len ? walker_at(m->w, additions->body, len) : NULL;

    if (bytes)
        see_hdr10_plus(bytes, len, &m->w->content->tracks[source - m->sources]);
}

/* Reads a block group. Returns whether its block is the first block of a picture or sound track. */
static bool see_group(struct mkv *m, const struct mkv_element *group)
{
    struct mkv_element e;
    const struct mkv_source *source = NULL;
    uint64_t at = group->body;
    bool is_first = false;

    for (unsigned n = 0; n < MOST_PARTS && mkv_peek(m, &at, group->end, &e); n++) {
        if (e.id == MKV_BLOCK && !is_first)
            is_first = see_block(m, &e, &source);
        else if (e.id == MKV_BLOCK_ADDITIONS && is_first && source)
            see_additions(m, &e, source);
    }
    return is_first;
}

void mkv_samples(struct mkv *m)
{
    enum { MOST = 200 }; /* maximum number of elements read */
    const struct content *content = m->w->content;
    size_t unseen = 0;
    struct mkv_element e;
    const struct mkv_source *source;
    uint64_t at = m->first_cluster;

    for (size_t i = 0; i < content->track_count; i++)
        unseen += is_heard_or_seen(&content->tracks[i]);
    if (!m->is_first || !m->clusters)
        return;
    for (int n = 0; n < MOST && unseen && at < m->segment.end; n++) {
        if (mkv_element(m->w, at, m->segment.end, &e) != MKV_OK)
            return;
        at = e.id == MKV_CLUSTER ? e.body : e.end;
        if (e.id == MKV_SIMPLE_BLOCK && e.end <= m->segment.end)
            unseen -= see_block(m, &e, &source);
        else if (e.id == MKV_BLOCK_GROUP && e.end <= m->segment.end)
            unseen -= see_group(m, &e);
    }
}

/* --- frame rates from block times ------------------------------------------------------------ */

void mkv_pace_block(struct mkv *m, unsigned number, int64_t time)
{
    struct mkv_pace *pace = &m->paces[number % MKV_TRACKS_MOST];

    if (time < 0)
        return;
    if (!pace->count || time < pace->first)
        pace->first = time;
    if (!pace->count || time > pace->last)
        pace->last = time;
    pace->count++;
    if (!m->has_start || (uint64_t)time < m->start)
        m->start = (uint64_t)time;
    m->has_start = true;
}

void mkv_pace_break(struct mkv *m)
{
    for (size_t i = 0; i < MKV_TRACKS_MOST; i++) {
        struct mkv_pace *pace = &m->paces[i];
        if (pace->count > 1) {
            pace->steps += pace->count - 1;
            pace->ticks += (double)(pace->last - pace->first);
        }
        pace->count = 0;
    }
}

void mkv_rates(struct mkv *m)
{
    enum { MOST_RATE = 1000 };

    if (!m->is_first)
        return;
    mkv_pace_break(m);
    for (size_t i = 0; i < m->w->content->track_count; i++) {
        const struct mkv_source *source = &m->sources[i];
        if (source->has_rate || !source->number || source->number >= MKV_TRACKS_MOST)
            continue;
        const struct mkv_pace *pace = &m->paces[source->number];
        double seconds = pace->ticks * m->scale_s,
               rate = seconds > 0 ? (double)pace->steps / seconds : 0;
        if (rate > 0 && rate < MOST_RATE)
            m->w->content->tracks[i].frame_rate = rate;
    }
}
