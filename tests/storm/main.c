/* storm: runs pipelines against the sandbox with random failures, and checks what must be true
 * anyway. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/msg.h"
#include "base/option.h"
#include "launch.h"
#include "ledger.h"
#include "plan.h"
#include "spawn.h"
#include "tide.h"
#include "tmpdir.h"
#include "weather.h"

static struct settings {
    long seed, runs;
    bool ignore_429, tell, prune;
} set = {.seed = 1, .runs = 50};

static const struct option options[] = {
    COUNT(0, "seed", &set.seed, "N", "number of the first storm (1)"),
    COUNT(0, "runs", &set.runs, "N", "minimum number of runs, in whole storms (50)"),
    FLAG(0, "prune", &set.prune,
         "storms with plans, removals, undo and a user who edits the lists"),
    FLAG(0, "ignore-429", &set.ignore_429, "accept requests refused by a budget"),
    FLAG(0, "tell", &set.tell, "describe each run"),
    GROUP(option_common),
    {0},
};

static const struct program program = {
    .name = "storm",
    .summary = "run pipelines against the sandbox with random failures",
    .examples = "  storm --seed 7 --runs 1          storm 7\n"
                "  storm --seed 1 --runs 500        storms 1, 2, ... until 500 runs are done\n"
                "  CVI_KEEP=1 storm --seed 7 --runs 1 --tell\n",
    .options = options,
    .most_operands = 0,
};

void storm_problem(struct storm *storm, const struct run *run, const char *format, ...)
{
    char text[600];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (run)
        bytes_printf(&storm->problems, "  run %u: %s\n", run->number, text);
    else
        bytes_printf(&storm->problems, "  at the end: %s\n", text);
}

/* Writes a file atomically, so that no reader sees half of it. */
static void replace_file(const char *path, const struct bytes *text)
{
    char *draft = format_text("%s.new", path);
    FILE *stream = fopen(draft, "we");

    if (!stream || fwrite(bytes_text(text), 1, text->len, stream) != text->len ||
        fclose(stream) != 0 || rename(draft, path) != 0)
        msg_die(EX_IOERR, "%s: %s", draft, strerror(errno));
    free(draft);
}

int64_t storm_move_clock(const struct storm *storm, long long ms)
{
    char *path = tmpdir_path(storm->world.tmp, "clock");
    int fd = open(path, O_RDWR | O_CLOEXEC);
    int64_t time = 0;

    if (fd < 0 || pread(fd, &time, sizeof time, 0) != (ssize_t)sizeof time)
        msg_die(EX_IOERR, "%s: %s", path, strerror(errno));
    time += ms;
    if (pwrite(fd, &time, sizeof time, 0) != (ssize_t)sizeof time)
        msg_die(EX_IOERR, "%s: %s", path, strerror(errno));
    close(fd);
    free(path);
    return time;
}

/* Logs in with the short code, which the sandbox approves by itself. */
static void log_in(struct storm *storm, const struct run *run)
{
    char *auth = world_program(&storm->world, "cvi-auth");
    struct words argv = {0};
    words_add(&argv, auth ? auth : "cvi-auth");
    (void)words_split(&argv, "--username ann_k --method device");
    struct spawn what = {.argv = argv.at, .env = storm->world.env.at, .cwd = storm->world.tmp};
    struct outcome came = {0};

    spawn_run(&what, &came);
    if (came.status != 0 || came.trouble.len)
        storm_problem(storm, run, "cvi-auth ended with %d: %s%s", came.status,
                      bytes_text(&came.err), bytes_text(&came.trouble));
    outcome_release(&came);
    words_release(&argv);
    free(auth);
    storm->totals.logins++;
}

static void set_weather(struct storm *storm, const struct bytes *weather, uint64_t seed,
                        unsigned per_thousand)
{
    replace_file(storm->weather, weather);
    relay_start(&storm->relay, seed, per_thousand);
}

static void tell_run(const struct storm *storm, const struct run *run, const struct bytes *weather,
                     unsigned per_thousand)
{
    printf("storm %llu, run %u: %zu files, list %s, %u per thousand torn\n%s",
           (unsigned long long)storm->seed, run->number, storm->library.file_count, storm->list,
           per_thousand, bytes_text(weather));
    for (unsigned i = 0; i < run->crew.count; i++) {
        const struct act *act = &run->crew.acts[i];
        const char *name = strrchr(act->stages[act->count - 1].at[0], '/');
        printf("  %s: signal %d to %d (stage %u) when %d comes to %u: %s; statuses",
               name ? name + 1 : "?", act->blow.signal, (int)act->blow.whom, act->blow.stage,
               (int)act->blow.when, act->blow.n, act->struck ? "struck" : "not struck");
        for (unsigned k = 0; k < act->count; k++)
            printf(" %d", act->statuses[k]);
        printf("\n");
    }
}

void storm_run(struct storm *storm, struct run *run, struct bytes *weather, unsigned per_thousand)
{
    unsigned torn = storm->relay.counts->torn;

    bytes_printf(weather, "# run %u\n", run->number);
    set_weather(storm, weather, storm->seed * 1000 + run->number, per_thousand);
    char *trace = run->traced ? tmpdir_path(storm->world.tmp, "out/trace") : NULL;
    world_set(&storm->world, "CVI_TRAKT_TRACE", trace);
    free(trace);
    run->crew.env = storm->world.env.at;
    run->crew.cwd = storm->world.tmp;
    run->crew.log = storm->log;
    run->crew.log_from = ledger_size(storm->log);
    if (run->forgets) {
        char *cache = tmpdir_path(storm->world.tmp, "cache");
        tmpdir_remove(cache);
        free(cache);
    }
    crew_run(&run->crew);
    relay_stop(&storm->relay);
    run->torn = storm->relay.counts->torn > torn;
    for (unsigned i = 0; i < run->crew.count; i++) {
        run->any_struck |= run->crew.acts[i].struck;
        storm->totals.killed += run->crew.acts[i].struck;
    }
    storm->totals.runs++;
    storm->totals.acts += run->crew.count;
    if (set.tell)
        tell_run(storm, run, weather, per_thousand);
    if (storm->tide)
        tide_judge(storm, run);
    else
        judge_outputs(storm, run);
    judge_requests(storm, run, set.ignore_429);
    judge_files(storm, run);
    if (!judge_login(storm, run)) {
        struct bytes calm = {0};
        set_weather(storm, &calm, 0, 0);
        log_in(storm, run);
        relay_stop(&storm->relay);
    }
    crew_release(&run->crew);
}

/* Does some runs with failures; then one that must complete all work, and one that must find
 * nothing to do. */
static void do_runs(struct storm *storm)
{
    struct dice dice = dice_of(storm->seed, UINT64_MAX);
    unsigned wild = 2 + dice_below(&dice, 6);

    for (unsigned i = 0; i < wild + 2; i++) {
        struct run run = {.number = i};
        struct bytes weather = {0};
        unsigned per_thousand = 0;
        long long ahead = 0;

        if (i < wild)
            plan_run(storm, &run, &weather, &per_thousand, &ahead);
        else
            plan_calm_run(storm, &run, (i + wild) % 2);
        /* Search results affected by faults expire after 30 days. */
        if (i == wild)
            ahead = storm->may_drop ? 31LL * 86400000 : dice_below(&dice, 2) * 86400000LL * 3;
        storm_move_clock(storm, ahead);
        storm_run(storm, &run, &weather, per_thousand);
        bytes_release(&weather);
    }
}

/* Names the files shared with the sandbox. */
static void name_files(struct storm *storm, struct words *sandbox)
{
    const struct {
        char **path;
        const char *name, *option;
    } files[] = {
        {&storm->scan, "scan.json", NULL},
        {&storm->log, "sandbox.log", NULL},
        {&storm->weather, "weather", "--faults-from"},
        {&storm->secrets, "sandbox.secrets", "--secrets"},
        {&storm->saved, "sandbox.lists", "--save"},
    };

    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        *files[i].path = tmpdir_path(storm->world.tmp, files[i].name);
        if (files[i].option) {
            words_add(sandbox, files[i].option);
            words_add(sandbox, *files[i].path);
        }
    }
    words_add(sandbox, "--log-faults");
}

/* The programs get the relay's address, and log in by themselves. */
static void set_environment(struct storm *storm)
{
    struct world *w = &storm->world;
    const char *port = strrchr(sandbox_value(&w->sandbox, "CVI_TRAKT_API_URL"), ':');

    relay_open(&storm->relay, port ? (unsigned)strtoul(port + 1, NULL, 10) : 0);
    char *url = format_text("http://127.0.0.1:%u", storm->relay.port);
    world_set(w, "CVI_TRAKT_API_URL", url);
    world_set(w, "CVI_TRAKT_AUTH_URL", url);
    world_set(w, "CVI_TRAKT_ACCESS_TOKEN", NULL);
    world_set(w, "CVI_SANDBOX_REFRESH_TOKEN", NULL);
    world_set(w, "CVI_SANDBOX_PID", NULL);
    free(url);
}

static void begin(struct storm *storm, const char *sandbox)
{
    struct words options_of_sandbox = {0};

    world_open(&storm->world);
    storm->truth = json_object();
    storm->initial = json_object();
    storm->claimed = json_object();
    if (!weather_kinds(&storm->kinds, sandbox))
        msg_die(EX_UNAVAILABLE, "%s: cannot be asked for its faults", sandbox);
    name_files(storm, &options_of_sandbox);
    if (set.prune)
        tide_plan(storm, &options_of_sandbox);
    else
        plan_storm(storm, &options_of_sandbox);
    storm->settled = json_deep_copy(storm->initial);
    world_clock(&storm->world, WORLD_CLOCK_MS);
    char *why = world_sandbox(&storm->world, &options_of_sandbox);
    if (why)
        msg_die(EX_UNAVAILABLE, "%s", why);
    words_release(&options_of_sandbox);
    char *out = tmpdir_path(storm->world.tmp, "out");
    if (mkdir(out, 0700) < 0)
        msg_die(EX_CANTCREAT, "%s: %s", out, strerror(errno));
    free(out);
    replace_file(storm->scan, &storm->library.scan);
    set_environment(storm);
    struct run start = {0};
    struct bytes calm = {0};
    set_weather(storm, &calm, 0, 0);
    log_in(storm, &start);
    relay_stop(&storm->relay);
}

static void end(struct storm *storm)
{
    json_t *sets[] = {storm->truth, storm->initial, storm->settled, storm->claimed};
    char *paths[] = {storm->scan, storm->log, storm->weather, storm->secrets, storm->saved};

    storm->totals.torn += storm->relay.counts->torn;
    storm->totals.storms++;
    relay_close(&storm->relay);
    int status = sandbox_stop(&storm->world.sandbox);
    if (status != 0)
        storm_problem(storm, NULL, "the sandbox ended with %d", status);
    if (storm->tide)
        tide_judge_lists(storm);
    else
        judge_lists(storm);
    tide_release(storm);
    world_close(&storm->world, &storm->problems);
    library_release(&storm->library);
    words_release(&storm->kinds);
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        json_decref(sets[i]);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        free(paths[i]);
}

/* Returns true if no problem was found. */
static bool do_storm(uint64_t seed, const char *sandbox, struct totals *totals)
{
    struct storm storm = {.seed = seed, .totals = *totals};

    begin(&storm, sandbox);
    if (storm.tide)
        tide_runs(&storm);
    else
        do_runs(&storm);
    end(&storm);
    *totals = storm.totals;
    bool fine = storm.problems.len == 0;
    if (!fine)
        printf("storm %llu (again: CVI_KEEP=1 %s/test/storm%s --seed %llu --runs 1 --tell)\n%s",
               (unsigned long long)seed, launch_build(), set.prune ? " --prune" : "",
               (unsigned long long)seed, storm.problems.at);
    fflush(stdout);
    bytes_release(&storm.problems);
    return fine;
}

int main(int argc, char **argv)
{
    struct totals totals = {0};
    unsigned bad = 0;

    option_parse(&program, argc, argv);
    signal(SIGPIPE, SIG_IGN);
    char *sandbox = format_text("%s/test/trakt-sandbox", launch_build());
    for (uint64_t seed = (uint64_t)set.seed; totals.runs < (unsigned)set.runs; seed++)
        bad += !do_storm(seed, sandbox, &totals);
    free(sandbox);
    printf(
        "%u storms, %u runs of %u pipelines: %u requests, %u of them struck by faults, %u answers "
        "torn, %u pipelines killed, %u logins, %u requests over budget; %u storms went wrong\n",
        totals.storms, totals.runs, totals.acts, totals.requests, totals.struck, totals.torn,
        totals.killed, totals.logins, totals.limited, bad);
    if (set.prune)
        printf(
            "%u items added by programs, %u removed by them, %u plans refused; %u changes by the "
            "user\n",
            totals.added, totals.removed, totals.refused, totals.by_user);
    return bad != 0;
}
