/* The eight things that every filter does alike (docs/record.md), tried on each of them. Nothing
   here needs the network: the records carry every stage's key already, and the address in the
   environment is a closed port. */
#include "bytes.h"
#include "compare.h"
#include "spawn.h"
#include "tmpdir.h"
#include "words.h"
#include "world.h"

#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define DONE(name)                                                                                 \
    "{\"filename\":\"/videos/" name "\",\"scan\":{\"status\":\"healthy\"},"                        \
    "\"media\":{\"type\":\"movie\",\"title\":\"Heat\",\"year\":1995},"                             \
    "\"match\":{\"status\":\"matched\",\"type\":\"movie\",\"title\":\"Heat\",\"year\":1995,"       \
    "\"ids\":{\"trakt\":481},\"score\":100,\"by\":\"exact\"},"                                     \
    "\"sync\":{\"status\":\"added\",\"list\":\"watchlist\"}}"
#define FIRST DONE("Heat.1995.mkv")
#define SECOND DONE("Heat.1995.720p.mkv")
#define STRANGE                                                                                    \
    "{\"zeta\":[1,2.50,\"\\u00e9\",{}],\"filename\":\"/videos/"                                    \
    "Heat.mkv\",\"alpha\":{\"b\":null,\"a\":"                                                      \
    "1e2},\"scan\":{\"status\":\"healthy\",\"zz\":1,\"aa\":2},\"media\":{\"type\":\"movie\","      \
    "\"title\":\"Heat\",\"year\":null},\"mine\":\"yours\",\"match\":{\"status\":\"matched\","      \
    "\"type\":\"movie\",\"title\":\"Heat\",\"year\":1995,\"ids\":{\"trakt\":481}},"                \
    "\"sync\":{\"status\":\"added\",\"list\":\"watchlist\"},\"beta\":false}"
#define FAILED                                                                                     \
    "{ \"filename\": \"/videos/a b.mkv\",\"n\":7.90, \"error\":{\"stage\":\"elsewhere\","          \
    "\"code\":\"no-title\",\"message\":\"nothing to go by\",\"retry\":false} }"

static const struct filter {
    const char *name;
    bool sink;            /* prints a summary instead of records */
    const char *argument; /* NULL: it needs none */
} filters[] = {
    {"cvi-extract", false, NULL  },
    {"cvi-parse",   false, NULL  },
    {"cvi-match",   false, NULL  },
    {"cvi-add",     false, NULL  },
    {"cvi-keep",    false, "kept"},
    {"cvi-report",  true,  NULL  },
};

static const struct trial {
    const char *what;
    const char *in;
    const char *out;   /* what records come out; GARBAGE stands for the record of a bad line */
    long garbage;      /* the number of the bad line, 0 when there is none */
    const char *total; /* what the sink's summary says */
    enum { TO_PIPE, TO_FULL_DISK, TO_NOBODY } to;
} trials[] = {
    {"empty input gives empty output",                      "",                                    "",                              0, "Total items processed: 0", TO_PIPE     },
    {"blank lines are skipped",                             "\n" FIRST "\n\n \t\n" SECOND "\n\n",  FIRST "\n" SECOND "\n",          0,
     "Total items processed: 2",                                                                                                                                   TO_PIPE     },
    {"CRLF and an unterminated last line are accepted",     FIRST "\r\n\r\n" SECOND,
     FIRST "\n" SECOND "\n",                                                                                                        0, "Total items processed: 2", TO_PIPE     },
    {"a truncated last line is told",                       FIRST "\n{\"filename\":\"/videos/Hea", FIRST "\nGARBAGE\n",             2,
     "Total items processed: 2",                                                                                                                                   TO_PIPE     },
    {"garbage in the middle is told and the rest survives",
     FIRST "\n\x01\xff not a record }{\n" SECOND "\n",                                             FIRST "\nGARBAGE\n" SECOND "\n", 2,
     "Total items processed: 3",                                                                                                                                   TO_PIPE     },
    {"a failed record passes untouched",                    FAILED "\n" FIRST "\n",                FAILED "\n" FIRST "\n",          0,
     "Failed/Not found: 1",                                                                                                                                        TO_PIPE     },
    {"unknown keys and their order survive",                STRANGE "\n",                          STRANGE "\n",                    0,
     "Total items processed: 1",                                                                                                                                   TO_PIPE     },
    {"a full disk is told in one line",                     FIRST "\n" SECOND "\n",                "",                              0, NULL,                       TO_FULL_DISK},
    {"a vanished reader is no error message",               FIRST "\n" SECOND "\n",                "",                              0, NULL,                       TO_NOBODY   },
};

enum {
    FILTERS = sizeof filters / sizeof *filters,
    TRIALS = sizeof trials / sizeof *trials,
    PAIRS = FILTERS * TRIALS,
    MANY = 4000 /* records, more than a pipe holds */
};

static void set_environment(struct world *w)
{
    static const char *const pairs[][2] = {
        {"CVI_TRAKT_API_URL",       "http://127.0.0.1:1"},
        {"CVI_TRAKT_AUTH_URL",      "http://127.0.0.1:1"},
        {"CVI_TRAKT_CLIENT_ID",     "no-id"             },
        {"CVI_TRAKT_CLIENT_SECRET", "no-secret"         },
        {"CVI_TRAKT_ACCESS_TOKEN",  "no-token"          },
    };

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        world_set(w, pairs[i][0], pairs[i][1]);
    world_clock(w, WORLD_CLOCK_MS);
}

/* Checks the record of a bad line and puts GARBAGE in its place. */
static void take_garbage(const struct filter *filter, const struct trial *trial, struct bytes *out)
{
    char *at = strstr(bytes_text(out), "{\"line\":"), *end = at ? strchr(at, '\n') : NULL;
    json_int_t line = 0;
    const char *stage = "", *code = "", *message = "";

    cr_expect(end, "%s: %s: no record of the bad line in:\n%s", filter->name, trial->what,
              bytes_text(out));
    if (!end)
        return;
    char *text = copy_text(at, (size_t)(end - at));
    json_t *record = json_loads(text, 0, NULL);
    int fits = json_unpack(record, "{s:I, s:{s:s, s:s, s:s}}", "line", &line, "error", "stage",
                           &stage, "code", &code, "message", &message);
    cr_expect(fits == 0 && line == trial->garbage && strcmp(stage, filter->name) == 0 && *code &&
                  *message && json_object_size(record) == 2,
              "%s: %s: not what a bad line %ld becomes: %s", filter->name, trial->what,
              trial->garbage, text);
    bytes_replace(out, text, "GARBAGE");
    json_decref(record);
    free(text);
}

static void check_output(const struct filter *filter, const struct trial *trial,
                         struct outcome *came)
{
    struct bytes expected = {0}, why = {0};

    if (filter->sink) {
        bytes_puts(&expected, trial->total);
        compare_contains(&expected, &came->out, &why);
    } else {
        if (trial->garbage)
            take_garbage(filter, trial, &came->out);
        bytes_puts(&expected, trial->out);
        compare_exact(&expected, &came->out, &why);
    }
    cr_expect(why.len == 0, "%s: %s: standard output:\n%s", filter->name, trial->what,
              bytes_text(&why));
    bytes_release(&why);
    bytes_release(&expected);
}

/* One line `name: ...` for a full disk, nothing when all is well or nobody reads; what is said of
 * bad lines is free. */
static void check_errors(const struct filter *filter, const struct trial *trial,
                         const struct outcome *came)
{
    const char *said = bytes_text(&came->err), *end = strchr(said, '\n');
    size_t n = strlen(filter->name);
    bool good = came->err.len == 0;

    if (trial->garbage)
        return;
    if (trial->to == TO_FULL_DISK)
        good = end && !end[1] && strncmp(said, filter->name, n) == 0 && said[n] == ':';
    cr_expect(good, "%s: %s: standard error:\n%s", filter->name, trial->what, said);
}

static void check(const struct filter *filter, const struct trial *trial, struct outcome *came)
{
    int expected = trial->to == TO_FULL_DISK ? 74
                   : trial->to == TO_NOBODY  ? 141
                   : trial->garbage          ? 65
                                             : 0;

    cr_expect(came->trouble.len == 0, "%s: %s: %s", filter->name, trial->what,
              bytes_text(&came->trouble));
    cr_expect(came->status == expected, "%s: %s: status %d, expected %d\n%s", filter->name,
              trial->what, came->status, expected, bytes_text(&came->err));
    check_errors(filter, trial, came);
    if (trial->to == TO_PIPE)
        check_output(filter, trial, came);
}

ParameterizedTestParameters(contract, is_kept_by_each_filter)
{
    static int at[PAIRS];

    for (int i = 0; i < PAIRS; i++)
        at[i] = i;
    return cr_make_param_array(int, at, PAIRS);
}

ParameterizedTest(int *i, contract, is_kept_by_each_filter)
{
    const struct filter *filter = &filters[*i / TRIALS];
    const struct trial *trial = &trials[*i % TRIALS];
    struct outcome came = {0};
    struct world w;

    world_open(&w);
    set_environment(&w);
    char *program = world_program(&w, filter->name);
    cr_expect(program, "%s: %s: there is no such program in %s/bin", filter->name, trial->what,
              w.build);
    if (program) {
        char *argv[] = {program, (char *)filter->argument, NULL};
        struct spawn what = {.argv = argv,
                             .env = w.env.at,
                             .cwd = w.tmp,
                             .in = trial->in,
                             .in_len = strlen(trial->in),
                             .out_gone = trial->to == TO_NOBODY,
                             .out_path = trial->to == TO_FULL_DISK ? "/dev/full" : NULL};
        spawn_run(&what, &came);
        check(filter, trial, &came);
    }
    free(program);
    outcome_release(&came);
    world_close(&w, NULL);
}

ParameterizedTestParameters(contract, a_reader_may_leave_in_the_middle)
{
    static int at[FILTERS];
    size_t count = 0;

    for (int i = 0; i < FILTERS; i++)
        if (!filters[i].sink)
            at[count++] = i;
    return cr_make_param_array(int, at, count);
}

ParameterizedTest(int *i, contract, a_reader_may_leave_in_the_middle)
{
    const char *name = filters[*i].name, *argument = filters[*i].argument;
    struct bytes in = {0}, status = {0};
    struct outcome came = {0};
    struct world w;

    world_open(&w);
    set_environment(&w);
    char *script =
        format_text("{ %s %s; echo $? >status; } | head -n 1", name, argument ? argument : "");
    struct words argv = {0};
    words_add(&argv, "/bin/sh");
    words_add(&argv, "-c");
    words_add(&argv, script);
    for (int n = 0; n < MANY; n++)
        bytes_puts(&in, FIRST "\n");
    struct spawn what = {
        .argv = argv.at, .env = w.env.at, .cwd = w.tmp, .in = in.at, .in_len = in.len};
    spawn_run(&what, &came);
    (void)tmpdir_read(w.tmp, "status", &status);
    cr_expect_str_eq(bytes_text(&came.trouble), "", "%s", name);
    cr_expect_str_eq(bytes_text(&came.out), FIRST "\n", "%s: head -n 1 shows\n%s", name,
                     bytes_text(&came.out));
    cr_expect_str_eq(bytes_text(&came.err), "", "%s: says %s", name, bytes_text(&came.err));
    cr_expect_str_eq(bytes_text(&status), "141\n", "%s: status %s", name, bytes_text(&status));
    free(script);
    words_release(&argv);
    bytes_release(&in);
    bytes_release(&status);
    outcome_release(&came);
    world_close(&w, NULL);
}
