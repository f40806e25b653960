/* Reads a track's first sample for values that the headers do not state: for example interlacing,
 * HDR10+ or the number of MP3 channels. If the parameter sets are in the samples, reads all values
 * from them. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "codec/codec.h"
#include "walk/mp4_parts.h"

enum {
    CONFIG = 4096,  /* maximum number of bytes read from avcC or hvcC */
    SAMPLE = 16384, /* maximum number of bytes read from a sample */
};

typedef bool config_reader(const unsigned char *bytes, size_t len, struct content_track *track);

/* NAL units (the units of H.264 and HEVC data), each after a start code (ITU-T H.264 annex B). */
struct stream {
    unsigned char bytes[2 * (CONFIG + SAMPLE)];
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

/* Adds `count` units from `bytes`. Each unit is preceded by its length, a number of `width` bytes.
 * The last unit may be cut. Returns the number of bytes read. */
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

/* Adds the units of an avcC: the number of sequence parameter sets, these sets, the number of
 * picture parameter sets, these sets (ISO/IEC 14496-15, 5.3.3.1.2). */
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

/* Adds the units of an hvcC: the number of arrays, and for each array a type, a count of 16 bits,
 * and units (ISO/IEC 14496-15, 8.3.3.1.2). */
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

/* Returns the offset of the track's first sample; 0: not known. */
static uint64_t first_sample(struct mp4 *m, const struct mp4_track *track)
{
    const struct mp4_table *chunks = &track->chunks;
    const unsigned char *bytes;

    if (track->start || !chunks->count)
        return track->start;
    bytes = walker_at(m->w, chunks->at, chunks->width);
    return !bytes ? 0 : chunks->width == 8 ? be64(bytes) : be32(bytes);
}

/* Returns the bytes from `at`, at most `most`, borrowed, and sets `len` to their number. Returns
 * NULL if `at` is 0 or not in the file, or the bytes cannot be read. */
static const unsigned char *some_bytes(struct mp4 *m, uint64_t at, size_t most, size_t *len)
{
    if (!at || at >= m->w->size)
        return NULL;
    *len = m->w->size - at < most ? (size_t)(m->w->size - at) : most;
    return walker_at(m->w, at, *len);
}

static void read_units(struct mp4 *m, struct mp4_track *track, const unsigned char *bytes,
                       size_t len, config_reader *read)
{
    enum { UNITS = 256 };
    bool is_hevc = read == codec_hevc_stream;
    struct stream *stream = cvi_alloc(sizeof *stream);
    uint64_t config = track->config.end - track->config.start;
    /* Copy the sample's units, because its bytes are borrowed only until the next read. */
    struct stream *sample = cvi_alloc(sizeof *sample);

    add_units(sample, bytes, len, track->nal_length, UNITS);
    bytes = some_bytes(m, track->config.start, config < CONFIG ? (size_t)config : CONFIG, &len);
    if (bytes)
        (is_hevc ? add_hevc_config : add_avc_config)(stream, bytes, len);
    memcpy(stream->bytes + stream->len, sample->bytes, sample->len);
    read(stream->bytes, stream->len + sample->len, &track->content);
    free(sample);
    free(stream);
}

/* Reads the picture size from an H.263 header: one of five sizes, which all have a pixel aspect
 * ratio of 12:11 (ITU-T H.263 5.1.3). The header has 22 bits of start code, 8 bits of time, two
 * fixed bits 1 and 0, three flags, and three bits that select the size. */
static bool read_h263(const unsigned char *bytes, size_t len, struct content_track *track)
{
    static const uint16_t sizes[8][2] = {
        [1] = {128, 96}, [2] = {176, 144}, [3] = {352, 288}, [4] = {704, 576}, [5] = {1408, 1152},
    };
    unsigned size = len >= 5 ? bytes[4] >> 2 & 7 : 0;

    if (!size || be24(bytes) >> 2 != 0x20 || !sizes[size][0])
        return false;
    track->coded_width = sizes[size][0];
    track->coded_height = sizes[size][1];
    content_size_set(track, track->coded_width, track->coded_height, 12, 11, 0);
    return true;
}

static bool is_scan_open(const struct content_track *content)
{
    return content->scan == CONTENT_SCAN_UNKNOWN;
}

static bool may_be_hdr10_plus(const struct content_track *content)
{
    return !content->coded_width || content->hdr & CONTENT_HDR10;
}

static bool is_always(const struct content_track *content)
{
    (void)content;
    return true;
}

/* Codecs whose first sample can state values that the headers lack. The sample is read only if
 * is_open returns true. */
static const struct first {
    const char *codec;
    config_reader *read;
    bool (*is_open)(const struct content_track *content);
    bool is_units; /* the sample consists of NAL units */
} firsts[] = {
    {"H.264", codec_h264_stream, is_scan_open, true},
    {"H.265", codec_hevc_stream, may_be_hdr10_plus, true},
    {"MPEG-2", codec_mpeg_sequence, is_always, false},
    {"MPEG-1", codec_mpeg_sequence, is_always, false},
    {"H.263", read_h263, is_always, false},
    {"MP3", codec_mpeg_audio, is_always, false},
    {"DTS", codec_dts, is_always, false},
    {"DTS-HD", codec_dts, is_always, false},
    {"DTS-HD MA", codec_dts, is_always, false},
    {"TrueHD", codec_truehd, is_always, false},
};

void mp4_first(struct mp4 *m, struct mp4_track *track)
{
    const struct content_track *content = &track->content;
    const unsigned char *bytes;
    size_t len;

    if (track->external || content->is_encrypted || m->w->stopped)
        return;
    for (size_t i = 0; i < sizeof firsts / sizeof *firsts; i++) {
        const struct first *first = &firsts[i];
        if (strcmp(first->codec, content->codec) != 0)
            continue;
        if (first->is_open(content) && first->is_units <= (track->nal_length > 0)) {
            bytes = some_bytes(m, first_sample(m, track), SAMPLE, &len);
            if (bytes && first->is_units)
                read_units(m, track, bytes, len, first->read);
            else if (bytes)
                first->read(bytes, len, &track->content);
        }
        return;
    }
}
