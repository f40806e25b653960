/* cvi-catalog: builds a local catalogue of films and shows, and shows its contents. */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/next.h"
#include "base/option.h"
#include "base/text.h"
#include "catalog/build.h"
#include "catalog/catalog.h"
#include "catalog/fetch.h"
#include "catalog/show.h"
#include "config/config.h"
#include "json/ndjson.h"
#include "match/lookup.h"
#include "record/stage.h"
#include "terminal/screen.h"

extern char **environ;

enum { FORMAT_TEXT, FORMAT_JSON };
static const char *const formats[] = {"text", "json", NULL};

static struct settings {
    const char *output;
    bool status;
    bool fetch;
    const char *find;
    int format;
    struct catalog_wish wish;
} settings;

static const struct option options[] = {
    TEXT('o', "output", &settings.output, "FILE", "write the catalogue to FILE"),
    FLAG(0, "fetch", &settings.fetch, "fetch IMDb's files first"),
    FLAG(0, "status", &settings.status, "show what is in the catalogue"),
    TEXT(0, "find", &settings.find, "NAME", "look up a title or file name: 'Heat 1995'"),
    CHOICE(0, "format", &settings.format, "FORMAT", formats,
           "output format: text (default) or json"),
    SELDOM,
    FLAG(0, "shorts", &settings.wish.shorts, "include short films"),
    FLAG(0, "adult", &settings.wish.adult, "include adult titles"),
    GROUP(config_catalog_options),
    GROUP(config_file_options),
    GROUP(config_fetch_options),
    GROUP(screen_options),
    GROUP(option_common),
    {0},
};

static const struct program program = {
    .name = "cvi-catalog",
    .summary = "build a catalogue of films and shows, to match files without Trakt",
    .operands = "[FILE]...",
    .examples = "  cvi-catalog --fetch\n"
                "  cvi-catalog title.basics.tsv.gz title.akas.tsv.gz title.ratings.tsv.gz\n"
                "  cvi-catalog --status --format json | jq .age_days\n",
    .options = options,
    .most_operands = -1,
};

static int show_status(const char *path)
{
    struct catalog_status status;
    struct why why;
    struct catalog *catalog = catalog_open(path, &why);

    if (!catalog || !catalog_status(catalog, &status, &why))
        msg_die_why(&why);
    if (settings.format == FORMAT_JSON) {
        json_auto_t *json = catalog_status_json(path, &status, clock_now_s());

        ndjson_put(json);
    } else {
        struct buf text = BUF_INIT((size_t)1 << 26);

        catalog_status_text(&text, path, &status, clock_now_s(), screen_output_columns());
        ndjson_put_bytes(buf_text(&text), text.len);
        buf_release(&text);
    }
    ndjson_flush();
    catalog_status_release(&status);
    catalog_close(catalog);
    return EX_OK;
}

/* Shows the titles in the catalogue for the name. Returns the exit status. */
static int find(const char *path)
{
    struct why why;
    struct catalog *catalog = catalog_open(path, &why);

    if (!catalog)
        msg_die_why(&why);
    if (settings.format == FORMAT_JSON) {
        json_auto_t *record = lookup_record(catalog, settings.find, &why);

        if (!record)
            msg_die_why(&why);
        ndjson_put(record);
    } else {
        struct buf text = BUF_INIT((size_t)1 << 20);

        if (!lookup_table(catalog, settings.find, screen_output_columns(), &text, &why))
            msg_die_why(&why);
        if (!text.len)
            msg_note("%s: not found", settings.find);
        ndjson_put_bytes(buf_text(&text), text.len);
        buf_release(&text);
    }
    ndjson_flush();
    catalog_close(catalog);
    return EX_OK;
}

/* Creates the directory of the default place when it is first needed. */
static void make_place(const struct config *config)
{
    struct why why;

    if (!settings.output && !config_text(config, CONFIG_CATALOG) &&
        !file_make_directory(config->places.data, &why))
        msg_die_why(&why);
}

/* Returns the source of the setting cacert, borrowed; NULL: the option. */
static const char *cacert_origin(const struct config *config)
{
    const char *origin = config->value[CONFIG_CACERT].origin;

    return origin && strcmp(origin, "--cacert") != 0 ? origin : NULL;
}

/* Fetches IMDb's files. Returns a new list of them and the operands. */
static char **fetch(const struct config *config, char **operands, size_t *count)
{
    char **paths = cvi_alloc((*count + CATALOG_FILES + 1) * sizeof *paths);
    char *cache = config->places.cache ? file_join(config->places.cache, "imdb") : NULL;
    const struct catalog_source_place place = {
        .url = config_text(config, CONFIG_CATALOG_URL),
        .directory = cache,
        .proxy = config_text(config, CONFIG_PROXY),
        .cacert = config_text(config, CONFIG_CACERT),
        .cacert_origin = cacert_origin(config),
        .trace = config_text(config, CONFIG_TRACE),
    };
    struct why why;

    if (!cache)
        msg_die(EX_CONFIG, "--fetch: no place for the files: HOME is not set");
    if (!catalog_fetch(&place, paths, &why))
        msg_die_why(&why);
    for (size_t i = 0; i < *count; i++)
        paths[CATALOG_FILES + i] = cvi_strdup(operands[i]);
    *count += CATALOG_FILES;
    free(cache);
    return paths;
}

/* Prints the next command: it changes nothing, and works without a login. It names
 * the catalogue, unless a setting or the default does. */
static void say_next(const struct config *config)
{
    const char *origin = config->value[CONFIG_CATALOG].origin;
    bool named = settings.output || (origin && strcmp(origin, "--catalog") == 0);
    struct buf text = BUF_INIT(SIZE_MAX / 2);

    buf_puts(&text, "cvi-scan DIRECTORY | cvi-trakt-sync --catalog-only --dry-run ");
    if (named) {
        buf_puts(&text, "--catalog ");
        text_word(&text, settings.wish.output, "FILE");
        buf_putc(&text, ' ');
    }
    buf_putc(&text, '-');
    next_show(buf_text(&text));
    buf_release(&text);
}

static int build(const struct config *config, char **operands, size_t count)
{
    struct catalog_built built;
    struct why why;

    make_place(config);
    screen_start(PROGRESS_CATALOG, environ);
    stage_start();
    char **fetched = settings.fetch ? fetch(config, operands, &count) : NULL;
    settings.wish.paths = (const char *const *)(fetched ? fetched : operands);
    settings.wish.count = count;
    bool done = catalog_build(&settings.wish, &built, &why);
    screen_leave();
    if (!done)
        msg_die_why(&why);
    for (size_t i = 0; fetched && i < count; i++)
        free(fetched[i]);
    free(fetched);
    msg_note("%s: %lld film%s, %lld show%s", settings.wish.output, (long long)built.movies,
             built.movies == 1 ? "" : "s", (long long)built.shows, built.shows == 1 ? "" : "s");
    say_next(config);
    return EX_OK;
}

/* Dies if an operand of --find is not a catalogue: in "--find Heat 1995", 1995 is an operand. */
static void check_found_in(char **operands, size_t count)
{
    if (count > 1)
        msg_die(EX_USAGE, "--find: give one catalogue (a NAME of several words needs quotes)");
    if (count && access(operands[0], F_OK) != 0)
        msg_die(EX_NOINPUT, "%s: %s (a NAME of several words needs quotes)", operands[0],
                strerror(errno));
}

static void check_usage(char **operands, size_t count)
{
    bool reads = settings.status || settings.find;

    if (settings.find)
        check_found_in(operands, count);
    if (settings.status && count > 1)
        msg_die(EX_USAGE, "--status: give one catalogue");
    if (settings.status + settings.fetch + (settings.find != NULL) > 1)
        msg_die(EX_USAGE, "--status, --find and --fetch cannot be combined");
    if (!reads && !settings.fetch && !count)
        msg_die(EX_USAGE, "no FILE given (name IMDb's files, or use --fetch; see --help)");
}

static int run(const struct config *config, char **operands, size_t count)
{
    char *usual = config_catalog(config);
    bool is_named = (settings.status || settings.find) && count;
    const char *path = is_named ? operands[0] : settings.output ? settings.output : usual;

    if (!path)
        msg_die(EX_USAGE, "no place for the catalogue: HOME is not set (give --output)");
    settings.wish.output = path;
    int status = settings.find     ? find(path)
                 : settings.status ? show_status(path)
                                   : build(config, operands, count);
    free(usual);
    return status;
}

int main(int argc, char **argv)
{
    struct config config;
    msg_called_as(getenv("CVI_CALLED_AS"));
    int count = option_parse(&program, argc, argv);

    check_usage(argv + 1, (size_t)count);
    clock_use_file(getenv("CVI_TEST_CLOCK"));
    config_start(&config, CONFIG_FOR_CATALOG, environ);
    int status = run(&config, argv + 1, (size_t)count);
    config_release(&config);
    return status;
}
