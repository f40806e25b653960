/* The decoder as a process: no shell, nothing of ours in its hands, and watched by what it gets
 * done. */
#include "probe.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "buf.h"
#include "clock.h"
#include "environment.h"
#include "probe_log.h"

enum {
    MOST_ARGUMENTS = 192,
    MOST_LINE = 4096,    /* bytes of a line of the log that are looked at */
    SAMPLES = 6,         /* places of which a key frame is decoded */
    START_FRAMES = 3,    /* key frames from the beginning, where seeking is guessing */
    POLL_MS = 1000,      /* longest wait without a look at the time */
    MOST_MEMORY_GIB = 8, /* for the decoder: a frame of 16K needs about one */
    EXIT_NOT_RUN = 127,
};

/* --- Which decoder --- */

/* What the decoder of hostile files must not see, or must not heed. */
static bool is_kept_back(const char *entry)
{
    static const char *const names[] = {"CVI_", "TRKT_", "FFREPORT=", "AV_LOG_FORCE_"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strncmp(entry, names[i], strlen(names[i])) == 0)
            return true;
    return false;
}

static char **copy_environment(char *const *environment)
{
    size_t count = 0, kept = 0;

    while (environment && environment[count])
        count++;
    char **copy = cvi_alloc((count + 2) * sizeof *copy);
    for (size_t i = 0; i < count; i++)
        if (!is_kept_back(environment[i]))
            copy[kept++] = cvi_strdup(environment[i]);
    copy[kept] = cvi_strdup("AV_LOG_FORCE_NOCOLOR=1");
    return copy;
}

/* The program called name, as execvp finds it. New, or NULL. */
static char *look_up(const char *name, const char *path)
{
    if (strchr(name, '/'))
        return access(name, X_OK) == 0 ? cvi_strdup(name) : NULL;
    while (path && *path) {
        size_t len = strcspn(path, ":");
        char *candidate = cvi_format("%.*s/%s", len ? (int)len : 1, len ? path : ".", name);

        if (access(candidate, X_OK) == 0)
            return candidate;
        free(candidate);
        path += len + (path[len] == ':');
    }
    return NULL;
}

void probe_tool_release(struct probe_tool *tool)
{
    for (char **entry = tool->environment; entry && *entry; entry++)
        free(*entry);
    free(tool->environment);
    free(tool->path);
    *tool = (struct probe_tool){0};
}

/* --- The process --- */

struct child {
    pid_t pid;
    int out, err; /* ends to read from; -1: closed */
};

/* Between fork and exec, with other threads around: only calls that are safe there. */
static _Noreturn void become(const struct probe_tool *tool, char *const *arguments, int out,
                             int err)
{
    const struct rlimit none = {0, 0};
    const struct rlimit memory = {(rlim_t)MOST_MEMORY_GIB << 30, (rlim_t)MOST_MEMORY_GIB << 30};
    int null = open("/dev/null", O_RDWR);
    sigset_t all;

#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    setpgid(0, 0); /* Ctrl-C is for us: we end it when we have decided */
    sigfillset(&all);
    sigprocmask(SIG_UNBLOCK, &all, NULL);
    signal(SIGPIPE, SIG_DFL);
    setrlimit(RLIMIT_CORE, &none);
    setrlimit(RLIMIT_AS, &memory);
    if (null < 0 || dup2(null, 0) < 0 || dup2(out, 1) < 0 || dup2(err, 2) < 0)
        _exit(EXIT_NOT_RUN);
    execve(tool->path, arguments, tool->environment);
    _exit(EXIT_NOT_RUN);
}

/* Both ends are kept from children that other threads start. */
static bool make_pipe(int ends[2])
{
    if (pipe(ends) != 0)
        return false;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    return true;
}

static void close_both(const int ends[2])
{
    close(ends[0]);
    close(ends[1]);
}

static bool fork_child(struct child *child, const struct probe_tool *tool, char *const *arguments)
{
    int out[2], err[2];

    if (!make_pipe(out))
        return false;
    if (!make_pipe(err)) {
        close_both(out);
        return false;
    }
    child->pid = fork();
    if (child->pid == 0)
        become(tool, arguments, out[1], err[1]);
    if (child->pid < 0) {
        close_both(out);
        close_both(err);
        return false;
    }
    close(out[1]);
    close(err[1]);
    child->out = out[0];
    child->err = err[0];
    return true;
}

/* One at a time: a pipe must be closed to other children before any of them is born. */
static bool child_start(struct child *child, const struct probe_tool *tool, char *const *arguments)
{
    static pthread_mutex_t nursery = PTHREAD_MUTEX_INITIALIZER;

    *child = (struct child){-1, -1, -1};
    pthread_mutex_lock(&nursery);
    bool born = fork_child(child, tool, arguments);
    pthread_mutex_unlock(&nursery);
    return born;
}

/* Its status as a shell tells it: 128 and more for a signal. */
static int child_end(struct child *child, bool kill_it)
{
    int status = 0;

    if (kill_it)
        kill(child->pid, SIGKILL);
    while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR)
        ;
    if (child->out >= 0)
        close(child->out);
    if (child->err >= 0)
        close(child->err);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* Reads what is there into pending, and hands on whole lines. False at the end. */
static bool take_lines(int fd, struct buf *pending, void (*take)(void *self, const char *line),
                       void *self)
{
    char piece[16384];
    ssize_t got = read(fd, piece, sizeof piece);

    if (got < 0)
        return errno == EINTR || errno == EAGAIN;
    for (ssize_t i = 0; i < got; i++) {
        if (piece[i] == '\n' || piece[i] == '\r') {
            take(self, buf_text(pending));
            buf_clear(pending);
        } else {
            buf_putc(pending, piece[i] ? piece[i] : '?'); /* what is too long is cut */
        }
    }
    if (got == 0 && pending->len)
        take(self, buf_text(pending));
    return got > 0;
}

static void take_version(void *self, const char *line)
{
    struct probe_tool *tool = self;
    const char *version = strstr(line, " version ");

    if (version && !tool->version[0])
        snprintf(tool->version, sizeof tool->version, "%.*s",
                 (int)strcspn(version + strlen(" version "), " "), version + strlen(" version "));
}

void probe_find(struct probe_tool *tool, const char *name, char *const *environment)
{
    char program[] = "ffmpeg", option[] = "-version";
    char *arguments[] = {program, option, NULL};
    struct buf pending = BUF_INIT(MOST_LINE);
    struct child child;

    *tool = (struct probe_tool){.path = look_up(name, environment_value(environment, "PATH")),
                                .environment = copy_environment(environment)};
    if (tool->path && child_start(&child, tool, arguments)) {
        while (take_lines(child.out, &pending, take_version, tool))
            ;
        child_end(&child, false);
    }
    buf_release(&pending);
    if (!tool->version[0]) {
        free(tool->path);
        tool->path = NULL;
    }
}

/* --- The command line --- */

struct command {
    char *at[MOST_ARGUMENTS];
    size_t count;
};

static void add(struct command *command, const char *word)
{
    if (command->count + 1 < MOST_ARGUMENTS)
        command->at[command->count++] = cvi_strdup(word);
}

static void add_all(struct command *command, const char *const *words)
{
    for (; *words; words++)
        add(command, *words);
}

static void add_input(struct command *command, const char *subject, const char *from)
{
    static const char *const reading[] = {"-protocol_whitelist", "file", "-threads", "1", NULL};
    static const char *const sampling[] = {"-skip_frame", "nokey", "-noaccurate_seek", NULL};

    add_all(command, reading);
    if (from) {
        add_all(command, sampling);
        add(command, "-ss");
        add(command, from);
    }
    add(command, "-i");
    add(command, subject);
}

/* Every frame of picture and sound; showinfo is the clock of the log. */
static void add_all_of_it(struct command *command, const char *subject)
{
    static const char *const writing[] = {
        "-map", "0:V?", "-map", "0:a?", "-vf", "showinfo=checksum=0", "-f", "null", "-", NULL};

    add_input(command, subject, NULL);
    add_all(command, writing);
}

/* One key frame of each of several places; each is an input and an output of its own. */
static void add_samples(struct command *command, const struct probe_request *request,
                        const char *subject)
{
    static const char *const writing[] = {
        "-vf", "showinfo=checksum=0", "-frames:v", "1", "-f", "null", "-", NULL};
    char text[32];

    add(command, "-copyts");
    for (int i = 0; i < SAMPLES; i++) {
        snprintf(text, sizeof text, "%.3f", request->duration_s * (2 * i + 1) / (2.0 * SAMPLES));
        add_input(command, subject, text);
    }
    for (int i = 0; i < SAMPLES; i++) {
        snprintf(text, sizeof text, "%d:V:0", i);
        add(command, "-map");
        add(command, text);
        add_all(command, writing);
    }
}

static void add_beginning(struct command *command, const char *subject)
{
    char frames[16];

    snprintf(frames, sizeof frames, "%d", START_FRAMES);
    add_all(command, (const char *const[]){"-skip_frame", "nokey", NULL});
    add_input(command, subject, NULL);
    add_all(command, (const char *const[]){"-map", "0:V:0?", "-vf", "showinfo=checksum=0",
                                           "-frames:v", frames, "-f", "null", "-", NULL});
}

static void build(struct command *command, const struct probe_request *request, const char *subject)
{
    static const char *const start[] = {"ffmpeg",    "-nostdin",  "-hide_banner",
                                        "-nostats",  "-loglevel", "repeat+level+info",
                                        "-progress", "pipe:1",    NULL};

    *command = (struct command){0};
    add_all(command, start);
    if (request->depth == PROBE_ALL)
        add_all_of_it(command, subject);
    else if (request->duration_s > 0)
        add_samples(command, request, subject);
    else
        add_beginning(command, subject);
}

/* --- One run --- */

struct run {
    const struct probe_request *request;
    const struct probe_watch *watch;
    struct child child;
    struct probe_log *log;
    struct buf out, err; /* lines that are not whole yet */
    int64_t progress_ms; /* steady clock: when it last got on */
    double reached_s;
    bool stalled;
    bool interrupted;
};

static void note_progress(struct run *run)
{
    double reached_s = run->log->end_s + (double)run->log->frames * 1e-9;

    if (!(reached_s > run->reached_s))
        return;
    run->reached_s = reached_s;
    run->progress_ms = clock_steady_ms();
    if (run->watch && run->watch->decoded_ms)
        *run->watch->decoded_ms = (int64_t)(run->log->end_s * 1000);
}

static void take_log(void *self, const char *line)
{
    struct run *run = self;

    probe_log_line(run->log, line);
    note_progress(run);
}

static void take_progress(void *self, const char *line)
{
    struct run *run = self;

    probe_log_progress(run->log, line);
    note_progress(run);
}

/* Waits for the decoder to say something. On a test clock a silence takes as long as it may. */
static int wait_for(struct run *run, struct pollfd watched[3])
{
    int64_t left = POLL_MS;

    if (run->request->stall_s) {
        left = run->progress_ms + (int64_t)run->request->stall_s * 1000 - clock_steady_ms();
        if (left <= 0) {
            run->stalled = true;
            return 0;
        }
    }
    if (clock_is_real())
        return poll(watched, 3, left < POLL_MS ? (int)left : POLL_MS);
    int ready = poll(watched, 3, POLL_MS);
    if (ready == 0)
        clock_sleep_ms(left);
    return ready;
}

static void follow(struct run *run)
{
    struct child *child = &run->child;
    struct pollfd watched[3] = {
        {.fd = child->out,                              .events = POLLIN},
        {.fd = child->err,                              .events = POLLIN},
        {.fd = run->watch ? run->watch->interrupt : -1, .events = POLLIN},
    };

    run->progress_ms = clock_steady_ms();
    while ((watched[0].fd >= 0 || watched[1].fd >= 0) && !run->stalled && !run->interrupted) {
        watched[0].revents = watched[1].revents = watched[2].revents = 0;
        if (wait_for(run, watched) <= 0)
            continue;
        if (watched[1].revents && !take_lines(watched[1].fd, &run->err, take_log, run))
            watched[1].fd = -1;
        if (watched[0].revents && !take_lines(watched[0].fd, &run->out, take_progress, run))
            watched[0].fd = -1;
        run->interrupted = watched[2].revents != 0;
    }
}

static void add_simple(struct findings *findings, enum finding_code code,
                       enum finding_weight weight, const char *words)
{
    const struct finding finding = {
        .code = code, .weight = weight, .count = 1, .offset = -1, .seconds = -1};

    finding_add(findings, &finding, "%s", words);
}

/* What the end of the process tells that its log did not. */
static void judge_end(const struct run *run, int status, struct probe_report *report)
{
    bool silent = report->findings.count == 0;

    report->done = status == 0 && !run->stalled && !run->interrupted;
    if (run->interrupted)
        return;
    if (run->stalled) {
        struct finding finding = {
            FINDING_STALLED, FINDING_SUSPICIOUS, '\0', 1, -1, run->log->end_s, ""};

        finding_add(&report->findings, &finding, "no progress for %u s", run->request->stall_s);
    } else if (status == EXIT_NOT_RUN || status > 128) {
        add_simple(&report->findings, FINDING_DECODER_FAILED, FINDING_SUSPICIOUS,
                   status == EXIT_NOT_RUN ? "ffmpeg could not be run" : "ffmpeg died");
    } else if (status != 0 && silent && !run->log->no_stream) {
        add_simple(&report->findings, FINDING_DECODER_FAILED, FINDING_SUSPICIOUS,
                   run->log->last_words[0] ? run->log->last_words : "ffmpeg failed");
    }
}

void probe_run(const struct probe_tool *tool, const struct probe_request *request,
               const struct probe_watch *watch, struct probe_report *report)
{
    /* The prefix keeps names like "http:x" and "a:b.mp4" from being taken for protocols. */
    char *subject = cvi_format("file:%s", request->filename);
    struct run run = {.request = request,
                      .watch = watch,
                      .log = cvi_alloc(sizeof *run.log),
                      .out = BUF_INIT(MOST_LINE),
                      .err = BUF_INIT(MOST_LINE),
                      .reached_s = -1};
    struct command command;

    *report = (struct probe_report){0};
    probe_log_start(run.log, subject, request->depth == PROBE_SAMPLES);
    build(&command, request, subject);
    if (!child_start(&run.child, tool, command.at)) {
        add_simple(&report->findings, FINDING_DECODER_FAILED, FINDING_SUSPICIOUS, strerror(errno));
    } else {
        follow(&run);
        int status = child_end(&run.child, run.stalled || run.interrupted);
        probe_log_end(run.log, status == 0, &report->findings, &report->decoded_s,
                      &report->damaged_s);
        report->span_count = probe_log_spans(run.log, report->spans);
        judge_end(&run, status, report);
    }
    for (size_t i = 0; i < command.count; i++)
        free(command.at[i]);
    buf_release(&run.out);
    buf_release(&run.err);
    free(run.log);
    free(subject);
}
