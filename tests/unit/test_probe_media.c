/* The content of a file, from ffmpeg's list of it: codecs, sizes, rates, sound, and no guesses. */
#include <criterion/criterion.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "probe/media.h"

static const char subject[] = "file:a.mxf";

static void learn(struct probe_media *media, const char *text)
{
    struct probe_line line;

    cr_assert(probe_line_read(text, subject, &line), "%s", text);
    probe_media_learn(media, &line);
}

/* Returns scan.media of a file with one track that the reader lists with these words. */
static char *media_of(const char *reader, const char *times, const char *track)
{
    struct probe_media media = PROBE_MEDIA_NOTHING;
    char line[512];

    snprintf(line, sizeof line, "[info] Input #0, %s, from 'file:a.mxf':", reader);
    learn(&media, line);
    snprintf(line, sizeof line, "[info]   Duration: %s", times);
    learn(&media, line);
    snprintf(line, sizeof line, "[info]   Stream #0:0%s", track);
    learn(&media, line);
    json_t *json = content_json(&media.content);
    char *text = json ? json_dumps(json, JSON_COMPACT | JSON_REAL_PRECISION(7)) : strdup("");
    json_decref(json);
    return text;
}

#define PICTURE "\"width\":320,\"height\":180,\"resolution\":\"240p\","

static const struct {
    const char *reader, *times, *track, *media;
} rows[] = {
    {"mxf", "00:00:02.00, start: 0.000000, bitrate: 1 kb/s",
     ": Video: mpeg2video (4:2:2), yuv422p(tv, top first), 320x180 [SAR 1:1 DAR 16:9], 25 fps, 25 "
     "tbr, 25 tbn",
     "{\"duration\":2.0," PICTURE "\"frame_rate\":25.0,\"interlaced\":true,\"video_codec\":"
     "\"MPEG-2\",\"bit_depth\":8}"},
    {"nut", "01:02:03.50, start: 0.000000",
     "(eng): Video: hevc (Main 10), yuv420p10le(tv, bt2020nc/bt2020/smpte2084, progressive), "
     "320x180, 23.98 fps, 90k tbn (default)",
     "{\"duration\":3723.5," PICTURE "\"frame_rate\":23.976,\"interlaced\":false,\"video_codec\":"
     "\"H.265\",\"bit_depth\":10,\"hdr\":\"HDR10\"}"},
    /* The stream's aspect follows the codec's and takes precedence. */
    {"nut", "N/A",
     ": Video: mpeg4 (Simple Profile) (XVID / 0x44495658), yuv420p, 720x576 [SAR 1:1 DAR 5:4], SAR "
     "64:45 DAR 16:9, 29.97 fps",
     "{\"width\":1024,\"height\":576,\"resolution\":\"576p\",\"frame_rate\":29.97,\"video_codec\":"
     "\"XviD\",\"bit_depth\":8}"},
    {"nut", "N/A", ": Video: mpeg4 (FMP4 / 0x34504D46), yuv420p, 320x180",
     "{" PICTURE "\"video_codec\":\"MPEG-4\",\"bit_depth\":8}"},
    {"nut", "N/A", ": Video: none (vvc1 / 0x31637676), none, 320x180",
     "{" PICTURE "\"video_codec\":\"H.266\"}"},
    /* A bare stream that states no rate, and two that do. */
    {"h264", "N/A",
     ": Video: h264 (High), yuv420p(progressive), 320x180, 25 fps, 25 tbr, 1200k tbn",
     "{" PICTURE "\"interlaced\":false,\"video_codec\":\"H.264\",\"bit_depth\":8}"},
    {"h264", "N/A", ": Video: h264 (High), yuv420p, 320x180, 50 fps, 25 tbr, 1200k tbn",
     "{" PICTURE "\"frame_rate\":50.0,\"video_codec\":\"H.264\",\"bit_depth\":8}"},
    {"mpegvideo", "N/A", ": Video: mpeg1video, yuv420p(tv), 320x180, 104857 kb/s, 25 fps, 25 tbr",
     "{" PICTURE "\"frame_rate\":25.0,\"video_codec\":\"MPEG-1\",\"bit_depth\":8}"},
    {"rm", "N/A", "(ger): Audio: cook (cook / 0x6B6F6F63), 44100 Hz, 5.1(side), fltp, 96 kb/s",
     "{\"audio_codec\":\"cook\",\"audio_channels\":\"5.1\",\"languages\":[\"de\"]}"},
    {"mxf", "N/A", "[0x2]: Audio: pcm_s24le, 48000 Hz, 3 channels (FL+FR+LFE), s32 (24 bit)",
     "{\"audio_codec\":\"PCM\",\"audio_channels\":\"2.1\"}"},
    {"mxf", "N/A", ": Audio: pcm_alaw, 8000 Hz, mono, s16",
     "{\"audio_codec\":\"pcm_alaw\",\"audio_channels\":\"1.0\"}"},
    {"nut", "N/A", ": Audio: dts (DTS-HD MA), 48000 Hz, 7.1, s32p",
     "{\"audio_codec\":\"DTS-HD MA\",\"audio_channels\":\"7.1\"}"},
    {"nut", "N/A", "(fre): Subtitle: subrip", "{\"subtitles\":[\"fr\"]}"},
    {"nut", "N/A", ": Video: png, rgb24(pc), 64x64, 90k tbr (attached pic)", ""},
    {"nut", "N/A", ": Data: none", ""},
    /* Wrong values. */
    {"nut", "99999999:00:00.00, start: 0", ": Video: h264, yuv420p, 0x0, 1e300 fps",
     "{\"video_codec\":\"H.264\",\"bit_depth\":8}"},
    {"nut", "-1:00:00.00, start: 0",
     ": Video: h264, yuv420p, 65535x65535 [SAR 1:0 DAR 0:1], -25 fps",
     "{\"width\":65535,\"height\":65535,\"video_codec\":\"H.264\",\"bit_depth\":8}"},
    {"nut", "9000:00:00.00, start: 0", ": Audio: aac, 0 Hz, 9999 channels, fltp",
     "{\"audio_codec\":\"AAC\"}"},
    {"nut", "N/A", "(eng: Video: ((((", "{\"video_codec\":\"((((\"}"},
    {"nut", "N/A", ": Video: ", ""},
};

Test(probe_media, reads_a_track_as_ffmpeg_lists_it)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *media = media_of(rows[i].reader, rows[i].times, rows[i].track);

        cr_expect_str_eq(media, rows[i].media, "row %zu: %s", i, media);
        free(media);
    }
}

Test(probe_media, ignores_a_guessed_length)
{
    struct probe_media media = PROBE_MEDIA_NOTHING;

    learn(&media, "[mpegvideo @ 0x1] [warning] Estimating duration from bitrate, this may be "
                  "inaccurate");
    learn(&media, "[info] Input #0, mpegvideo, from 'file:a.mxf':");
    learn(&media, "[info]   Duration: 00:00:12.00, start: 0.000000, bitrate: 1 kb/s");
    cr_expect_lt(media.content.duration_s, 0);
}

Test(probe_media, ignores_metadata_and_outputs)
{
    static const char *const lines[] = {
        "[info] Input #0, nut, from 'file:a.mxf':",
        "[info]   Metadata:",
        "[info]     Stream #0:0: Video: h264, yuv420p, 64x64: a key",
        "[info]     Duration: 00:00:09.00: a key",
        "[info]   Duration: 00:00:02.00, start: 0.000000, bitrate: 1 kb/s",
        "[info]   Chapters:",
        "[info]     Chapter #0:0: start 0.000000, end 1.000000",
        "[info]       Metadata:",
        "[info]         Chapter #0:9: a key",
        "[info]     Chapter #0:1: start 1.000000, end 2.000000",
        "[info]     Stream #0:0: Video: mpeg4, yuv420p, 320x180, 25 fps", /* format of ffmpeg 4.3 */
        "[info]     Metadata:",
        "[info]       Stream #0:7: Audio: aac, 44100 Hz, stereo: a key",
        "[info] Input #1, nut, from 'file:a.mxf':",
        "[info]   Duration: 00:00:05.00, start: 0.000000, bitrate: 1 kb/s",
        "[info]   Stream #0:1: Audio: aac, 44100 Hz, stereo",
    };
    struct probe_media media = PROBE_MEDIA_NOTHING;

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        learn(&media, lines[i]);
    cr_expect_float_eq(media.content.duration_s, 2, 0.001);
    cr_expect_eq(media.content.track_count, 1);
    cr_expect_eq(media.content.tracks[0].width, 320);
    cr_expect_eq(media.content.chapters, 2);
    cr_expect_eq(media.at, PROBE_OVER);
}

Test(probe_media, counts_a_thousand_tracks)
{
    struct probe_media media = PROBE_MEDIA_NOTHING;

    learn(&media, "[info] Input #0, nut, from 'file:a.mxf':");
    learn(&media, "[info]   Duration: N/A, bitrate: N/A");
    for (int i = 0; i < 1000; i++)
        learn(&media, "[info]   Stream #0:7: Audio: aac, 44100 Hz, stereo");
    cr_expect_eq(media.content.track_count, CONTENT_TRACKS);
    cr_expect_eq(media.content.dropped, 1000 - CONTENT_TRACKS);
}
