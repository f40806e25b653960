/* The eight rules that all filters follow (docs/record.md), tested with each of them; and those
 * that apply to cvi-scan, which is a source and reads no records. No test needs the network: the
 * records already have every stage's key, and the URL in the environment is a closed port. */
#include "bytes.h"
#include "compare.h"
#include "spawn.h"
#include "tmpdir.h"
#include "words.h"
#include "world.h"

#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <dirent.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define DONE(name)                                                                                 \
    "{\"filename\":\"/videos/" name "\",\"scan\":{\"status\":\"healthy\"},"                        \
    "\"media\":{\"type\":\"movie\",\"title\":\"Heat\",\"year\":1995},"                             \
    "\"match\":{\"status\":\"matched\",\"type\":\"movie\",\"title\":\"Heat\",\"year\":1995,"       \
    "\"ids\":{\"trakt\":481},\"score\":100,\"by\":\"exact\"},"                                     \
    "\"sync\":{\"status\":\"added\",\"list\":\"watchlist\"},\"result\":{\"status\":\"done\"}}"
#define FIRST DONE("Heat.1995.mkv")
#define SECOND DONE("Heat.1995.720p.mkv")
#define STRANGE                                                                                    \
    "{\"zeta\":[1,2.50,\"\\u00e9\",{}],\"filename\":\"/videos/"                                    \
    "Heat.mkv\",\"alpha\":{\"b\":null,\"a\":"                                                      \
    "1e2},\"scan\":{\"status\":\"healthy\",\"zz\":1,\"aa\":2},\"media\":{\"type\":\"movie\","      \
    "\"title\":\"Heat\",\"year\":null},\"mine\":\"yours\",\"match\":{\"status\":\"matched\","      \
    "\"type\":\"movie\",\"title\":\"Heat\",\"year\":1995,\"ids\":{\"trakt\":481}},"                \
    "\"sync\":{\"status\":\"added\",\"list\":\"watchlist\"},\"result\":{},\"beta\":false}"
#define FAILED                                                                                     \
    "{ \"filename\": \"/videos/a b.mkv\",\"n\":7.90, \"error\":{\"stage\":\"elsewhere\","          \
    "\"code\":\"no-title\",\"message\":\"nothing to go by\",\"retry\":false} }"

static const struct filter {
    const char *name;
    bool sink;            /* prints a summary instead of records */
    const char *argument; /* NULL: not required */
} filters[] = {
    {"cvi-extract", false, NULL}, {"cvi-parse", false, NULL}, {"cvi-match", false, NULL},
    {"cvi-add", false, NULL},     {"cvi-apply", false, NULL}, {"cvi-keep", false, "kept"},
    {"cvi-report", true, NULL},
};

static const struct trial {
    const char *what;
    const char *in;
    const char *out;   /* the expected records; GARBAGE stands for the record of a bad line */
    long garbage;      /* the number of the bad line; 0: none */
    const char *total; /* a part of the sink's summary */
    enum { TO_PIPE, TO_FULL_DISK, TO_NOBODY } to;
} trials[] = {
    {"empty input gives empty output", "", "", 0, "Total items processed: 0", TO_PIPE},
    {"blank lines are skipped", "\n" FIRST "\n\n \t\n" SECOND "\n\n", FIRST "\n" SECOND "\n", 0,
     "Total items processed: 2", TO_PIPE},
    {"CRLF and an unterminated last line are accepted", FIRST "\r\n\r\n" SECOND,
     FIRST "\n" SECOND "\n", 0, "Total items processed: 2", TO_PIPE},
    {"a truncated last line is told", FIRST "\n{\"filename\":\"/videos/Hea", FIRST "\nGARBAGE\n", 2,
     "Total items processed: 2", TO_PIPE},
    {"garbage in the middle is told and the rest survives",
     FIRST "\n\x01\xff not a record }{\n" SECOND "\n", FIRST "\nGARBAGE\n" SECOND "\n", 2,
     "Total items processed: 3", TO_PIPE},
    {"a failed record passes untouched", FAILED "\n" FIRST "\n", FAILED "\n" FIRST "\n", 0,
     "Failed/Not found: 1", TO_PIPE},
    {"unknown keys and their order survive", STRANGE "\n", STRANGE "\n", 0,
     "Total items processed: 1", TO_PIPE},
    {"a full disk is told in one line", FIRST "\n" SECOND "\n", "", 0, NULL, TO_FULL_DISK},
    {"a vanished reader is no error message", FIRST "\n" SECOND "\n", "", 0, NULL, TO_NOBODY},
};

enum {
    FILTERS = sizeof filters / sizeof *filters,
    TRIALS = sizeof trials / sizeof *trials,
    PAIRS = FILTERS * TRIALS,
    MANY = 4000 /* records, more than fit in a pipe */
};

static void set_environment(struct world *w)
{
    static const char *const pairs[][2] = {
        {"CVI_TRAKT_API_URL", "http://127.0.0.1:1"},
        {"CVI_TRAKT_AUTH_URL", "http://127.0.0.1:1"},
        {"CVI_TRAKT_CLIENT_ID", "no-id"},
        {"CVI_TRAKT_CLIENT_SECRET", "no-secret"},
        {"CVI_TRAKT_ACCESS_TOKEN", "no-token"},
    };

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        world_set(w, pairs[i][0], pairs[i][1]);
    world_clock(w, WORLD_CLOCK_MS);
}

/* Checks the record of a bad line and replaces it by GARBAGE. */
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

/* Checks standard error: one line `name: ...` for a full disk, nothing if there is no error or no
 * reader. Messages about bad lines are ignored. */
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

/* --- Every program -------------------------------------------------------------------------- */

/* Runs the program with crash.so, and checks that it gave Jansson an allocator. */
static void expect_our_memory(struct world *w, const char *name)
{
    char *program = world_program(w, name);
    char *argv[] = {program, (char *)"--version", NULL};
    struct spawn what = {.argv = argv, .env = w->env.at, .cwd = w->tmp};
    struct outcome came = {0};
    struct bytes calls = {0};

    spawn_run(&what, &came);
    (void)tmpdir_read(w->tmp, "calls", &calls);
    cr_expect_eq(came.status, 0, "%s: %s", name, bytes_text(&came.err));
    cr_expect(strstr(bytes_text(&calls), "json_set_alloc_funcs\n"),
              "%s: Jansson has its own allocator, and may return NULL", name);
    (void)tmpdir_write(w->tmp, "calls", "", 0, 0600);
    bytes_release(&calls);
    outcome_release(&came);
    free(program);
}

/* No program checks Jansson's results for NULL, so Jansson must use our allocator, which exits on
 * failure. */
Test(contract, jansson_uses_the_allocator_that_exits_on_failure)
{
    struct world w;
    int programs = 0;

    world_open(&w);
    char *shim = format_text("%s/test/crash.so", w.build), *bin = format_text("%s/bin", w.build);
    char *calls = format_text("%s/calls", w.tmp);
    world_set(&w, "ASAN_OPTIONS", "verify_asan_link_order=0:detect_leaks=0");
    world_set(&w, "LD_PRELOAD", shim);
    world_set(&w, "CRASH_JSON", calls);
    DIR *directory = opendir(bin);
    cr_assert(directory, "%s", bin);
    for (const struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        if (strncmp(entry->d_name, "cvi-", 4) == 0) {
            expect_our_memory(&w, entry->d_name);
            programs++;
        }
    }
    closedir(directory);
    cr_expect_geq(programs, 10);
    free(calls);
    free(bin);
    free(shim);
    world_close(&w, NULL);
}

/* --- The source ----------------------------------------------------------------------------- */

#define SCAN "cvi-scan", "--no-memory", "--ffmpeg", "none"

enum { MOST_ARGUMENTS = 10 };

static const struct source_trial {
    const char *what;
    const char *argv[MOST_ARGUMENTS];
    int to, status;
    const char *out; /* a part of the output; NULL: no output */
    const char *err; /* a part of the only message; NULL: no message */
} source_trials[] = {
    {"a record for each file",
     {SCAN, "a.mkv", "b.mkv"},
     TO_PIPE,
     0,
     "{\"filename\":\"b.mkv\",",
     NULL},
    {"a vanished reader is no error", {SCAN, "a.mkv", "b.mkv"}, TO_NOBODY, 141, NULL, NULL},
    {"a full disk is told",
     {SCAN, "a.mkv", "b.mkv"},
     TO_FULL_DISK,
     74,
     NULL,
     ": standard output: cannot be written"},
    {"so is one for a document",
     {SCAN, "-qo", "/dev/full", "a.mkv"},
     TO_PIPE,
     74,
     NULL,
     "/dev/full"},
    {"an unknown option", {SCAN, "--no-such-option"}, TO_PIPE, 64, NULL, "--no-such-option"},
    {"a missing file",
     {SCAN, "missing.mkv", "b.mkv"},
     TO_PIPE,
     66,
     "\"code\":\"no-file\"",
     "missing.mkv: cannot be scanned"},
    {"a missing list of names", {SCAN, "--files-from", "missing"}, TO_PIPE, 66, NULL, "missing"},
    {"nothing named", {SCAN}, TO_PIPE, 64, NULL, "no file or directory given"},
    {"help", {"cvi-scan", "--help"}, TO_PIPE, 0, "--output=FILE", NULL},
    {"help into a full disk", {"cvi-scan", "--help"}, TO_FULL_DISK, 74, NULL, "standard output"},
    {"version", {"cvi-scan", "--version"}, TO_PIPE, 0, "cvi-scan ", NULL},
};

enum { SOURCE_TRIALS = sizeof source_trials / sizeof *source_trials };

/* Runs one of our programs, named by argv[0]. */
static void run_source(struct world *w, const char *const *arguments, int to, struct outcome *came)
{
    struct words argv = {0};
    char *program = world_program(w, arguments[0]);

    cr_assert(program, "%s: there is no such program in %s/bin", arguments[0], w->build);
    words_add(&argv, program);
    for (size_t i = 1; arguments[i]; i++)
        words_add(&argv, arguments[i]);
    struct spawn what = {.argv = argv.at,
                         .env = w->env.at,
                         .cwd = w->tmp,
                         .out_gone = to == TO_NOBODY,
                         .out_path = to == TO_FULL_DISK ? "/dev/full" : NULL};
    spawn_run(&what, came);
    words_release(&argv);
    free(program);
}

static void check_source(const struct source_trial *trial, const struct outcome *came)
{
    const char *said = bytes_text(&came->err), *end = strchr(said, '\n');

    cr_expect_eq(came->status, trial->status, "%s: status %d\n%s", trial->what, came->status, said);
    if (trial->out)
        cr_expect(strstr(bytes_text(&came->out), trial->out), "%s: %s", trial->what,
                  bytes_text(&came->out));
    else
        cr_expect_eq(came->out.len, 0, "%s: %s", trial->what, bytes_text(&came->out));
    if (trial->err)
        cr_expect(end && !end[1] && strncmp(said, "cvi-scan: ", 10) == 0 &&
                      strstr(said, trial->err),
                  "%s: %s", trial->what, said);
    else
        cr_expect_str_eq(said, "", "%s", trial->what);
}

ParameterizedTestParameters(contract, is_kept_by_the_source)
{
    static int at[SOURCE_TRIALS];

    for (int i = 0; i < SOURCE_TRIALS; i++)
        at[i] = i;
    return cr_make_param_array(int, at, SOURCE_TRIALS);
}

ParameterizedTest(int *i, contract, is_kept_by_the_source)
{
    const struct source_trial *trial = &source_trials[*i];
    struct outcome came = {0};
    struct world w;

    world_open(&w);
    cr_assert(tmpdir_write(w.tmp, "a.mkv", "", 0, 0644) &&
              tmpdir_write(w.tmp, "b.mkv", "", 0, 0644));
    run_source(&w, trial->argv, trial->to, &came);
    check_source(trial, &came);
    outcome_release(&came);
    world_close(&w, NULL);
}

/* Names are bytes. The records of these names are printed in this order. */
static const struct source_name {
    const char *name;
    const char *text; /* the name in the record as JSON; NULL: unchanged */
    const char *b64;  /* its bytes in base64, if they are not UTF-8 */
} source_names[] = {
    {"plain.mkv", NULL, NULL},
    {"-v.mkv", NULL, NULL},
    {"--output.mkv", NULL, NULL},
    {"http:x.mkv", NULL, NULL},
    {" two  blanks .mkv", NULL, NULL},
    {"a\nline.mkv", "a\\nline.mkv", NULL},
    {"a\033[31mcolour.mkv", "a\\u001B[31mcolour.mkv", NULL},
    {"\"quoted\\.mkv", "\\\"quoted\\\\.mkv", NULL},
    {"caf\303\251.mkv", NULL, NULL},
    {"caf\351.mkv", "caf\357\277\275.mkv", "Y2Fm6S5ta3Y="},
    {"%s%n.mkv", NULL, NULL},
};

enum { SOURCE_NAMES = sizeof source_names / sizeof *source_names };

/* Checks that the line has the name. Returns the start of the next line. */
static const char *check_name(const struct source_name *name, const char *line)
{
    const char *end = strchr(line, '\n');
    char *begin = format_text("{\"filename\":\"%s\",%s%s%s", name->text ? name->text : name->name,
                              name->b64 ? "\"filename_b64\":\"" : "\"scan\":{",
                              name->b64 ? name->b64 : "", name->b64 ? "\",\"scan\":{" : "");

    cr_expect(strncmp(line, begin, strlen(begin)) == 0, "should begin with %s: %s", begin, line);
    cr_expect(end && end + 1 - line < 4096);
    free(begin);
    return end ? end + 1 : line + strlen(line);
}

/* Checks names in arguments or in a list: each is read as a name, whatever its characters. */
static void expect_names(struct world *w, const char *const *arguments)
{
    struct outcome came = {0};

    run_source(w, arguments, TO_PIPE, &came);
    cr_expect_eq(came.status, 0, "%s", bytes_text(&came.err));
    cr_expect_eq(came.err.len, 0, "%s", bytes_text(&came.err));
    const char *line = bytes_text(&came.out);
    for (int i = 0; i < SOURCE_NAMES; i++)
        line = check_name(&source_names[i], line);
    cr_expect_str_eq(line, "");
    outcome_release(&came);
}

Test(contract, names_of_any_bytes_are_scanned)
{
    const char *named[SOURCE_NAMES + 7] = {SCAN, "--sorted", "--"};
    const char *listed[] = {SCAN, "--sorted", "--null", "--files-from", "names", NULL};
    struct bytes list = {0};
    struct world w;

    world_open(&w);
    for (int i = 0; i < SOURCE_NAMES; i++) {
        named[6 + i] = source_names[i].name;
        bytes_add(&list, source_names[i].name, strlen(source_names[i].name) + 1);
        cr_assert(tmpdir_write(w.tmp, source_names[i].name, "", 0, 0644));
    }
    cr_assert(tmpdir_write(w.tmp, "names", list.at, list.len, 0644));
    expect_names(&w, named);
    expect_names(&w, listed);
    bytes_release(&list);
    world_close(&w, NULL);
}
