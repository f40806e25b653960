/* cvi-view: what is on the watchlist or another list of the user. */
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/option.h"
#include "base/text.h"
#include "config/config.h"
#include "lists/listing.h"
#include "lists/show.h"
#include "terminal/screen.h"
#include "trakt/session.h"

extern char **environ;

static struct settings {
    const char *list;
} settings;

static const struct option options[] = {
    TEXT('w', "watchlist", &settings.list, "LIST", "the list's slug or name (watchlist: the main)"),
    GROUP(show_options),
    GROUP(config_options),
    GROUP(screen_options),
    GROUP(option_common),
    {0},
};

static const struct program program = {
    .name = "cvi-view",
    .summary = "show what is on a Trakt list",
    .examples = "  cvi-view\n"
                "  cvi-view --watchlist my-movies\n"
                "  cvi-view -w favorites --format json | jq -r '.items[].trakt_item.title'\n",
    .options = options,
};

/* All items of the list; what it is called is copied to *name. */
static void read_items(struct trakt *trakt, const char *list, struct trakt_items *items,
                       char **name)
{
    struct trakt_target target;
    struct trakt_error error;

    if (!trakt_find_list(trakt, list, &target, &error) ||
        !trakt_get_items(trakt, &target, items, &error))
        trakt_error_die(&error);
    if (items->unread)
        msg_warn("%s: %zu of its items cannot be shown: of a type that is not known here, or "
                 "without an id (look at the list on Trakt's page)",
                 target.name, items->unread);
    *name = cvi_strdup(target.watchlist ? TRAKT_MAIN_WATCHLIST : target.name);
    trakt_target_release(&target);
}

static int show_items(const char *name, const struct trakt_items *items)
{
    struct table table = listing_items_table(items);
    json_auto_t *json = listing_items_json(name, items);
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
                                            .what = "Watchlist contents"});
    buf_release(&heading);
    table_release(&table);
    return status;
}

int main(int argc, char **argv)
{
    struct config config;
    struct why why;
    struct trakt_items items = {0};
    char *name;

    option_parse(&program, argc, argv);
    clock_use_file(getenv("CVI_TEST_CLOCK"));
    config_start(&config, CONFIG_FOR_TRAKT, environ);
    screen_start(PROGRESS_VIEW, environ);
    screen_say("asking Trakt");
    struct trakt *trakt = session_open(&config);
    if (!session_ready(&config, trakt, true, &why))
        msg_die_why(&why);
    const char *list =
        settings.list ? settings.list : config_text(&config, CONFIG_DEFAULT_WATCHLIST);
    read_items(trakt, list, &items, &name);
    config_release(&config);
    trakt_close(trakt);
    screen_leave();
    int status = show_items(name, &items);
    trakt_items_release(&items);
    free(name);
    return status;
}
