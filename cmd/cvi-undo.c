/* cvi-undo: prints the operations that undo the changes of a run, for cvi-apply. */
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/option.h"
#include "base/text.h"
#include "json/ndjson.h"
#include "record/stage.h"
#include "terminal/screen.h"
#include "undo/undo.h"

enum { FORMAT_UNSET = -1, FORMAT_TABLE, FORMAT_JSON };
static const char *const formats[] = {"table", "json", NULL};

static struct settings {
    const char *run;
    bool list;
    int format;
} settings = {.format = FORMAT_UNSET};

static const struct option options[] = {
    TEXT('r', "run", &settings.run, "N", "undo run N (default: the last)"),
    FLAG('l', "list", &settings.list, "show the runs; undo nothing"),
    CHOICE(0, "format", &settings.format, "FORMAT", formats,
           "with --list: show a table (the default) or json"),
    GROUP(option_common),
    {0},
};

static const struct program program = {
    .name = "cvi-undo",
    .summary = "print the operations that undo a run's changes on Trakt",
    .examples = "  cvi-undo --list\n"
                "  cvi-undo | cvi-apply --dry-run\n"
                "  cvi-undo --run 12 | cvi-apply\n",
    .options = options,
};

/* Returns the number of the run on the command line; RECORD_NONE: not given. */
static json_int_t check_usage(void)
{
    long run = RECORD_NONE;

    if (settings.run && settings.list)
        msg_die(EX_USAGE, "--run and --list cannot be combined");
    if (settings.format != FORMAT_UNSET && !settings.list)
        msg_die(EX_USAGE, "--format: requires --list, because operations are always JSON lines");
    if (settings.run && (!text_number(settings.run, 1000000000, &run) || !run))
        msg_die(EX_USAGE, "--run: invalid run '%s' (--list shows the runs)", settings.run);
    return run;
}

static void show_runs(struct ledger *ledger)
{
    if (settings.format == FORMAT_JSON) {
        json_auto_t *json = undo_runs_json(ledger);

        ndjson_put(json);
    } else {
        struct table table = undo_runs_table(ledger);
        struct buf text = BUF_INIT((size_t)1 << 30);

        table_draw(&table, screen_output_columns(), &text);
        ndjson_put_bytes(buf_text(&text), text.len);
        buf_release(&text);
        table_release(&table);
    }
}

static void show_undo(struct ledger *ledger, json_int_t requested)
{
    json_int_t run = requested == RECORD_NONE ? undo_last_run(ledger) : requested;
    struct undo undo = {0};
    struct why why;

    if (run == RECORD_NONE) {
        msg_note("nothing to undo: no run has changed anything");
        return;
    }
    bool exists = undo_run(ledger, run, &undo);
    if (ledger && !ledger_works(ledger, &why)) { /* a part of a run must not be undone */
        undo_release(&undo);
        return;
    }
    if (!exists)
        msg_die(EX_USAGE, "--run: run %lld not found (--list shows the runs)", (long long)run);
    for (size_t i = 0; i < undo.count; i++)
        ndjson_put(undo.operations[i]);
    char *kept = undo_kept_text(&undo);
    if (*kept)
        msg_note("run %lld: not undone: %s", (long long)run, kept);
    else if (!undo.count)
        msg_note("run %lld: nothing to undo", (long long)run);
    free(kept);
    undo_release(&undo);
}

/* Returns the opened ledger; NULL if the file does not exist, which means that nothing was
 * changed. */
static struct ledger *open_ledger(void)
{
    char *state = file_xdg(getenv("XDG_STATE_HOME"), getenv("HOME"), ".local/state");
    char *path = state ? file_join(state, LEDGER_FILE) : NULL;
    struct ledger *ledger = NULL;
    struct why why;

    if (path && access(path, F_OK) == 0) {
        ledger = ledger_open(path, &why);
        if (!ledger)
            msg_die_why(&why);
    }
    free(path);
    free(state);
    return ledger;
}

int main(int argc, char **argv)
{
    struct why why;

    option_parse(&program, argc, argv);
    json_int_t run = check_usage();
    clock_use_file(getenv("CVI_TEST_CLOCK"));
    stage_start();
    struct ledger *ledger = open_ledger();
    if (settings.list)
        show_runs(ledger);
    else
        show_undo(ledger, run);
    /* The error of the ledger has been reported. */
    int status = ledger && !ledger_works(ledger, &why) ? why.status : EX_OK;
    ndjson_flush();
    ledger_close(ledger);
    return status;
}
