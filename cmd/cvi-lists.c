/* cvi-lists: which lists the user has on Trakt, and one more. */
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/option.h"
#include "config/config.h"
#include "lists/listing.h"
#include "lists/show.h"
#include "terminal/screen.h"
#include "trakt/session.h"
#include "json/ndjson.h"

extern char **environ;

static struct settings {
    const char *create;
    const char *description;
    bool cached;
} set;

static const struct option options[] = {
    TEXT(0, "create", &set.create, "NAME", "make a list, for you alone to see, and show it"),
    TEXT(0, "description", &set.description, "TEXT", "of the list that is made"),
    FLAG(0, "cached", &set.cached, "show slugs and names as seen last; ask nobody"),
    GROUP(show_options),
    GROUP(config_options),
    GROUP(screen_options),
    GROUP(option_common),
    {0},
};

static const struct program program = {
    .name = "cvi-lists",
    .summary = "show the lists you have on Trakt",
    .examples = "  cvi-lists\n"
                "  cvi-lists --format json | jq -r '.watchlists[].slug'\n"
                "  cvi-lists --output watchlists.json\n"
                "  cvi-lists --create 'Disk 3: unseen'\n",
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

static void make_list(struct trakt *trakt, const char *state, const struct trakt_plan *plan,
                      struct trakt_target *target)
{
    const struct trakt_wish wish = {
        .name = set.create, .description = set.description, .state = state};
    struct trakt_account account;
    struct trakt_error error;

    if (!trakt_get_account(trakt, &account, &error) ||
        !trakt_may_make(&account, set.create, plan, &error) ||
        !trakt_make_list(trakt, &wish, target, &error))
        trakt_error_die(&error);
    trakt_account_release(&account);
}

/* Leaves only the list with that id in lists. What was just made may not be among them yet. */
static void keep_only(struct trakt_lists *lists, const struct trakt_target *target)
{
    const struct trakt_list new_list = {.name = set.create,
                                        .slug = target->slug,
                                        .trakt = target->trakt,
                                        .item_count = target->item_count,
                                        .privacy = "private",
                                        .description = set.description ? set.description : "",
                                        .updated_at = "",
                                        .owner = "me"};
    struct trakt_list only = new_list;

    for (size_t i = 0; i < lists->count; i++)
        if (lists->at[i].trakt == target->trakt)
            only = lists->at[i];
    lists->at = cvi_realloc(lists->at, sizeof *lists->at);
    lists->at[0] = only;
    lists->count = 1;
}

/* The list that was wanted, whether it had to be made or not. target must outlive lists. */
static const char *create_list(struct trakt *trakt, const char *state, struct trakt_target *target,
                               struct trakt_lists *lists, json_int_t *watchlist)
{
    struct trakt_plan plan;
    struct trakt_error error;

    if (!trakt_find_or_plan(trakt, set.create, target, &plan, &error))
        trakt_error_die(&error);
    if (plan.missing)
        make_list(trakt, state, &plan, target);
    *watchlist = RECORD_NONE;
    *lists = (struct trakt_lists){0};
    if (target->watchlist ? !trakt_count_items(trakt, target, watchlist, &error)
                          : !trakt_get_lists(trakt, lists, &error))
        trakt_error_die(&error);
    if (!target->watchlist)
        keep_only(lists, target);
    return plan.missing ? "Created watchlist:" : "This watchlist is there already:";
}

static int show_lists(const char *heading, const struct trakt_lists *lists, json_int_t watchlist)
{
    struct table table = listing_lists_table(lists, watchlist);
    json_auto_t *json = listing_lists_json(lists, watchlist);
    int status = show_result(&(struct show){
        .heading = heading, .table = &table, .json = json, .what = "Watchlist data"});

    table_release(&table);
    return status;
}

/* Asks Trakt, and shows what it says. The exit status. */
static int run(struct trakt *trakt, const char *state)
{
    struct trakt_target target = {0};
    struct trakt_lists lists;
    json_int_t watchlist;
    char *heading;

    if (set.create) {
        heading = cvi_strdup(create_list(trakt, state, &target, &lists, &watchlist));
    } else {
        read_lists(trakt, &lists, &watchlist);
        heading = cvi_format("Found %zu watchlist%s:", lists.count + 1, lists.count ? "s" : "");
    }
    screen_leave();
    int status = show_lists(heading, &lists, watchlist);
    free(heading);
    trakt_lists_release(&lists);
    trakt_target_release(&target);
    return status;
}

/* For completions: no login is wanted, and nothing that is wrong is said. */
static void show_cached(void)
{
    struct buf out = BUF_INIT(1 << 20);

    session_show_known_lists(getenv("XDG_CACHE_HOME"), getenv("HOME"), &out);
    ndjson_put_bytes(buf_text(&out), out.len);
    ndjson_flush();
    buf_release(&out);
}

int main(int argc, char **argv)
{
    struct config config;
    struct why why;

    option_parse(&program, argc, argv);
    if (set.description && !set.create)
        msg_die(EX_USAGE, "--description: there is no list to be made (give --create too)");
    if (set.cached && set.create)
        msg_die(EX_USAGE, "--cached: nobody is asked, so no list can be made (without --create)");
    if (set.cached) {
        show_cached();
        return EX_OK;
    }
    clock_use_file(getenv("CVI_TEST_CLOCK"));
    config_start(&config, CONFIG_FOR_TRAKT, environ);
    screen_start(PROGRESS_VIEW, environ);
    screen_say("asking Trakt");
    struct trakt *trakt = session_open(&config);
    if (!session_ready(&config, trakt, true, &why))
        msg_die_why(&why);
    int status = run(trakt, config.places.state);
    config_release(&config);
    trakt_close(trakt);
    return status;
}
