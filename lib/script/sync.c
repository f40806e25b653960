/* Reads the command line of cvi-trakt-sync, and passes each option to the programs of the pipeline
 * that use it. */
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

#include "add/roster.h"
#include "base/msg.h"
#include "record/record.h"
#include "report/formats.h"
#include "script/script.h"
#include "script/shell.h"
#include "terminal/ask.h"
#include "terminal/screen.h"

enum { NOT_GIVEN = -1 };

/* The programs to which an option is passed. AGAIN is not a program: it is the command line that
 * continues the run from the file of --keep. */
enum {
    EXTRACT = 1 << 0,
    PARSE = 1 << 1,
    MATCH = 1 << 2,
    ADD = 1 << 3,
    KEEP = 1 << 4,
    REPORT = 1 << 5,
    AGAIN = 1 << 6,
    CATALOG = 1 << 7, /* reports whether a catalogue exists */
    PLAN = 1 << 8,    /* for --plan and a dry run */
    APPLY = 1 << 9,   /* for --apply */
    TRAKT = ADD | PLAN | APPLY,
    ALL = EXTRACT | PARSE | MATCH | TRAKT | KEEP | REPORT | AGAIN,
    SELF = 1 << 10, /* not a program: marks options of the script that are allowed with --apply */
};

static const struct user {
    const char *variable;
    unsigned bit;
} users[] = {
    {"for_extract", EXTRACT}, {"for_parse", PARSE}, {"for_match", MATCH},
    {"for_add", ADD},         {"for_keep", KEEP},   {"for_report", REPORT},
    {"for_catalog", CATALOG}, {"for_plan", PLAN},   {"for_apply", APPLY},
};

static struct {
    struct buf include_status;
    const char *watchlist, *output, *keep, *resume, *order, *budget, *cache_days, *cache_miss_days,
        *pins, *token, *token_file, *token_cmd, *jobs, *patience, *proxy, *cacert, *trace, *api_url,
        *auth_url, *config, *catalog, *export, *apply, *max_remove;
    int format, interactive, progress, prune, type;
    bool again, catalog_only, collection, create, force, plan, dry_run, extras, quiet, verbose,
        help, explain, ask_again, no_nfo, no_cache, refresh, offline, print_config, version,
        option_table;
} given = {.include_status = {.max = SIZE_MAX / 2},
           .format = NOT_GIVEN,
           .interactive = NOT_GIVEN,
           .progress = NOT_GIVEN,
           .prune = NOT_GIVEN,
           .type = NOT_GIVEN};

/* The values of --prune, as in prune_mode_words. */
static const char *const prune_words[] = {"all", "corrupt", NULL};

/* clang-format off */
#define YES(l, n, v, u, h)                                                                         \
    {.letter = (l), .name = (n), .kind = OPTION_FLAG, .value.flag = &given.v, .users = (u), .help = (h)}
#define WORD(l, n, v, a, u, h)                                                                     \
    {.letter = (l), .name = (n), .kind = OPTION_TEXT, .value.text = &given.v, .argument = (a), .users = (u), .help = (h)}

/* Values that a program of the pipeline checks are not checked here. hand_on passes --quiet and
 * --verbose to all programs. */
static const struct option options[] = {
    WORD('w', "watchlist",       watchlist,       "LIST",    ADD | PLAN | AGAIN,    "the list, by slug or name (default: watchlist)"),
    YES(0,    "collection",      collection,                 ADD | PLAN | AGAIN,    "add what you own to your collection (library)"),
    YES(0,    "plan",            plan,                       0,                     "show what would change; change nothing"),
    {.name = "include-status", .kind = OPTION_LIST, .value.list = &given.include_status, .argument = "STATUS...",
     .choices = record_scan_words, .users = EXTRACT, .help = "select healthy (default), suspicious or corrupt"},
    {.name = "include-statuses", .kind = OPTION_LIST, .value.list = &given.include_status, .choices = record_scan_words},
    YES('n',  "dry-run",         dry_run,                    ADD | APPLY | AGAIN,   "search, but add nothing"),
    {.letter = 'i', .name = "interactive", .kind = OPTION_MAYBE, .value.choice = &given.interactive, .argument = "WHICH", .choices = ask_which_words,
     .users = MATCH | AGAIN, .help = "ask about titles; WHICH: all (default) or doubtful"},
    WORD(0,   "catalog",         catalog,         "FILE",    MATCH | CATALOG | AGAIN, "look up titles in the catalogue FILE"),
    WORD('o', "output",          output,          "FILE",    REPORT | AGAIN | SELF, REPORT_OUTPUT_HELP),
    YES('q',  "quiet",           quiet,                      AGAIN | SELF,          "print errors and warnings only"),
    YES('v',  "verbose",         verbose,                    AGAIN | SELF,          "print the result for each file as it comes"),
    YES('h',  "help",            help,                       SELF,                  "show this help (with -v: all options)"),
    SELDOM,
    WORD(0,   "apply",           apply,           "FILE",    SELF,                  "apply the plan in FILE (see --plan and --output)"),
    WORD(0,   "keep",            keep,            "KEPT",    0,                     "keep the records in KEPT, to continue later"),
    WORD(0,   "resume",          resume,          "KEPT",    0,                     "continue from the records in KEPT"),
    YES(0,    "create",          create,                     ADD | PLAN | AGAIN,    "create the list (private) if it does not exist"),
    WORD(0,   "export",          export,          "ZIP",     AGAIN,                 "read your lists from an export of your account"),
    {.name = "prune", .kind = OPTION_MAYBE, .value.choice = &given.prune, .argument = "corrupt", .choices = prune_words,
     .users = PLAN, .help = "with --plan: plan to remove titles whose files are gone (=corrupt: also those whose files are corrupt)"},
    WORD(0,   "max-remove",      max_remove,      "N",       PLAN,                  "with --prune: remove at most N titles"),
    YES(0,    "force",           force,                      APPLY,                 "with --apply: apply even if the list has changed or is too full; remove titles even if they were not added from this machine"),
    {.name = "order", .kind = OPTION_TEXT, .value.text = &given.order, .argument = "ORDER", .choices = add_order_words,
     .users = ADD | PLAN | AGAIN, .help = "order of additions: input, popularity or year"},
    YES('a',  "again",           again,                      ADD | PLAN | AGAIN,    "also add titles that you removed"),
    {.name = "type", .kind = OPTION_CHOICE, .value.choice = &given.type, .argument = "TYPE", .choices = record_type_words,
     .users = MATCH | ADD | AGAIN, .help = "add only titles of TYPE: movie or show"},
    YES(0,    "extras",          extras,                     MATCH | ADD | PLAN | REPORT | AGAIN, "also add trailers, samples and other extras"),
    {.name = "format", .kind = OPTION_CHOICE, .value.choice = &given.format, .argument = "FORMAT", .choices = report_format_words,
     .users = REPORT | AGAIN, .help = "report in FORMAT: see cvi-report"},
    YES(0,    "explain",         explain,                    MATCH | AGAIN,         "show why a title was not found"),
    YES(0,    "catalog-only",    catalog_only,               MATCH | AGAIN,         "use only the catalogue, not Trakt"),
    YES(0,    "ask-again",       ask_again,                  MATCH | AGAIN,         "ask again about titles chosen earlier"),
    WORD(0,   "budget",          budget,          "N",       MATCH | AGAIN,         "make up to N requests per title (default: 4)"),
    YES(0,    "no-nfo",          no_nfo,                     MATCH | AGAIN,         "do not read .nfo files"),
    YES(0,    "no-cache",        no_cache,                   MATCH | AGAIN,         "do not use or update the cache"),
    YES(0,    "refresh",         refresh,                    MATCH,                 "ignore cached answers; update the cache"),
    YES(0,    "offline",         offline,                    MATCH,                 "use the cache only; make no requests"),
    WORD(0,   "cache-days",      cache_days,      "N",       MATCH | AGAIN,         "search again after N days (default: 30)"),
    WORD(0,   "cache-miss-days", cache_miss_days, "N",       MATCH | AGAIN,         "search again after N days if not found (default: 2)"),
    WORD(0,   "pins",            pins,            "FILE",    MATCH | AGAIN,         "read pins (titles that you chose) from FILE"),
    WORD('t', "token",           token,           "TOKEN",   SELF,                  "use this access token (or -, as for --token-file)"),
    WORD(0,   "token-file",      token_file,      "FILE",    MATCH | TRAKT | AGAIN, "use the token in FILE (-: standard input)"),
    WORD(0,   "token-cmd",       token_cmd,       "COMMAND", AGAIN | SELF,          "use the access token that COMMAND prints"),
    WORD('j', "jobs",            jobs,            "N",       MATCH | TRAKT | AGAIN, "make up to N requests at a time (default: 6)"),
    WORD(0,   "patience",        patience,        "SECONDS", MATCH | TRAKT | AGAIN, "wait up to SECONDS for one answer (default: 900)"),
    WORD(0,   "proxy",           proxy,           "URL",     MATCH | TRAKT,         "use this proxy"),
    WORD(0,   "cacert",          cacert,          "FILE",    MATCH | TRAKT | AGAIN, "trust only the certificates in FILE"),
    WORD(0,   "trace",           trace,           "FILE",    MATCH | TRAKT | AGAIN, "write requests and answers to FILE"),
    WORD(0,   "api-url",         api_url,         "URL",     MATCH | TRAKT | AGAIN, "the address of the Trakt API"),
    WORD(0,   "auth-url",        auth_url,        "URL",     MATCH | TRAKT | AGAIN, "the address of the Trakt login"),
    WORD('c', "config",          config,          "FILE",    EXTRACT | MATCH | TRAKT | CATALOG | AGAIN, "read settings from FILE, not ./config.yaml"),
    {.name = "progress", .kind = OPTION_CHOICE, .value.choice = &given.progress, .argument = "WHEN", .choices = screen_when_words,
     .users = ALL, .help = "show progress"},
    YES(0,    "print-config",    print_config,               SELF,                  "show the settings and their sources"),
    YES(0,    "version",         version,                    SELF,                  "show the version"),
    YES(0,    "option-table",    option_table,               SELF,                  NULL),
    {0},
};
/* clang-format on */

static const struct program program = {
    .name = "cvi-trakt-sync",
    .summary = "add the titles of a video scan to a Trakt list",
    .operands = "FILE",
    .examples = "  cvi-trakt-sync scan_results.json     (without a login: makes watchlist.csv)\n"
                "  cvi-trakt-sync scan_results.json --watchlist my-movies --interactive\n"
                "  cvi-trakt-sync scan_results.json --plan -o plan; cvi-trakt-sync --apply plan\n",
    .called_examples =
        "  corrupt-video-inspector trakt sync scan_results.json   (also without a login)\n"
        "  corrupt-video-inspector trakt sync scan_results.json -w my-movies -i\n"
        "  corrupt-video-inspector trakt sync scan_results.json --plan\n",
    .options = options,
    .most_operands = 1,
    .missing = "its value",
};

static void print_help(bool all)
{
    bool called = strcmp(msg_program(), program.name) != 0;
    char *usage = cvi_format("usage: %s [OPTION]... FILE|-\n\n", msg_program());

    script_print("cvi-trakt-sync: add the titles of a video scan to a Trakt list\n\n");
    script_print(usage);
    free(usage);
    script_print("examples:\n");
    script_print(called ? program.called_examples : program.examples);
    script_print("\noptions:\n");
    option_print_rows(options, false);
    if (all) {
        script_print("\nless common options:\n");
        option_print_rows(options, true);
        script_print("\nSee also: man cvi-trakt-sync, man cvi\n");
    } else {
        script_print(called ? "\nMore: --help --verbose."
                            : "\nMore: cvi-trakt-sync --help --verbose.");
        script_print(" Manual: man cvi-trakt-sync\n");
    }
}

/* Returns the name of a misplaced option that was given, or NULL. An option is misplaced if it is
 * in `names`, or if `allowed` is not 0 and has none of the option's users. */
static const char *find_misplaced(unsigned allowed, const char *const *names)
{
    for (const struct option *o = options; o->name; o++) {
        bool named = false;

        for (const char *const *name = names; *name; name++)
            named |= strcmp(*name, o->name) == 0;
        if ((named || (allowed && !(o->users & allowed))) && shell_value(o))
            return o->name;
    }
    return NULL;
}

static void check_plan(const char *file)
{
    static const char *const not_planned[] = {"keep", "resume", "format", "explain", NULL};
    static const char *const none[] = {NULL};
    const char *wrong;

    if (given.collection && given.watchlist)
        msg_die(EX_USAGE, "--collection and --watchlist cannot be combined");
    if (given.collection && given.create)
        msg_die(
            EX_USAGE,
            "--create: cannot be combined with --collection, because a collection always exists");
    if (given.force && !given.apply)
        msg_die(EX_USAGE, "--force: requires --apply");
    if (!given.plan && given.prune >= 0)
        msg_die(EX_USAGE, "--prune: requires --plan");
    if (given.prune < 0 && given.max_remove)
        msg_die(EX_USAGE, "--max-remove: requires --prune");
    if (given.prune >= 0 && file && strcmp(file, "-") == 0)
        msg_die(EX_USAGE, "--prune: reads the scan file twice (give its name, not '-')");
    if (given.plan && given.apply)
        msg_die(EX_USAGE, "--plan and --apply cannot be combined");
    if ((given.plan || given.apply) && given.output && strcmp(given.output, "-") == 0)
        msg_die(EX_USAGE, "--output: '-' cannot be used with --plan or --apply (name a file)");
    if (given.plan && (wrong = find_misplaced(0, not_planned)))
        msg_die(EX_USAGE, "--%s: cannot be combined with --plan%s", wrong,
                strcmp(wrong, "format") == 0 ? ", which makes no report" : "");
    if (given.apply && file)
        msg_die(EX_USAGE,
                "--apply: cannot be combined with a scan file, because the operations are read "
                "from '%s'",
                given.apply);
    if (given.apply && (wrong = find_misplaced(APPLY | SELF, none)))
        msg_die(EX_USAGE, "--%s: cannot be combined with --apply, because the plan is already made",
                wrong);
}

static void check_input(const char *file)
{
    if (given.apply)
        return;
    if (!given.resume) {
        if (!file && !given.print_config)
            msg_die(EX_USAGE, "no scan file given ('-' is standard input; see %s --help)",
                    msg_program());
        return;
    }
    if (file)
        msg_die(
            EX_USAGE,
            "--resume: cannot be combined with a scan file, because the records are read from '%s'",
            given.resume);
    if (given.keep)
        msg_die(EX_USAGE,
                "--resume and --keep cannot be combined, because --resume also keeps the records");
    if (given.include_status.at)
        msg_die(EX_USAGE, "--include-status: cannot be combined with --resume, because the files "
                          "are already selected");
}

static void check_token(void)
{
    if (given.token && given.token_file)
        msg_die(EX_USAGE, "--token and --token-file cannot be combined");
    if (given.token_cmd && (given.token || given.token_file))
        msg_die(EX_USAGE, "--token, --token-file and --token-cmd cannot be combined");
}

/* Checks the files that several programs read. A file that can be read only once, such as a pipe,
 * would be empty for every program except the first. */
static void check_files(void)
{
    const struct {
        const char *option, *file;
    } files[] = {{"--config", given.config}, {"--pins", given.pins}, {"--cacert", given.cacert}};
    struct stat about, null;

    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        if (!files[i].file || stat(files[i].file, &about) != 0 || S_ISREG(about.st_mode) ||
            S_ISDIR(about.st_mode))
            continue;
        if (!S_ISCHR(about.st_mode) || stat("/dev/null", &null) != 0 ||
            about.st_rdev != null.st_rdev)
            msg_die(
                EX_USAGE,
                "%s: %s: a regular file is required, because several programs read it (copy the "
                "contents to a regular file)",
                files[i].option, files[i].file);
    }
}

/* Returns the token file if it can be read only once ("-": standard input), otherwise NULL. Several
 * programs need the token, so the script reads such a file, and no program gets the option. */
static const char *take_token_stream(void)
{
    const char *file = given.token_file;
    struct stat status;

    if (given.token && strcmp(given.token, "-") == 0)
        return "-";
    if (!file)
        return NULL;
    if (strcmp(file, "-") == 0 || strcmp(file, "/dev/stdin") == 0 || strcmp(file, "/dev/fd/0") == 0)
        file = "-";
    else if (stat(file, &status) != 0 || !(S_ISFIFO(status.st_mode) || S_ISCHR(status.st_mode)))
        return NULL;
    given.token_file = NULL;
    return file;
}

/* Sets the shell variable `variable` to the options for the program `user`. */
static void hand_on(struct buf *out, const char *variable, unsigned user)
{
    struct buf words = BUF_INIT(SIZE_MAX / 2);

    shell_add_words(&words, options, user);
    if (given.quiet || given.verbose)
        buf_puts(&words, given.quiet ? " --quiet" : " --verbose");
    shell_set(out, variable, buf_text(&words));
    buf_release(&words);
}

static void continue_later(struct buf *out)
{
    const char *kept = given.keep ? given.keep : given.resume;
    struct buf words = BUF_INIT(SIZE_MAX / 2);

    if (kept) {
        shell_quote(&words, kept);
        shell_add_words(&words, options, AGAIN);
    }
    shell_set(out, "again", words.at);
    buf_release(&words);
}

/* Sets for_empty_report. A report without records is not written to a file, so --output is dropped.
 * If standard output gets the summary, --format is dropped, too. */
static void hand_on_empty(struct buf *out, bool summary)
{
    given.output = NULL;
    if (summary)
        given.format = NOT_GIVEN;
    hand_on(out, "for_empty_report", REPORT);
}

static void read_line(int argc, char **argv, struct buf *out)
{
    const char *file = option_parse(&program, argc, argv) ? argv[1] : NULL;

    if (given.help || given.version || given.option_table) {
        script_show(out, &script_sync,
                    given.option_table ? "option-table"
                    : !given.help      ? "version"
                    : given.verbose    ? "all-help"
                                       : "help");
        return;
    }
    check_plan(file);
    check_input(file);
    check_token();
    check_files();
    bool summary =
        report_plan(report_format_at(given.format), given.output).printed == &report_text;
    shell_set(out, "token_stream", take_token_stream());
    shell_set(out, "file", file);
    shell_set(out, "summary", summary ? "yes" : "");
    shell_set_options(out, options);
    for (size_t i = 0; i < sizeof users / sizeof *users; i++)
        hand_on(out, users[i].variable, users[i].bit);
    continue_later(out);
    hand_on_empty(out, summary);
}

const struct script script_sync = {
    .program = &program, .print_help = print_help, .read = read_line};
