/* Draws a storm before it begins. */
#include "plan.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "tmpdir.h"
#include "weather.h"

enum { LIBRARY, ACCOUNT, RUNS }; /* parts of a storm with random numbers of their own */

static void note(json_t *set, const struct title *title)
{
    char *name = library_name(title);

    json_object_set_new(set, name, json_true());
    free(name);
}

/* Returns the initial contents of the list: titles of the library, and others. */
static char *draw_initial(struct storm *storm, struct dice *dice)
{
    struct bytes words = {0};
    const struct library *library = &storm->library;

    for (size_t i = 0; i < library->title_count; i++) {
        const struct title *title = &library->titles[i];
        if (!dice_percent(dice, library_wants(library, (long)i) ? 20 : 2))
            continue;
        char *name = library_name(title);
        bytes_printf(&words, "%s%s", words.len ? "," : "", name);
        note(storm->initial, title);
        free(name);
    }
    return words.at;
}

void plan_add_option(struct words *options, const char *name, const char *value)
{
    words_add(options, name);
    words_add(options, value);
}

void plan_add_number(struct words *options, const char *name, const char *format, unsigned value)
{
    struct bytes text = {0};

    bytes_printf(&text, "%u%s", value, format);
    plan_add_option(options, name, text.at);
    bytes_release(&text);
}

/* Draws room for all of the additions or only a part. */
static void draw_limit(struct storm *storm, struct dice *dice, struct words *options)
{
    size_t most = json_object_size(storm->initial), few = most;
    const char *name;
    json_t *one;

    json_object_foreach(storm->truth, name, one)
    {
        most += !json_object_get(storm->initial, name);
    }
    if (dice_percent(dice, 20) && most > few)
        storm->limit = (unsigned)few + dice_below(dice, (unsigned)(most - few));
    unsigned limit = storm->limit ? storm->limit : 100000;
    plan_add_number(options, "--limit-watchlist", "", limit);
    plan_add_number(options, "--limit-items", "", limit);
}

static void draw_account(struct storm *storm, struct words *options)
{
    static const unsigned lives[] = {60, 600, 7200, 604800};
    static const char *const reads[] = {"500/300", "60/60", "1000/300", "0"};
    struct dice dice = dice_of(storm->seed, ACCOUNT);
    bool own = dice_percent(&dice, 35);
    char *initial = draw_initial(storm, &dice);

    storm->list = own ? "my-films" : "watchlist";
    storm->expires_in = lives[dice_below(&dice, 4)];
    draw_limit(storm, &dice, options);
    plan_add_number(options, "--expires-in", "", storm->expires_in);
    plan_add_option(options, "--get-limit", reads[dice_below(&dice, 4)]);
    if (own) {
        char *list = format_text("My Films=%s", initial ? initial : "");
        plan_add_option(options, "--list", list);
        free(list);
    } else if (initial) {
        plan_add_option(options, "--watchlist", initial);
    }
    free(initial);
}

void plan_storm(struct storm *storm, struct words *options)
{
    struct dice dice = dice_of(storm->seed, LIBRARY);
    char *catalog = format_text("%s/tests/sandbox/catalog.tsv", storm->world.root);

    storm->may_drop = dice_percent(&dice, 40);
    library_make(&storm->library, catalog, &dice, 5 + dice_any_size(&dice, 395), !storm->may_drop);
    free(catalog);
    for (size_t i = 0; i < storm->library.file_count; i++)
        if (storm->library.files[i].title >= 0)
            note(storm->truth, &storm->library.titles[storm->library.files[i].title]);
    draw_account(storm, options);
}

void plan_add_words(const struct storm *storm, struct words *argv, const char *program,
                    const char *options)
{
    char *path = world_program(&storm->world, program);

    words_add(argv, path ? path : program);
    (void)words_split(argv, options);
    free(path);
}

char *plan_out_path(const struct storm *storm, const struct run *run, unsigned i, const char *what)
{
    char *name = format_text("out/run-%u-%u.%s", run->number, i, what);
    char *path = tmpdir_path(storm->world.tmp, name);

    free(name);
    return path;
}

/* Sets the i-th pipeline of a run. */
static void set_act(const struct storm *storm, struct run *run, unsigned i, bool is_script,
                    bool keeps, unsigned jobs)
{
    struct act *act = &run->crew.acts[i];
    bool own = strcmp(storm->list, "watchlist") != 0;
    const char *list = own ? " --watchlist my-films" : "";

    *act = (struct act){.is_script = is_script, .count = is_script ? 1 : STAGES, .life = -1};
    act->out = plan_out_path(storm, run, i, "out");
    act->err = plan_out_path(storm, run, i, "err");
    act->report = plan_out_path(storm, run, i, "json");
    if (is_script) {
        char *kept = plan_out_path(storm, run, i, "kept");
        char *options =
            format_text("--jobs %u%s --format json --output %s %s%s %s", jobs, list, act->report,
                        keeps ? "--keep=" : "", keeps ? kept : "", storm->scan);
        plan_add_words(storm, &act->stages[0], "cvi-trakt-sync", options);
        free(options);
        free(kept);
        return;
    }
    char *match = format_text("--jobs %u", jobs);
    const char *options[STAGES] = {storm->scan, "", match, list};
    for (unsigned stage = 0; stage < STAGES; stage++)
        plan_add_words(storm, &act->stages[stage], crew_stages[stage], options[stage]);
    free(match);
}

void plan_draw_blow(struct blow *blow, struct dice *dice)
{
    static const int signals[] = {SIGKILL, SIGKILL, SIGTERM, SIGINT};
    static const unsigned most[] = {
        [AT_REQUEST] = 60, [AT_OUTPUT] = 60000, [AT_ADDING] = 3, [AT_REFRESH] = 1, [AT_TIME] = 120};

    *blow = (struct blow){.signal = signals[dice_below(dice, 4)],
                          .whom = (enum whom)dice_below(dice, 3),
                          .stage = dice_below(dice, STAGES),
                          .when = (enum when)dice_below(dice, 5)};
    blow->n = 1 + dice_any_size(dice, most[blow->when]);
}

void plan_run(struct storm *storm, struct run *run, struct bytes *weather_text,
              unsigned *per_thousand, long long *ahead)
{
    struct dice dice = dice_of(storm->seed, RUNS + run->number);

    weather_draw(weather_text, &storm->kinds, &dice, dice_below(&dice, 7), false, storm->may_drop,
                 &storm->hides_items);
    *per_thousand = dice_percent(&dice, 35) ? 1 + dice_any_size(&dice, 300) : 0;
    *ahead = (long long)dice_any_size(&dice, 7200) * 1000;
    run->forgets = dice_percent(&dice, 40);
    run->traced = dice_percent(&dice, 30);
    run->crew.count = dice_percent(&dice, 40) ? 2 : 1;
    for (unsigned i = 0; i < run->crew.count; i++) {
        bool is_script = dice_percent(&dice, 50), keeps = dice_percent(&dice, 50);
        set_act(storm, run, i, is_script, keeps, 1 + dice_below(&dice, 12));
        if (dice_percent(&dice, 45))
            plan_draw_blow(&run->crew.acts[i].blow, &dice);
    }
}

void plan_calm_run(struct storm *storm, struct run *run, bool is_script)
{
    run->calm = run->last = true;
    run->crew.count = 1;
    set_act(storm, run, 0, is_script, true, 6);
}
