/* Logs of whole files: the findings, their places, and the damaged running time. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "probe/log.h"

static struct probe_log *log_of_file;
static struct findings findings;
static double decoded_s, damaged_s;

static void begin(bool sampled)
{
    log_of_file = calloc(1, sizeof *log_of_file);
    findings = (struct findings){0};
    probe_log_start(log_of_file, "file:x", sampled);
}

static void input(const char *kind, const char *duration)
{
    char line[128];

    snprintf(line, sizeof line, "[info] Input #0, %s, from 'file:x':", kind);
    probe_log_line(log_of_file, line);
    snprintf(line, sizeof line, "[info]   Duration: %s, start: 0.000000, bitrate: 1 kb/s",
             duration);
    probe_log_line(log_of_file, line);
}

static void track(int number, const char *what)
{
    char line[128];

    snprintf(line, sizeof line, "[info]   Stream #0:%d[0x1](und): %s", number, what);
    probe_log_line(log_of_file, line);
}

/* Logs frames, 25 a second. */
static void frames(double from_s, double to_s)
{
    char line[128];

    for (int n = (int)(from_s * 25); n < (int)(to_s * 25); n++) {
        snprintf(line, sizeof line,
                 "[Parsed_showinfo_0 @ 0x1] [info] n:%4d pts:%7d pts_time:%.2f pos: 1", n, n,
                 n / 25.0);
        probe_log_line(log_of_file, line);
    }
}

static void complaints(int count)
{
    while (count--)
        probe_log_line(log_of_file, "[h264 @ 0x1] [error] error while decoding MB 1 2");
}

static struct probe_span spans[PROBE_MOST_SPANS];
static size_t span_count;

static void end(bool complete)
{
    probe_log_end(log_of_file, complete, &findings, &decoded_s, &damaged_s);
    span_count = probe_log_spans(log_of_file, spans);
    free(log_of_file);
}

Test(probe_log, a_sound_file_has_no_findings)
{
    begin(false);
    input("mov,mp4,m4a,3gp,3g2,mj2", "00:00:10.00");
    frames(0, 10);
    end(true);
    cr_expect_eq(findings.count, 0);
    cr_expect_eq(damaged_s, 0);
    cr_expect_eq(span_count, 0);
    cr_expect_float_eq(decoded_s, 9.96, 0.01);
}

Test(probe_log, damage_has_a_place_and_a_share)
{
    begin(false);
    input("mov,mp4,m4a,3gp,3g2,mj2", "00:01:00.00");
    frames(0, 20);
    complaints(7);
    frames(20, 40);
    complaints(1);
    frames(40, 60);
    end(true);
    cr_assert_eq(findings.count, 1);
    cr_expect_eq(findings.at[0].code, FINDING_VIDEO_DAMAGE);
    cr_expect_eq(findings.at[0].weight, FINDING_CORRUPT);
    cr_expect_eq(findings.at[0].stream, 'v');
    cr_expect_eq(findings.at[0].count, 8);
    cr_expect_float_eq(findings.at[0].seconds, 19.96, 0.01);
    cr_expect_eq(damaged_s, 2);
}

Test(probe_log, a_stream_that_was_cut_may_lack_its_first_and_last_frames)
{
    begin(false);
    complaints(3); /* while ffmpeg probes the streams, before it names the format */
    input("mpegts", "00:00:10.00");
    complaints(40);
    frames(0, 10);
    complaints(2);
    end(true);
    cr_expect_eq(findings.count, 0);
}

Test(probe_log, a_stream_that_was_cut_is_still_damaged_in_the_middle)
{
    begin(false);
    input("mpegts", "00:00:10.00");
    frames(0, 5);
    complaints(2);
    frames(5, 10);
    end(true);
    cr_assert_eq(findings.count, 1);
    cr_expect_eq(findings.at[0].weight, FINDING_CORRUPT);
}

Test(probe_log, damage_that_continues_to_the_end_is_more_than_a_cut)
{
    begin(false);
    input("mpegts", "00:00:10.00");
    for (int s = 5; s < 10; s++) {
        frames(s, s + 1);
        complaints(3);
    }
    end(true);
    cr_assert_eq(findings.count, 1);
    cr_expect_eq(findings.at[0].code, FINDING_VIDEO_DAMAGE);
}

Test(probe_log, a_stream_without_any_frame_is_damaged_not_cut)
{
    begin(false);
    input("mpegts", "00:00:10.00");
    complaints(40);
    end(true);
    cr_assert_eq(findings.count, 1);
    cr_expect_eq(findings.at[0].weight, FINDING_CORRUPT);
}

Test(probe_log, an_end_long_before_the_time_is_suspicious)
{
    begin(false);
    input("matroska,webm", "00:01:40.00");
    frames(0, 60);
    end(true);
    cr_assert_eq(findings.count, 1);
    cr_expect_eq(findings.at[0].code, FINDING_SHORT);
    cr_expect_eq(findings.at[0].weight, FINDING_SUSPICIOUS);
}

Test(probe_log, a_placeholder_for_the_time_is_ignored)
{
    begin(false);
    input("avi", "08:07:28.10");
    frames(0, 60);
    end(true);
    cr_expect_eq(findings.count, 0);
}

Test(probe_log, the_time_is_in_hours_minutes_and_seconds_or_unknown)
{
    static const struct {
        const char *duration;
        const char *says; /* NULL: nothing */
    } cases[] = {
        {"02:03:04.50", "ends after 60.0 s of 7384.5 s"},
        {"100:00:00.00", "ends after 60.0 s of 360000.0 s"},
        {"N/A", NULL},
        {"", NULL},
        {"00:90", NULL},
        {"00:90:", NULL},
        {"01-00-00", NULL},
        {"-01:00:00.00", NULL},
        {"00:00:inf", NULL},
        {"00:00:nan", NULL},
        {"1e300:00:00.0", NULL},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        begin(false);
        input("matroska,webm", cases[i].duration);
        frames(0, 60.04);
        end(true);
        cr_assert_eq(findings.count, cases[i].says != NULL, "%s", cases[i].duration);
        if (cases[i].says)
            cr_expect_str_eq(findings.at[0].detail, cases[i].says);
    }
}

Test(probe_log, an_interrupted_file_is_not_short)
{
    begin(false);
    input("matroska,webm", "00:01:40.00");
    frames(0, 60);
    end(false);
    cr_expect_eq(findings.count, 0);
}

Test(probe_log, a_few_complaints_about_sound_are_suspicious_many_are_corrupt)
{
    for (int count = 1; count <= 5; count += 4) {
        begin(false);
        input("mov,mp4,m4a,3gp,3g2,mj2", "00:00:10.00");
        frames(0, 5);
        for (int i = 0; i < count; i++)
            probe_log_line(log_of_file, "[aac @ 0x1] [error] channel element 2.1 is not allocated");
        frames(5, 10);
        end(true);
        cr_assert_eq(findings.count, 1);
        cr_expect_eq(findings.at[0].stream, 'a');
        cr_expect_eq(findings.at[0].weight, count < 5 ? FINDING_SUSPICIOUS : FINDING_CORRUPT);
    }
}

Test(probe_log, sound_only_uses_progress_as_its_clock)
{
    begin(false);
    input("mov,mp4,m4a,3gp,3g2,mj2", "00:00:10.00");
    cr_expect(probe_log_progress(log_of_file, "out_time_us=4000000"));
    cr_expect_not(probe_log_progress(log_of_file, "out_time_us=4000000"), "the same again");
    cr_expect_not(probe_log_progress(log_of_file, "out_time_us=N/A"));
    cr_expect_not(probe_log_progress(log_of_file, "out_time_us=-1"));
    cr_expect_not(probe_log_progress(log_of_file, "out_time_us=9e30"));
    cr_expect_not(probe_log_progress(log_of_file, "speed=1x"));
    probe_log_line(log_of_file, "[aac @ 0x1] [error] channel element 2.1 is not allocated");
    end(true);
    cr_expect_float_eq(findings.at[0].seconds, 4, 0.01);
}

Test(probe_log, running_time_without_end_is_counted_to_its_bound)
{
    begin(false);
    probe_log_line(log_of_file,
                   "[Parsed_showinfo_0 @ 0x1] [info] n: 0 pts: 0 pts_time:1e300 pos:1");
    complaints(1);
    probe_log_line(log_of_file, "[Parsed_showinfo_0 @ 0x1] [info] n: 0 pts: 0 pts_time:nan pos:1");
    end(true);
    cr_expect_leq(damaged_s, PROBE_MOST_SECONDS);
}

/* The places are those of the messages: a message comes after the frame logged last. */
Test(probe_log, damage_has_its_place)
{
    begin(false);
    input("mov,mp4,m4a,3gp,3g2,mj2", "00:01:00.00");
    frames(0, 20);
    complaints(1);
    frames(20, 40);
    complaints(1);
    frames(40, 41);
    complaints(1);
    frames(41, 60);
    end(true);
    cr_assert_eq(span_count, 2);
    cr_expect_eq(spans[0].from_s, 19);
    cr_expect_eq(spans[0].to_s, 20);
    cr_expect_eq(spans[1].from_s, 39);
    cr_expect_eq(spans[1].to_s, 41);
}

/* Seventeen places; two at the end are close to each other, and are merged first. */
Test(probe_log, excess_places_are_merged_with_their_neighbours)
{
    begin(false);
    input("mov,mp4,m4a,3gp,3g2,mj2", "00:10:00.00");
    for (int i = 0; i < 16; i++) {
        frames(i * 30, i * 30 + 30);
        complaints(1);
    }
    frames(480, 483);
    complaints(1);
    frames(483, 600);
    end(true);
    cr_assert_eq(span_count, PROBE_MOST_SPANS);
    cr_expect_eq(spans[0].from_s, 29);
    cr_expect_eq(spans[0].to_s, 30);
    cr_expect_eq(spans[15].from_s, 479);
    cr_expect_eq(spans[15].to_s, 483);
}

/* --- remarks and witnesses --- */

static void expect_only(enum finding_code code, enum finding_weight weight)
{
    cr_assert_eq(findings.count, 1);
    cr_expect_eq(findings.at[0].code, code);
    cr_expect_eq(findings.at[0].weight, weight);
}

Test(probe_log, a_remark_is_a_note_unless_the_structure_is_in_doubt)
{
    for (int doubted = 0; doubted < 2; doubted++) {
        begin(false);
        log_of_file->doubted = doubted;
        input("ogg", "00:00:10.00");
        frames(0, 5);
        probe_log_line(log_of_file, "[ogg @ 0x1] [warning] Broken file, keyframe not marked");
        frames(5, 10);
        end(true);
        expect_only(doubted ? FINDING_CONTAINER_DAMAGE : FINDING_REMARK,
                    doubted ? FINDING_SUSPICIOUS : FINDING_NOTE);
        cr_expect_eq(damaged_s, 0);
    }
}

Test(probe_log, a_damaged_frame_counts_for_its_own_track)
{
    static const struct {
        int stream;
        enum finding_code code;
    } rows[] = {{0, FINDING_AUDIO_DAMAGE}, {1, FINDING_VIDEO_DAMAGE}, {7, FINDING_VIDEO_DAMAGE}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char line[128];

        begin(false);
        input("matroska,webm", "00:00:10.00");
        track(0, "Audio: ac3, 48000 Hz, stereo, fltp (default)");
        track(1, "Video: h264 (High), yuv420p");
        frames(0, 5);
        snprintf(line, sizeof line, "[warning] file:x: corrupt decoded frame in stream %d",
                 rows[i].stream);
        probe_log_line(log_of_file, line);
        frames(5, 10);
        end(true);
        cr_assert_eq(findings.count, 1);
        cr_expect_eq(findings.at[0].code, rows[i].code, "stream %d", rows[i].stream);
    }
}

/* An old x264 wrote H.264 4:4:4 differently, and only the first picture states the version. */
Test(probe_log, samples_of_h264_in_444_cannot_be_judged)
{
    for (int sampled = 0; sampled < 2; sampled++) {
        begin(sampled);
        input("mov,mp4,m4a,3gp,3g2,mj2", "00:00:05.00");
        track(0, "Video: h264 (High 4:4:4 Predictive) (avc1 / 0x31637661), yuv444p, 1280x720");
        frames(0, 5);
        complaints(1);
        cr_expect_eq(log_of_file->unsure, sampled);
        end(true);
        expect_only(sampled ? FINDING_REMARK : FINDING_VIDEO_DAMAGE,
                    sampled ? FINDING_NOTE : FINDING_CORRUPT);
    }
}

/* --- the end of streams that may be cut --- */

Test(probe_log, a_few_frames_follow_the_message_about_a_cut)
{
    begin(false);
    input("mpegts", "00:00:10.00");
    frames(0, 9.8);
    complaints(3);
    frames(9.8, 10);
    end(true);
    cr_expect_eq(findings.count, 0);
}

Test(probe_log, damage_within_the_last_second_is_found_when_frames_follow)
{
    begin(false);
    input("mpegts", "00:00:10.00");
    frames(0, 9.6);
    complaints(1);
    frames(9.6, 10);
    end(true);
    expect_only(FINDING_VIDEO_DAMAGE, FINDING_CORRUPT);
}

Test(probe_log, a_picture_that_ends_before_the_sound_is_damaged)
{
    begin(false);
    input("mpeg", "00:00:10.00");
    frames(0, 9);
    complaints(3);
    probe_log_progress(log_of_file, "out_time_us=10000000");
    end(true);
    expect_only(FINDING_VIDEO_DAMAGE, FINDING_CORRUPT);
}

/* --- expected length --- */

Test(probe_log, a_length_counts_only_if_ffmpeg_and_the_walk_state_it)
{
    static const struct {
        const char *what, *duration, *start;
        double stated_s;
        bool estimated;
        const char *says; /* NULL: nothing */
    } rows[] = {
        {"ffmpeg alone was asked", "00:05:12.00", "0.000000", INFINITY, false,
         "ends after 12.0 s of 312.0 s"},
        {"both state it", "00:05:12.00", "0.000000", 312, false, "ends after 12.0 s of 312.0 s"},
        {"the structure states none", "00:05:12.00", "0.000000", 0, false, NULL},
        {"ffmpeg guesses", "00:05:12.00", "0.000000", 312, true, NULL},
        {"ffmpeg knows none", "N/A", "0.000000", 312, false, NULL},
        {"it begins late", "00:05:12.00", "300.000000", 312, false, NULL},
        {"it begins late, and is short", "00:05:12.00", "280.000000", 312, false,
         "ends after 12.0 s of 32.0 s"},
        {"it begins after its end", "00:05:12.00", "400.000000", 312, false, NULL},
        {"it begins early", "00:05:12.00", "-1.000000", 312, false, "ends after 12.0 s of 312.0 s"},
        {"the structure states less", "00:05:12.00", "0.000000", 12, false, NULL},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char line[128];

        begin(false);
        log_of_file->stated_s = rows[i].stated_s;
        if (rows[i].estimated)
            probe_log_line(log_of_file, "[mov,mp4,m4a,3gp,3g2,mj2 @ 0x1] [warning] Estimating "
                                        "duration from bitrate, this may be inaccurate");
        probe_log_line(log_of_file, "[info] Input #0, mov,mp4,m4a,3gp,3g2,mj2, from 'file:x':");
        snprintf(line, sizeof line, "[info]   Duration: %s, start: %s, bitrate: 1 kb/s",
                 rows[i].duration, rows[i].start);
        probe_log_line(log_of_file, line);
        frames(0, 12.04);
        end(true);
        cr_assert_eq(findings.count, rows[i].says != NULL, "%s", rows[i].what);
        if (rows[i].says)
            cr_expect_str_eq(findings.at[0].detail, rows[i].says, "%s", rows[i].what);
    }
}

/* --- tracks that are not decoded --- */

Test(probe_log, a_track_without_a_decoder_is_reported_by_its_codec)
{
    static const struct {
        const char *track, *line, *says;
        enum finding_weight weight;
    } rows[] = {
        {"Video: none (vvc1 / 0x31637676), none, 640x360, 25 fps",
         "[error] Decoder (codec none) not found for input stream #0:1", "vvc1", FINDING_NOTE},
        {"Audio: none (ac-4 / 0x342D6361), 48000 Hz, 2 channels",
         "[aist#0:1/none @ 0x1] [error] Decoding requested, but no decoder found for: none", "ac-4",
         FINDING_NOTE},
        {"Audio: mpegh_3d_audio (mhm1 / 0x316D686D), 48000 Hz",
         "[error] Decoder (codec mpegh_3d_audio) not found for input stream #0:1", "mpegh_3d_audio",
         FINDING_NOTE},
        /* One flipped bit in "avc1" looks like this. */
        {"Video: none (ivc1 / 0x31637669), none, 640x360",
         "[error] Decoder (codec none) not found for input stream #0:1", "ivc1",
         FINDING_SUSPICIOUS},
        {"Video: none, none, 640x360",
         "[error] Decoder (codec none) not found for input stream #0:1", "none",
         FINDING_SUSPICIOUS},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        begin(false);
        input("mov,mp4,m4a,3gp,3g2,mj2", "00:00:10.00");
        track(0, "Audio: aac (LC) (mp4a / 0x6134706D), 48000 Hz, stereo, fltp");
        track(1, rows[i].track);
        probe_log_line(log_of_file, rows[i].line);
        cr_expect(log_of_file->tracks.changed);
        cr_expect(probe_tracks_any(&log_of_file->tracks));
        end(false);
        expect_only(FINDING_NO_DECODER, rows[i].weight);
        cr_expect_str_eq(findings.at[0].detail, rows[i].says);
        cr_expect_eq(findings.at[0].stream, rows[i].track[0] == 'V' ? 'v' : 'a');
    }
}

/* The outputs' lists of tracks say nothing new about the input's. */
Test(probe_log, tracks_are_those_of_the_input)
{
    begin(false);
    input("matroska,webm", "00:00:10.00");
    track(0, "Audio: pcm_s16le, 48000 Hz, mono, s16 (default)");
    track(1, "Video: mjpeg (Baseline), yuvj420p, 64x64 (attached pic)");
    track(2, "Subtitle: subrip");
    probe_log_line(log_of_file, "[info] Stream mapping:");
    track(0, "Video: wrapped_avframe, yuv420p, 64x64");
    cr_expect_eq(log_of_file->tracks.count, 3);
    cr_expect(probe_track_is_decoded(&log_of_file->tracks.at[0]));
    cr_expect_eq(log_of_file->tracks.at[0].type, 'a');
    cr_expect_not(probe_track_is_decoded(&log_of_file->tracks.at[1]), "a cover");
    cr_expect_not(probe_track_is_decoded(&log_of_file->tracks.at[2]), "subtitles");
    end(true);
}

Test(probe_log, a_track_that_never_begins_holds_up_the_others)
{
    begin(false);
    input("matroska,webm", "00:00:10.00");
    frames(0, 4);
    cr_expect_not(probe_log_is_held_up(log_of_file));
    frames(4, 5);
    cr_expect(probe_log_is_held_up(log_of_file));
    probe_log_line(log_of_file, "[info] Output #0, null, to 'pipe:':");
    cr_expect_not(probe_log_is_held_up(log_of_file));
    end(true);
}

Test(probe_log, complaints_while_probing_count_only_if_they_are_repeated)
{
    begin(false);
    complaints(30);
    input("matroska,webm", "00:00:10.00");
    frames(0, 10);
    end(true);
    cr_expect_eq(findings.count, 0);

    begin(false);
    complaints(30);
    input("matroska,webm", "00:00:10.00");
    complaints(1);
    frames(0, 10);
    end(true);
    cr_expect_eq(finding_worst(&findings), FINDING_CORRUPT);

    begin(true); /* samples do not decode the beginning again */
    complaints(30);
    input("matroska,webm", "00:00:10.00");
    frames(0, 10);
    end(true);
    cr_expect_eq(finding_worst(&findings), FINDING_CORRUPT);
}

Test(probe_log, complaints_while_probing_do_not_count_if_the_start_is_decoded_again)
{
    begin(true);
    log_of_file->from_start = true; /* a small file: its beginning is decoded again */
    complaints(30);
    input("mov,mp4,m4a,3gp,3g2,mj2", "00:00:10.00");
    frames(0, 10);
    end(true);
    cr_expect_eq(findings.count, 0);
}

/* FLAC in AVI and NUT ends with an empty packet, which ffmpeg does not pass to the decoder. */
Test(probe_log, an_empty_packet_of_sound_is_not_damage)
{
    static const struct {
        const char *text;
        enum finding_weight worst;
    } rows[] = {
        {"[error] Error while decoding stream #0:1: Invalid argument", FINDING_NOTE},
        {"[error] Error while decoding stream #0:0: Invalid argument", FINDING_SUSPICIOUS},
        {"[error] Error while decoding stream #0:1: Cannot allocate memory", FINDING_SUSPICIOUS},
        {"[flac @ 0x1] [error] invalid frame header", FINDING_SUSPICIOUS},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        begin(false);
        input("avi", "00:00:10.00");
        track(0, "Video: mpeg4, yuv420p, 176x144");
        track(1, "Audio: flac, 44100 Hz, mono");
        frames(0, 5);
        probe_log_line(log_of_file, rows[i].text);
        frames(5, 10);
        end(true);
        cr_expect_eq(finding_worst(&findings), rows[i].worst, "%s", rows[i].text);
    }
}

/* A cut leaves one picture incomplete, and one frame of each sound track. */
Test(probe_log, damage_of_several_frames_at_the_end_is_more_than_a_cut)
{
    static const char picture[] = "[mpeg2video @ 0x1] [error] ac-tex damaged at 1 2",
                      sound[] = "[mp2 @ 0x1] [error] Header missing",
                      late[] = "[warning] file:x: corrupt decoded frame in stream 0";
    static const struct {
        const char *label, *before, *again, *after; /* the last frame but one, and the last */
        enum finding_weight worst;
    } rows[] = {
        {"one picture", picture, picture, NULL, FINDING_NOTE},
        {"one picture, summed up late", picture, picture, late, FINDING_NOTE},
        {"two pictures", picture, NULL, picture, FINDING_CORRUPT},
        {"one frame of sound", sound, NULL, NULL, FINDING_NOTE},
        {"two frames of sound", sound, sound, NULL, FINDING_SUSPICIOUS},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        begin(false);
        input("mpeg", "00:00:10.00");
        track(0, "Video: mpeg2video, yuv420p, 176x144");
        track(1, "Audio: mp2, 44100 Hz, mono");
        frames(0, 9);
        probe_log_line(log_of_file, rows[i].before);
        if (rows[i].again)
            probe_log_line(log_of_file, rows[i].again);
        frames(9, 9.05);
        if (rows[i].after)
            probe_log_line(log_of_file, rows[i].after);
        end(true);
        cr_expect_eq(finding_worst(&findings), rows[i].worst, "%s", rows[i].label);
    }
}

/* These have no walk; their headers state the length. */
Test(probe_log, gxf_and_mxf_are_compared_with_the_length_in_their_headers)
{
    static const struct {
        const char *kind, *duration;
        double end_s;
        enum finding_weight worst;
    } rows[] = {
        {"gxf", "00:00:10.00", 10, FINDING_NOTE},
        {"gxf", "00:00:10.00", 9.6, FINDING_NOTE},
        {"gxf", "00:00:10.00", 8, FINDING_SUSPICIOUS},
        {"gxf", "N/A", 8, FINDING_NOTE},
        {"mxf", "00:01:00.00", 58, FINDING_NOTE},
        {"mxf", "00:01:00.00", 50, FINDING_SUSPICIOUS},
        {"nut", "00:01:00.00", 50, FINDING_NOTE},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        begin(false);
        log_of_file->stated_s = 0; /* set by the walk, which these lack */
        input(rows[i].kind, rows[i].duration);
        frames(0, rows[i].end_s);
        end(true);
        cr_expect_eq(finding_worst(&findings), rows[i].worst, "%zu", i);
    }
}

static void bare_delimiter(const char *size)
{
    char line[128];

    snprintf(line, sizeof line, "[h264 @ 0x1] [error] missing picture in access unit with size %s",
             size);
    probe_log_line(log_of_file, line);
    probe_log_line(log_of_file, "[h264 @ 0x1] [error] no frame!");
    probe_log_line(log_of_file,
                   "[error] Error while decoding stream #0:0: Invalid data found when processing "
                   "input");
}

Test(probe_log, a_delimiter_without_a_picture_is_sound_at_the_end_only)
{
    static const struct {
        const char *size;
        double after_s;
        enum finding_weight worst;
    } rows[] = {
        {"6", 0, FINDING_NOTE},
        {"5", 0.08, FINDING_NOTE},
        {"6", 1, FINDING_CORRUPT},
        {"600", 0, FINDING_CORRUPT},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        begin(false);
        input("h264", "N/A");
        frames(0, 2);
        bare_delimiter(rows[i].size);
        frames(2, 2 + rows[i].after_s);
        end(true);
        cr_expect_eq(finding_worst(&findings), rows[i].worst, "row %zu", i);
    }
}

Test(probe_log, a_corrupt_packet_of_a_stream_that_may_be_joined_is_suspicious)
{
    static const char *const kinds[] = {"mpegts", "mxf"};

    for (size_t i = 0; i < 2; i++) {
        begin(false);
        input(kinds[i], "00:00:10.00");
        frames(0, 5);
        probe_log_line(log_of_file, "[warning] file:x: corrupt input packet in stream 0");
        frames(5, 10);
        end(true);
        cr_expect_eq(finding_worst(&findings), i ? FINDING_CORRUPT : FINDING_SUSPICIOUS);
    }
}

Test(probe_log, undecodable_raw_pictures_are_not_damage)
{
    begin(false);
    input("mov,mp4,m4a,3gp,3g2,mj2", "00:00:01.00");
    track(0, "Video: rawvideo (raw  / 0x20776172), none(progressive), 176x144, 25 fps");
    probe_log_line(log_of_file, "[rawvideo @ 0x1] [error] Invalid pixel format.");
    probe_log_line(log_of_file,
                   "[error] Error while opening decoder for input stream #0:0 : Invalid argument");
    end(false);
    cr_assert_eq(findings.count, 1);
    cr_expect_eq(findings.at[0].code, FINDING_NO_DECODER);
    cr_expect_eq(findings.at[0].weight, FINDING_NOTE);
    cr_expect_str_eq(findings.at[0].detail, "rawvideo");
}

/* GXF's demuxer ends every file with -1, which ffmpeg prints as a system error. */
Test(probe_log, an_error_of_gxf_at_the_end_is_not_damage)
{
    static const struct {
        const char *label, *duration;
        double frames_s;
        bool sampled, complete;
        const char *also;
        enum finding_weight weight;
    } rows[] = {
        {"at the end", "00:00:10.00", 10, false, true, "", FINDING_NOTE},
        {"at the last key frame", "00:00:10.00", 9, true, true, "", FINDING_NOTE},
        {"before the end", "00:00:10.00", 9, false, true, "", FINDING_SUSPICIOUS},
        {"long before the end", "00:00:10.00", 4, true, true, "", FINDING_SUSPICIOUS},
        {"no length stated", "N/A", 10, false, true, "", FINDING_SUSPICIOUS},
        {"decoder failed", "00:00:10.00", 10, false, false, "", FINDING_SUSPICIOUS},
        {"twice", "00:00:10.00", 10, false, true, "[error] file:x: Operation not permitted",
         FINDING_SUSPICIOUS},
        {"sync lost", "00:00:10.00", 10, false, true, "[gxf @ 0x1] [error] sync lost",
         FINDING_CORRUPT},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        begin(rows[i].sampled);
        input("gxf", rows[i].duration);
        frames(0, rows[i].frames_s - 0.04);
        probe_log_line(log_of_file, "[error] file:x: Operation not permitted");
        if (*rows[i].also)
            probe_log_line(log_of_file, rows[i].also);
        frames(rows[i].frames_s - 0.04, rows[i].frames_s);
        end(rows[i].complete);
        cr_expect_eq(finding_worst(&findings), rows[i].weight, "%s", rows[i].label);
    }
}
