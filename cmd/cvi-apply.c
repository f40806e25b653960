/* cvi-apply: carries out operations of cvi-plan and cvi-undo on Trakt. */
#include <stdlib.h>
#include <unistd.h>

#include "apply/apply.h"
#include "base/clock.h"
#include "base/next.h"
#include "base/option.h"
#include "config/config.h"
#include "terminal/screen.h"
#include "trakt/session.h"

extern char **environ;

static struct settings {
    bool dry_run;
    bool force;
    bool again;
} settings;

static const struct option options[] = {
    FLAG('n', "dry-run", &settings.dry_run, "check everything; change nothing"),
    FLAG('f', "force", &settings.force,
         "apply the plan even if the list has changed or is too full; remove titles "
         "even if they were not added from this machine"),
    SELDOM,
    FLAG('a', "again", &settings.again, "also carry out operations that already have a result"),
    GROUP(config_options),
    GROUP(screen_options),
    GROUP(option_common),
    {0},
};

static const struct program program = {
    .name = "cvi-apply",
    .summary = "make the changes that cvi-plan or cvi-undo prints",
    .examples = "  cvi-plan <matched.ndjson >plan.ndjson\n"
                "  cvi-apply --dry-run <plan.ndjson\n"
                "  cvi-apply <plan.ndjson >results.ndjson\n"
                "  cvi-undo | cvi-apply\n",
    .options = options,
};

/* Prints the summary: on a terminal, or if verbose. */
static void report(const struct applier *applier)
{
    char *summary = applier_summary(applier);

    if (*summary && isatty(STDERR_FILENO))
        msg_note("%s", summary);
    else if (*summary)
        msg_more("%s", summary);
    free(summary);
}

/* Prints the next step; not within cvi-trakt-sync, where the results are shown later. */
static void show_next(const struct applier *applier)
{
    const char *step = applier_next_step(applier);

    if (step && !getenv("CVI_IN_SYNC"))
        next_show(step);
}

static int run(const struct config *config)
{
    struct why why = {0};
    struct trakt *trakt = session_open(config);
    bool ready = session_ready(config, trakt, true, &why);
    const struct applier_settings requested = {
        .program = program.name,
        .state = config->places.state,
        .dry_run = settings.dry_run,
        .force = settings.force,
    };
    struct applier *applier = applier_new(trakt, &requested);
    struct stage stage = {
        .name = program.name,
        .key = APPLY_KEY,
        .again = settings.again,
        .window = APPLY_WINDOW,
        .survey = applier_survey,
        .self = applier,
        .work = applier_work,
        .wait = applier_wait,
        .settle = applier_settle,
    };

    if (!ready)
        stage_stop(&stage, why.status, why.text);
    int status = stage_run(&stage);
    report(applier);
    show_next(applier);
    trakt_close(trakt);
    applier_free(applier);
    return status;
}

int main(int argc, char **argv)
{
    struct config config;

    msg_called_as(getenv("CVI_CALLED_AS"));
    option_parse(&program, argc, argv);
    if (getenv("CVI_IN_SYNC"))
        stage_heed_interrupt();
    clock_use_file(getenv("CVI_TEST_CLOCK"));
    config_start(&config, CONFIG_FOR_TRAKT, environ);
    screen_start(PROGRESS_ADD, environ);
    int status = run(&config);
    config_release(&config);
    return status;
}
