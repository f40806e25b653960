/* Reads the configurations of AV1, VP9 and Dolby Vision, and the first frame of VP9. Numbers in
 * parentheses are sections of the AV1 Bitstream & Decoding Process Specification. */
#include "codec/parts.h"

#include <string.h>

struct header {
    uint32_t width, height;
    uint64_t ticks, units;
    unsigned depth, transfer;
};

/* Reads the timing information. A uvlc number (4.10.3) is coded like ue(v) in H.264. */
static void read_timing(struct codec_bits *b, struct header *h, unsigned *delay_bits)
{
    uint64_t units = codec_take(b, 32), ticks = codec_take(b, 32);

    if (codec_flag(b)) {
        h->units = units * ((uint64_t)codec_golomb(b) + 1);
        h->ticks = ticks;
    }
    if (codec_flag(b)) {
        *delay_bits = codec_take(b, 5) + 1;
        codec_skip(b, 32 + 5 + 5);
    }
}

/* Reads the timing information and the operating points (5.5.1). */
static void read_points(struct codec_bits *b, struct header *h)
{
    unsigned delay_bits = 0;

    if (codec_flag(b))
        read_timing(b, h, &delay_bits);
    bool has_delays = codec_flag(b);
    for (unsigned i = codec_take(b, 5) + 1; i && !b->overrun; i--) {
        codec_skip(b, 12);
        if (codec_take(b, 5) > 7)
            codec_skip(b, 1);
        if (delay_bits && codec_flag(b))
            codec_skip(b, (size_t)delay_bits * 2 + 1);
        if (has_delays && codec_flag(b))
            codec_skip(b, 4);
    }
}

/* Skips the fields about coding tools (5.5.1). */
static void skip_tools(struct codec_bits *b)
{
    codec_skip(b, 4);
    bool has_order = codec_flag(b);
    if (has_order)
        codec_skip(b, 2);
    /* The second bit is present only if the first bit is 0. */
    bool forces = codec_flag(b) || codec_flag(b);
    if (forces && !codec_flag(b))
        codec_skip(b, 1);
    if (has_order)
        codec_skip(b, 3);
}

/* Reads color_config (5.5.2). */
static void read_colours(struct codec_bits *b, struct header *h, unsigned profile)
{
    bool is_high = codec_flag(b);

    h->depth = !is_high ? 8 : profile == 2 && codec_flag(b) ? 12 : 10;
    if (profile != 1)
        codec_skip(b, 1);
    if (codec_flag(b)) {
        codec_skip(b, 8);
        h->transfer = codec_take(b, 8);
        codec_skip(b, 8);
    }
}

/* Reads sequence_header_obu (5.5.1). */
static bool read_sequence(const unsigned char *bytes, size_t len, struct header *h)
{
    struct codec_bits b = {.bytes = bytes, .len = len};
    unsigned profile = codec_take(&b, 3);

    codec_skip(&b, 1);
    bool is_reduced = codec_flag(&b);
    if (is_reduced)
        codec_skip(&b, 5);
    else
        read_points(&b, h);
    unsigned width_bits = codec_take(&b, 4) + 1, height_bits = codec_take(&b, 4) + 1;
    h->width = codec_take(&b, width_bits) + 1;
    h->height = codec_take(&b, height_bits) + 1;
    if (!is_reduced && codec_flag(&b))
        codec_skip(&b, 7);
    codec_skip(&b, 3);
    if (!is_reduced)
        skip_tools(&b);
    codec_skip(&b, 3);
    read_colours(&b, h, profile);
    return !b.overrun;
}

/* Reads a leb128 number (4.10.5) at the offset *at, and moves *at past it. */
static uint64_t take_length(const unsigned char *bytes, size_t len, size_t *at)
{
    uint64_t value = 0;

    for (unsigned i = 0; i < 8 && *at < len; i++) {
        unsigned char byte = bytes[(*at)++];
        value |= (uint64_t)(byte & 0x7f) << (i * 7);
        if (!(byte & 0x80))
            break;
    }
    return value;
}

/* Finds and reads the sequence header among the open bitstream units (OBUs, 5.3). */
static bool find_sequence(const unsigned char *bytes, size_t len, struct header *h)
{
    enum { SEQUENCE = 1 };
    size_t at = 0;

    while (at < len) {
        unsigned head = bytes[at++];
        at += head & 4 ? 1 : 0;
        uint64_t size = at > len ? 0 : len - at;
        if (head & 2)
            size = take_length(bytes, len, &at);
        if (at > len || size > len - at)
            return false;
        if ((head >> 3 & 15) == SEQUENCE)
            return read_sequence(bytes + at, (size_t)size, h);
        at += (size_t)size;
    }
    return false;
}

bool codec_av1_config(const unsigned char *bytes, size_t len, struct content_track *track)
{
    struct header h = {0};

    if (len < 4 || bytes[0] != 0x81)
        return false;
    codec_set_name(track, "av1");
    track->bit_depth = !(bytes[2] & 0x40) ? 8 : bytes[2] & 0x20 ? 12 : 10;
    track->scan = CONTENT_PROGRESSIVE; /* AV1 has no fields */
    if (!find_sequence(bytes + 4, len - 4, &h))
        return true;
    codec_set_coded_size(track, h.width, h.height);
    codec_set_size(track, h.width, h.height, 0, 0);
    codec_set_rate(track, h.ticks, h.units);
    track->bit_depth = h.depth;
    codec_set_transfer(track, h.transfer);
    return true;
}

/* Reads WebM's list of features. Each feature has an id, a length and a value. */
static bool read_features(const unsigned char *bytes, size_t len, struct content_track *track)
{
    enum { DEPTH = 3, LAST = 4 };
    unsigned depth = 0;

    for (size_t at = 0; at + 3 <= len; at += 3) {
        if (bytes[at] < 1 || bytes[at] > LAST || bytes[at + 1] != 1)
            return false;
        if (bytes[at] == DEPTH)
            depth = bytes[at + 2];
    }
    if (depth != 8 && depth != 10 && depth != 12)
        return false;
    track->bit_depth = depth;
    return true;
}

bool codec_vp9_config(const unsigned char *bytes, size_t len, struct content_track *track)
{
    unsigned depth = len >= 7 ? bytes[6] >> 4 : 0;

    if (len >= 3 && bytes[1] == 1)
        return read_features(bytes, len, track);
    if (len < 10 || bytes[0] > 1 || (depth != 8 && depth != 10 && depth != 12))
        return false;
    track->bit_depth = depth;
    if (bytes[0] == 1) /* in version 0, the colours are elsewhere */
        codec_set_transfer(track, bytes[8]);
    return true;
}

bool codec_vp9_frame(const unsigned char *bytes, size_t len, struct content_track *track)
{
    enum { MARKER = 2, SYNC = 0x498342 };
    struct codec_bits b = {.bytes = bytes, .len = len};

    if (codec_take(&b, 2) != MARKER)
        return false;
    unsigned profile = codec_take(&b, 1);
    profile |= codec_take(&b, 1) << 1;
    if (profile == 3)
        codec_skip(&b, 1);
    /* show_existing_frame must be 0. frame_type must be 0 (a key frame). */
    if (codec_flag(&b) || codec_flag(&b))
        return false;
    codec_skip(&b, 2);
    if (codec_take(&b, 24) != SYNC || b.overrun)
        return false;
    track->bit_depth = profile < 2 ? 8 : codec_flag(&b) ? 12 : 10;
    return true;
}

bool codec_dolby_vision(const unsigned char *bytes, size_t len, struct content_track *track)
{
    enum { PICTURE = 1, METADATA = 4 };

    if (len < 4 || bytes[0] < 1 || bytes[0] > 3 || !(bytes[3] & (PICTURE | METADATA)))
        return false;
    track->hdr |= CONTENT_DOLBY_VISION;
    return true;
}
