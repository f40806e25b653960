/* Draws a storm with removals: its files, its account, its pipelines, and its user's actions. */
#include "tide.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/msg.h"
#include "plan.h"
#include "spawn.h"
#include "tmpdir.h"
#include "user.h"
#include "weather.h"

enum { LIBRARY, ACCOUNT, RUNS }; /* parts of a storm with random numbers of their own */
enum { GAP_MS = 600000 };        /* more than programs allow for clock differences */

static const char *const media_types[] = {"dvd", "bluray", "vhs"};

/* Returns the user's own items at the beginning, in one word for the sandbox; NULL: none. */
static char *draw_initial(struct storm *storm, struct dice *dice, bool collection)
{
    const struct library *library = &storm->library;
    struct bytes words = {0};

    for (size_t i = 0; i < library->title_count; i++) {
        if (!library->titles[i].clear || !dice_percent(dice, collection ? 3 : 6))
            continue;
        char *title = library_name(&library->titles[i]);
        char *name =
            format_text("%s%s", title, collection && library->titles[i].is_show ? ":1:3" : "");
        struct standing *standing = truth_of(&storm->tide->truth, collection, name);
        standing->on = standing->by_user = true;
        bytes_printf(&words, "%s%s", words.len ? "," : "", name);
        free(name);
        free(title);
    }
    return words.at;
}

static void draw_account(struct storm *storm, struct words *options)
{
    static const unsigned lives[] = {60, 600, 7200, 604800};
    static const char *const reads[] = {"500/300", "60/60", "1000/300", "0"};
    struct dice dice = dice_of(storm->seed, ACCOUNT);
    bool own = dice_percent(&dice, 35);
    char *listed = draw_initial(storm, &dice, false), *owned = draw_initial(storm, &dice, true);

    storm->list = own ? "my-films" : "watchlist";
    storm->expires_in = lives[dice_below(&dice, 4)];
    storm->limit = dice_percent(&dice, 15) ? 10 + dice_below(&dice, 60) : 0;
    plan_add_number(options, "--limit-watchlist", "", storm->limit ? storm->limit : 100000);
    plan_add_number(options, "--limit-items", "", storm->limit ? storm->limit : 100000);
    plan_add_number(options, "--limit-collection", "", 100000);
    plan_add_number(options, "--expires-in", "", storm->expires_in);
    plan_add_option(options, "--get-limit", reads[dice_below(&dice, 4)]);
    char *list = format_text("My Films=%s", own && listed ? listed : "");
    plan_add_option(options, "--list", list);
    if (!own && listed)
        plan_add_option(options, "--watchlist", listed);
    if (owned)
        plan_add_option(options, "--collection", owned);
    free(list);
    free(listed);
    free(owned);
}

void tide_plan(struct storm *storm, struct words *options)
{
    struct dice dice = dice_of(storm->seed, LIBRARY);
    char *catalog = format_text("%s/tests/sandbox/catalog.tsv", storm->world.root);
    char *clip = format_text("%s/tests/data/video/sound.mp4", storm->world.root);

    storm->tide = resize(NULL, 1, sizeof *storm->tide);
    *storm->tide = (struct tide){.journal = tmpdir_path(storm->world.tmp, "sandbox.journal")};
    storm->may_drop = dice_percent(&dice, 20);
    library_make(&storm->library, catalog, &dice, 0, false);
    shelf_make(&storm->tide->shelf, &storm->library, storm->world.tmp, clip, &dice,
               5 + dice_any_size(&dice, 95), WORLD_CLOCK_MS);
    draw_account(storm, options);
    plan_add_option(options, "--journal", storm->tide->journal);
    words_add(options, "--no-runtime");
    free(catalog);
    free(clip);
}

void tide_release(struct storm *storm)
{
    if (!storm->tide)
        return;
    shelf_release(&storm->tide->shelf);
    truth_release(&storm->tide->truth);
    words_release(&storm->tide->kept);
    for (unsigned i = 0; i < DEEDS; i++)
        free(storm->tide->run.deeds[i].name);
    free(storm->tide->journal);
    free(storm->tide);
    storm->tide = NULL;
}

/* --- The scan document --- */

static void replace(struct storm *storm, const char *what, const char *with)
{
    struct bytes text = {0};

    if (!bytes_read_file(&text, storm->scan))
        return;
    bytes_replace(&text, what, with);
    (void)tmpdir_write("/", storm->scan, text.at, text.len, 0600);
    bytes_release(&text);
}

static void cut_in_two(struct storm *storm)
{
    struct bytes text = {0};

    if (bytes_read_file(&text, storm->scan))
        (void)tmpdir_write("/", storm->scan, text.at, text.len / 2, 0600);
    bytes_release(&text);
}

/* Scans the first of the roots, with the real cvi-scan. */
static void scan(struct storm *storm, unsigned roots, const char *options)
{
    struct shelf *shelf = &storm->tide->shelf;
    struct words argv = {0};
    struct bytes text = {0};
    struct outcome came = {0};

    bytes_printf(&text, "--no-memory --quiet --ffmpeg none --sorted --output %s %s", storm->scan,
                 options);
    for (unsigned i = 0; i < roots; i++)
        bytes_printf(&text, " %s", shelf->roots[i]);
    plan_add_words(storm, &argv, "cvi-scan", text.at);
    struct spawn what = {.argv = argv.at, .env = storm->world.env.at, .cwd = storm->world.tmp};
    spawn_run(&what, &came);
    int away = storm->tide->run.unmounted;
    if (came.trouble.len || (came.status > 1 && away < 0))
        storm_problem(storm, NULL, "cvi-scan ended with %d: %s", came.status,
                      bytes_text(&came.err));
    shelf_scanned(shelf, roots, away);
    storm->tide->scanned_roots = roots;
    storm->tide->scan_is_bad = away >= 0 && (unsigned)away < roots;
    outcome_release(&came);
    words_release(&argv);
    bytes_release(&text);
}

/* Draws the document of a run: new or old, of all roots or some, or one that must not be
 * trusted. */
static void draw_scan(struct storm *storm, struct dice *dice, bool first)
{
    struct tide *tide = storm->tide;
    unsigned kind = dice_below(dice, 100), all = tide->shelf.root_count;

    if (kind < 15 && !first)
        return;
    scan(storm, kind < 25 ? 1 + dice_below(dice, all) : all,
         kind >= 95 ? "--extensions mkv,mp4" : "");
    tide->scan_is_bad |= kind >= 85;
    if (kind >= 85 && kind < 90)
        replace(storm, "\"finished\": true", "\"finished\": false");
    else if (kind >= 90 && kind < 95)
        cut_in_two(storm);
}

/* --- The user --- */

/* Returns any name that is on the list, in the collection, or known to a program; NULL: none. */
static struct standing *draw_standing(struct truth *truth, struct dice *dice,
                                      bool (*fits)(const struct standing *))
{
    for (unsigned tries = 0; truth->count && tries < 50; tries++) {
        struct standing *one = &truth->at[dice_below(dice, (unsigned)truth->count)];
        if (fits(one))
            return one;
    }
    return NULL;
}

static bool is_there(const struct standing *standing)
{
    return standing->on;
}

static bool is_ours(const struct standing *standing)
{
    return standing->on && !standing->by_user;
}

static bool is_taken(const struct standing *standing)
{
    return !standing->on && standing->taken != NOT_TAKEN;
}

static bool is_new(const struct standing *standing)
{
    return !standing->on && !standing->ever_ours;
}

/* Makes names of the files known, so that the user may act on them first. */
static void know_files(struct tide *tide)
{
    for (size_t i = 0; i < tide->shelf.count; i++)
        for (int collection = 0; collection < 2; collection++) {
            char *name = shelf_name(&tide->shelf, &tide->shelf.files[i], collection);
            if (name)
                (void)truth_of(&tide->truth, collection, name);
            free(name);
        }
}

static void do_deed(struct storm *storm, bool puts, bool collection, const char *name,
                    const char *media_type)
{
    const char *list = collection ? "collection" : storm->list;
    unsigned port = storm->relay.server;
    bool done = puts ? user_puts(port, list, name, collection ? media_type : NULL)
                     : user_takes_off(port, list, name);

    storm->totals.by_user++;
    if (!done && !storm->limit)
        storm_problem(storm, NULL, "the user could not %s %s", puts ? "put" : "take off", name);
}

/* Between runs, removes, restores or adds an item, or replaces a copy. */
static void do_deeds(struct storm *storm, struct dice *dice)
{
    static const struct {
        bool (*fits)(const struct standing *standing);
        bool puts;
    } kinds[] = {{is_ours, false}, {is_ours, false}, {is_there, false}, {is_taken, true},
                 {is_new, true},   {is_ours, true},  {is_there, true}};

    for (unsigned n = dice_below(dice, 6); n; n--) {
        unsigned kind = dice_below(dice, sizeof kinds / sizeof *kinds);
        const struct standing *one = draw_standing(&storm->tide->truth, dice, kinds[kind].fits);
        if (one && (!one->on || one->collection || !kinds[kind].puts))
            do_deed(storm, kinds[kind].puts, one->collection, one->name,
                    media_types[dice_below(dice, 3)]);
    }
}

/* Draws actions during a run. No name is used twice, so nothing is restored at once. */
static void draw_deeds(struct tide *tide, struct dice *dice)
{
    for (unsigned n = dice_below(dice, DEEDS + 1); n; n--) {
        bool puts = dice_percent(dice, 50);
        const struct standing *one = draw_standing(&tide->truth, dice, puts ? is_new : is_there);
        for (unsigned i = 0; one && i < tide->run.deed_count; i++)
            if (strcmp(tide->run.deeds[i].name, one->name) == 0)
                one = NULL;
        if (!one)
            continue;
        tide->run.deeds[tide->run.deed_count++] =
            (struct deed){.puts = puts,
                          .collection = one->collection,
                          .at = 1 + dice_any_size(dice, 20),
                          .name = copy_text(one->name, strlen(one->name))};
    }
}

static void meanwhile(void *context)
{
    struct tide_run *run = context;
    bool due = false;

    for (unsigned i = 0; i < run->deed_count; i++)
        due |= !run->deeds[i].done;
    unsigned requests = due ? crew_requests(run->crew, " /") : 0;
    for (unsigned i = 0; i < run->deed_count; i++) {
        struct deed *deed = &run->deeds[i];
        if (deed->done || requests < deed->at)
            continue;
        deed->done = true;
        do_deed(run->storm, deed->puts, deed->collection, deed->name, "dvd");
    }
}

/* --- The pipelines --- */

static void add_stage(const struct storm *storm, struct act *act, const char *program,
                      const char *options)
{
    plan_add_words(storm, &act->stages[act->count++], program, options);
}

/* Adds the stages from the scan document to the records of a target's last program. */
static void add_pipe(const struct storm *storm, struct act *act, unsigned jobs)
{
    char *match = format_text("--jobs %u", jobs);

    add_stage(storm, act, "cvi-extract", storm->scan);
    add_stage(storm, act, "cvi-parse", "");
    add_stage(storm, act, "cvi-match", match);
    free(match);
}

static void add_plan(const struct storm *storm, struct act *act, bool collection, bool prunes,
                     bool limited)
{
    char *options =
        format_text("%s%s%s%s%s", collection ? "--collection" : "--watchlist ",
                    collection ? "" : storm->list, prunes ? " --prune --scan " : "",
                    prunes ? storm->scan : "", prunes && !limited ? " --max-remove 100000" : "");

    add_stage(storm, act, "cvi-plan", options);
    free(options);
}

/* Returns the input path of an act that applies a stored plan, or NULL. */
static const char *draw_kept(const struct tide *tide, struct dice *dice)
{
    return tide->kept.count ? tide->kept.at[dice_below(dice, (unsigned)tide->kept.count)] : NULL;
}

static void set_act(struct storm *storm, struct run *run, unsigned i, enum role role,
                    bool collection, struct dice *dice)
{
    struct tide *tide = storm->tide;
    struct act *act = &run->crew.acts[i];
    const char *kept = draw_kept(tide, dice);
    bool limited = !run->calm && dice_percent(dice, 40);
    unsigned number = dice_below(dice, 7);
    char *list = format_text("--watchlist %s", storm->list);
    char *which = number ? format_text("--run %u", number) : format_text("%s", "");

    if (role == APPLY_KEPT && !kept)
        role = PRUNE;
    if (role == ADD)
        collection = false;
    *act = (struct act){.life = -1};
    act->out = plan_out_path(storm, run, i, role == KEEP ? "plan" : "out");
    act->err = plan_out_path(storm, run, i, "err");
    tide->run.roles[i] = role;
    tide->run.collections[i] = collection;
    tide->run.limited[i] = limited;
    if (role == UNDO)
        add_stage(storm, act, "cvi-undo", which);
    else if (role == APPLY_KEPT)
        act->in = copy_text(kept, strlen(kept));
    else
        add_pipe(storm, act, 1 + dice_below(dice, 12));
    if (role == PRUNE || role == PLAN || role == KEEP)
        add_plan(storm, act, collection, role != PLAN, limited);
    if (role == ADD)
        add_stage(storm, act, "cvi-add", list);
    else if (role != KEEP)
        add_stage(storm, act, "cvi-apply", "");
    if (role != ADD && !run->calm)
        words_add(&tide->kept, act->out);
    free(list);
    free(which);
}

static enum role draw_role(struct dice *dice)
{
    static const unsigned most[ROLES] = {
        [PRUNE] = 50, [PLAN] = 57, [ADD] = 67, [KEEP] = 77, [APPLY_KEPT] = 88, [UNDO] = 100};
    unsigned drawn = dice_below(dice, 100);
    enum role role = PRUNE;

    while (drawn >= most[role])
        role++;
    return role;
}

/* Counts our items on the list and in the collection. */
static void count_ours(struct tide *tide)
{
    memset(tide->run.ours, 0, sizeof tide->run.ours);
    for (size_t i = 0; i < tide->truth.count; i++) {
        const struct standing *one = &tide->truth.at[i];
        tide->run.ours[one->collection] += one->on && !one->by_user;
    }
}

/* Resets the state of the previous run. */
static void begin_run(struct storm *storm, struct run *run, unsigned number)
{
    struct tide *tide = storm->tide;

    for (unsigned i = 0; i < tide->run.deed_count; i++)
        free(tide->run.deeds[i].name);
    tide->run =
        (struct tide_run){.number = number, .unmounted = -1, .storm = storm, .crew = &run->crew};
    run->number = number;
    run->crew.meanwhile = meanwhile;
    run->crew.context = &tide->run;
}

/* Draws the changes of files, user and clock between two runs, and a scan. */
static void draw_gap(struct storm *storm, struct dice *dice)
{
    struct tide *tide = storm->tide;
    bool is_away = dice_percent(dice, 12), is_before = dice_percent(dice, 50);
    unsigned root = dice_below(dice, tide->shelf.root_count);
    bool keeps_directory = dice_percent(dice, 60);

    shelf_change(&tide->shelf, dice, storm_move_clock(storm, GAP_MS));
    do_deeds(storm, dice);
    storm_move_clock(storm, GAP_MS + (long long)dice_any_size(dice, 7200) * 1000);
    if (is_away && is_before) {
        shelf_unmount(&tide->shelf, root, keeps_directory);
        tide->run.unmounted = (int)root;
    }
    draw_scan(storm, dice, tide->run.number == 0);
    if (is_away && !is_before) {
        shelf_unmount(&tide->shelf, root, keeps_directory);
        tide->run.unmounted = (int)root;
    }
    tide->run.no_prune = tide->scan_is_bad || (is_away && root < tide->scanned_roots);
    know_files(tide);
    tide_follow(storm, NULL);
}

static void do_wild_run(struct storm *storm, unsigned number)
{
    struct dice dice = dice_of(storm->seed, RUNS + number);
    struct tide *tide = storm->tide;
    struct run run = {0};
    struct bytes weather = {0};
    bool is_mild = dice_percent(&dice, 25);
    unsigned per_thousand = is_mild || dice_percent(&dice, 65) ? 0 : 1 + dice_any_size(&dice, 300);

    begin_run(storm, &run, number);
    draw_gap(storm, &dice);
    if (!is_mild)
        weather_draw(&weather, &storm->kinds, &dice, 1 + dice_below(&dice, 8), true,
                     storm->may_drop, &tide->run.hides_items);
    tide->hides_items |= tide->run.hides_items;
    draw_deeds(tide, &dice);
    run.forgets = dice_percent(&dice, 20);
    run.crew.count = dice_percent(&dice, 25) ? 2 : 1;
    for (unsigned i = 0; i < run.crew.count; i++) {
        set_act(storm, &run, i, draw_role(&dice), dice_percent(&dice, 50), &dice);
        if (!is_mild && dice_percent(&dice, 55)) {
            plan_draw_blow(&run.crew.acts[i].blow, &dice);
            run.crew.acts[i].blow.stage = dice_below(&dice, run.crew.acts[i].count);
        }
    }
    count_ours(tide);
    storm_run(storm, &run, &weather, per_thousand);
    if (tide->run.unmounted >= 0)
        shelf_mount(&tide->shelf, (unsigned)tide->run.unmounted);
    tide->run.unmounted = -1;
    bytes_release(&weather);
}

/* One act at a time: a program that waits for another advances the clock, so a minute of waiting
 * for a lock would pass at once. */
static void do_calm_run(struct storm *storm, unsigned number, bool collection, bool last)
{
    struct dice dice = dice_of(storm->seed, RUNS + number);
    struct run run = {.calm = true, .last = last};
    struct bytes weather = {0};

    begin_run(storm, &run, number);
    run.crew.count = 1;
    set_act(storm, &run, 0, PRUNE, collection, &dice);
    count_ours(storm->tide);
    storm_run(storm, &run, &weather, 0);
    bytes_release(&weather);
}

/* After the runs with failures nothing changes any more: one run does the remaining work, and
 * another one finds nothing to do. Items hidden by some reads require a few more runs. */
void tide_runs(struct storm *storm)
{
    struct dice dice = dice_of(storm->seed, UINT64_MAX);
    unsigned wild = 3 + dice_below(&dice, 7), number = 0;
    struct tide_end end = {0};

    while (number < wild)
        do_wild_run(storm, number++);
    /* Search results affected by faults expire after 30 days. */
    storm_move_clock(storm, storm->may_drop ? 31LL * 86400000 : GAP_MS);
    scan(storm, storm->tide->shelf.root_count, "");
    tide_follow(storm, NULL);
    tide_expect(storm, &end);
    for (unsigned more = storm->tide->hides_items ? 8 : 2; more; more--)
        do_calm_run(storm, number++, more % 2, false);
    tide_judge_end(storm, &end);
    for (int collection = 0; collection < 2; collection++)
        do_calm_run(storm, number++, collection, true);
    tide_end_release(&end);
}
