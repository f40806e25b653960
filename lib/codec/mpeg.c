/* Reads the headers before the first picture of MPEG-1 (ISO/IEC 11172-2), MPEG-2 (ISO/IEC 13818-2),
 * MPEG-4 part 2 (ISO/IEC 14496-2) and VC-1 (SMPTE 421M). */
#include "codec/parts.h"

#include <string.h>

enum { MPEG_PICTURE = 0x00, MPEG_SEQUENCE = 0xb3, MPEG_EXTENSION = 0xb5 }; /* 13818-2 table 6-1 */

struct sequence {
    uint32_t width, height;
    unsigned aspect, rate;  /* codes, which the tables below explain */
    unsigned more, divider; /* the frame rate is multiplied by more / divider */
    bool is_second;         /* the sequence is MPEG-2, not MPEG-1 */
    bool is_progressive;
    enum content_scan scan;
};

/* The frame rates for the codes (13818-2 table 6-4). */
static const struct {
    uint32_t ticks, units;
} rates[] = {{0, 1},  {24000, 1001}, {24, 1},       {25, 1}, {30000, 1001},
             {30, 1}, {50, 1},       {60000, 1001}, {60, 1}};

/* MPEG-1: a pixel's height divided by its width, in 1/10000 (11172-2 table 2-D.4). */
static const uint32_t heights[] = {0,    10000, 6735,  7031,  7615,  8055,  8437, 8935,
                                   9157, 9815,  10255, 10695, 10950, 11575, 12015};

/* MPEG-2: the picture's aspect ratio (13818-2 table 6-3). */
static const struct codec_aspect shapes[] = {{0, 0}, {0, 0}, {4, 3}, {16, 9}, {221, 100}};

/* Reads the extension of the sequence (13818-2 6.2.2.3) or of the picture (6.2.3.1). */
static void see_extension(const unsigned char *bytes, size_t len, struct sequence *s)
{
    enum { SEQUENCE = 1, PICTURE = 8 };
    struct codec_bits b = {.bytes = bytes, .len = len};
    unsigned kind = codec_take(&b, 4);

    if (kind == SEQUENCE && len >= 6) {
        s->is_second = true;
        codec_skip(&b, 8);
        s->is_progressive = codec_flag(&b);
        codec_skip(&b, 2);
        s->width |= codec_take(&b, 2) << 12;
        s->height |= codec_take(&b, 2) << 12;
        codec_skip(&b, 12 + 1 + 8 + 1);
        s->more = codec_take(&b, 2) + 1;
        s->divider = codec_take(&b, 5) + 1;
    } else if (kind == PICTURE && len >= 5 && s->scan == CONTENT_SCAN_UNKNOWN) {
        s->scan = bytes[4] & 0x80 ? CONTENT_PROGRESSIVE : CONTENT_INTERLACED;
    }
}

static void apply_sequence(const struct sequence *s, struct content_track *track)
{
    struct codec_aspect pixel = {0, 0};

    if (!s->is_second && s->aspect < sizeof heights / sizeof *heights && heights[s->aspect])
        pixel = (struct codec_aspect){10000, heights[s->aspect]};
    else if (s->is_second && s->aspect < sizeof shapes / sizeof *shapes)
        pixel = (struct codec_aspect){shapes[s->aspect].width * s->height,
                                      shapes[s->aspect].height * s->width};
    content_codec_set(track, s->is_second ? "mpeg2video" : "mpeg1video");
    codec_set_coded_size(track, s->width, s->height);
    codec_set_size(track, s->width, s->height, pixel.width, pixel.height);
    if (s->rate < sizeof rates / sizeof *rates)
        codec_set_rate(track, (uint64_t)rates[s->rate].ticks * s->more,
                       (uint64_t)rates[s->rate].units * s->divider);
    track->bit_depth = 8;
    /* MPEG-1 has no fields. If an MPEG-2 sequence allows fields and frames, its first picture
     * decides. */
    track->scan = !s->is_second || s->is_progressive ? CONTENT_PROGRESSIVE : s->scan;
}

/* Reads a sequence. `bytes` begin at the last byte of the sequence's start code. */
static bool read_sequence(const unsigned char *bytes, size_t len, struct content_track *track)
{
    struct sequence s = {.more = 1, .divider = 1};

    if (len < 9)
        return false;
    s.width = (uint32_t)bytes[1] << 4 | bytes[2] >> 4;
    s.height = (uint32_t)(bytes[2] & 15) << 8 | bytes[3];
    s.aspect = bytes[4] >> 4;
    s.rate = bytes[4] & 15;
    for (size_t at = codec_start(bytes, len, 9); at < len; at = codec_start(bytes, len, at)) {
        if (bytes[at] == MPEG_EXTENSION)
            see_extension(bytes + at + 1, len - at - 1, &s);
        else if (bytes[at] == MPEG_SEQUENCE || (bytes[at] > MPEG_PICTURE && bytes[at] < 0xb0))
            break; /* the next sequence, or a slice */
    }
    if (!s.width || !s.height)
        return false;
    apply_sequence(&s, track);
    return true;
}

bool codec_mpeg_sequence(const unsigned char *bytes, size_t len, struct content_track *track)
{
    for (size_t at = codec_start(bytes, len, 0); at < len; at = codec_start(bytes, len, at))
        if (bytes[at] == MPEG_SEQUENCE)
            return read_sequence(bytes + at, len - at, track);
    return false;
}

static void skip_control(struct codec_bits *b)
{
    codec_skip(b, 3);
    if (codec_flag(b))
        codec_skip(b, 79);
}

/* Reads a video object layer after its start code. Only rectangular pictures are read, because no
 * film has other shapes. */
static bool read_layer(struct codec_bits *b, struct content_track *track)
{
    struct codec_aspect pixel = {0, 0};
    uint64_t ticks, units = 0;

    codec_skip(b, 9);
    if (codec_flag(b))
        codec_skip(b, 7);
    unsigned number = codec_take(b, 4);
    /* codec_aspect has the same values as 14496-2 table 6-12. */
    pixel = number <= 5 ? codec_aspect(number) : pixel;
    if (number == 15) {
        pixel.width = codec_take(b, 8);
        pixel.height = codec_take(b, 8);
    }
    if (codec_flag(b))
        skip_control(b);
    if (codec_take(b, 2) != 0)
        return false;
    codec_skip(b, 1);
    ticks = codec_take(b, 16);
    codec_skip(b, 1);
    unsigned bits = 1;
    while (bits < 16 && ticks > UINT64_C(1) << bits)
        bits++;
    if (codec_flag(b))
        units = codec_take(b, bits);
    codec_skip(b, 1);
    uint32_t width = codec_take(b, 13);
    codec_skip(b, 1);
    uint32_t height = codec_take(b, 13);
    codec_skip(b, 1);
    bool may_have_fields = codec_flag(b);
    if (b->overrun || !width || !height || !ticks)
        return false;
    codec_set_name(track, "mpeg4");
    codec_set_coded_size(track, width, height);
    codec_set_size(track, width, height, pixel.width, pixel.height);
    codec_set_rate(track, ticks, units);
    track->bit_depth = 8;
    if (!may_have_fields)
        track->scan = CONTENT_PROGRESSIVE;
    return true;
}

bool codec_mpeg4_vol(const unsigned char *bytes, size_t len, struct content_track *track)
{
    for (size_t at = codec_start(bytes, len, 0); at < len; at = codec_start(bytes, len, at)) {
        struct codec_bits b = {.bytes = bytes + at + 1, .len = len - at - 1};
        if ((bytes[at] & 0xf0) == 0x20)
            return read_layer(&b, track);
    }
    return false;
}

/* Reads a sequence header after its start code (421M 6.1, tables 6 to 8). */
static bool read_vc1(struct codec_bits *b, struct content_track *track)
{
    enum { ADVANCED = 3 };
    static const uint32_t numerators[] = {0, 24000, 25000, 30000, 50000, 60000, 48000, 72000};
    struct codec_aspect pixel = {0, 0};
    uint64_t ticks = 0, units = 1;

    if (codec_take(b, 2) != ADVANCED)
        return false;
    codec_skip(b, 3 + 2 + 3 + 5 + 1);
    uint32_t width = (codec_take(b, 12) + 1) * 2, height = (codec_take(b, 12) + 1) * 2;
    codec_skip(b, 1);
    bool may_have_fields = codec_flag(b);
    codec_skip(b, 3);
    codec_skip(b, 1);
    if (b->overrun)
        return false;
    if (codec_flag(b)) {
        codec_skip(b, 28);
        unsigned number = codec_flag(b) ? codec_take(b, 4) : 0;
        pixel = codec_aspect(number < 15 ? number : 0);
        if (number == 15) {
            pixel.width = codec_take(b, 8) + 1;
            pixel.height = codec_take(b, 8) + 1;
        }
        if (codec_flag(b)) {
            bool is_fraction = codec_flag(b);
            unsigned code = is_fraction ? codec_take(b, 16) : codec_take(b, 8);
            unsigned divider = is_fraction ? 32 : codec_take(b, 4);
            ticks = is_fraction ? code + 1U : numerators[code < 8 ? code : 0];
            units = is_fraction ? divider : divider == 1 ? 1000 : divider == 2 ? 1001 : 0;
        }
    }
    codec_set_name(track, "vc1");
    codec_set_coded_size(track, width, height);
    codec_set_size(track, width, height, b->overrun ? 0 : pixel.width, pixel.height);
    if (!b->overrun)
        codec_set_rate(track, ticks, units);
    track->bit_depth = 8;
    if (!may_have_fields)
        track->scan = CONTENT_PROGRESSIVE;
    return true;
}

bool codec_vc1(const unsigned char *bytes, size_t len, struct content_track *track)
{
    enum { SEQUENCE = 0x0f };

    for (size_t at = codec_start(bytes, len, 0); at < len; at = codec_start(bytes, len, at)) {
        struct codec_bits b = {.bytes = bytes + at + 1, .len = len - at - 1};
        if (bytes[at] == SEQUENCE)
            return read_vc1(&b, track);
    }
    return false;
}
