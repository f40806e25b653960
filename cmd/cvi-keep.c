/* cvi-keep: keeps the records of a run in a file, so that a later run can continue. */
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/option.h"
#include "json/ndjson.h"
#include "record/keep.h"
#include "record/stage.h"
#include "terminal/ask.h"
#include "terminal/screen.h"

extern char **environ;

static struct settings {
    bool begin;
    bool resume;
} settings;

static const struct option options[] = {
    FLAG(0, "begin", &settings.begin, "save the input to FILE and print nothing"),
    FLAG(0, "resume", &settings.resume, "print the records in FILE, to continue the run"),
    GROUP(screen_options),
    GROUP(option_common),
    {0},
};

static const struct program program = {
    .name = "cvi-keep",
    .summary = "save records to a file, so that an interrupted run can be resumed",
    .operands = "FILE",
    .examples = "  cvi-keep --begin kept <parsed\n"
                "  cvi-match <parsed | cvi-add | cvi-keep kept | cvi-report\n"
                "\n"
                "  cvi-keep --resume kept >rest\n"
                "  cvi-match <rest | cvi-add | cvi-keep kept | cvi-report\n",
    .options = options,
    .most_operands = 1,
};

/* Passes the record on unchanged. */
static void let_pass(struct stage *stage, struct stage_item *item)
{
    (void)stage;
    (void)item;
}

/* No member is read: each line only has to be a record. */
static const char *const reads[] = {NULL};

static int begin(const struct keep *keep)
{
    size_t bad;
    struct why why;

    ask_for_input("records", "one JSON object a line");
    if (!keep_begin(keep, &bad, &why))
        msg_die_why(&why);
    return bad ? EX_DATAERR : EX_OK;
}

static int resume(const struct keep *keep)
{
    size_t bad, left;
    struct why why;

    if (!keep_settle(keep, &bad, &left, &why) || !keep_resume(keep, &why))
        msg_die_why(&why);
    return bad ? EX_DATAERR : EX_OK;
}

/* Copies and keeps the records. Returns the exit status; 75: unfinished records are left. */
static int pass_on(struct keep *keep)
{
    struct stage stage = {.name = program.name, .reads_on = true, .reads = reads, .work = let_pass};
    size_t left = 0, bad;
    struct why why;

    if (!keep_start_part(keep, &why))
        msg_die_why(&why);
    stage_run(&stage);
    if (!ndjson_tee_end())
        stage_raise(&stage, EX_IOERR);
    if (!keep_settle(keep, &bad, &left, &why))
        msg_die_why(&why);
    if (left)
        stage_raise(&stage, EX_TEMPFAIL);
    msg_more("kept: %s, left for another run: %zu", keep->file, left);
    return stage.status;
}

static int run(const char *file)
{
    struct keep keep;
    struct why why;

    if (!keep_open(&keep, file, &why))
        msg_die_why(&why);
    int status = settings.begin ? begin(&keep) : settings.resume ? resume(&keep) : pass_on(&keep);
    keep_close(&keep);
    return status;
}

int main(int argc, char **argv)
{
    msg_called_as(getenv("CVI_CALLED_AS"));
    if (option_parse(&program, argc, argv) < 1)
        msg_die(EX_USAGE, "no FILE given to keep the records in (see --help)");
    if (settings.begin && settings.resume)
        msg_die(EX_USAGE, "--begin and --resume cannot be combined");
    clock_use_file(getenv("CVI_TEST_CLOCK"));
    screen_start(PROGRESS_KEEP, environ);
    stage_start();
    return run(argv[1]);
}
