/* Runs the pipelines of one run: starts them, watches them, strikes them at a drawn instant, and
 * waits for them. */
#include "crew.h"
#include "launch.h"

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* The guard limit is reached only by a hang; LOOK_MS is the interval for checking the arguments. */
enum { TICK_MS = 1, LOOK_MS = 25, GUARD_MS = 60000, HIGH_FD = 50 };

const char *const crew_stages[STAGES] = {"cvi-extract", "cvi-parse", "cvi-match", "cvi-add"};

_Noreturn static void become(const struct crew *crew, const struct words *argv, pid_t group,
                             const int streams[3], int life)
{
    const struct launch stage = {.argv = argv->at, .env = crew->env, .cwd = crew->cwd};

    setpgid(0, group);
    fcntl(life, F_DUPFD, HIGH_FD); /* this one is inherited by all processes of the act */
    launch_become(&stage, streams);
}

static void start_stage(const struct crew *crew, struct act *act, unsigned i, const int streams[3],
                        int life)
{
    fflush(NULL);
    pid_t pid = fork();
    if (pid < 0)
        launch_die("fork");
    if (pid == 0)
        become(crew, &act->stages[i], act->group, streams, life);
    if (!act->group)
        act->group = pid;
    setpgid(pid, act->group);
    act->pids[i] = pid;
    act->statuses[i] = -1;
}

static void start(const struct crew *crew, struct act *act)
{
    int life, err = launch_open(act->err, O_WRONLY | O_CREAT | O_APPEND);
    int in = launch_open(act->in ? act->in : "/dev/null", O_RDONLY);

    launch_pipe(&act->life, &life);
    for (unsigned i = 0; i < act->count; i++) {
        int out, next = -1;
        if (i + 1 < act->count)
            launch_pipe(&next, &out);
        else
            out = launch_open(act->out, O_WRONLY | O_CREAT | O_TRUNC);
        start_stage(crew, act, i, (const int[]){in, out, err}, life);
        close(in);
        close(out);
        in = next;
    }
    close(err);
    close(life);
}

static void reap(struct act *act)
{
    int how;

    for (unsigned i = 0; i < act->count; i++)
        if (act->pids[i] && act->statuses[i] < 0 && waitpid(act->pids[i], &how, WNOHANG) > 0)
            act->statuses[i] = launch_status(how);
}

/* Returns whether no process is left that could write. */
static bool is_over(struct act *act)
{
    struct pollfd p = {.fd = act->life};

    return act->life < 0 || (poll(&p, 1, 0) == 1 && p.revents & POLLHUP);
}

/* Reads the group and the name of a process. Returns false if it has exited. */
static bool read_process(const char *pid, long *group, char name[32])
{
    char path[64], text[512];
    snprintf(path, sizeof path, "/proc/%.20s/stat", pid);
    FILE *stream = fopen(path, "re");

    if (!stream)
        return false;
    size_t n = fread(text, 1, sizeof text - 1, stream);
    fclose(stream);
    text[n] = '\0';
    char *open = strchr(text, '('), *shut = strrchr(text, ')');
    if (!open || !shut)
        return false;
    snprintf(name, 32, "%.*s", (int)(shut - open - 1 < 31 ? shut - open - 1 : 31), open + 1);
    /* The name is followed by a space, the state, the parent, the group. */
    char *rest = shut[1] && shut[2] ? shut + 3 : shut + 1;
    (void)strtol(rest, &rest, 10);
    *group = strtol(rest, NULL, 10);
    return true;
}

/* Calls `each` with every process of the act. */
static void visit(struct crew *crew, const struct act *act,
                  void (*each)(struct crew *crew, const struct act *act, const char *pid,
                               const char *name))
{
    DIR *all = opendir("/proc");
    char name[32];
    long group;

    /* cppcheck-suppress readdirCalled */
    for (struct dirent *one; all && (one = readdir(all));)
        if (isdigit((unsigned char)*one->d_name) && read_process(one->d_name, &group, name) &&
            group == act->group)
            each(crew, act, one->d_name, name);
    if (all)
        closedir(all);
}

static void note_arguments(struct crew *crew, const struct act *act, const char *pid,
                           const char *name)
{
    char path[64];
    (void)act;
    (void)name;

    snprintf(path, sizeof path, "/proc/%.20s/cmdline", pid);
    (void)bytes_read_file(&crew->shown, path);
}

static void strike_if_meant(struct crew *crew, const struct act *act, const char *pid,
                            const char *name)
{
    (void)crew;
    if (strcmp(name, crew_stages[act->blow.stage]) == 0)
        kill((pid_t)strtol(pid, NULL, 10), act->blow.signal);
}

static void strike(struct crew *crew, struct act *act)
{
    const struct blow *blow = &act->blow;

    act->struck = true;
    if (blow->whom == EVERYBODY)
        kill(-act->group, blow->signal);
    else if (blow->whom == FIRST_PROCESS && act->statuses[0] < 0)
        kill(act->pids[0], blow->signal);
    else if (act->is_script)
        visit(crew, act, strike_if_meant);
    else if (blow->stage < act->count && act->statuses[blow->stage] < 0)
        kill(act->pids[blow->stage], blow->signal);
}

unsigned crew_requests(const struct crew *crew, const char *what)
{
    struct bytes log = {0};
    unsigned count = 0;

    (void)bytes_read_file(&log, crew->log);
    for (size_t at = crew->log_from; at < log.len;) {
        char *end = memchr(log.at + at, '\n', log.len - at);
        if (!end)
            break;
        *end = '\0';
        count += strstr(log.at + at, what) && !strstr(log.at + at, " by=user");
        at = (size_t)(end - log.at) + 1;
    }
    bytes_release(&log);
    return count;
}

static bool is_time(const struct crew *crew, const struct act *act, long long since)
{
    const struct blow *blow = &act->blow;
    struct stat about;

    switch (blow->when) {
    case AT_REQUEST:
        return crew_requests(crew, " /") >= blow->n;
    case AT_ADDING:
        return crew_requests(crew, "POST /sync/") + crew_requests(crew, "POST /users/") >= blow->n;
    case AT_REFRESH:
        return crew_requests(crew, "POST /oauth/token") >= blow->n;
    case AT_OUTPUT:
        return stat(act->out, &about) == 0 && about.st_size >= (off_t)blow->n;
    case AT_TIME:
        break;
    }
    return launch_now_ms() - since >= blow->n;
}

/* Watches the acts. Returns false if one of them hangs. */
static void watch(struct crew *crew, long long since, bool look)
{
    for (unsigned i = 0; i < crew->count; i++) {
        struct act *act = &crew->acts[i];
        reap(act);
        if (act->life >= 0 && look)
            visit(crew, act, note_arguments);
        if (act->life >= 0 && act->blow.signal && !act->struck && is_time(crew, act, since))
            strike(crew, act);
        if (act->life >= 0 && is_over(act)) {
            close(act->life);
            act->life = -1;
        }
    }
}

void crew_run(struct crew *crew)
{
    long long since = launch_now_ms(), looked = 0, guard = launch_patience(GUARD_MS);
    bool running = true;

    for (unsigned i = 0; i < crew->count; i++)
        start(crew, &crew->acts[i]);
    while (running) {
        bool look = launch_now_ms() - looked >= LOOK_MS;
        looked = look ? launch_now_ms() : looked;
        watch(crew, since, look);
        running = false;
        for (unsigned i = 0; i < crew->count; i++) {
            struct act *act = &crew->acts[i];
            running |= act->life >= 0;
            if (act->life < 0 || launch_now_ms() - since < guard)
                continue;
            act->hung = true;
            kill(-act->group, SIGKILL);
        }
        if (crew->meanwhile)
            crew->meanwhile(crew->context);
        poll(NULL, 0, TICK_MS);
    }
    for (unsigned i = 0; i < crew->count; i++)
        for (unsigned k = 0; k < crew->acts[i].count; k++) {
            int how;
            if (crew->acts[i].pids[k] && crew->acts[i].statuses[k] < 0 &&
                waitpid(crew->acts[i].pids[k], &how, 0) > 0)
                crew->acts[i].statuses[k] = launch_status(how);
        }
}

void crew_release(struct crew *crew)
{
    for (unsigned i = 0; i < crew->count; i++) {
        for (unsigned k = 0; k < MOST_STAGES; k++)
            words_release(&crew->acts[i].stages[k]);
        free(crew->acts[i].in);
        free(crew->acts[i].out);
        free(crew->acts[i].err);
        free(crew->acts[i].report);
    }
    bytes_release(&crew->shown);
}
