/* Reads the sequence parameter set (SPS) of H.264 by itself, in an avcC box, or at the beginning of
 * a stream. Numbers in parentheses are sections and tables of ITU-T H.264. SEI messages are
 * supplemental enhancement information. */
#include "codec/parts.h"

#include <string.h>

enum {
    NAL_SLICE = 1, /* NAL unit types (table 7-1) */
    NAL_KEY_SLICE = 5,
    NAL_SEI = 6,
    NAL_SPS = 7,
    SPS_BYTES = 1024, /* maximum size of a parameter set */
    MOST_VARIED = 120 /* maximum plausible frame rate if the rate varies */
};

struct sps {
    uint32_t chroma, depth, width, height; /* width and height: in macroblocks, minus 1 */
    uint32_t crop[4];                      /* in chroma samples: left, right, top, bottom */
    unsigned frame_number_bits;
    bool has_planes, frames_only;
    /* from the VUI (video usability information) */
    struct codec_aspect aspect;
    unsigned transfer;
    uint32_t units, ticks;
    bool is_fixed;
    /* Total length in bits of the two delays in the picture timing SEI message; 0: no delays. */
    unsigned delay_bits;
    bool has_structure; /* the picture timing SEI message has pic_struct */
};

static int32_t take_signed(struct codec_bits *b)
{
    uint32_t code = codec_golomb(b);

    return code & 1 ? (int32_t)(code / 2 + 1) : -(int32_t)(code / 2);
}

/* Skips a scaling list (7.3.2.1.1.1). */
static void skip_list(struct codec_bits *b, unsigned count)
{
    int last = 8, next = 8;

    for (unsigned i = 0; i < count && next != 0 && !b->overrun; i++) {
        next = (int)(((unsigned)last + (unsigned)take_signed(b)) & 0xff);
        last = next ? next : last;
    }
}

static bool is_high(unsigned profile)
{
    static const unsigned char high[] = {100, 110, 122, 244, 44,  83, 86,
                                         118, 128, 138, 139, 134, 135};

    return memchr(high, (int)profile, sizeof high) != NULL;
}

static void read_formats(struct codec_bits *b, struct sps *sps)
{
    sps->chroma = codec_golomb(b);
    if (sps->chroma == 3)
        sps->has_planes = codec_flag(b);
    sps->depth = 8 + codec_golomb(b);
    codec_golomb(b);
    codec_skip(b, 1);
    if (codec_flag(b))
        for (unsigned i = 0; i < (sps->chroma == 3 ? 12 : 8); i++)
            if (codec_flag(b))
                skip_list(b, i < 6 ? 16 : 64);
}

/* Skips the fields about the picture order count. */
static void skip_order(struct codec_bits *b)
{
    uint32_t type = codec_golomb(b);

    if (type == 0) {
        codec_golomb(b);
    } else if (type == 1) {
        codec_skip(b, 1);
        codec_golomb(b);
        codec_golomb(b);
        for (uint32_t i = codec_golomb(b); i && i < 256 && !b->overrun; i--)
            codec_golomb(b);
    }
}

/* Reads the parameters of the hypothetical reference decoder (E.1.2). They state the lengths of the
 * delays in the picture timing SEI message. */
static void read_decoder(struct codec_bits *b, struct sps *sps)
{
    uint32_t count = codec_golomb(b) + 1;

    codec_skip(b, 8);
    for (uint32_t i = 0; i < count && i < 32 && !b->overrun; i++) {
        codec_golomb(b);
        codec_golomb(b);
        codec_skip(b, 1);
    }
    codec_skip(b, 5);
    sps->delay_bits = codec_take(b, 5) + 1;
    sps->delay_bits += codec_take(b, 5) + 1;
    codec_skip(b, 5);
}

/* Reads the VUI (E.1.1). */
static void read_vui(struct codec_bits *b, struct sps *sps)
{
    codec_read_look(b, &sps->aspect, &sps->transfer);
    if (codec_flag(b)) {
        sps->units = codec_take(b, 32);
        sps->ticks = codec_take(b, 32);
        sps->is_fixed = codec_flag(b);
    }
    bool first = codec_flag(b);
    if (first)
        read_decoder(b, sps);
    bool second = codec_flag(b);
    if (second)
        read_decoder(b, sps);
    if (first || second)
        codec_skip(b, 1);
    sps->has_structure = codec_flag(b);
}

/* Reads a sequence parameter set (7.3.2.1.1). If the VUI is incomplete, its values are ignored. */
static bool read_sps(const unsigned char *bytes, size_t len, struct sps *sps)
{
    unsigned char plain[SPS_BYTES];
    struct codec_bits b = {.bytes = plain};

    *sps = (struct sps){.chroma = 1, .depth = 8};
    if (!len || (bytes[0] & 0x9f) != NAL_SPS)
        return false;
    b.len = codec_unescape(plain, sizeof plain, bytes + 1, len - 1);
    unsigned profile = codec_take(&b, 8);
    codec_skip(&b, 16);
    if (codec_golomb(&b) > 31)
        return false;
    if (is_high(profile))
        read_formats(&b, sps);
    sps->frame_number_bits = codec_golomb(&b) + 4;
    skip_order(&b);
    codec_golomb(&b);
    codec_skip(&b, 1);
    sps->width = codec_golomb(&b);
    sps->height = codec_golomb(&b);
    sps->frames_only = codec_flag(&b);
    codec_skip(&b, sps->frames_only ? 1 : 2);
    if (codec_flag(&b))
        for (unsigned i = 0; i < 4; i++)
            sps->crop[i] = codec_golomb(&b);
    bool has_vui = codec_flag(&b);
    if (b.overrun || sps->chroma > 3 || sps->depth > 14 || sps->frame_number_bits > 16 ||
        sps->width >= CODEC_MOST_SIZE / 16 || sps->height >= CODEC_MOST_SIZE / 16)
        return false;
    struct sps without = *sps;
    if (has_vui)
        read_vui(&b, sps);
    if (b.overrun)
        *sps = without;
    return true;
}

/* Sets the track's values. The size is computed as in 7.4.2.1.1: cropping is counted in chroma
 * samples, and vertical values are doubled if fields are allowed. */
static void apply_sps(const struct sps *sps, struct content_track *track)
{
    uint64_t tall = sps->frames_only ? 1 : 2;
    uint32_t width = (sps->width + 1) * 16, height = (sps->height + 1) * 16 * (uint32_t)tall;
    bool is_grey = sps->chroma == 0 || sps->has_planes;
    uint64_t unit_x = is_grey || sps->chroma == 3 ? 1 : 2;
    uint64_t unit_y = (sps->chroma == 1 ? 2 : 1) * tall;
    uint64_t less_x = unit_x * ((uint64_t)sps->crop[0] + sps->crop[1]);
    uint64_t less_y = unit_y * ((uint64_t)sps->crop[2] + sps->crop[3]);

    codec_set_name(track, "h264");
    codec_set_coded_size(track, width, height);
    if (less_x < width && less_y < height)
        codec_set_size(track, width - (uint32_t)less_x, height - (uint32_t)less_y,
                       sps->aspect.width, sps->aspect.height);
    track->bit_depth = sps->depth;
    if (sps->frames_only)
        track->scan = CONTENT_PROGRESSIVE;
    /* If the frame rate varies, the stated rate is used only if it is plausible. A higher rate is
     * the rate of a clock, not of the pictures. */
    if (sps->is_fixed || sps->ticks / 2 <= (uint64_t)sps->units * MOST_VARIED)
        codec_set_rate(track, sps->ticks, (uint64_t)sps->units * 2);
    codec_set_transfer(track, sps->transfer);
}

bool codec_h264_sps(const unsigned char *bytes, size_t len, struct content_track *track)
{
    struct sps sps;

    if (!read_sps(bytes, len, &sps))
        return false;
    apply_sps(&sps, track);
    return true;
}

bool codec_avc_config(const unsigned char *bytes, size_t len, struct content_track *track)
{
    if (len < 7 || bytes[0] != 1)
        return false;
    codec_set_name(track, "h264");
    size_t count = bytes[5] & 31, size = (size_t)bytes[6] << 8;
    if (count && len >= 8) {
        size |= bytes[7];
        codec_h264_sps(bytes + 8, size < len - 8 ? size : len - 8, track);
    }
    return true;
}

/* Reads pic_struct in the picture timing SEI message (D.1.3, table D-1). The value 0 is a frame, 1
 * and 2 are one field, 3 to 6 are several fields, and 7 and 8 are a frame that is shown longer. */
static void see_message(const unsigned char *bytes, size_t len, const struct sps *sps,
                        struct content_track *track)
{
    enum { PICTURE_TIMING = 1 };
    unsigned char plain[64];
    size_t have = codec_unescape(plain, sizeof plain, bytes, len), at = 0;

    while (at + 2 <= have && plain[at] != 0xff && plain[at + 1] != 0xff) {
        unsigned type = plain[at], size = plain[at + 1];
        struct codec_bits b = {.bytes = plain + at + 2, .len = have - at - 2};
        if (type == PICTURE_TIMING) {
            codec_skip(&b, sps->delay_bits);
            unsigned structure = codec_take(&b, 4);
            if (!b.overrun && structure <= 8)
                track->scan =
                    structure == 0 || structure > 6 ? CONTENT_PROGRESSIVE : CONTENT_INTERLACED;
            return;
        }
        at += 2 + (size_t)size;
    }
}

/* If the slice belongs to a field (7.3.3), marks the track as interlaced. */
static void see_slice(const unsigned char *bytes, size_t len, const struct sps *sps,
                      struct content_track *track)
{
    unsigned char plain[32];
    struct codec_bits b = {.bytes = plain, .len = codec_unescape(plain, sizeof plain, bytes, len)};

    codec_golomb(&b); /* first macroblock, slice type, parameter set */
    codec_golomb(&b);
    codec_golomb(&b);
    codec_skip(&b, sps->frame_number_bits + (sps->has_planes ? 2 : 0));
    if (codec_flag(&b) && !b.overrun)
        track->scan = CONTENT_INTERLACED;
}

bool codec_h264_stream(const unsigned char *bytes, size_t len, struct content_track *track)
{
    struct sps sps;
    bool found = false;

    for (size_t at = codec_start(bytes, len, 0), next; at < len; at = next) {
        next = codec_start(bytes, len, at);
        unsigned kind = bytes[at] & 31;
        size_t size = next - at;
        if (!found && kind == NAL_SPS && read_sps(bytes + at, size, &sps)) {
            apply_sps(&sps, track);
            found = true;
        } else if (found && !sps.frames_only && kind == NAL_SEI && sps.has_structure) {
            see_message(bytes + at + 1, size - 1, &sps, track);
        } else if (found && !sps.frames_only && (kind == NAL_SLICE || kind == NAL_KEY_SLICE)) {
            see_slice(bytes + at + 1, size - 1, &sps, track);
        }
    }
    return found;
}
