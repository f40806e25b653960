/* cvi-lists: which lists the user has on Trakt. */
#include <stdlib.h>
#include <unistd.h>

#include "clock.h"
#include "config.h"
#include "listing.h"
#include "option.h"
#include "session.h"
#include "show.h"

extern char **environ;

static const struct option options[] = {
    GROUP(show_options),
    GROUP(config_options),
    GROUP(option_common),
    {0},
};

static const struct program program = {
    .name = "cvi-lists",
    .summary = "show the lists you have on Trakt",
    .examples = "  cvi-lists\n"
                "  cvi-lists --format json | jq -r '.watchlists[].slug'\n"
                "  cvi-lists --output watchlists.json\n",
    .options = options,
};

/* The lists, and how many items the main watchlist has, which is not among them. */
static void read_lists(struct trakt *trakt, struct trakt_lists *lists, json_int_t *watchlist)
{
    struct trakt_target target = {0};
    struct trakt_error error;

    if (!trakt_find_list(trakt, NULL, &target, &error) ||
        !trakt_count_items(trakt, &target, watchlist, &error) ||
        !trakt_get_lists(trakt, lists, &error))
        trakt_error_die(&error);
    trakt_target_release(&target);
}

static int show_lists(const struct trakt_lists *lists, json_int_t watchlist)
{
    struct table table = listing_lists_table(lists, watchlist);
    json_auto_t *json = listing_lists_json(lists, watchlist);
    size_t count = lists->count + 1;
    char *heading = cvi_format("Found %zu watchlist%s:", count, count == 1 ? "" : "s");
    int status = show_result(&(struct show){
        .heading = heading, .table = &table, .json = json, .what = "Watchlist data"});

    free(heading);
    table_release(&table);
    return status;
}

int main(int argc, char **argv)
{
    struct config config;
    struct why why;
    struct trakt_lists lists;
    json_int_t watchlist;

    option_parse(&program, argc, argv);
    clock_use_file(getenv("CVI_TEST_CLOCK"));
    config_start(&config, CONFIG_FOR_TRAKT, environ);
    struct trakt *trakt = session_open(&config);
    if (!session_ready(&config, trakt, true, &why))
        msg_die_why(&why);
    config_release(&config);
    read_lists(trakt, &lists, &watchlist);
    trakt_close(trakt);
    int status = show_lists(&lists, watchlist);
    trakt_lists_release(&lists);
    return status;
}
