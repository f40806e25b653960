/* Reads the beginning of a stream of any codec, and sets values that follow from the codec
 * alone. */
#include "codec/codec.h"

#include <string.h>

/* clang-format off */
static const struct {
    const char *codec;
    bool (*read)(const unsigned char *bytes, size_t len, struct content_track *track);
} readers[] = {
    {"H.264", codec_h264_stream},    {"H.265", codec_hevc_stream},    {"VP9", codec_vp9_frame},
    {"MPEG-1", codec_mpeg_sequence}, {"MPEG-2", codec_mpeg_sequence}, {"VC-1", codec_vc1},
    {"MPEG-4", codec_mpeg4_vol},     {"XviD", codec_mpeg4_vol},       {"DivX", codec_mpeg4_vol},
    {"AC-3", codec_ac3},             {"E-AC-3", codec_ac3},           {"DTS", codec_dts},
    {"DTS-HD", codec_dts},           {"DTS-HD MA", codec_dts},        {"TrueHD", codec_truehd},
    {"MP1", codec_mpeg_audio},       {"MP2", codec_mpeg_audio},       {"MP3", codec_mpeg_audio},
};
/* clang-format on */

bool codec_frame(const unsigned char *bytes, size_t len, struct content_track *track)
{
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++)
        if (strcmp(track->codec, readers[i].codec) == 0)
            return readers[i].read(bytes, len, track);
    return false;
}

void codec_set_certain(struct content_track *track)
{
    static const char *const with_8_bits[] = {
        "MPEG-1", "MPEG-2", "MPEG-4", "XviD", "DivX", "H.263", "VP8",
        "Theora", "MJPEG",  "WMV",    "MP42", "MPG4", "FLV1",  "dvsd",
    };
    static const char *const without_fields[] = {"VP8", "VP9", "AV1", "Theora"};

    for (size_t i = 0; i < sizeof with_8_bits / sizeof *with_8_bits; i++)
        if (!track->bit_depth && strcmp(track->codec, with_8_bits[i]) == 0)
            track->bit_depth = 8;
    for (size_t i = 0; i < sizeof without_fields / sizeof *without_fields; i++)
        if (strcmp(track->codec, without_fields[i]) == 0)
            track->scan = CONTENT_PROGRESSIVE;
}
