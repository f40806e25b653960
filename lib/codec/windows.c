/* Reads Windows headers for video and audio, which AVI, ASF and Matroska use. */
#include <stdio.h>
#include <string.h>

#include "base/endian.h"
#include "codec/parts.h"

/* --- pictures ------------------------------------------------------------------------------- */

/* Reads the codec data after the header. Tries the codec's configuration format first. If that
 * fails, reads the data as the beginning of a stream. */
static void read_own(const unsigned char *bytes, size_t len, struct content_track *track)
{
    static const struct {
        const char *codec;
        bool (*read[2])(const unsigned char *bytes, size_t len, struct content_track *track);
    } readers[] = {
        {"H.264", {codec_avc_config, codec_h264_stream}},
        {"H.265", {codec_hevc_config, codec_hevc_stream}},
        {"AV1", {codec_av1_config, NULL}},
        {"VC-1", {codec_vc1, NULL}},
        {"MPEG-2", {codec_mpeg_sequence, NULL}},
        {"MPEG-4", {codec_mpeg4_vol, NULL}},
        {"XviD", {codec_mpeg4_vol, NULL}},
        {"DivX", {codec_mpeg4_vol, NULL}},
    };

    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
        if (strcmp(track->codec, readers[i].codec) != 0)
            continue;
        if (!readers[i].read[0](bytes, len, track) && readers[i].read[1])
            readers[i].read[1](bytes, len, track);
    }
}

bool codec_bitmap(const unsigned char *bytes, size_t len, struct content_track *track)
{
    enum { HEAD = 40, RGB = 0, BITS = 14, COMPRESSION = 16 };

    if (len < 20)
        return false;
    /* A negative height means that the top line comes first. */
    int32_t height = (int32_t)le32(bytes + 8);
    uint32_t width = le32(bytes + 4), high = height < 0 ? 0 - (uint32_t)height : (uint32_t)height;
    codec_set_coded_size(track, width, high);
    if (le32(bytes + COMPRESSION) == RGB) {
        codec_set_name(track, "rawvideo");
        track->bit_depth = le16(bytes + BITS) >= 24 ? 8 : 0;
    } else {
        char id[5] = "";
        memcpy(id, bytes + COMPRESSION, 4);
        codec_set_name(track, id);
    }
    size_t own = le32(bytes) > HEAD ? HEAD : le32(bytes);
    if (own >= 20 && own < len)
        read_own(bytes + own, len - own, track);
    codec_set_size(track, width, high, 0, 0); /* no effect if the codec's header has set the size */
    return true;
}

/* --- sound ---------------------------------------------------------------------------------- */

/* Wave format numbers (RFC 2361 and Microsoft's mmreg.h), each with the codec id
 * for codec_set_name. */
/* clang-format off */
static const struct {
    unsigned format;
    const char *id;
} formats[] = {
    {0x0001, "pcm_s16le"}, {0x0002, "adpcm_ms"}, {0x0003, "pcm_f32le"}, {0x0006, "pcm_alaw"},
    {0x0007, "pcm_mulaw"}, {0x000a, "wmavoice"}, {0x0011, "adpcm_ima_wav"}, {0x0050, "mp2"},
    {0x0055, "mp3"},       {0x0057, "amr_nb"},   {0x0058, "amr_wb"},    {0x00ff, "aac"},
    {0x0160, "wmav1"},     {0x0161, "wmav2"},    {0x0162, "wmapro"},    {0x0163, "wmalossless"},
    {0x1600, "aac"},       {0x1602, "aac_latm"}, {0x1610, "aac"},       {0x2000, "ac3"},
    {0x2001, "dts"},       {0x566f, "vorbis"},   {0x674f, "vorbis"},    {0x6750, "vorbis"},
    {0x6751, "vorbis"},    {0x676f, "vorbis"},   {0x6770, "vorbis"},    {0x6771, "vorbis"},
    {0x704f, "opus"},      {0xf1ac, "flac"},
};
/* clang-format on */

/* Returns the number of the wave format. WAVEFORMATEXTENSIBLE has the number in its subformat, a
 * GUID with a fixed ending. */
static unsigned format_of(const unsigned char *bytes, size_t len)
{
    static const unsigned char ending[] = {0x00, 0x00, 0x00, 0x00, 0x10, 0x00, 0x80,
                                           0x00, 0x00, 0xaa, 0x00, 0x38, 0x9b, 0x71};
    enum { EXTENSIBLE = 0xfffe, SUBFORMAT = 24 };
    unsigned format = le16(bytes);

    if (format == EXTENSIBLE && len >= SUBFORMAT + 16 &&
        memcmp(bytes + SUBFORMAT + 2, ending, sizeof ending) == 0)
        return le16(bytes + SUBFORMAT);
    return format;
}

void codec_wave_name(unsigned format, struct content_track *track)
{
    char number[8];

    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (formats[i].format == format)
            codec_set_name(track, formats[i].id);
    snprintf(number, sizeof number, "0x%04x", format & 0xffff);
    codec_set_name(track, number);
}

bool codec_wave(const unsigned char *bytes, size_t len, struct content_track *track)
{
    enum { HEAD = 18, MOST_CHANNELS = 64 };

    if (len < 14)
        return false;
    codec_wave_name(format_of(bytes, len), track);
    unsigned channels = le16(bytes + 2);
    track->channels = channels <= MOST_CHANNELS ? channels : 0;
    if (len > HEAD && strcmp(track->codec, "AAC") == 0)
        codec_aac_config(bytes + HEAD, len - HEAD, track);
    return true;
}
