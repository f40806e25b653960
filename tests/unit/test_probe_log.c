/* Logs of whole files: what is told, where, and how much of the running time is damaged. */
#include <criterion/criterion.h>
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

/* Frames, 25 a second. */
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

Test(probe_log, a_sound_file_has_nothing_to_tell)
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
    complaints(3); /* while ffmpeg looks for the streams, before it names the kind */
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

Test(probe_log, damage_that_goes_on_to_the_end_is_more_than_a_cut)
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

Test(probe_log, a_placeholder_for_the_time_is_not_believed)
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

Test(probe_log, what_was_interrupted_is_not_short)
{
    begin(false);
    input("matroska,webm", "00:01:40.00");
    frames(0, 60);
    end(false);
    cr_expect_eq(findings.count, 0);
}

Test(probe_log, a_few_complaints_of_the_sound_are_suspicious_many_are_corrupt)
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

Test(probe_log, sound_alone_has_progress_for_a_clock)
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

/* The places are those of the complaints: a complaint comes behind the frame that was
 * shown last. */
Test(probe_log, damage_is_drawn_where_it_is)
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

/* Seventeen places, of which two are close to each other at the end: those are joined first. */
Test(probe_log, places_that_are_too_many_are_joined_where_they_are_close)
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
