/* The progress of a run in text that fits, from the state of all programs in a pipeline. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "terminal/progress.h"

#define SECOND ((int64_t)1000)
#define MINUTE (60 * SECOND)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

static void expect_line(const struct progress *p, size_t columns, const char *wanted)
{
    char *line = progress_line(p, columns);

    cr_expect_str_eq(line, wanted);
    cr_expect(text_width(line) <= columns, "%zu columns: %s", columns, line);
    free(line);
}

/* Returns the progress of a busy run, which waits. */
static struct progress busy(void)
{
    return (struct progress){.verb = "matched",
                             .done = 120,
                             .total = 500,
                             .through = 87,
                             .per_1000_s = 2000,
                             .left_ms = 190 * SECOND,
                             .requests = 240,
                             .wait = PROGRESS_PACE,
                             .wait_ms = 145 * SECOND,
                             .until_minute = 14 * 60 + 5};
}

Test(progress, least_important_parts_are_dropped_first)
{
    static const struct {
        size_t columns;
        const char *line;
    } rows[] = {
        {200, "120 of 500 files matched, 87 done, 2/s, 3 min left, 240 requests, waiting 145 s for "
              "the rate limit (until 14:05)"},
        {107, "120 of 500 files matched, 87 done, 3 min left, 240 requests, waiting 145 s for "
              "the rate limit (until 14:05)"},
        {102, "120 of 500 files matched, 87 done, 3 min left, 240 requests, waiting 145 s for "
              "the rate limit"},
        {80, "120 of 500 files matched, 3 min left, waiting 145 s for the rate limit"},
        {62, "120 of 500 files, 3 min left, waiting 145 s for the rate limit"},
        {61, "120 of 500 files, 3 min left, waiting 145 s"},
        {40, "120/500, 3 min left, waiting 145 s"},
        {30, "120/500, waiting 145 s"},
        {20, "120/500, waiting 14…"},
        {7, "120/50…"},
        {1, "…"},
        {0, ""},
    };
    const struct progress p = busy();

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect_line(&p, rows[i].columns, rows[i].line);
}

Test(progress, shows_known_values)
{
    static const struct progress none = {
        .total = PROGRESS_UNKNOWN, .through = PROGRESS_UNKNOWN, .left_ms = PROGRESS_UNKNOWN};
    struct progress p = none;

    expect_line(&p, 80, "0 files");
    p.done = 1;
    expect_line(&p, 80, "1 file");
    p.total = 1;
    p.requests = 1;
    expect_line(&p, 80, "1 of 1 files, 1 request");
    p.total = PROGRESS_UNKNOWN;
    p.requests = 0;
    p.through = 1;
    expect_line(&p, 80, "1 file");
    p.through = 0;
    expect_line(&p, 80, "1 file, 0 done");
}

Test(progress, rates_have_the_unit_that_fits)
{
    static const struct {
        int64_t per_1000_s;
        const char *line;
    } rows[] = {
        {0, "5 files"},
        {-7, "5 files"},
        {1, "5 files, 4/h"},
        {16, "5 files, 58/h"},
        {17, "5 files, 1/min"},
        {500, "5 files, 30/min"},
        {1000, "5 files, 1/s"},
        {123456789, "5 files, 123457/s"},
        {(int64_t)1 << 60, "5 files, 1152921504606847/s"},
    };
    struct progress p = {
        .done = 5, .total = PROGRESS_UNKNOWN, .through = 5, .left_ms = PROGRESS_UNKNOWN};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        p.per_1000_s = rows[i].per_1000_s;
        expect_line(&p, 80, rows[i].line);
    }
}

Test(progress, times_have_the_unit_that_fits)
{
    const struct {
        int64_t left_ms;
        const char *line;
    } rows[] = {
        {PROGRESS_UNKNOWN, "1 of 9 files"},           {0, "1 of 9 files, 0 s left"},
        {89 * SECOND, "1 of 9 files, 89 s left"},     {12 * MINUTE, "1 of 9 files, 12 min left"},
        {5 * HOUR, "1 of 9 files, 5.0 h left"},       {3 * DAY, "1 of 9 files, 3.0 days left"},
        {1001 * DAY, "1 of 9 files, very long left"}, {INT64_MAX, "1 of 9 files, very long left"},
    };
    struct progress p = {.done = 1, .total = 9, .through = PROGRESS_UNKNOWN};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        p.left_ms = rows[i].left_ms;
        expect_line(&p, 80, rows[i].line);
    }
}

Test(progress, shows_what_it_waits_for)
{
    static const struct {
        struct progress wait;
        const char *words;
    } rows[] = {
        {{.wait = PROGRESS_PACE, .wait_ms = 1}, "waiting 1 s for the rate limit"},
        {{.wait = PROGRESS_LIMIT, .wait_ms = 45000}, "waiting 45 s at Trakt's request"},
        {{.wait = PROGRESS_TROUBLE, .status = 503, .wait_ms = 59000},
         "waiting 59 s after HTTP 503"},
        {{.wait = PROGRESS_NETWORK, .wait_ms = 60000, .until_minute = 9},
         "waiting 60 s for the network (until 00:09)"},
        {{.wait = PROGRESS_PACE, .wait_ms = 3000000, .until_minute = 1439},
         "waiting 50 min for the rate limit (until 23:59)"},
        {{.wait = PROGRESS_PACE}, ""},
        {{.wait = PROGRESS_WAITS, .wait_ms = 5}, ""},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct progress p = rows[i].wait;
        char *wanted = cvi_format("0 files%s%s", *rows[i].words ? ", " : "", rows[i].words);

        p.total = p.through = p.left_ms = PROGRESS_UNKNOWN;
        expect_line(&p, 80, wanted);
        free(wanted);
    }
}

Test(progress, words_are_cut_between_pieces)
{
    struct progress p = {.words = "3 of 120 files, 2.0 of 20.0 GB (10%), 1 corrupt, 1 suspicious",
                         .total = PROGRESS_UNKNOWN,
                         .through = PROGRESS_UNKNOWN,
                         .left_ms = 12 * MINUTE};

    expect_line(&p, 80,
                "3 of 120 files, 2.0 of 20.0 GB (10%), 1 corrupt, 1 suspicious, 12 min left");
    expect_line(&p, 60, "3 of 120 files, 2.0 of 20.0 GB (10%), 12 min left");
    expect_line(&p, 40, "3 of 120 files, 12 min left");
    expect_line(&p, 20, "3 of 120 files");
    p.words = "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\x1b[2J"; /* two columns each, and an escape */
    p.left_ms = PROGRESS_UNKNOWN;
    expect_line(&p, 20, "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e?[2J");
    expect_line(&p, 5, "\xe6\x97\xa5\xe6\x9c\xac…");
}

/* --- Progress of several programs --- */

#define POST(kind, d, t)                                                                           \
    {                                                                                              \
        .group = 7, .stage = PROGRESS_##kind, .done = (d), .total = (t)                            \
    }

static char *line_of(const struct progress_post *posts, size_t count)
{
    struct progress sum = progress_sum(posts, count, 7, 1000);

    return progress_line(&sum, 200);
}

Test(progress, the_slowest_program_counts)
{
    static const struct {
        struct progress_post posts[5];
        const char *line;
    } rows[] = {
        {{POST(PARSE, 9, 9)}, "9 of 9 files"},
        {{POST(PARSE, 9, -1), POST(REPORT, 4, -1)}, "4 files"},
        {{POST(PARSE, 99, -1), POST(MATCH, 40, -1), POST(ADD, 30, -1), POST(REPORT, 30, 100)},
         "40 of 100 files matched, 30 done"},
        {{POST(MATCH, 100, 100), POST(ADD, 30, -1), POST(REPORT, 30, -1)}, "30 files"},
        {{POST(MATCH, 100, 100), POST(ADD, 30, 100), POST(REPORT, 29, -1)},
         "30 of 100 files, 29 done"},
        {{POST(ADD, 30, 100)}, "30 of 100 files"},
        {{POST(MATCH, 40, 20)}, "40 of 40 files"},
        /* Two of a kind, as a script may start them. */
        {{POST(MATCH, 40, 50), POST(MATCH, 3, 7)}, "43 of 57 files"},
        {{POST(MATCH, 40, 50), POST(MATCH, 3, -1)}, "43 files"},
        /* Impossible numbers. */
        {{POST(MATCH, -4, 50), {.group = 7, .stage = 99}, {.group = 7, .stage = -1}},
         "0 of 50 files"},
        {{POST(MATCH, INT64_MAX, INT64_MAX)}, "0 of 0 files"},
        {{{.group = 8, .stage = PROGRESS_MATCH, .done = 5}}, "0 files"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *line = line_of(rows[i].posts, 5);

        cr_expect_str_eq(line, rows[i].line);
        free(line);
    }
}

Test(progress, requests_and_waits_are_those_of_all)
{
    struct progress_post posts[] = {POST(MATCH, 40, 100), POST(ADD, 30, -1), POST(REPORT, 30, -1)};

    posts[0].requests = 70;
    posts[1].requests = 5;
    posts[1].wait = PROGRESS_TROUBLE;
    posts[1].wait_status = 503;
    posts[1].wait_until_ms = 8000;
    posts[0].per_1000_s = 2000;
    char *line = line_of(posts, 3);
    cr_expect_str_eq(line, "40 of 100 files matched, 30 done, 2/s, 30 s left, 75 requests, "
                           "waiting 7 s after HTTP 503");
    free(line);
    /* A finished program waits for nothing, but has asked. */
    posts[0].over = 1;
    posts[0].done = 100;
    posts[1].wait = PROGRESS_GOES_ON;
    posts[0].wait = PROGRESS_PACE;
    posts[0].wait_until_ms = 9000;
    line = line_of(posts, 3);
    cr_expect_str_eq(line, "30 files, 75 requests");
    free(line);
}

Test(progress, a_wait_is_part_of_the_time_left)
{
    struct progress_post posts[] = {POST(MATCH, 99, 100)};

    posts[0].per_1000_s = 2000;
    posts[0].wait = PROGRESS_PACE;
    posts[0].wait_until_ms = 41000;
    char *line = line_of(posts, 1);
    cr_expect_str_eq(line, "99 of 100 files, 2/s, 40 s left, waiting 40 s for the rate limit");
    free(line);
}

Test(progress, a_scan_speaks_for_itself)
{
    struct progress_post posts[] = {POST(SCAN, 7, -1), POST(MATCH, 4, -1), POST(REPORT, 2, -1)};

    snprintf(posts[0].words, sizeof posts[0].words, "7 of 9 files, 1.0 of 2.0 GB (50%%)");
    posts[0].left_ms = 5 * MINUTE;
    char *line = line_of(posts, 3);
    cr_expect_str_eq(line, "7 of 9 files, 1.0 of 2.0 GB (50%), 2 done, 5 min left");
    free(line);
}

Test(progress, wishes_are_those_of_the_group)
{
    struct progress_post posts[] = {POST(MATCH, 0, -1), POST(ADD, 0, -1), POST(REPORT, 0, -1)};
    bool is_live[] = {true, true, false};

    posts[1].always = posts[2].is_end = 1;
    struct progress_wishes w = progress_wishes(posts, is_live, 3, 7);
    cr_expect(w.always && w.has_end && !w.never && !w.is_held && !w.waits);
    posts[0].group = 8; /* another program's question is on the terminal */
    posts[0].holds = posts[0].never = posts[0].wait = 1;
    w = progress_wishes(posts, is_live, 3, 7);
    cr_expect(w.is_held && !w.never && !w.waits);
    is_live[0] = false;
    w = progress_wishes(posts, is_live, 3, 7);
    cr_expect_not(w.is_held, "who held it is gone");
}

Test(progress, the_pace_is_that_of_five_minutes)
{
    struct progress_pace pace = {0};
    int64_t rate = 0;

    cr_expect_eq(progress_pace_note(&pace, 0, 0), 0);
    cr_expect_eq(progress_pace_note(&pace, 500, 3), 0, "too early to tell");
    cr_expect_eq(progress_pace_note(&pace, 1000, 3), 3000);
    /* A hundred at once, then one every ten seconds: the burst is forgotten. */
    for (int64_t ms = 1000; ms <= 1000000; ms += 250)
        rate = progress_pace_note(&pace, ms, 100 + ms / 10000);
    cr_expect(rate >= 97 && rate <= 103, "%lld", (long long)rate);
    for (int64_t ms = 1000250; ms <= 2000000; ms += 250)
        rate = progress_pace_note(&pace, ms, 200);
    cr_expect_eq(rate, 0, "nothing moves");
}
