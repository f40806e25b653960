/* cvi-trakt-sync --keep is killed at every request, stage by stage and as a whole. Resuming
 * completes the work, and does nothing twice. */
#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <fcntl.h>
#include <glob.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bytes.h"
#include "spawn.h"
#include "tmpdir.h"
#include "words.h"
#include "world.h"

#define SCAN                                                                                       \
    "{\"results\":[{\"filename\":\"/v/The.Matrix.1999.mkv\"},"                                     \
    "{\"filename\":\"/v/Heat.1995.mkv\"},{\"filename\":\"/v/Unknown.Movie.mkv\"},"                 \
    "{\"filename\":\"/v/Heat.1995.mkv\"},{\"filename\":\"/v/Arrival.2016.mkv\"}]}\n"

enum {
    REQUESTS = 8,     /* of an undisturbed run */
    MOST_RUNS = 2000, /* a killed run may hold the lock a little longer */
    HELD_MS = 300,    /* delay of the answer to the request at which the run is killed */
};

/* The target of the kill: a stage, the script ("script") or all at once ("all"), the signal, and
 * whether that run kept its records. */
static const struct victim {
    const char *name;
    int signal;
    bool forgets;
} victims[] = {
    {"all", SIGKILL, false},    {"script", SIGKILL, false}, {"parse", SIGKILL, false},
    {"match", SIGKILL, false},  {"add", SIGKILL, false},    {"keep", SIGKILL, false},
    {"report", SIGKILL, false}, {"script", SIGTERM, false}, {"script", SIGHUP, false},
    {"all", SIGTERM, false},    {"all", SIGINT, false},     {"all", SIGKILL, true},
    {"match", SIGKILL, true},   {"add", SIGKILL, true},
};

enum { VICTIMS = sizeof victims / sizeof *victims, KILLS = VICTIMS * REQUESTS };

struct run {
    pid_t pid;
    int end; /* hangs up when all its processes have exited */
};

/* Returns the script with the options, which are separated by blanks. */
static struct words command(const char *script, const char *options)
{
    struct words words = {0};

    words_add(&words, script);
    cr_assert(words_split(&words, options));
    return words;
}

static void start(const struct world *w, const char *script, const char *options, struct run *run)
{
    struct words argv = command(script, options);
    int pipes[2];

    cr_assert(pipe(pipes) == 0);
    run->pid = fork();
    if (run->pid == 0) {
        int nowhere = open("/dev/null", O_RDWR);

        setsid();
        if (chdir(w->tmp) != 0)
            _exit(126);
        dup2(nowhere, STDIN_FILENO);
        dup2(pipes[1], STDOUT_FILENO);
        dup2(nowhere, STDERR_FILENO);
        for (int fd = 3; fd < 64; fd++)
            close(fd);
        execve(script, argv.at, w->env.at);
        _exit(127);
    }
    close(pipes[1]);
    run->end = pipes[0];
    words_release(&argv);
}

/* Waits until all processes of the run have exited. */
static void wait_for_end(struct run *run)
{
    char text[4096];

    while (read(run->end, text, sizeof text) > 0)
        ;
    close(run->end);
}

static size_t count(const char *text, const char *what)
{
    size_t n = 0;

    for (const char *at = text; (at = strstr(at, what)) != NULL; at++)
        n++;
    return n;
}

/* Returns how often the title is in a line of an addition that Trakt accepted. */
static size_t count_taken(const char *log, const char *title)
{
    size_t n = 0;

    for (const char *at = log; (at = strstr(at, "POST /sync/watchlist 201 ")) != NULL; at++) {
        char *line = copy_text(at, strcspn(at, "\n"));

        n += count(line, title);
        free(line);
    }
    return n;
}

static size_t count_lines(const struct world *w)
{
    struct bytes log = {0};
    (void)tmpdir_read(w->tmp, "sandbox.log", &log);
    size_t n = count(bytes_text(&log), "\n");

    bytes_release(&log);
    return n;
}

/* Returns the process id of a running stage, or -1 if it is not running. */
static pid_t find_stage(const struct world *w, const char *name)
{
    char *pattern = format_text("%s/tmp/*/%s.pid", w->tmp, name);
    struct bytes text = {0};
    glob_t found = {0};
    long number = -1;

    if (glob(pattern, 0, NULL, &found) == 0 && tmpdir_read("", found.gl_pathv[0], &text) &&
        text.len)
        number = strtol(bytes_text(&text), NULL, 10);
    bytes_release(&text);
    globfree(&found);
    free(pattern);
    return number > 0 ? (pid_t)number : -1;
}

static void kill_victim(const struct world *w, const struct run *run, const struct victim *victim)
{
    pid_t number = strcmp(victim->name, "all") == 0      ? -run->pid
                   : strcmp(victim->name, "script") == 0 ? run->pid
                                                         : find_stage(w, victim->name);

    if (number != -1)
        kill(number, victim->signal);
}

/* Waits for that many requests, or the end of the run. */
static void wait_for_requests(const struct world *w, const struct run *run, size_t requests)
{
    struct pollfd end = {.fd = run->end};

    while (count_lines(w) < requests && poll(&end, 1, 1) == 0)
        ;
}

/* Resumes until nothing is left. Returns the last status. */
static int go_on(const struct world *w, const char *script)
{
    int status = 75;

    for (int i = 0; i < MOST_RUNS && status == 75; i++) {
        struct outcome came = {0};
        char *kept = format_text("%s/kept", w->tmp);
        struct words argv =
            command(script, access(kept, F_OK) == 0 ? "--resume kept --output report.json"
                                                    : "scan.json --keep kept --output report.json");
        const struct spawn what = {.argv = argv.at, .env = w->env.at, .cwd = w->tmp};

        spawn_run(&what, &came);
        status = came.status;
        if (status != 75)
            cr_expect_eq(status, 0, "%s", bytes_text(&came.err));
        outcome_release(&came);
        words_release(&argv);
        free(kept);
    }
    return status;
}

/* Checks that each title was added once. After an addition whose answer was lost, the list is
 * checked. */
static void check_log(const struct world *w, const char *what)
{
    static const char *const titles[] = {"{\"trakt\":481}", "{\"trakt\":205284}",
                                         "{\"trakt\":301064}"};
    static const char *const searches[] = {"exact?query=The%20Matrix", "exact?query=Heat",
                                           "exact?query=Unknown", "exact?query=Arrival"};
    struct bytes log = {0};
    size_t twice = 0;

    (void)tmpdir_read(w->tmp, "sandbox.log", &log);
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        cr_expect_eq(count_taken(bytes_text(&log), titles[i]), 1, "%s: %s:\n%s", what, titles[i],
                     bytes_text(&log));
    for (size_t i = 0; i < sizeof searches / sizeof *searches; i++)
        twice += count(bytes_text(&log), searches[i]) - 1;
    cr_expect_leq(twice, 1, "%s: more is searched for twice than what was under way:\n%s", what,
                  bytes_text(&log));
    bytes_release(&log);
}

static void check_end(const struct world *w, const char *what)
{
    struct bytes report = {0}, kept = {0};
    char *part = format_text("%s/kept.part", w->tmp);

    (void)tmpdir_read(w->tmp, "report.json", &report);
    (void)tmpdir_read(w->tmp, "kept", &kept);
    cr_expect(strstr(bytes_text(&report), "\"total\": 5,\n  \"movies_added\": 4,"), "%s:\n%s", what,
              bytes_text(&report));
    cr_expect_eq(count(bytes_text(&kept), "\n"), 5, "%s:\n%s", what, bytes_text(&kept));
    cr_expect_eq(count(bytes_text(&kept), "\"sync\":"), 4, "%s:\n%s", what, bytes_text(&kept));
    cr_expect(access(part, F_OK) != 0, "%s: kept.part is still there", what);
    check_log(w, what);
    free(part);
    bytes_release(&report);
    bytes_release(&kept);
}

static void check_status(const struct victim *victim, const struct run *run, const char *what)
{
    int status = 0;

    waitpid(run->pid, &status, 0);
    if (strcmp(victim->name, "script") != 0 || victim->signal == SIGKILL ||
        WEXITSTATUS(status) == 0)
        return;
    cr_expect(WIFEXITED(status) && WEXITSTATUS(status) == 128 + victim->signal, "%s: %d", what,
              status);
}

ParameterizedTestParameters(resume, finishes_what_was_killed)
{
    static int at[KILLS];

    for (int i = 0; i < KILLS; i++)
        at[i] = i;
    return cr_make_param_array(int, at, KILLS);
}

ParameterizedTest(int *i, resume, finishes_what_was_killed)
{
    const struct victim *victim = &victims[*i / REQUESTS];
    int request = *i % REQUESTS;
    char *what = format_text("%s gets %d at request %d", victim->name, victim->signal, request + 1);
    char *fault = format_text("* * after=%d times=1 slow=%d", request, HELD_MS);
    struct words options = {0};
    struct run run;
    struct world w;

    world_open(&w);
    world_clock(&w, WORLD_CLOCK_MS);
    words_add(&options, "--fault");
    words_add(&options, fault);
    char *problem = world_sandbox(&w, &options);
    cr_assert_null(problem, "%s", problem);
    cr_assert(tmpdir_write(w.tmp, "scan.json", SCAN, strlen(SCAN), 0644));
    char *script = world_program(&w, "cvi-trakt-sync");
    start(&w, script, victim->forgets ? "scan.json --jobs 1" : "scan.json --jobs 1 --keep kept",
          &run);
    wait_for_requests(&w, &run, (size_t)request + 1);
    kill_victim(&w, &run, victim);
    check_status(victim, &run, what);
    if (victim->signal != SIGKILL || strcmp(victim->name, "script") != 0)
        wait_for_end(&run);
    cr_expect_eq(go_on(&w, script), 0, "%s", what);
    check_end(&w, what);
    free(script);
    free(what);
    free(fault);
    words_release(&options);
    world_close(&w, NULL);
}
