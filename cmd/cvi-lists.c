/* cvi-lists: shows the lists of the user on Trakt, or creates one. */
#include <stdlib.h>

#include "base/clock.h"
#include "base/msg.h"
#include "base/option.h"
#include "json/ndjson.h"
#include "lists/listing.h"
#include "lists/lists.h"
#include "lists/show.h"
#include "terminal/screen.h"
#include "trakt/session.h"

extern char **environ;

static struct settings {
    const char *create;
    const char *description;
    bool cached;
} settings;

static const struct option options[] = {
    TEXT(0, "create", &settings.create, "NAME", "create a private list and show it"),
    TEXT(0, "description", &settings.description, "TEXT", "the description of the new list"),
    FLAG(0, "cached", &settings.cached, "show cached slugs and names; make no requests"),
    GROUP(show_options),
    {0},
};

static const struct program program = {
    .name = "cvi-lists",
    .summary = "show the lists you have on Trakt",
    .examples = "  cvi-lists\n"
                "  cvi-lists --format json | jq -r '.watchlists[].slug'\n"
                "  cvi-lists --output watchlists.json\n"
                "  cvi-lists --create 'Disk 3: unseen'\n",
    .called_examples =
        "  corrupt-video-inspector trakt list-watchlists\n"
        "  corrupt-video-inspector trakt list-watchlists --format csv >lists.csv\n"
        "  corrupt-video-inspector trakt list-watchlists --output watchlists.json\n"
        "  corrupt-video-inspector trakt list-watchlists --create 'Disk 3: unseen'\n",
    .options = options,
};

static void check_usage(void)
{
    if (settings.description && !settings.create)
        msg_die(EX_USAGE, "--description: requires --create");
    if (settings.cached && settings.create)
        msg_die(EX_USAGE, "--create: cannot be combined with --cached, which makes no requests");
    if (show_is_exported() && (settings.create || settings.cached))
        msg_die(EX_USAGE, "--export: cannot be combined with %s",
                settings.create ? "--create" : "--cached");
}

/* Shows the cached lists for completions, without a login and without error messages. */
static void show_cached(void)
{
    struct buf out = BUF_INIT(1 << 20);

    session_show_known_lists(getenv("XDG_CACHE_HOME"), getenv("HOME"), &out);
    ndjson_put_bytes(buf_text(&out), out.len);
    ndjson_flush();
    buf_release(&out);
}

static int show_lists(const struct lists_found *found)
{
    struct table table = listing_lists_table(&found->lists, found->watchlist);
    json_auto_t *json = listing_lists_json(&found->lists, found->watchlist);
    int status = show_result(&(struct show){.heading = found->heading,
                                            .table = &table,
                                            .json = json,
                                            .records = json_object_get(json, "watchlists"),
                                            .csv = listing_lists_csv,
                                            .what = "Watchlist data"});

    table_release(&table);
    return status;
}

static bool read_lists(const struct show_source *source, const struct config *config,
                       struct lists_found *found, struct trakt_error *error)
{
    const struct trakt_wish wish = {.name = settings.create,
                                    .description = settings.description,
                                    .state = config->places.state};

    if (source->export)
        return lists_read_export(source->export, found, error);
    return settings.create ? lists_make(source->trakt, &wish, found, error)
                           : lists_read(source->trakt, found, error);
}

static int run(const struct show_source *source, const struct config *config)
{
    struct lists_found found;
    struct trakt_error error;

    if (!read_lists(source, config, &found, &error))
        trakt_error_die(&error);
    screen_leave();
    int status = show_lists(&found);
    lists_release(&found);
    return status;
}

int main(int argc, char **argv)
{
    struct config config;

    msg_called_as(getenv("CVI_CALLED_AS"));
    option_parse(&program, argc, argv);
    check_usage();
    if (settings.cached) {
        show_cached();
        return EX_OK;
    }
    clock_use_file(getenv("CVI_TEST_CLOCK"));
    struct show_source source = show_start(&config, environ);
    int status = run(&source, &config);
    show_end(&source, &config);
    return status;
}
