/* The first picture of a track with NAL units: what it says that the headers leave open, such as
 * fields instead of frames, HDR10+, or all of it where the parameter sets are in the stream. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "walk/codec.h"
#include "walk/mp4_parts.h"

enum {
    CONFIG = 4096, /* bytes of avcC or hvcC that are looked at, and of the picture */
    PICTURE = 16384,
};

/* NAL units behind start codes, as a stream without a container has them (ITU-T H.264 annex B). */
struct stream {
    unsigned char bytes[2 * (CONFIG + PICTURE)];
    size_t len;
};

static void add_unit(struct stream *stream, const unsigned char *bytes, size_t len)
{
    static const unsigned char code[] = {0, 0, 0, 1};

    if (len > sizeof stream->bytes - stream->len ||
        sizeof stream->bytes - stream->len - len < sizeof code)
        return;
    memcpy(stream->bytes + stream->len, code, sizeof code);
    memcpy(stream->bytes + stream->len + sizeof code, bytes, len);
    stream->len += sizeof code + len;
}

/* Adds count units, each with a length of width bytes before it; the last one may be cut. Returns
 * the bytes that they take. */
static size_t add_units(struct stream *stream, const unsigned char *bytes, size_t len,
                        unsigned width, unsigned count)
{
    size_t at = 0;

    for (unsigned n = 0; n < count && len - at > width; n++) {
        size_t unit = 0;
        for (unsigned i = 0; i < width; i++)
            unit = unit << 8 | bytes[at + i];
        at += width;
        if (unit > len - at)
            unit = len - at;
        add_unit(stream, bytes + at, unit);
        at += unit;
    }
    return at;
}

/* avcC: how many sequence parameter sets, these, how many picture parameter sets, these (15,
 * 5.3.3.1.2). */
static void add_avc_config(struct stream *stream, const unsigned char *bytes, size_t len)
{
    size_t at = 5;

    for (unsigned mask = 0x1f; at < len; mask = 0xff) {
        unsigned count = bytes[at++] & mask;
        at += add_units(stream, bytes + at, len - at, 2, count);
        if (mask == 0xff)
            return;
    }
}

/* hvcC: how many arrays; each a type, a count of 16 bits, units (15, 8.3.3.1.2). */
static void add_hevc_config(struct stream *stream, const unsigned char *bytes, size_t len)
{
    enum { ARRAYS = 22 };
    size_t at = ARRAYS + 1;
    unsigned arrays = len > ARRAYS ? bytes[ARRAYS] : 0;

    for (unsigned i = 0; i < arrays && at < len && len - at >= 3; i++) {
        unsigned count = be16(bytes + at + 1);
        at += 3;
        at += add_units(stream, bytes + at, len - at, 2, count);
    }
}

/* Where the first sample is; 0: not known. */
static uint64_t first_sample(struct mp4 *m, const struct mp4_track *track)
{
    const struct mp4_table *chunks = &track->chunks;
    const unsigned char *bytes;

    if (track->start || !chunks->count)
        return track->start;
    bytes = walker_at(m->w, chunks->at, chunks->width);
    return !bytes ? 0 : chunks->width == 8 ? be64(bytes) : be32(bytes);
}

/* The bytes from at on, at most most and as far as the file goes; *len tells how many. */
static const unsigned char *some_bytes(struct mp4 *m, uint64_t at, size_t most, size_t *len)
{
    if (!at || at >= m->w->size)
        return NULL;
    *len = m->w->size - at < most ? (size_t)(m->w->size - at) : most;
    return walker_at(m->w, at, *len);
}

static bool is_needed(const struct mp4_track *track, bool is_hevc)
{
    const struct content_track *content = &track->content;

    if (track->stream != 'v' || !track->nal_length || track->external || content->is_encrypted)
        return false;
    return is_hevc ? !content->coded_width || content->hdr & CONTENT_HDR10
                   : content->scan == CONTENT_SCAN_UNKNOWN;
}

void mp4_picture(struct mp4 *m, struct mp4_track *track)
{
    enum { UNITS = 256 };
    bool is_hevc = strcmp(track->content.codec, "H.265") == 0;
    struct stream *stream;
    const unsigned char *bytes;
    size_t len;

    if (!is_needed(track, is_hevc))
        return;
    stream = cvi_alloc(sizeof *stream);
    bytes = some_bytes(m, track->config.start,
                       walker_sum(track->config.start, CONFIG) < track->config.end
                           ? CONFIG
                           : (size_t)(track->config.end - track->config.start),
                       &len);
    if (bytes)
        (is_hevc ? add_hevc_config : add_avc_config)(stream, bytes, len);
    bytes = some_bytes(m, first_sample(m, track), PICTURE, &len);
    if (bytes)
        add_units(stream, bytes, len, track->nal_length, UNITS);
    (is_hevc ? codec_hevc_stream : codec_h264_stream)(stream->bytes, stream->len, &track->content);
    free(stream);
}
