/* Fuzzes the headers of codecs. The first byte chooses the codec. */
#include <stdlib.h>
#include <string.h>

#include "codec/codec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool (*const readers[])(const unsigned char *, size_t, struct content_track *) = {
    codec_avc_config,   codec_hevc_config,   codec_av1_config,  codec_vp9_config, codec_h264_sps,
    codec_hevc_sps,     codec_h264_stream,   codec_hevc_stream, codec_mpeg4_vol,  codec_vc1,
    codec_aac_config,   codec_mpeg_sequence, codec_adts,        codec_latm,       codec_ac3,
    codec_dolby_vision, codec_dac3,          codec_dec3,        codec_dts,        codec_mpeg_audio,
    codec_truehd,       codec_lpcm_dvd,      codec_lpcm_bluray, codec_vp9_frame,  codec_vorbis,
    codec_opus,         codec_theora,        codec_flac,        codec_bitmap,     codec_wave,
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct content content = CONTENT_NOTHING;
    struct content_track *track = content_track_add(&content, 'v');

    if (!size)
        return 0;
    bool found = readers[data[0] % (sizeof readers / sizeof *readers)](data + 1, size - 1, track);
    if (track->frame_rate < 0 || track->coded_width > 65535 || track->coded_height > 65535 ||
        (!found && track->codec[0]))
        abort();
    json_decref(content_json(&content));
    return 0;
}
