/* Codec headers: those of real encoders (ffmpeg's), some made by hand, and hostile ones. */
#include <criterion/criterion.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "codec/codec.h"

typedef bool reader(const unsigned char *bytes, size_t len, struct content_track *track);

/* The bytes in hexadecimal, and the values that they state; NULL: rejected. */
/* clang-format off */
static const struct row {
    reader *read;
    const char *name, *states, *bytes;
} rows[] = {
    {codec_h264_sps, "576p by x264", "H.264, 720x576, 25.000 a second, progressive, 8 bits",
     "6742c01eda02d049b011000003000100000300320f162ea0"},
    {codec_h264_sps, "fields by x264", "H.264, 1920x1088 as 1920x1080, 29.970 a second, 8 bits",
     "674d4028f403c0227ef01100000303e90000ea60604000089544000112a8a4c200f8b175"},
    {codec_h264_sps, "4:2:2, 10 bits, HLG by x264", "H.264, 1920x1088 as 1918x1078, 24.000 a second, progressive, 10 bits, hdr 2",
     "677a0028b6cb403c0113d45e02d4244825000003000100000300300f1832a0"},
    {codec_h264_sps, "4:4:4 by x264", "H.264, 640x368 as 636x358, 24.000 a second, progressive, 8 bits",
     "67f4001e91d640280bf962f011000003000100000300300f162e48"},
    {codec_hevc_sps, "HDR10 by x265", "H.265, 1920x1088 as 1920x1080, 23.976 a second, progressive, 10 bits, hdr 1",
     "420101022000000300900000030000030078a003c0801107cad965654a4c2f016a122012"
     "0800001f480002ee0040"},
    {codec_hevc_sps, "anamorphic by x265", "H.265, 720x416 as 1175x404, 50.000 a second, progressive, 8 bits",
     "42010101600000030090000003000003005aa005a201a1d4f965654a4c2f0a6808000003"
     "0008000003019040"},
    {codec_h264_stream, "with the message of its first picture", "H.264, 1920x1088 as 1920x1080, 29.970 a second, interlaced, 8 bits",
     "000001674d4028f403c0227ef01100000303e90000ea60604000089544000112a8a4c200"
     "f8b17500000168de0fc800000106000593c67046538000000106010300000c8000000165"
     "88822c3a863000708c05a5284cb186"},
    {codec_mpeg_sequence, "fields, 16:9", "MPEG-2, 720x576 as 1024x576, 25.000 a second, interlaced, 8 bits",
     "000001b32d024033ffffe018000001b5148200010000000001b80008004000000100000f"
     "fff8000001b58ffff38000000001012b7c"},
    {codec_mpeg_sequence, "NTSC film, 4:3", "MPEG-2, 704x480 as 640x480, 23.976 a second, progressive, 8 bits",
     "000001b32c01e021ffffe018000001b5148a00010000000001b80008004000000100000f"
     "fff8000001b58ffff341800000010123f9"},
    {codec_mpeg_sequence, "MPEG-1", "MPEG-1, 352x288, 25.000 a second, progressive, 8 bits",
     "000001b316012013ffffe018000001b80008004000000100000ffff80000010123f9"},
    {codec_mpeg4_vol, "by libavcodec", "MPEG-4, 640x352, progressive, 8 bits",
     "000001b001000001b58913000001000000012000c48d8800c514042c1443"},
    {codec_mpeg4_vol, "by Xvid", "MPEG-4, 640x352, 24.000 a second, progressive, 8 bits",
     "000001b003000001b509000001000000012000bc0406c400630c5010b0518f"},
    {codec_av1_config, "HDR10 by libaom", "AV1, 640x360, progressive, 10 bits, hdr 1",
     "81014c000a0e0000000cc4ff6736be5424402410"},
    {codec_av1_config, "by SVT-AV1", "AV1, 320x180, progressive, 8 bits",
     "81000c000a0b000000043cfecc02f80040"},
    {codec_vp9_config, "HLG by libvpx", "10 bits, hdr 2",
     "01000000020ba20212020000"},
    {codec_vp9_frame, "4:2:0 by libvpx", "8 bits",
     "824983420013f00b3400"},
    {codec_vp9_frame, "of profile 2", "10 bits",
     "9049834200"},
    {codec_vorbis, "stereo", "Vorbis, 2 channels",
     "01766f72626973000000000244ac000000000000"},
    {codec_opus, "5.1", "Opus, 6 channels",
     "4f707573486561640106380180bb00000000010402"},
    {codec_flac, "stereo", "FLAC, 2 channels",
     "664c614300000022100010000000000000000ac442f000000000303132333435"},
    {codec_aac_config, "mono", "AAC, 1 channels",
     "118856e500"},
    {codec_adts, "mono", "AAC, 1 channels",
     "fff14c401abffcde02004c61766335392e33372e313030000288aa5050ed0d0c"},
    {codec_aac_config, "stereo", "AAC, 2 channels",
     "119056e500"},
    {codec_adts, "stereo", "AAC, 2 channels",
     "fff14c80253ffcde02004c61766335392e33372e3130300042551ffffff33002"},
    {codec_aac_config, "5.1", "AAC, 6 channels",
     "11b056e500"},
    {codec_adts, "5.1", "AAC, 6 channels",
     "fff14d805cdffcde02004c61766335392e33372e313030000230a95fd4fe9297"},
    {codec_aac_config, "6.1", "AAC, 7 channels",
     "118004c848002000c4400d4c61766335392e33372e31303056e500"},
    {codec_adts, "6.1", "AAC, 7 channels",
     "fff14c00621ffca0990900040018880d4c61766335392e33372e313030de0200"},
    {codec_aac_config, "7.1", "AAC, 8 channels",
     "11b856e500"},
    {codec_adts, "7.1", "AAC, 8 channels",
     "fff14dc05d5ffcde02004c61766335392e33372e313030000230a95fd4fe2a93"},
    {codec_latm, "5.1", "AAC, 6 channels",
     "56e2e3200011b01fe7fffee6f01002630bb319a9c97199b9"},
    {codec_ac3, "mono", "AC-3, 1 channels",
     "0b77cb3e0c402f8429c15cbe"},
    {codec_ac3, "E-AC-3 mono", "E-AC-3, 1 channels",
     "0b7700bf3287c00000029860"},
    {codec_dac3, "mono", "AC-3, 1 channels",
     "1008c0"},
    {codec_dec3, "mono", "E-AC-3, 1 channels",
     "0300200200"},
    {codec_dts, "mono", "DTS, 1 channels",
     "7ffe8001fc3c75b036c001380001ef83"},
    {codec_truehd, "mono", "TrueHD, 2 channels",
     "c064ffd8f8726fba00008001b7520000"},
    {codec_ac3, "stereo", "AC-3, 2 channels",
     "0b77c24e144043e106f46370"},
    {codec_ac3, "E-AC-3 stereo", "E-AC-3, 2 channels",
     "0b77017f3487c00020000000"},
    {codec_dac3, "stereo", "AC-3, 2 channels",
     "101140"},
    {codec_dec3, "stereo", "E-AC-3, 2 channels",
     "0600200400"},
    {codec_dts, "stereo", "DTS, 2 channels",
     "7ffe8001fc3c75b0b6c001380003ef7f"},
    {codec_truehd, "stereo", "TrueHD, 2 channels",
     "8066ffd8f8726fba00008001b7520000"},
    {codec_ac3, "5.1", "AC-3, 6 channels",
     "0b77f6ee1e40ebf8403eff99"},
    {codec_ac3, "E-AC-3 5.1", "E-AC-3, 6 channels",
     "0b77037f3f87c00020f80000"},
    {codec_dac3, "5.1", "AC-3, 6 channels",
     "103de0"},
    {codec_dec3, "5.1", "E-AC-3, 6 channels",
     "0e00200f00"},
    {codec_dts, "5.1", "DTS, 6 channels",
     "7ffe8001fc3c75b276c005380009ef7b"},
    {codec_truehd, "5.1", "TrueHD, 6 channels",
     "a076ffd8f8726fba0097c00fb7520000"},
    {codec_mpeg_audio, "mp2", "MP2, 2 channels",
     "fffde4049966"},
    {codec_mpeg_audio, "mp3", "MP3, 1 channels",
     "fffb54c00000"},
    {codec_h264_sps, "interlaced-or-not", "H.264, 720x576, 8 bits",
     "6742001eda02d09120"},
    {codec_h264_sps, "4096x4096 macroblocks", "H.264, 65520x65520, progressive, 8 bits",
     "6742001eda000fff001fff90"},
    {codec_h264_sps, "too many macroblocks", NULL,
     "6742001eda0000ffff0001ffff90"},
    {codec_h264_sps, "cropped to nothing", "H.264, 32x32 as 0x0, progressive, 8 bits",
     "6742001eda25c489d0"},
    {codec_h264_sps, "ones", "H.264, 16x16, 0.500 a second, progressive, 8 bits",
     "67ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
     "ffffffffff"},
    {codec_h264_sps, "zeros", NULL,
     "670000000000000000000000000000000000000000000000000000000000000000000000"
     "0000000000"},
    {codec_hevc_sps, "of fields", "H.265, 720x288, interlaced, 8 bits",
     "42010101600000030040000003000003005da005a2012170"},
    {codec_hevc_sps, "0x0", NULL,
     "4201010160000003000003000003000003005dadc0"},
    {codec_hevc_sps, "65535x65535", "H.265, 65535x65535, 10 bits",
     "4201010160000003000003000003000003005da0000800000300040000dc"},
    {codec_hevc_sps, "65536x16", NULL,
     "4201010160000003000003000003000003005da00008000845c0"},
    {codec_hevc_sps, "cropped to nothing", "H.265, 64x64 as 0x0, progressive, 8 bits",
     "42010101600000030080000003000003005da02081061108fc"},
    {codec_hevc_sps, "depth of 40", NULL,
     "4201010160000003000003000003000003005da020810408410c"},
    {codec_hevc_stream, "HDR10+", "H.265, 1920x1088 as 1920x1080, 23.976 a second, progressive, 10 bits, hdr 5",
     "00000001420101022000000300900000030000030078a003c0801107cad965654a4c2f01"
     "6a1220120800001f480002ee00400000014e010407b5003c00010401800000012601af"},
    {codec_hevc_stream, "no parameter set", NULL,
     "0000012601af000001"},
    {codec_hevc_config, "with its SPS", "H.265, 1920x1088 as 1920x1080, 23.976 a second, progressive, 10 bits, hdr 1",
     "0100000000000000000000000000000000fa0000000001210001002e4201010220000003"
     "00900000030000030078a003c0801107cad965654a4c2f016a1220120800001f480002ee"
     "0040"},
    {codec_hevc_config, "without one", "H.265, 10 bits",
     "0100000000000000000000000000000000fa0000000000"},
    {codec_hevc_config, "a length that lies", "H.265, 1920x1088 as 1920x1080, 23.976 a second, progressive, 10 bits, hdr 1",
     "0100000000000000000000000000000000fa0000000001210001ffff4201010220000003"
     "00900000030000030078a003c0801107cad965654a4c2f016a1220120800001f480002ee"
     "0040"},
    {codec_avc_config, "with its SPS", "H.264, 720x576, 25.000 a second, progressive, 8 bits",
     "0142c01effe100186742c01eda02d049b011000003000100000300320f162ea001000468"
     "ee3c80"},
    {codec_avc_config, "without one", "H.264",
     "01640028ffe000"},
    {codec_avc_config, "a length that lies", "H.264, 720x576, 25.000 a second, progressive, 8 bits",
     "01640028ffe1ffff6742c01eda02d049b011000003000100000300320f162ea0"},
    {codec_mpeg_sequence, "0x0", NULL,
     "000001b300000013ffffe000"},
    {codec_mpeg_sequence, "4095x4095", "MPEG-1, 4095x4095, 25.000 a second, progressive, 8 bits",
     "000001b3ffffff13ffffe000"},
    {codec_mpeg_sequence, "codes that mean nothing", "MPEG-1, 352x240, progressive, 8 bits",
     "000001b31600f00fffffe000"},
    {codec_av1_config, "without a sequence", "AV1, progressive, 10 bits",
     "81044c00"},
    {codec_av1_config, "a unit that is longer", "AV1, progressive, 10 bits",
     "81044c000a7f0000"},
    {codec_vp9_config, "of Matroska", "10 bits",
     "01010202010a03010a040101"},
    {codec_vp9_config, "depth of 9", NULL,
     "010000000015921010100000"},
    {codec_dolby_vision, "profile 8", "hdr 8",
     "01001035100000000000000000000000"},
    {codec_dolby_vision, "nothing in it", NULL,
     "01001000"},
    {codec_aac_config, "SBR", "AAC, 2 channels",
     "2b118800"},
    {codec_aac_config, "PS", "AAC, 2 channels",
     "eb098800"},
    {codec_aac_config, "SBR and PS found by sync", "AAC, 2 channels",
     "130856e59d4880"},
    {codec_aac_config, "USAC", "AAC, 2 channels",
     "f9464000"},
    {codec_aac_config, "MP3 in MP4", "MP3, 2 channels",
     "f84640"},
    {codec_aac_config, "a frequency of its own", "AAC, 6 channels",
     "1780560c30"},
    {codec_aac_config, "nothing", NULL,
     "0000"},
    {codec_ac3, "E-AC-3 7.1", "E-AC-3, 8 channels",
     "0b7700073f87d00000000000000000000b7740073c87d1a008000000000000000b770007"
     "3487d0000000000000000000"},
    {codec_ac3, "E-AC-3, the next alone", "E-AC-3, 2 channels",
     "0b7700073487d00000000000000000000b7700073f87d0000000000000000000"},
    {codec_ac3, "bsid 20", NULL,
     "0b77000000a00000"},
    {codec_dec3, "7.1", "E-AC-3, 8 channels",
     "1400200f0202"},
    {codec_dts, "HD MA 7.1", "DTS-HD MA, 8 channels",
     "7ffe8001fc3c05f276c005380009ef7b5555555555555555555555555555555555555555"
     "555555555555555555555555555555555555555555555555555555555555555555555555"
     "555555555555555555555555555555555555555555555555645820250005007cf0008080"
     "e102805f01e00000000000000000000000000000000000000000000041a29547"},
    {codec_dts, "HD alone", "DTS-HD, 8 channels",
     "645820250005007cf0008080e102805f01e0000000000000000000000000000000000000"
     "00000000"},
    {codec_dts, "not a frame", NULL,
     "7ffe8000000000000000000000000000"},
    {codec_truehd, "7.1", "TrueHD, 8 channels",
     "a0100000f8726fba0007804f"},
    {codec_truehd, "no place", NULL,
     "a0100000f8726fba00000000"},
    {codec_mpeg_audio, "no layer", NULL,
     "fff99000"},
    {codec_vc1, "1080i or p", "VC-1, 1920x1080, 23.976 a second, 8 bits",
     "0000010fda003bf21b423bf886f1804a"},
    {codec_vc1, "simple profile", NULL,
     "0000010f40003bf21b423bf886f1804a"},
    {codec_lpcm_dvd, "stereo", "PCM, 2 channels",
     "0000040c0180"},
    {codec_lpcm_dvd, "a depth that is none", NULL,
     "00000000c180"},
    {codec_lpcm_bluray, "5.1", "PCM, 6 channels",
     "02d09140"},
    {codec_lpcm_bluray, "no places", NULL,
     "02d00140"},
    {codec_mpeg4_vol, "0x0", NULL,
     "000001200084400668002000a0"},
    {codec_mpeg4_vol, "no clock, fields", "MPEG-4, 720x576, 25.000 a second, 8 bits",
     "0000012000bc0000400cb0a2d0890380"},
};
/* clang-format on */

enum { ROWS = sizeof rows / sizeof *rows, MOST = 512 };

static unsigned digit(char c)
{
    return c <= '9' ? (unsigned)(c - '0') : (unsigned)(c - 'a') + 10;
}

/* Returns the row's bytes in memory of exactly that size, so that a sanitizer sees reads past their
 * end; the caller frees them. */
static unsigned char *bytes_of(const struct row *row, size_t *len)
{
    *len = strlen(row->bytes) / 2;
    unsigned char *bytes = malloc(*len ? *len : 1);

    for (size_t i = 0; bytes && i < *len; i++)
        bytes[i] = (unsigned char)(digit(row->bytes[i * 2]) << 4 | digit(row->bytes[i * 2 + 1]));
    return bytes;
}

__attribute__((format(printf, 2, 3))) static void add(char *text, const char *format, ...)
{
    size_t len = strlen(text);
    va_list values;

    if (len)
        len += (size_t)snprintf(text + len, MOST - len, ", ");
    va_start(values, format);
    vsnprintf(text + len, MOST - len, format, values);
    va_end(values);
}

/* Describes a track as text. */
static void describe(const struct content_track *track, char text[MOST])
{
    static const char *const scans[] = {"", "progressive", "interlaced"};

    *text = '\0';
    if (track->codec[0])
        add(text, "%s", track->codec);
    if (track->coded_width &&
        (track->coded_width != track->width || track->coded_height != track->height))
        add(text, "%ux%u as %ux%u", track->coded_width, track->coded_height, track->width,
            track->height);
    else if (track->width)
        add(text, "%ux%u", track->width, track->height);
    if (track->frame_rate > 0)
        add(text, "%.3f a second", track->frame_rate);
    if (track->scan != CONTENT_SCAN_UNKNOWN)
        add(text, "%s", scans[track->scan]);
    if (track->bit_depth)
        add(text, "%u bits", track->bit_depth);
    if (track->hdr)
        add(text, "hdr %u", track->hdr);
    if (track->channels)
        add(text, "%u channels", track->channels);
}

Test(codec, reads_headers)
{
    for (size_t i = 0; i < ROWS; i++) {
        struct content_track track = {0};
        char text[MOST];
        size_t len;
        unsigned char *bytes = bytes_of(&rows[i], &len);
        bool found = rows[i].read(bytes, len, &track);

        describe(&track, text);
        cr_expect_eq(found, rows[i].states != NULL, "%zu, %s: %d", i, rows[i].name, found);
        cr_expect_str_eq(text, rows[i].states ? rows[i].states : "", "%zu, %s: %s", i, rows[i].name,
                         text);
        free(bytes);
    }
}

static bool is_untouched(const struct content_track *track)
{
    const unsigned char *bytes = (const unsigned char *)track;
    unsigned char any = 0;

    for (size_t i = 0; i < sizeof *track; i++)
        any |= bytes[i];
    return !any;
}

/* Returns whether the values are possible; no reader may return others for any bytes. */
static bool is_possible(const struct content_track *track, bool found)
{
    const unsigned most = 65535;

    return (found || is_untouched(track)) && track->frame_rate >= 0 && track->frame_rate <= 1000 &&
           track->coded_width <= most && track->coded_height <= most && track->width <= most * 16 &&
           track->height <= most && track->bit_depth <= 16 && track->channels <= 40;
}

Test(codec, bears_headers_cut_at_every_length)
{
    for (size_t i = 0; i < ROWS; i++) {
        size_t len;
        unsigned char *bytes = bytes_of(&rows[i], &len);

        for (size_t less = 0; less < len; less++) {
            struct content_track track = {0};
            unsigned char *copy = malloc(less ? less : 1);
            cr_assert(copy);
            memcpy(copy, bytes, less);
            bool found = rows[i].read(copy, less, &track);
            cr_expect(is_possible(&track, found), "%s, %zu bytes", rows[i].name, less);
            free(copy);
        }
        free(bytes);
    }
}

Test(codec, bears_headers_with_any_bit_changed)
{
    for (size_t i = 0; i < ROWS; i++) {
        size_t len;
        unsigned char *bytes = bytes_of(&rows[i], &len);

        for (size_t bit = 0; bit < len * 8; bit++) {
            struct content_track track = {0};
            bytes[bit / 8] ^= (unsigned char)(1U << bit % 8);
            bool found = rows[i].read(bytes, len, &track);
            cr_expect(is_possible(&track, found), "%s, bit %zu", rows[i].name, bit);
            bytes[bit / 8] ^= (unsigned char)(1U << bit % 8);
        }
        free(bytes);
    }
}

Test(codec, survives_ones_and_zeros_after_any_first_bytes)
{
    for (size_t i = 0; i < ROWS; i++) {
        size_t len;
        unsigned char *bytes = bytes_of(&rows[i], &len);

        for (int fill = 0; fill < 256; fill += 255)
            for (size_t from = len; from-- > 0;) {
                struct content_track track = {0};
                memset(bytes + from, fill, len - from);
                bool found = rows[i].read(bytes, len, &track);
                cr_expect(is_possible(&track, found), "%s, from %zu on", rows[i].name, from);
            }
        free(bytes);
    }
}

Test(codec, keeps_values_of_the_container)
{
    for (size_t i = 0; i < ROWS; i++) {
        struct content_track track = {.width = 640,
                                      .height = 360,
                                      .coded_width = 640,
                                      .coded_height = 368,
                                      .frame_rate = 12.5,
                                      .language = "en"};
        size_t len;
        unsigned char *bytes = bytes_of(&rows[i], &len);

        rows[i].read(bytes, len, &track);
        cr_expect(track.width == 640 && track.height == 360 && track.coded_width == 640 &&
                      track.coded_height == 368 && track.frame_rate > 12 && track.frame_rate < 13 &&
                      strcmp(track.language, "en") == 0,
                  "%s", rows[i].name);
        free(bytes);
    }
}
