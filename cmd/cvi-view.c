/* cvi-view: shows the titles on the user's watchlist or another list. */
#include <stdlib.h>

#include "base/clock.h"
#include "base/msg.h"
#include "base/option.h"
#include "base/text.h"
#include "lists/listing.h"
#include "lists/show.h"
#include "terminal/screen.h"
#include "trakt/session.h"

extern char **environ;

static struct settings {
    const char *list;
    bool collection;
} settings;

static const struct option options[] = {
    TEXT('w', "watchlist", &settings.list, "LIST",
         "the list, by slug or name (default: watchlist)"),
    FLAG(0, "collection", &settings.collection, "with --export: show the collection"),
    GROUP(show_options),
    {0},
};

static const struct program program = {
    .name = "cvi-view",
    .summary = "show what is on a Trakt list",
    .examples = "  cvi-view\n"
                "  cvi-view --watchlist my-movies\n"
                "  cvi-view -w old --format records | cvi-add -w new\n"
                "  cvi-view -w favorites --format json | jq -r '.items[].trakt_item.title'\n",
    .called_examples =
        "  corrupt-video-inspector trakt view\n"
        "  corrupt-video-inspector trakt view --watchlist my-movies\n"
        "  corrupt-video-inspector trakt view -w old --format records | cvi-add -w new\n"
        "  corrupt-video-inspector trakt view -w favorites --format csv >favorites.csv\n",
    .options = options,
};

static void check_usage(void)
{
    if (settings.collection && !show_is_exported())
        msg_die(EX_USAGE, "--collection: requires --export");
    if (settings.collection && settings.list)
        msg_die(EX_USAGE, "--collection and --watchlist cannot be combined");
}

static bool get_collection(const struct show_source *source, struct trakt_target *target,
                           struct trakt_items *items, struct trakt_error *error)
{
    *target = (struct trakt_target){.name = cvi_strdup("Collection")};
    return export_get_collection_items(source->export, items, error);
}

static bool get_items(const struct show_source *source, const char *list,
                      struct trakt_target *target, struct trakt_items *items,
                      struct trakt_error *error)
{
    if (settings.collection)
        return get_collection(source, target, items, error);
    if (source->export)
        return export_find_list(source->export, list, target, error) &&
               export_get_items(source->export, target, items, error);
    return trakt_find_list(source->trakt, list, target, error) &&
           trakt_get_items(source->trakt, target, items, error);
}

/* Reads all items of the list; the caller releases items and target. Dies on an error. */
static void read_items(const struct show_source *source, const char *list,
                       struct trakt_target *target, struct trakt_items *items)
{
    struct trakt_error error;

    bool read = get_items(source, list, target, items, &error);
    if (source->export)
        export_warn_incomplete(source->export);
    if (!read)
        trakt_error_die(&error);
    if (items->unread)
        msg_warn("%s: %zu item%s cannot be shown: unknown type, or no id (see Trakt's website)",
                 target->name, items->unread, items->unread == 1 ? "" : "s");
}

static int show_items(const char *name, const struct trakt_items *items)
{
    struct table table = listing_items_table(items);
    json_auto_t *json = listing_items_json(name, items);
    json_auto_t *records = listing_items_records(name, items);
    struct buf heading = BUF_INIT(32768);

    buf_puts(&heading, items->count ? "Items in '" : "No items found in '");
    text_show(&heading, name);
    if (items->count)
        buf_printf(&heading, "' (%zu total):", items->count);
    else
        buf_puts(&heading, "'");
    int status = show_result(&(struct show){.heading = buf_text(&heading),
                                            .table = items->count ? &table : NULL,
                                            .json = json,
                                            .records = records,
                                            .csv = listing_items_csv,
                                            .what = "Watchlist contents"});
    buf_release(&heading);
    table_release(&table);
    return status;
}

static int run(const struct show_source *source, const struct config *config)
{
    const char *preferred = config_text(config, CONFIG_DEFAULT_WATCHLIST);
    struct trakt_target target;
    struct trakt_items items = {0};

    read_items(source, settings.list ? settings.list : preferred, &target, &items);
    screen_leave();
    int status = show_items(target.watchlist ? TRAKT_MAIN_WATCHLIST : target.name, &items);
    trakt_items_release(&items);
    trakt_target_release(&target);
    return status;
}

int main(int argc, char **argv)
{
    struct config config;

    msg_called_as(getenv("CVI_CALLED_AS"));
    option_parse(&program, argc, argv);
    check_usage();
    clock_use_file(getenv("CVI_TEST_CLOCK"));
    struct show_source source = show_start(&config, environ);
    int status = run(&source, &config);
    show_end(&source, &config);
    return status;
}
