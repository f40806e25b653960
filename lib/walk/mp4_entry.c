/* Reads the sample entry of a picture or sound track: its codec and its boxes. Invalid values in
 * these boxes are not findings, because only a decoder can judge them. */
#include <string.h>

#include "codec/codec.h"
#include "walk/mp4_parts.h"

enum {
    VISUAL = 78,   /* bytes of a picture entry before its boxes (ISO/IEC 14496-12, 12.1.3) */
    AUDIO = 28,    /* bytes of a sound entry before its boxes (14496-12, 12.2.3) */
    AUDIO_V1 = 44, /* the same for QuickTime's version 1 (QTFF, "Sound Sample Description") */
    AUDIO_V2 = 64, /* the same for QuickTime's version 2 */
    CONFIG = 8192, /* maximum number of bytes read from a box */
    NESTED = 4     /* maximum nesting of boxes in an entry (sinf, wave) */
};

typedef bool config_reader(const unsigned char *bytes, size_t len, struct content_track *track);

/* --- descriptors (ISO/IEC 14496-1 7.2.6) ----------------------------------------------------- */

enum { TAG_ES = 3, TAG_DECODER = 4, TAG_SPECIFIC = 5 };

/* Codecs by their id in esds, for entries whose code is only mp4a or mp4v (14496-1 table 5, and the
 * MP4 registration authority's list), with ids for content_codec_set. */
/* clang-format off */
static const struct {
    unsigned char id;
    const char *codec;
} object_types[] = {
    {0x20, "mp4v"},  {0x21, "avc1"},  {0x23, "hvc1"},
    {0x40, "mp4a"},  {0x66, "mp4a"},  {0x67, "mp4a"},  {0x68, "mp4a"},
    {0x60, "mpeg2video"}, {0x61, "mpeg2video"}, {0x62, "mpeg2video"},
    {0x63, "mpeg2video"}, {0x64, "mpeg2video"}, {0x65, "mpeg2video"},
    {0x6a, "mpeg1video"}, {0x6c, "mjpeg"}, {0x6d, "png"},
    {0x69, "mp3"},   {0x6b, "mp3"},
    {0xa3, "vc-1"},  {0xa5, "ac-3"},  {0xa6, "ec-3"},  {0xa9, "dtsc"},
    {0xad, "opus"},  {0xb1, "vp09"},  {0xc1, "flac"},  {0xdd, "vorbis"},
};
/* clang-format on */

/* Reads a descriptor between `*at` and `end`: its tag, and its length, which has up to four bytes
 * of seven bits. Moves `*at` to the descriptor's contents. If the contents are incomplete, `len` is
 * the number of bytes up to `end`. Returns false if the tag or the length is incomplete. */
static bool read_descriptor(const unsigned char **at, const unsigned char *end, unsigned *tag,
                            size_t *len)
{
    const unsigned char *p = *at;

    if (p >= end)
        return false;
    *tag = *p++;
    *len = 0;
    for (int i = 0; i < 4; i++) {
        if (p >= end)
            return false;
        *len = *len << 7 | (*p & 0x7f);
        if (!(*p++ & 0x80))
            break;
    }
    *at = p;
    if (*len > (size_t)(end - p))
        *len = (size_t)(end - p);
    return true;
}

static void read_specific(const unsigned char *bytes, size_t len, unsigned object,
                          struct content_track *track)
{
    if (object == 0x20)
        codec_mpeg4_vol(bytes, len, track);
    else if (object == 0x40 || (object >= 0x66 && object <= 0x68))
        codec_aac_config(bytes, len, track);
    else if (object >= 0x60 && object <= 0x65)
        codec_mpeg_sequence(bytes, len, track);
}

/* Reads a decoder's configuration: the codec id, 12 bytes of rates, then descriptors, which contain
 * the codec's own configuration. */
static void read_decoder(const unsigned char *at, const unsigned char *end,
                         struct content_track *track)
{
    unsigned tag, object = at < end ? *at : 0;
    size_t len;

    for (size_t i = 0; i < sizeof object_types / sizeof *object_types; i++)
        if (object_types[i].id == object)
            content_codec_set(track, object_types[i].codec);
    if (end - at < 13)
        return;
    for (at += 13; read_descriptor(&at, end, &tag, &len); at += len)
        if (tag == TAG_SPECIFIC)
            read_specific(at, len, object, track);
}

static bool read_esds(const unsigned char *bytes, size_t len, struct content_track *track)
{
    const unsigned char *at = bytes + 4, *end = bytes + len;
    unsigned tag;

    if (len < 8 || !read_descriptor(&at, end, &tag, &len))
        return false;
    if (tag == TAG_ES && end - at >= 3) {
        unsigned flags = at[2];
        at += 3 + (flags & 0x80 ? 2 : 0);
        if (flags & 0x40)
            at += at < end ? *at + 1 : 0;
        at += flags & 0x20 ? 2 : 0;
        if (at >= end || !read_descriptor(&at, end, &tag, &len))
            return false;
    }
    if (tag == TAG_DECODER)
        read_decoder(at, at + len, track);
    return tag == TAG_DECODER;
}

/* --- other boxes ----------------------------------------------------------------------------- */

/* Reads colr: a type, then the colour primaries and the transfer function of ITU-T H.273. The type
 * is nclx (14496-12, 12.1.5), or nclc (QTFF). */
static bool read_colr(const unsigned char *bytes, size_t len, struct content_track *track)
{
    if (len < 8 || (memcmp(bytes, "nclx", 4) != 0 && memcmp(bytes, "nclc", 4) != 0))
        return false;
    unsigned transfer = be16(bytes + 6);
    track->hdr |= transfer == 16 ? CONTENT_HDR10 : transfer == 18 ? CONTENT_HLG : 0;
    return true;
}

/* Reads fiel: the number of fields per frame, 1 or 2 (QTFF, "Field Handling"). */
static bool read_fiel(const unsigned char *bytes, size_t len, struct content_track *track)
{
    if (len < 1 || bytes[0] < 1 || bytes[0] > 2)
        return false;
    track->scan = bytes[0] == 1 ? CONTENT_PROGRESSIVE : CONTENT_INTERLACED;
    return true;
}

/* Reads dOps: a version, then the number of channels (Opus in ISO-BMFF 4.3.2). */
static bool read_dops(const unsigned char *bytes, size_t len, struct content_track *track)
{
    if (len < 2 || !bytes[1])
        return false;
    track->channels = bytes[1];
    return true;
}

/* Reads dfLa: version and flags, a block header, and STREAMINFO (FLAC in ISO-BMFF 3.3.2). In
 * STREAMINFO, the number of channels follows 20 bits of sample rate (RFC 9639 8.2). */
static bool read_dfla(const unsigned char *bytes, size_t len, struct content_track *track)
{
    enum { STREAMINFO = 8 };

    if (len < STREAMINFO + 34)
        return false;
    track->channels = (bytes[STREAMINFO + 12] >> 1 & 7) + 1;
    return true;
}

/* Reads ALAC's cookie (Apple's ALACMagicCookieDescription), after 4 bytes of version and flags.
 * Byte 9 of the cookie is the number of channels. */
static bool read_alac(const unsigned char *bytes, size_t len, struct content_track *track)
{
    if (len < 4 + 24 || !bytes[13])
        return false;
    track->channels = bytes[13];
    return true;
}

/* Returns the number of channels in a speaker mask. A bit that is also in `pairs` stands for two
 * channels. */
static unsigned count_channels(unsigned mask, unsigned pairs)
{
    unsigned count = 0;

    for (unsigned bit = 1; bit && bit <= mask; bit <<= 1)
        count += mask & bit ? (pairs & bit ? 2 : 1) : 0;
    return count;
}

/* Reads ddts, in which the channel mask follows 17 bytes (ETSI TS 102 114 E.2.2.3.1, table
 * 7-10). */
static bool read_ddts(const unsigned char *bytes, size_t len, struct content_track *track)
{
    enum { PAIRS = 0xae66 };
    unsigned count = len >= 19 ? count_channels(be16(bytes + 17), PAIRS) : 0;

    if (count)
        track->channels = count;
    return count;
}

/* Reads the format_info of dmlp (TrueHD): a channel mask of 13 bits for up to eight channels, or of
 * 5 bits for up to six (Dolby TrueHD bitstreams within the ISO base media file format; Dolby TrueHD
 * 3). */
static bool read_dmlp(const unsigned char *bytes, size_t len, struct content_track *track)
{
    enum { PAIRS = 0x0679 };
    uint32_t format = len >= 4 ? be32(bytes) : 0;
    unsigned eight = format & 0x1fff, six = format >> 15 & 0x1f;
    unsigned count = count_channels(eight ? eight : six, PAIRS);

    if (count)
        track->channels = count;
    return count;
}

/* Reads pasp, the pixel aspect ratio (14496-12, 12.1.4). */
static void read_pasp(struct mp4_shown *shown, const unsigned char *bytes, size_t len)
{
    if (len < 8)
        return;
    shown->aspect_width = be32(bytes);
    shown->aspect_height = be32(bytes + 4);
}

/* Reads clap, the size of the visible part of the picture, as fractions (14496-12, 12.1.4). */
static void read_clap(struct mp4_shown *shown, const unsigned char *bytes, size_t len)
{
    if (len < 16 || !be32(bytes + 4) || !be32(bytes + 12))
        return;
    shown->clean_width = be32(bytes) / be32(bytes + 4);
    shown->clean_height = be32(bytes + 8) / be32(bytes + 12);
}

/* Reads frma: the entry's code before it was encrypted (14496-12, 8.12.2). */
static bool read_frma(const unsigned char *bytes, size_t len, struct content_track *track)
{
    char name[5];

    if (len >= 4)
        content_codec_set(track, walker_fourcc(bytes, name));
    return len >= 4;
}

/* clang-format off */
static const struct config {
    uint32_t code;
    config_reader *read;
} configs[] = {
    {FOURCC('a', 'v', 'c', 'C'), codec_avc_config},
    {FOURCC('h', 'v', 'c', 'C'), codec_hevc_config},
    {FOURCC('a', 'v', '1', 'C'), codec_av1_config},
    {FOURCC('v', 'p', 'c', 'C'), codec_vp9_config},
    {FOURCC('d', 'v', 'c', 'C'), codec_dolby_vision},
    {FOURCC('d', 'v', 'v', 'C'), codec_dolby_vision},
    {FOURCC('d', 'v', 'w', 'C'), codec_dolby_vision},
    {FOURCC('c', 'o', 'l', 'r'), read_colr},
    {FOURCC('f', 'i', 'e', 'l'), read_fiel},
    {FOURCC('e', 's', 'd', 's'), read_esds},
    {FOURCC('d', 'a', 'c', '3'), codec_dac3},
    {FOURCC('d', 'e', 'c', '3'), codec_dec3},
    {FOURCC('d', 'O', 'p', 's'), read_dops},
    {FOURCC('d', 'f', 'L', 'a'), read_dfla},
    {FOURCC('a', 'l', 'a', 'c'), read_alac},
    {FOURCC('d', 'd', 't', 's'), read_ddts},
    {FOURCC('d', 'm', 'l', 'p'), read_dmlp},
    {FOURCC('f', 'r', 'm', 'a'), read_frma},
};
/* clang-format on */

static void read_boxes(struct mp4 *m, uint64_t at, uint64_t end, unsigned depth);

static void read_box(struct mp4 *m, const struct mp4_box *box, unsigned depth)
{
    uint64_t all = box->end - box->body;
    size_t len = all < CONFIG ? (size_t)all : CONFIG;

    if (box->code == FOURCC('s', 'i', 'n', 'f') || box->code == FOURCC('w', 'a', 'v', 'e')) {
        read_boxes(m, box->body, box->end, depth + 1);
        return;
    }
    const unsigned char *bytes = len ? mp4_quiet_body(m, box, len) : NULL;
    if (!bytes)
        return;
    if (box->code == FOURCC('p', 'a', 's', 'p'))
        read_pasp(&m->track->shown, bytes, len);
    if (box->code == FOURCC('c', 'l', 'a', 'p'))
        read_clap(&m->track->shown, bytes, len);
    for (size_t i = 0; i < sizeof configs / sizeof *configs; i++)
        if (configs[i].code == box->code)
            configs[i].read(bytes, len, &m->track->content);
}

static void read_boxes(struct mp4 *m, uint64_t at, uint64_t end, unsigned depth)
{
    struct mp4_box box;

    while (depth < NESTED && mp4_quiet_child(m, &at, end, &box))
        read_box(m, &box, depth);
}

/* --- entries --------------------------------------------------------------------------------- */

/* Entries whose code is not the codec's name, or is the name of another codec. */
/* clang-format off */
static const struct {
    uint32_t code;
    const char *codec;
} entries[] = {
    {FOURCC('m', 's', 0, 0x55), "mp3"}, /* QTFF: "ms" and the number of a Windows wave format */
    {FOURCC('m', 's', 0, 0x50), "mp2"},
    {FOURCC('m', 's', 0, 0x02), "adpcm_ms"},
    {FOURCC('m', 's', 0, 0x11), "adpcm_ima_wav"},
    {FOURCC('N', 'O', 'N', 'E'), "twos"},
};
/* clang-format on */

static void set_codec(struct mp4 *m, const struct mp4_box *entry)
{
    struct content_track *track = &m->track->content;
    char name[5];

    content_codec_set(track, walker_fourcc(entry->type, name));
    /* The code "raw " is used for pictures and for sound. */
    if (m->track->stream == 'v' && entry->code == FOURCC('r', 'a', 'w', ' '))
        content_codec_set(track, "rawvideo");
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++)
        if (entries[i].code == entry->code)
            content_codec_set(track, entries[i].codec);
}

/* Returns whether entries with this code are also used for single pictures. */
static bool is_still(uint32_t code)
{
    static const uint32_t stills[] = {
        FOURCC('j', 'p', 'e', 'g'), FOURCC('m', 'j', 'p', 'a'), FOURCC('m', 'j', 'p', 'b'),
        FOURCC('M', 'J', 'P', 'G'), FOURCC('p', 'n', 'g', ' '), FOURCC('m', 'p', '4', 'v'),
    };

    for (size_t i = 0; i < sizeof stills / sizeof *stills; i++)
        if (stills[i] == code)
            return true;
    return false;
}

static void read_visual(struct mp4 *m, const struct mp4_box *entry)
{
    const unsigned char *bytes = mp4_quiet_body(m, entry, VISUAL);

    if (!bytes)
        return;
    m->track->shown.width = be16(bytes + 24);
    m->track->shown.height = be16(bytes + 26);
    read_boxes(m, entry->body + VISUAL, entry->end, 0);
    m->track->may_be_cover = is_still(entry->code);
    /* ProRes states its bit depth by its code: ap4h and ap4x are 4444, with 12 bits (Apple ProRes
     * White Paper). */
    if (strcmp(m->track->content.codec, "ProRes") == 0)
        m->track->content.bit_depth = entry->code >> 8 == (FOURCC('a', 'p', '4', 0) >> 8) ? 12 : 10;
}

/* Returns the offset of the boxes in a sound entry. `stsd` is the version of the enclosing stsd. If
 * `stsd` is 0, the entry has a QuickTime version, which determines the offset. Otherwise, the entry
 * has an ISO version, which does not change the offset. */
static uint64_t sound_boxes(const unsigned char *bytes, unsigned stsd)
{
    unsigned version = stsd ? 0 : be16(bytes + 8);

    return version == 1 ? AUDIO_V1 : version == 2 ? AUDIO_V2 : AUDIO;
}

static void read_sound(struct mp4 *m, const struct mp4_box *entry, unsigned version)
{
    struct content_track *track = &m->track->content;
    const unsigned char *bytes = mp4_quiet_body(m, entry, AUDIO);
    uint64_t boxes = bytes ? sound_boxes(bytes, version) : 0;
    unsigned channels = bytes ? be16(bytes + 16) : 0;

    if (!bytes)
        return;
    if (boxes == AUDIO_V2) {
        bytes = mp4_quiet_body(m, entry, AUDIO_V2);
        channels = bytes ? be32(bytes + 40) : 0;
    }
    if (entry->end - entry->body > boxes)
        read_boxes(m, entry->body + boxes, entry->end, 0);
    /* The codec's own header is more reliable, because many writers always state 2 channels
     * here. */
    if (strcmp(track->codec, "AMR") == 0)
        track->channels = 1;
    else if (!track->channels && channels <= 255)
        track->channels = channels;
}

void mp4_entry(struct mp4 *m, const struct mp4_box *entry, unsigned version)
{
    static const uint32_t encrypted[] = {
        FOURCC('e', 'n', 'c', 'v'), FOURCC('e', 'n', 'c', 'a'), FOURCC('e', 'n', 'c', 's'),
        FOURCC('e', 'n', 'c', 't'), FOURCC('d', 'r', 'm', 's'), FOURCC('d', 'r', 'm', 'i'),
    };

    for (size_t i = 0; i < sizeof encrypted / sizeof *encrypted; i++)
        if (encrypted[i] == entry->code)
            m->track->content.is_encrypted = true;
    set_codec(m, entry);
    if (m->track->stream == 'v')
        read_visual(m, entry);
    else if (m->track->stream == 'a')
        read_sound(m, entry, version);
}
