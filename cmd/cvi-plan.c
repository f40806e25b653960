/* cvi-plan: prints the changes to a Trakt list as operations for cvi-apply. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/option.h"
#include "config/config.h"
#include "export/source.h"
#include "ledger/ledger.h"
#include "plan/plan.h"
#include "plan/prune_setup.h"
#include "terminal/screen.h"

extern char **environ;

static struct settings {
    const char *list;
    const char *export;
    const char *output;
    bool show;
    bool collection;
    bool create;
    bool extras;
    bool again;
    int order;
    int format; /* index in plan_format_words; negative: not given */
    struct prune_words prune;
} settings = {.format = -1, .prune = PRUNE_WORDS};

static const struct option options[] = {
    TEXT('w', "watchlist", &settings.list, "LIST",
         "the list, by slug or name (default: watchlist)"),
    FLAG(0, "collection", &settings.collection, "plan for your collection (library)"),
    CHOICE(0, "format", &settings.format, "FORMAT", plan_format_words,
           "json (one operation per line) or readable text"),
    TEXT('o', "output", &settings.output, "FILE",
         "write operations to FILE, and print them as text"),
    MAYBE(0, "prune", &settings.prune.mode, "corrupt", prune_mode_words,
          "plan to remove titles whose files are gone (with =corrupt: also titles whose files are "
          "corrupt)"),
    REPEAT(0, "scan", &settings.prune, "FILE", prune_setup_scan, "the scan document for --prune"),
    SELDOM,
    FLAG(0, "show", &settings.show, "show planned or applied operations as text"),
    COUNT(0, "max-remove", &settings.prune.most, "N",
          "refuse if --prune would remove more than N titles (default: a fifth of those added by "
          "cvi)"),
    FLAG(0, "create", &settings.create, "plan to create the list (private) if it does not exist"),
    FLAG(0, "extras", &settings.extras, "also plan to add trailers, samples and other extras"),
    CHOICE(0, "order", &settings.order, "ORDER", add_order_words,
           "order of additions: input, popularity or year"),
    FLAG('a', "again", &settings.again, "also add titles that you removed from the list"),
    TEXT(0, "export", &settings.export, "ZIP", "read an export of your account; no login needed"),
    GROUP(config_options),
    GROUP(screen_options),
    GROUP(option_common),
    {0},
};

static const struct program program = {
    .name = "cvi-plan",
    .summary = "show what would change on a Trakt list; change nothing",
    .examples = "  cvi-extract scan.json | cvi-parse | cvi-match | cvi-plan --format text\n"
                "  cvi-plan -w my-movies --output plan <matched.ndjson; cvi-apply <plan\n"
                "  cvi-plan --prune --scan scan.json --format text <matched.ndjson\n",
    .options = options,
};

static void check_usage(void)
{
    prune_setup_check(&settings.prune, settings.export != NULL);
    if (settings.output && strcmp(settings.output, "-") == 0)
        msg_die(EX_USAGE, "--output: '-' cannot be used, because the text is printed on standard "
                          "output (to print the operations there, use --format=json)");
    if (settings.collection && settings.list)
        msg_die(EX_USAGE, "--collection and --watchlist cannot be combined");
    if (settings.collection && settings.create)
        msg_die(
            EX_USAGE,
            "--create: cannot be combined with --collection, because a collection always exists");
}

/* Runs the stage. Returns the exit status. ready: there is a login; if not, why has the reason. */
static int run_stage(const struct config *config, struct trakt *trakt, struct export *export,
                     bool ready, const struct why *why)
{
    const char *preferred = config_text(config, CONFIG_DEFAULT_WATCHLIST);
    char *ledger = cvi_format("%s/" LEDGER_FILE, config->places.state);
    const struct plan_settings requested = {
        .list = {.collection = settings.collection,
                 .name = settings.list ? settings.list : preferred,
                 .create = settings.create,
                 .state = config->places.state,
                 .export = export},
        .extras = settings.extras,
        .again = settings.again,
        .order = (enum add_order)settings.order,
        .ledger = ledger,
        .prune = prune_setup(&settings.prune),
        .format = settings.format >= 0 ? (enum plan_format)settings.format
                  : settings.output    ? PLAN_TEXT
                                       : PLAN_JSON,
        .output = settings.output,
        .columns = screen_output_columns(),
        .program = msg_program(),
    };
    struct plan *plan = plan_new(trakt, &requested);
    struct why output_why;
    struct stage stage = {
        .name = program.name,
        .sink = true,
        .stops = true,
        .self = plan,
        .work = plan_work,
        .garbled = plan_garbled,
        .finish = plan_finish,
    };

    if (!plan_try_output(plan, &output_why))
        msg_die_why(&output_why);
    if (!ready)
        stage_stop(&stage, why->status, why->text);
    int status = stage_run(&stage);
    trakt_close(trakt);
    plan_free(plan);
    prune_free(requested.prune);
    buf_release(&settings.prune.scans);
    free(ledger);
    return status;
}

/* Shows operations as text, without login and settings. Returns the exit status. */
static int show(void)
{
    struct plan_show *shown = plan_show_new(screen_output_columns());
    struct stage stage = {
        .name = program.name,
        .sink = true,
        .reads_on = true,
        .self = shown,
        .work = plan_show_work,
        .finish = plan_show_finish,
    };
    int status = stage_run(&stage);

    plan_show_free(shown);
    return status;
}

int main(int argc, char **argv)
{
    struct config config;

    msg_called_as(getenv("CVI_CALLED_AS"));
    option_parse(&program, argc, argv);
    if (settings.show)
        return show();
    check_usage();
    if (getenv("CVI_IN_SYNC"))
        stage_heed_interrupt();
    clock_use_file(getenv("CVI_TEST_CLOCK"));
    config_start(&config, CONFIG_FOR_TRAKT, environ);
    screen_start(PROGRESS_PLAN, environ);
    int status = source_run(&config, settings.export, run_stage);
    config_release(&config);
    return status;
}
