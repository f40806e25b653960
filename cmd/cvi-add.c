/* cvi-add: adds matched titles to a Trakt list, in batches. */
#include <stdlib.h>
#include <unistd.h>

#include "add/add.h"
#include "base/clock.h"
#include "base/option.h"
#include "config/config.h"
#include "export/source.h"
#include "terminal/screen.h"

extern char **environ;

enum { NO_TYPE = -1 };

static struct settings {
    const char *list;
    const char *export;
    bool collection;
    bool dry_run;
    bool check;
    bool again;
    bool create;
    bool extras;
    int order;
    int type; /* index in record_type_words; NO_TYPE: both */
} settings = {.type = NO_TYPE};

static const struct option options[] = {
    TEXT('w', "watchlist", &settings.list, "LIST",
         "the list, by slug or name (default: watchlist)"),
    FLAG(0, "collection", &settings.collection, "add what you own to your collection (library)"),
    FLAG(0, "create", &settings.create, "create the list (private) if it does not exist"),
    CHOICE(0, "order", &settings.order, "ORDER", add_order_words,
           "order of additions: input, popularity or year"),
    FLAG('n', "dry-run", &settings.dry_run, "show what would be added; send nothing"),
    TEXT(0, "export", &settings.export, "ZIP", "with -n: read the list from your Trakt export"),
    SELDOM,
    FLAG(0, "extras", &settings.extras, "also add trailers, samples and other extras"),
    FLAG(0, "check", &settings.check, "only check the login and the list"),
    CHOICE(0, "type", &settings.type, "TYPE", record_type_words,
           "add only titles of TYPE: movie or show"),
    FLAG('a', "again", &settings.again,
         "redo finished records; also add titles that you removed from the list"),
    GROUP(config_options),
    GROUP(screen_options),
    GROUP(option_common),
    {0},
};

static const struct program program = {
    .name = "cvi-add",
    .summary = "add matched titles to your Trakt.tv watchlist or to another list",
    .examples = "  cvi-extract scan.json | cvi-parse | cvi-match | cvi-add | cvi-report\n"
                "  cvi-add --watchlist my-movies --dry-run <matched.ndjson\n"
                "  cvi-add --watchlist unseen --create --order popularity <matched.ndjson\n"
                "  cvi-add --collection <matched.ndjson | cvi-report\n",
    .options = options,
};

static void check_usage(void)
{
    if (settings.collection && settings.list)
        msg_die(EX_USAGE, "--collection and --watchlist cannot be combined");
    if (settings.collection && settings.create)
        msg_die(
            EX_USAGE,
            "--create: cannot be combined with --collection, because a collection always exists");
    if (!settings.export)
        return;
    if (settings.check)
        msg_die(EX_USAGE, "--check: cannot be combined with --export, which needs no login");
    if (!settings.dry_run)
        msg_die(
            EX_USAGE,
            "--export: titles cannot be added to an export (--dry-run shows the titles that the "
            "export lacks; cvi-report --format trakt writes these titles to a file to import "
            "on Trakt's website)");
}

/* Checks the login and the list, for scripts. Returns the exit status. */
static int check(struct adder *adder, bool ready, const struct why *why)
{
    struct trakt_error error;

    if (!ready)
        msg_die_why(why);
    if (!adder_check(adder, &error))
        trakt_error_die(&error);
    return EX_OK;
}

#define LIST_READS                                                                                 \
    "filename", "filename_b64", RECORD_MATCH_READS, "match.by", "media.extra", "scan.status"

static const char *const list_reads[] = {LIST_READS, NULL};
static const char *const collection_reads[] = {LIST_READS, "media", "scan.media", "scan.modified",
                                               NULL};

/* Runs the stage. Returns the exit status. ready: there is a login; if not, why has the reason. */
static int run_stage(const struct config *config, struct trakt *trakt, struct export *export,
                     bool ready, const struct why *why)
{
    const char *preferred = config_text(config, CONFIG_DEFAULT_WATCHLIST);
    const struct adder_settings requested = {
        .list = {.collection = settings.collection,
                 .name = settings.list ? settings.list : preferred,
                 .dry_run = settings.dry_run,
                 .create = settings.create,
                 .state = config->places.state,
                 .export = export},
        .extras = settings.extras,
        .one_type = settings.type != NO_TYPE,
        .type = settings.type == MEDIA_SHOW ? MEDIA_SHOW : MEDIA_MOVIE,
        .again = settings.again,
        .order = (enum add_order)settings.order,
    };
    struct adder *adder = adder_new(trakt, &requested);
    struct stage stage = {
        .name = program.name,
        .key = "sync",
        .again = settings.again,
        .window = ADD_WINDOW,
        .reads = settings.collection ? collection_reads : list_reads,
        .survey = adder_surveys(&requested) ? adder_survey : NULL,
        .self = adder,
        .work = adder_work,
        .wait = adder_wait,
        .settle = adder_settle,
        .finish = adder_finish,
    };

    if (!ready)
        stage_stop(&stage, why->status, why->text);
    int status = settings.check ? check(adder, ready, why) : stage_run(&stage);
    trakt_close(trakt);
    adder_free(adder);
    return status;
}

int main(int argc, char **argv)
{
    struct config config;

    msg_called_as(getenv("CVI_CALLED_AS"));
    option_parse(&program, argc, argv);
    check_usage();
    if (getenv("CVI_IN_SYNC"))
        stage_heed_interrupt();
    clock_use_file(getenv("CVI_TEST_CLOCK"));
    config_start(&config, CONFIG_FOR_TRAKT, environ);
    screen_start(PROGRESS_ADD, environ);
    int status = source_run(&config, settings.export, run_stage);
    config_release(&config);
    return status;
}
