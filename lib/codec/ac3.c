/* Reads frame headers of AC-3, E-AC-3, TrueHD, MPEG audio and linear PCM. */
#include "codec/parts.h"

#include <string.h>

/* Speaker positions in the 16-bit channel map of E-AC-3 (ATSC A/52 table E2.5, which numbers the
 * bits from the most significant one). */
enum {
    LEFT = 0x8000,
    CENTRE = 0x4000,
    RIGHT = 0x2000,
    LEFT_SIDE = 0x1000,
    RIGHT_SIDE = 0x0800,
    BACK = 0x0100,
    PAIRS = 0x0400 | 0x0200 | 0x0040 | 0x0020 | 0x0010 | 0x0004, /* two speakers per bit */
    LOW = 0x0001,  /* LFE, the low-frequency channel */
    DEPENDENT = 1, /* the strmtyp of a dependent frame */
    OLDER = 10     /* the highest bsid of AC-3; E-AC-3 has 11 to 16 */
};

/* The speaker positions for each acmod, the audio coding mode (A/52 table 5.8). */
static const uint16_t modes[] = {
    LEFT | RIGHT,
    CENTRE,
    LEFT | RIGHT,
    LEFT | CENTRE | RIGHT,
    LEFT | RIGHT | BACK,
    LEFT | CENTRE | RIGHT | BACK,
    LEFT | RIGHT | LEFT_SIDE | RIGHT_SIDE,
    LEFT | CENTRE | RIGHT | LEFT_SIDE | RIGHT_SIDE,
};

static unsigned count_bits(unsigned map)
{
    unsigned count = 0;

    for (; map; map &= map - 1)
        count++;
    return count;
}

static unsigned count_places(unsigned map)
{
    return count_bits(map) + count_bits(map & PAIRS);
}

static unsigned mode_map(unsigned mode, bool has_low)
{
    return modes[mode & 7] | (has_low ? LOW : 0U);
}

struct frame {
    size_t size; /* bytes */
    bool is_enhanced, is_dependent;
    unsigned number; /* substream number */
    unsigned map;
};

/* Reads the header of an AC-3 frame (A/52 5.3.2). Table 5.18 gives the frame's size in words of two
 * bytes, by sampling rate and bit rate. If the header is invalid, sets b->overrun. */
static void read_older(struct codec_bits *b, struct frame *frame)
{
    static const uint16_t rates[] = {32,  40,  48,  56,  64,  80,  96,  112, 128, 160,
                                     192, 224, 256, 320, 384, 448, 512, 576, 640};

    codec_skip(b, 16);
    unsigned frequency = codec_take(b, 2), code = codec_take(b, 6);
    if (frequency == 3 || code / 2 >= sizeof rates / sizeof *rates) {
        b->overrun = true;
        return;
    }
    unsigned rate = rates[code / 2];
    unsigned words[] = {rate * 2, rate * 320 / 147 + (code & 1), rate * 3};
    frame->size = (size_t)words[frequency] * 2;
    codec_skip(b, 5 + 3);
    unsigned mode = codec_take(b, 3);
    if ((mode & 1) && mode != 1)
        codec_skip(b, 2);
    if (mode & 4)
        codec_skip(b, 2);
    if (mode == 2)
        codec_skip(b, 2);
    frame->map = mode_map(mode, codec_flag(b));
}

/* Reads the header of an E-AC-3 frame (A/52 E.2.2.2). */
static void read_enhanced(struct codec_bits *b, struct frame *frame)
{
    frame->is_enhanced = true;
    frame->is_dependent = codec_take(b, 2) == DEPENDENT;
    frame->number = codec_take(b, 3);
    frame->size = ((size_t)codec_take(b, 11) + 1) * 2;
    codec_skip(b, 4);
    unsigned mode = codec_take(b, 3);
    frame->map = mode_map(mode, codec_flag(b));
    codec_skip(b, 5);
    for (unsigned i = 0; i < (mode ? 1U : 2U); i++) {
        codec_skip(b, 5);
        if (codec_flag(b))
            codec_skip(b, 8);
    }
    if (frame->is_dependent && codec_flag(b))
        frame->map = codec_take(b, 16);
}

static bool read_frame(const unsigned char *bytes, size_t len, struct frame *frame)
{
    struct codec_bits b = {.bytes = bytes, .len = len};

    *frame = (struct frame){0};
    if (codec_take(&b, 16) != 0x0b77 || len < 7 || bytes[5] >> 3 > 16)
        return false;
    if (bytes[5] >> 3 <= OLDER)
        read_older(&b, frame);
    else
        read_enhanced(&b, frame);
    return !b.overrun;
}

bool codec_ac3(const unsigned char *bytes, size_t len, struct content_track *track)
{
    struct frame first, next;

    if (!read_frame(bytes, len, &first))
        return false;
    size_t at = first.size;
    while (first.is_enhanced && at < len && read_frame(bytes + at, len - at, &next) &&
           next.is_dependent) {
        first.map |= next.map;
        at += next.size;
    }
    if (at + 2 <= len && (bytes[at] != 0x0b || bytes[at + 1] != 0x77))
        return false;
    content_codec_set(track, first.is_enhanced ? "eac3" : "ac3");
    track->channels = count_places(first.map);
    return true;
}

bool codec_dac3(const unsigned char *bytes, size_t len, struct content_track *track)
{
    struct codec_bits b = {.bytes = bytes, .len = len};

    codec_skip(&b, 2 + 5 + 3);
    unsigned mode = codec_take(&b, 3);
    unsigned map = mode_map(mode, codec_flag(&b));
    if (b.overrun)
        return false;
    codec_set_name(track, "ac3");
    track->channels = count_places(map);
    return true;
}

/* Reads the first independent substream and the channels of its dependent substreams. A field of 9
 * bits states these channels, from Lc/Rc in the lowest bit to LFE2 in the highest (ETSI TS 102 366
 * F.6.2.13). */
bool codec_dec3(const unsigned char *bytes, size_t len, struct content_track *track)
{
    static const unsigned places[] = {0x0400, 0x0200, BACK,   0x0080, 0x0040,
                                      0x0020, 0x0010, 0x0008, 0x0002};
    struct codec_bits b = {.bytes = bytes, .len = len};

    codec_skip(&b, 13 + 3 + 2 + 5 + 1 + 1 + 3);
    unsigned mode = codec_take(&b, 3);
    unsigned map = mode_map(mode, codec_flag(&b));
    if (b.overrun)
        return false;
    codec_skip(&b, 3);
    if (codec_take(&b, 4)) {
        unsigned located = codec_take(&b, 9);
        for (unsigned i = 0; i < sizeof places / sizeof *places; i++)
            map |= located >> i & 1 ? places[i] : 0;
    }
    codec_set_name(track, "eac3");
    track->channels = count_places(map);
    return true;
}

/* Returns a frame's length in bytes, computed from its bit rate and sampling rate; 0: the bit rate
 * is not stated. */
static size_t mpeg_length(const unsigned char *bytes)
{
    /* Bit rates in kbit/s. The rows are for MPEG-1 layer 1, layer 2, layer 3, MPEG-2 layer 1, and
     * MPEG-2 layers 2 and 3 (ISO/IEC 11172-3 2.4.2.3 and 13818-3 2.4.2.3). */
    static const uint16_t rates[5][15] = {
        {0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
        {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
        {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
        {0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
        {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
    };
    static const uint16_t frequencies[] = {44100, 48000, 32000};
    unsigned version = bytes[1] >> 3 & 3, layer = 4 - (bytes[1] >> 1 & 3); /* version 3 is MPEG-1 */
    bool is_first = version == 3;
    unsigned rate = rates[is_first ? layer - 1 : layer == 1 ? 3 : 4][bytes[2] >> 4] * 1000U;
    unsigned frequency = frequencies[bytes[2] >> 2 & 3] >> (is_first ? 0 : version == 2 ? 1 : 2);
    unsigned padding = bytes[2] >> 1 & 1;

    if (layer == 1)
        return ((size_t)12 * rate / frequency + (rate ? padding : 0)) * 4;
    return (size_t)(layer == 3 && !is_first ? 72 : 144) * rate / frequency + (rate ? padding : 0);
}

bool codec_mpeg_audio(const unsigned char *bytes, size_t len, struct content_track *track)
{
    static const char *const names[] = {NULL, "mp3", "mp2", "mp1"};
    enum { ONE_CHANNEL = 3, RESERVED = 1 };

    if (len < 4 || bytes[0] != 0xff || (bytes[1] & 0xe0) != 0xe0)
        return false;
    unsigned version = bytes[1] >> 3 & 3, layer = bytes[1] >> 1 & 3;
    if (version == RESERVED || !layer || bytes[2] >> 4 == 15 || (bytes[2] >> 2 & 3) == 3)
        return false;
    size_t next = mpeg_length(bytes);
    if (next && next + 2 <= len &&
        (bytes[next] != 0xff || ((bytes[next + 1] ^ bytes[1]) & 0xfe) != 0))
        return false;
    content_codec_set(track, names[layer]);
    track->channels = bytes[3] >> 6 == ONE_CHANNEL ? 1 : 2;
    return true;
}

/* Uses the presentation with the most channels. In the channel map, the bits from the lowest are
 * L/R, C, LFE, Ls/Rs, Lvh/Rvh, Lc/Rc, Lrs/Rrs, Cs, Ts, Lsd/Rsd, Lw/Rw, Cvh, LFE2. */
bool codec_truehd(const unsigned char *bytes, size_t len, struct content_track *track)
{
    static const unsigned char sync[] = {0xf8, 0x72, 0x6f, 0xba};
    enum { TRUEHD_PAIRS = 0x0679 }; /* bits that stand for two channels */

    if (len < 12 || memcmp(bytes + 4, sync, sizeof sync) != 0)
        return false;
    struct codec_bits b = {.bytes = bytes + 8, .len = 4};
    codec_skip(&b, 4 + 4 + 2 + 2);
    unsigned few = codec_take(&b, 5);
    codec_skip(&b, 2);
    unsigned many = codec_take(&b, 13), map = many ? many : few;
    if (!map)
        return false;
    codec_set_name(track, "truehd");
    track->channels = count_bits(map) + count_bits(map & TRUEHD_PAIRS);
    return true;
}

/* The header's bytes (DVD-Video, part 3, 5.3.1): number of frames, position of the first frame (2
 * bytes), mute flag and frame number, format, dynamic range. */
bool codec_lpcm_dvd(const unsigned char *bytes, size_t len, struct content_track *track)
{
    if (len < 6 || bytes[4] >> 6 == 3)
        return false;
    codec_set_name(track, "pcm_dvd");
    track->channels = (bytes[4] & 7U) + 1;
    return true;
}

/* The header's bytes (System Description Blu-ray Disc, part 3): length (2 bytes), speaker positions
 * and sampling rate, bit depth. */
bool codec_lpcm_bluray(const unsigned char *bytes, size_t len, struct content_track *track)
{
    static const unsigned char channels[16] = {0, 1, 0, 2, 3, 3, 4, 4, 5, 6, 7, 8};

    if (len < 4 || !channels[bytes[2] >> 4] || !(bytes[3] >> 6))
        return false;
    codec_set_name(track, "pcm_bluray");
    track->channels = channels[bytes[2] >> 4];
    return true;
}
