/* Reads the sequence parameter set (SPS) of H.265 by itself, in an hvcC box, or at the beginning of
 * a stream. Numbers in parentheses are sections and tables of ITU-T H.265. SEI messages are
 * supplemental enhancement information. */
#include "codec/parts.h"

#include <string.h>

enum {
    NAL_SPS = 33, /* NAL unit types (table 7-1) */
    NAL_SEI = 39,
    SPS_BYTES = 2048, /* maximum size of a parameter set */
    MOST_SETS = 64,   /* maximum number of reference picture sets (7.4.3.2.1) */
    /* maximum number of earlier pictures in a set, and maximum number of later pictures */
    MOST_PICTURES = 16
};

struct sps {
    uint32_t chroma, width, height, depth;
    uint32_t crop[4]; /* in chroma samples: left, right, top, bottom */
    bool has_planes, is_progressive, is_interlaced;
    /* from the VUI (video usability information) */
    struct codec_aspect aspect;
    unsigned transfer;
    bool has_fields;
    uint32_t units, ticks;
};

/* Reads profile_tier_level (7.3.3). */
static void read_profile(struct codec_bits *b, struct sps *sps, unsigned layers)
{
    unsigned present[8] = {0};

    codec_skip(b, 8 + 32);
    sps->is_progressive = codec_flag(b);
    sps->is_interlaced = codec_flag(b);
    codec_skip(b, 46 + 8);
    for (unsigned i = 0; i < layers; i++)
        present[i] = codec_take(b, 2);
    if (layers)
        codec_skip(b, (size_t)(8 - layers) * 2);
    for (unsigned i = 0; i < layers; i++)
        codec_skip(b, (present[i] & 2 ? 88U : 0) + (present[i] & 1 ? 8U : 0));
}

/* Skips scaling_list_data (7.3.4). */
static void skip_scaling(struct codec_bits *b)
{
    for (unsigned size = 0; size < 4; size++)
        for (unsigned matrix = 0; matrix < 6 && !b->overrun; matrix += size == 3 ? 3 : 1) {
            unsigned count = size ? 64 : 16;
            if (!codec_flag(b)) {
                codec_golomb(b);
                continue;
            }
            for (unsigned i = 0; i < count + (size > 1) && !b->overrun; i++)
                codec_golomb(b);
        }
}

/* Skips the st_ref_pic_set (7.3.7) with the index `n`. `before` is the number of pictures in the
 * preceding set. Returns the number of pictures in the skipped set. */
static unsigned skip_references(struct codec_bits *b, uint32_t n, unsigned before)
{
    unsigned count = 0;

    if (n && codec_flag(b)) {
        codec_skip(b, 1);
        codec_golomb(b);
        for (unsigned i = 0; i <= before && !b->overrun; i++)
            count += codec_flag(b) || codec_flag(b);
    } else {
        uint32_t earlier = codec_golomb(b), later = codec_golomb(b);
        if (earlier > MOST_PICTURES || later > MOST_PICTURES)
            b->overrun = true;
        count = b->overrun ? 0 : earlier + later;
        for (unsigned i = 0; i < count && !b->overrun; i++) {
            codec_golomb(b);
            codec_skip(b, 1);
        }
    }
    return count;
}

static void skip_sets(struct codec_bits *b, unsigned order_bits)
{
    uint32_t sets = codec_golomb(b);
    unsigned count = 0;

    if (sets > MOST_SETS)
        b->overrun = true;
    for (uint32_t i = 0; i < sets && !b->overrun; i++)
        count = skip_references(b, i, count);
    if (codec_flag(b))
        for (uint32_t i = codec_golomb(b); i && !b->overrun; i--)
            codec_skip(b, order_bits + 1);
}

/* Reads the VUI (E.2.1). */
static void read_vui(struct codec_bits *b, struct sps *sps)
{
    codec_read_look(b, &sps->aspect, &sps->transfer);
    codec_skip(b, 1);
    sps->has_fields = codec_flag(b);
    codec_skip(b, 1);
    if (codec_flag(b))
        for (unsigned i = 0; i < 4; i++)
            codec_golomb(b);
    if (codec_flag(b)) {
        sps->units = codec_take(b, 32);
        sps->ticks = codec_take(b, 32);
    }
}

/* Skips the fields between the bit depth and the VUI. Returns whether a VUI follows. */
static bool skip_tools(struct codec_bits *b, unsigned layers)
{
    unsigned order_bits = codec_golomb(b) + 4;

    for (unsigned i = codec_flag(b) ? 0 : layers; i <= layers; i++)
        for (unsigned k = 0; k < 3; k++)
            codec_golomb(b);
    for (unsigned i = 0; i < 6; i++)
        codec_golomb(b);
    if (codec_flag(b) && codec_flag(b))
        skip_scaling(b);
    codec_skip(b, 2);
    if (codec_flag(b)) {
        codec_skip(b, 8);
        codec_golomb(b);
        codec_golomb(b);
        codec_skip(b, 1);
    }
    if (order_bits > 16)
        b->overrun = true;
    skip_sets(b, order_bits);
    codec_skip(b, 2);
    return codec_flag(b);
}

/* Reads a sequence parameter set of the base layer (7.3.2.2.1). If the data is incomplete after the
 * bit depth, the VUI is ignored. */
static bool read_sps(const unsigned char *bytes, size_t len, struct sps *sps)
{
    unsigned char plain[SPS_BYTES];
    struct codec_bits b = {.bytes = plain};

    *sps = (struct sps){0};
    if (len < 2 || (bytes[0] & 0x81) || bytes[0] >> 1 != NAL_SPS || bytes[1] >> 3)
        return false;
    b.len = codec_unescape(plain, sizeof plain, bytes + 2, len - 2);
    codec_skip(&b, 4);
    unsigned layers = codec_take(&b, 3);
    codec_skip(&b, 1);
    read_profile(&b, sps, layers);
    if (codec_golomb(&b) > 15)
        return false;
    sps->chroma = codec_golomb(&b);
    if (sps->chroma == 3)
        sps->has_planes = codec_flag(&b);
    sps->width = codec_golomb(&b);
    sps->height = codec_golomb(&b);
    if (codec_flag(&b))
        for (unsigned i = 0; i < 4; i++)
            sps->crop[i] = codec_golomb(&b);
    sps->depth = 8 + codec_golomb(&b);
    codec_golomb(&b);
    if (b.overrun || layers > 6 || sps->chroma > 3 || sps->depth > 16 || !sps->width ||
        !sps->height || sps->width > CODEC_MOST_SIZE || sps->height > CODEC_MOST_SIZE)
        return false;
    struct sps without = *sps;
    if (skip_tools(&b, layers))
        read_vui(&b, sps);
    if (b.overrun)
        *sps = without;
    return true;
}

static void apply_sps(const struct sps *sps, struct content_track *track)
{
    /* Chroma subsampling (table 6-1). */
    uint64_t unit_x = sps->chroma == 1 || sps->chroma == 2 ? 2 : 1;
    uint64_t unit_y = sps->chroma == 1 ? 2 : 1;
    uint64_t less_x = unit_x * ((uint64_t)sps->crop[0] + sps->crop[1]);
    uint64_t less_y = unit_y * ((uint64_t)sps->crop[2] + sps->crop[3]);

    codec_set_name(track, "hevc");
    codec_set_coded_size(track, sps->width, sps->height);
    if (less_x < sps->width && less_y < sps->height)
        codec_set_size(track, sps->width - (uint32_t)less_x, sps->height - (uint32_t)less_y,
                       sps->aspect.width, sps->aspect.height);
    track->bit_depth = sps->depth;
    if (sps->has_fields || (sps->is_interlaced && !sps->is_progressive))
        track->scan = CONTENT_INTERLACED;
    else if (sps->is_progressive && !sps->is_interlaced)
        track->scan = CONTENT_PROGRESSIVE;
    codec_set_rate(track, sps->ticks, (uint64_t)sps->units * (sps->has_fields ? 2 : 1));
    codec_set_transfer(track, sps->transfer);
}

bool codec_hevc_sps(const unsigned char *bytes, size_t len, struct content_track *track)
{
    struct sps sps;

    if (!read_sps(bytes, len, &sps))
        return false;
    apply_sps(&sps, track);
    return true;
}

static bool is_hdr10_plus(const unsigned char *bytes, size_t len)
{
    /* SMPTE ST 2094-40 in a registered SEI message (D.2.6): country code of the United States,
     * provider code of Samsung, provider-oriented code 1, application 4. */
    static const unsigned char opening[] = {0xb5, 0x00, 0x3c, 0x00, 0x01, 0x04};

    return len >= sizeof opening && memcmp(bytes, opening, sizeof opening) == 0;
}

/* Reads SEI messages (7.3.5) to find HDR10+. */
static void see_messages(const unsigned char *bytes, size_t len, struct content_track *track)
{
    enum { REGISTERED = 4 };
    unsigned char plain[1024];
    size_t have = codec_unescape(plain, sizeof plain, bytes, len), at = 0;

    while (at < have) {
        size_t number[2] = {0, 0};
        for (unsigned i = 0; i < 2; i++) {
            while (at < have && plain[at] == 0xff) {
                number[i] += 0xff;
                at++;
            }
            number[i] += at < have ? plain[at++] : 0;
        }
        if (number[0] == REGISTERED && is_hdr10_plus(plain + at, have - at))
            track->hdr |= CONTENT_HDR10_PLUS;
        at += number[1];
    }
}

/* Reads a NAL unit after the parameter set. Only SEI messages matter. */
static void see_unit(const unsigned char *bytes, size_t len, struct content_track *track)
{
    if (len >= 2 && bytes[0] >> 1 == NAL_SEI)
        see_messages(bytes + 2, len - 2, track);
}

bool codec_hevc_config(const unsigned char *bytes, size_t len, struct content_track *track)
{
    enum { HEAD = 23, CODED_DEPTH = 17 };
    bool found = false;

    if (len < HEAD || bytes[0] > 1)
        return false;
    codec_set_name(track, "hevc");
    size_t at = HEAD;
    for (unsigned i = 0; i < bytes[22] && at + 3 <= len; i++) {
        unsigned count = (unsigned)bytes[at + 1] << 8 | bytes[at + 2];
        at += 3;
        for (unsigned k = 0; k < count && at + 2 <= len; k++) {
            size_t size = (size_t)bytes[at] << 8 | bytes[at + 1], room = len - at - 2;
            const unsigned char *unit = bytes + at + 2;
            if (!found)
                found = codec_hevc_sps(unit, size < room ? size : room, track);
            see_unit(unit, size < room ? size : room, track);
            at += 2 + size;
        }
    }
    if (!found)
        track->bit_depth = 8 + (bytes[CODED_DEPTH] & 7U);
    return true;
}

bool codec_hevc_stream(const unsigned char *bytes, size_t len, struct content_track *track)
{
    bool found = false;

    for (size_t at = codec_start(bytes, len, 0), next; at < len; at = next) {
        next = codec_start(bytes, len, at);
        if (!found)
            found = codec_hevc_sps(bytes + at, next - at, track);
        else
            see_unit(bytes + at, next - at, track);
    }
    return found;
}
