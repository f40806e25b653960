/* The decoder as a process: simulated by small scripts, so that each of its failures can be
 * produced. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "bytes.h"
#include "probe/probe.h"
#include "tmpdir.h"

#define VERSION "[ \"$1\" = -version ] && { echo 'ffmpeg version 9.8.7-test Copyright'; exit; }\n"

static char *directory;

static void start(void)
{
    directory = tmpdir_make();
    cr_assert_eq(chdir(directory), 0);
}

static void end(void)
{
    tmpdir_remove(directory);
}

TestSuite(probe, .init = start, .fini = end);

static void write_program(const char *name, const char *text)
{
    FILE *file = fopen(name, "w");

    fprintf(file, "#!/bin/sh\n%s", text);
    fclose(file);
    chmod(name, 0755);
}

/* Runs a decoder that behaves like the script, and fills the report. */
static void run(const char *script, unsigned stall_s, struct probe_report *report)
{
    char own[4096], secret[] = "CVI_TRAKT_ACCESS_TOKEN=secret";
    struct probe_tool tool;
    const struct probe_request request = {
        .filename = "a:film.mkv", .duration_s = -1, .depth = PROBE_ALL, .stall_s = stall_s};

    write_program("ffmpeg", script);
    snprintf(own, sizeof own, "PATH=%s:/usr/bin:/bin", directory);
    probe_find(&tool, "ffmpeg", (char *const[]){own, secret, NULL});
    cr_assert_not_null(tool.path);
    cr_expect_str_eq(tool.version, "9.8.7-test");
    probe_run(&tool, &request, NULL, report);
    probe_tool_release(&tool);
}

static void expect_only(const struct probe_report *report, enum finding_code code,
                        enum finding_weight weight)
{
    cr_assert_eq(report->findings.count, 1);
    cr_expect_eq(report->findings.at[0].code, code);
    cr_expect_eq(report->findings.at[0].weight, weight);
}

Test(probe, a_missing_decoder_has_no_path)
{
    struct probe_tool tool;
    char path[] = "PATH=/nowhere";

    probe_find(&tool, "ffmpeg", (char *const[]){path, NULL});
    cr_expect_null(tool.path);
    probe_tool_release(&tool);
    write_program("ffmpeg", "exit 1\n");
    probe_find(&tool, "./ffmpeg", NULL);
    cr_expect_null(tool.path, "what tells no version is none");
    probe_tool_release(&tool);
}

Test(probe, a_file_decoded_without_messages_is_sound)
{
    struct probe_report report;

    run(VERSION "exit 0\n", 0, &report);
    cr_expect(report.done);
    cr_expect_eq(report.findings.count, 0);
}

Test(probe, the_name_gets_a_prefix_and_secrets_are_not_passed_on)
{
    struct probe_report report;

    run(VERSION "case \" $* \" in *' file:a:film.mkv '*) ;; *) kill $$ ;; esac\n"
                "[ -z \"${CVI_TRAKT_ACCESS_TOKEN-}\" ] || kill $$\n"
                "read -r line && kill $$\n"
                "exit 0\n",
        0, &report);
    cr_expect(report.done);
    cr_expect_eq(report.findings.count, 0);
}

Test(probe, a_crashed_decoder_proves_nothing_about_the_file)
{
    struct probe_report report;

    run(VERSION "kill -SEGV $$\n", 0, &report);
    expect_only(&report, FINDING_DECODER_FAILED, FINDING_SUSPICIOUS);
    cr_expect_not(report.done);
}

Test(probe, a_silent_failure_proves_nothing_about_the_file)
{
    struct probe_report report;

    run(VERSION "exit 3\n", 0, &report);
    expect_only(&report, FINDING_DECODER_FAILED, FINDING_SUSPICIOUS);
}

Test(probe, a_file_that_cannot_be_opened_is_unreadable_not_corrupt)
{
    struct probe_report report;

    run(VERSION "echo '[error] file:a:film.mkv: Permission denied' >&2; exit 1\n", 0, &report);
    expect_only(&report, FINDING_UNREADABLE, FINDING_SUSPICIOUS);
}

Test(probe, no_progress_is_stalled_never_corrupt)
{
    struct probe_report report;
    int64_t start_ms = 1000000;
    FILE *file = fopen("clock", "wb");

    fwrite(&start_ms, sizeof start_ms, 1, file);
    fclose(file);
    clock_use_file("clock");
    run(VERSION "echo '[Parsed_showinfo_0 @ 0x1] [info] n: 0 pts: 0 pts_time:7.5 pos: 1' >&2\n"
                "exec sleep 1000\n",
        2, &report);
    expect_only(&report, FINDING_STALLED, FINDING_SUSPICIOUS);
    cr_expect_float_eq(report.findings.at[0].seconds, 7.5, 0.01);
    cr_expect_geq(clock_now_ms(), start_ms + 2000);
}

Test(probe, the_caller_may_interrupt)
{
    struct probe_tool tool;
    struct probe_report report;
    int ends[2];
    char own[4096];

    cr_assert_eq(pipe(ends), 0);
    cr_assert_eq(write(ends[1], "x", 1), 1);
    write_program("ffmpeg", VERSION "exec sleep 1000\n");
    snprintf(own, sizeof own, "PATH=%s:/usr/bin:/bin", directory);
    probe_find(&tool, "ffmpeg", (char *const[]){own, NULL});
    probe_run(&tool, &(struct probe_request){.filename = "x", .depth = PROBE_ALL},
              &(struct probe_watch){.interrupt = ends[0]}, &report);
    cr_expect_not(report.done);
    cr_expect_eq(report.findings.count, 0);
    probe_tool_release(&tool);
}

Test(probe, many_and_endless_lines_are_handled)
{
    struct probe_report report;

    run(VERSION "head -c 300000 /dev/zero | tr '\\0' x >&2; echo >&2\n"
                "yes '[h264 @ 0x1] [error] x' | head -n 20000 >&2; exit 0\n",
        0, &report);
    expect_only(&report, FINDING_VIDEO_DAMAGE, FINDING_CORRUPT);
    cr_expect_eq(report.findings.at[0].count, 20000);
}

/* --- tracks that hold up the others: decoded again without them --- */

/* Prints ffmpeg 5's messages about a file with two tracks, and whether the command leaves out the
 * second. */
#define TRACKS                                                                                     \
    VERSION                                                                                        \
    "echo \"$*\" >>calls\n"                                                                        \
    "say() { echo \"$1\" >&2; }\n"                                                                 \
    "say \"[info] Input #0, mov,mp4,m4a,3gp,3g2,mj2, from 'file:a:film.mkv':\"\n"                  \
    "say '[info]   Stream #0:0[0x1](und): Video: h264 (High), yuv420p'\n"                          \
    "say '[info]   Stream #0:1[0x2](und): Audio: none (ac-4 / 0x1), 48000 Hz'\n"                   \
    "frame() { say \"[Parsed_showinfo_0 @ 0x1] [info] n: $1 pts: $1 pts_time:$1 pos: 1\"; }\n"

/* Returns the number of decoder calls, one a line, that contain the words. */
static int calls(const char *words)
{
    struct bytes text = {0};
    int count = 0;

    cr_assert(bytes_read_file(&text, "calls"));
    bytes_add(&text, "", 1);
    for (char *rest = NULL, *line = strtok_r((char *)text.at, "\n", &rest); line;
         line = strtok_r(NULL, "\n", &rest))
        count += strstr(line, words) != NULL;
    bytes_release(&text);
    return count;
}

Test(probe, a_track_without_a_decoder_does_not_hide_the_others)
{
    struct probe_report report;

    run(TRACKS
        "case $* in *'-map -0:1 '*) ;;\n"
        "*) say '[error] Decoder (codec none) not found for input stream #0:1'; exit 1 ;; esac\n"
        "say '[info] Output #0, null'; frame 0; say '[h264 @ 0x1] [error] no frame!'; frame 5\n",
        0, &report);
    cr_expect(report.done);
    cr_expect_not(report.nothing);
    cr_assert_eq(report.findings.count, 2);
    cr_expect_eq(report.findings.at[0].code, FINDING_VIDEO_DAMAGE);
    cr_expect_eq(report.findings.at[1].code, FINDING_NO_DECODER);
    cr_expect_eq(report.findings.at[1].weight, FINDING_NOTE);
    cr_expect_str_eq(report.findings.at[1].detail, "ac-4");
}

Test(probe, without_decoders_for_its_tracks_nothing_is_decoded)
{
    struct probe_report report;

    run(TRACKS "say '[error] Decoder (codec none) not found for input stream #0:1'\n"
               "say '[error] Decoder (codec h264) not found for input stream #0:0'; exit 1\n",
        0, &report);
    cr_expect(report.nothing);
    cr_expect_eq(finding_worst(&report.findings), FINDING_NOTE);
    cr_expect_eq(report.decoded_s, 0);
    cr_expect_eq(report.damaged_s, 0);
}

Test(probe, a_track_without_data_is_left_out)
{
    struct probe_report report;

    run(TRACKS "case $* in *'-map -0:1 '*) ;;\n"
               "*) say '[error] Cannot determine format of input stream 0:1 after EOF'\n"
               "   say '[fatal] Error marking filters as finished'; exit 1 ;; esac\n"
               "say '[info] Output #0, null'; frame 0; frame 5\n",
        0, &report);
    cr_expect(report.done);
    expect_only(&report, FINDING_REMARK, FINDING_NOTE);
}

/* All of its packets are damaged: ffmpeg learns as little about it as about a track without
 * data. */
Test(probe, a_track_without_decodable_frames_is_damaged)
{
    struct probe_report report;

    run(TRACKS "case $* in *'-map -0:1 '*) ;;\n"
               "*) say '[error] Error while decoding stream #0:1: Invalid data found when "
               "processing input'\n"
               "   say '[error] Cannot determine format of input stream 0:1 after EOF'\n"
               "   say '[fatal] Error marking filters as finished'; exit 1 ;; esac\n"
               "say '[info] Output #0, null'; frame 0; frame 5\n",
        0, &report);
    cr_expect(report.done);
    expect_only(&report, FINDING_AUDIO_DAMAGE, FINDING_CORRUPT);
}

Test(probe, an_unknown_track_is_left_out_if_the_decoder_fails)
{
    struct probe_report report;

    run(TRACKS
        "case $* in *'-map -0:1 '*) ;;\n"
        "*) say '[mov,mp4 @ 0x1] [warning] Could not find codec parameters for stream 1 (Audio)'\n"
        "   say '[abuffer @ 0x1] [error] Value inf for parameter time_base is out of range'\n"
        "   say '[error] Error reinitializing filters!'; exit 1 ;; esac\n"
        "say '[info] Output #0, null'; frame 0; frame 5\n",
        0, &report);
    cr_expect(report.done);
    expect_only(&report, FINDING_REMARK, FINDING_NOTE);
}

/* ffmpeg would keep all frames of a film in memory. */
Test(probe, a_track_that_never_begins_gets_an_output_of_its_own)
{
    struct probe_report report;

    run(TRACKS "case $* in *'-map 0:0 '*'-map 0:1 '*) say '[info] Output #0, null'; frame 0; exit "
               ";; esac\n"
               "n=0; while [ $n -lt 120 ]; do frame $n; n=$((n + 1)); done; exec sleep 1000\n",
        0, &report);
    cr_expect(report.done);
    cr_expect_eq(report.findings.count, 0);
    cr_expect_eq(calls("-map 0:V? "), 1);
}

/* TrueHD in MPEG-TS: a track is declared for its AC-3 part, which may be missing. Outputs of other
 * tracks have begun when ffmpeg gives up. */
Test(probe, a_track_without_data_is_left_out_of_a_long_film_too)
{
    static const char *const last_words[] = {"Error configuring filter graph",
                                             "Too many errors while decoding"};

    for (size_t i = 0; i < 2; i++) {
        struct probe_report report;
        char script[2048];

        snprintf(
            script, sizeof script,
            TRACKS
            "say '[mpegts @ 0x1] [warning] Could not find codec parameters for stream 1 (Audio)'\n"
            "case $* in *'-map 0:0 '*'-map 0:1 '*) say '[info] Output #0, null'; frame 0; frame 5\n"
            "say '[error] %s'; exit 1 ;;\n"
            "*'-map 0:0 '*) say '[info] Output #0, null'; frame 0; frame 5; exit ;; esac\n"
            "n=0; while [ $n -lt 120 ]; do frame $n; n=$((n + 1)); done; exec sleep 1000\n",
            last_words[i]);
        run(script, 0, &report);
        cr_expect_eq(report.done, i == 0);
        expect_only(&report, i == 0 ? FINDING_REMARK : FINDING_CONTAINER_DAMAGE,
                    i == 0 ? FINDING_NOTE : FINDING_SUSPICIOUS);
    }
}

/* A playlist refers to files that ffmpeg then waits for. */
Test(probe, readers_of_playlists_are_not_used)
{
    static const char *const playlists[] = {",hls,", ",dash,", ",concat,",
                                            ",sdp,", ",rtsp,", ",image2,"};
    struct probe_report report;

    run(TRACKS "say '[info] Output #0, null'; frame 0\n", 0, &report);
    cr_expect_eq(calls("-format_whitelist 3gp,"), 1);
    cr_expect_eq(calls(",matroska,"), 1);
    cr_expect_eq(calls(",gdv,"), 1); /* and of games */
    cr_expect_eq(calls(",hnm,"), 1);
    cr_expect_eq(calls(",vividas,"), 1);
    for (size_t i = 0; i < sizeof playlists / sizeof *playlists; i++)
        cr_expect_eq(calls(playlists[i]), 0, "%s", playlists[i]);
}
