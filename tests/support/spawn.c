/* Runs a program in its own session and collects all output. A leader process is between the test
 * and the program: it owns the terminal, so that the end of the program does not hang up the
 * terminal before its output was read. */
#define _XOPEN_SOURCE 700 /* the pseudo-terminal functions */
#include "spawn.h"
#include "launch.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* Guards against hanging. No test waits for them if all is well. */
enum { RUN_GUARD_MS = 120000, WAIT_GUARD_MS = 40000, LAST_GUARD_MS = 2000, LOG_TICK_MS = 10 };

/* The test writes this to the terminal when the program has exited: everything read before it is
 * the complete output. */
static const char last_words[] = "\x1d\x1e end of screen \x1e\x1d";

/* The test's ends of the pipes, -1 when closed. */
struct session {
    const struct spawn *what;
    struct outcome *came;
    pid_t leader;
    int in, out, err, status, release, master, slave;
    struct queue {
        struct bytes all;
        size_t done;
    } for_in, for_tty, for_slave; /* the data to write, and the progress */
    bool in_ending;               /* close the input when for_in is empty */
    bool ended, screen_ended;
    size_t step, seen[STREAMS]; /* the progress of the dialogue, and the offsets it has checked */
    long long began, step_began;
};

static void shut(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static void no_waiting(int fd)
{
    if (fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK) < 0)
        launch_die("fcntl");
}

static struct winsize window(const struct step *step)
{
    return (struct winsize){.ws_col = (unsigned short)step->columns,
                            .ws_row = (unsigned short)step->rows};
}

static void open_terminal(struct session *s)
{
    s->master = launch_private(posix_openpt(O_RDWR | O_NOCTTY), "posix_openpt");
    if (grantpt(s->master) < 0 || unlockpt(s->master) < 0)
        launch_die("grantpt");
    s->slave =
        launch_private(open(ptsname(s->master), O_RDWR | O_NOCTTY | O_NONBLOCK), "pseudo-terminal");
    const struct dialogue *talk = s->what->talk;
    struct winsize size = {.ws_col = 80, .ws_row = 24};
    if (talk && talk->count && talk->steps->kind == STEP_SIZE) /* before the program can read it */
        size = window(talk->steps);
    ioctl(s->master, TIOCSWINSZ, &size);
    no_waiting(s->master);
}

/* Runs the leader; never returns. It reports the program's end and stays until the test releases
 * it. */
_Noreturn static void lead(const struct session *s, int streams[3], int status, int release)
{
    static const int deaf[] = {SIGINT, SIGQUIT, SIGTSTP, SIGHUP, SIGTTOU};
    int ours[] = {s->in, s->out, s->err, s->status, s->release, s->master}, how = 0;
    char byte;

    setsid();
    for (size_t i = 0; i < sizeof deaf / sizeof *deaf; i++)
        signal(deaf[i], SIG_IGN);
    int tty = s->master >= 0 ? open(ptsname(s->master), O_RDWR | O_CLOEXEC) : -1;
    if (tty >= 0)
        ioctl(tty, TIOCSCTTY, 0);
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        shut(&ours[i]);
    for (int i = 0; i < 3; i++)
        if (s->what->on_tty >> i & 1) {
            shut(&streams[i]);
            streams[i] = tty;
        }
    const struct launch program = {.argv = s->what->argv, .env = s->what->env, .cwd = s->what->cwd};
    pid_t pid = fork();
    if (pid == 0)
        launch_become(&program, streams);
    for (int i = 0; i < 3; i++)
        if (streams[i] != tty)
            shut(&streams[i]);
    while (pid > 0 && waitpid(pid, &how, 0) < 0 && errno == EINTR)
        ;
    int code = pid < 0 ? 127 : launch_status(how);
    while (write(status, &code, sizeof code) < 0 && errno == EINTR)
        ;
    while (read(release, &byte, 1) < 0 && errno == EINTR)
        ;
    _exit(0);
}

static void start(struct session *s)
{
    const struct spawn *what = s->what;
    int streams[3] = {-1, -1, -1}, status, release;

    if (what->tty)
        open_terminal(s);
    if (what->on_tty & SPAWN_STDIN || (!what->in && !what->in_held))
        streams[0] = launch_open("/dev/null", O_RDONLY);
    else
        launch_pipe(&streams[0], &s->in);
    if (what->out_path)
        streams[1] = launch_open(what->out_path, O_WRONLY | O_CREAT | O_TRUNC);
    else
        launch_pipe(&s->out, &streams[1]);
    if (what->out_gone)
        shut(&s->out);
    launch_pipe(&s->err, &streams[2]);
    launch_pipe(&s->status, &status);
    launch_pipe(&release, &s->release);
    fflush(NULL);
    s->leader = fork();
    if (s->leader < 0)
        launch_die("fork");
    if (s->leader == 0)
        lead(s, streams, status, release);
    for (int i = 0; i < 3; i++)
        shut(&streams[i]);
    shut(&status);
    shut(&release);
    if (s->in >= 0) {
        no_waiting(s->in);
        bytes_add(&s->for_in.all, what->in, what->in ? what->in_len : 0);
        s->in_ending = !what->in_held;
    }
}

static void trouble(struct session *s, const char *what, const struct step *step)
{
    if (s->came->trouble.len)
        return;
    bytes_puts(&s->came->trouble, what);
    if (step)
        bytes_printf(&s->came->trouble, " (tty line %d: '%s')", step->line,
                     bytes_text(&step->text));
    kill(-s->leader, SIGKILL);
}

/* Returns whether the stream has shown the step's text after the last match. */
static bool shown(struct session *s, const struct step *step)
{
    struct bytes log = {0}, *streams[] = {&s->came->screen, &s->came->out, &s->came->err, &log};
    size_t *seen = &s->seen[step->stream];

    if (step->stream == STREAM_LOG && s->what->log_path)
        (void)bytes_read_file(&log, s->what->log_path);
    long at = bytes_find(streams[step->stream], *seen, step->text.at, step->text.len);
    if (at >= 0)
        *seen = (size_t)at + step->text.len;
    bytes_release(&log);
    return at >= 0;
}

static bool do_step(struct session *s, const struct step *step)
{
    struct winsize size = window(step);

    switch (step->kind) {
    case STEP_EXPECT:
        return shown(s, step);
    case STEP_TYPE:
        bytes_add(&s->for_tty.all, step->text.at, step->text.len);
        return true;
    case STEP_WRITE_IN:
        bytes_add(&s->for_in.all, step->text.at, step->text.len);
        return true;
    case STEP_CLOSE_IN:
        s->in_ending = true;
        return true;
    case STEP_SIZE:
        if (s->master >= 0)
            ioctl(s->master, TIOCSWINSZ, &size);
        return true;
    }
    return true;
}

/* Returns the step that the dialogue waits at, or NULL at its end. */
static const struct step *current(const struct session *s)
{
    return s->what->talk && s->step < s->what->talk->count ? &s->what->talk->steps[s->step] : NULL;
}

static void talk(struct session *s)
{
    for (const struct step *step; (step = current(s)) && do_step(s, step); s->step++)
        s->step_began = launch_now_ms();
}

static void read_some(int *fd, struct bytes *into)
{
    char block[65536];
    ssize_t n = read(*fd, block, sizeof block);

    if (n > 0)
        bytes_add(into, block, (size_t)n);
    else if (n == 0 || (errno != EINTR && errno != EAGAIN))
        shut(fd);
}

/* Reads the screen. CRLF becomes LF, and the test's last words end it. */
static void read_screen(struct session *s)
{
    struct bytes *screen = &s->came->screen;

    read_some(&s->master, screen);
    bytes_replace(screen, "\r\n", "\n");
    long at = bytes_find(screen, 0, last_words, strlen(last_words));
    if (at >= 0) {
        screen->len = (size_t)at;
        screen->at[at] = '\0';
    }
    s->screen_ended = at >= 0 || s->master < 0;
}

static bool is_empty(const struct queue *q)
{
    return q->done == q->all.len;
}

static void write_some(int *fd, struct queue *from)
{
    ssize_t n = write(*fd, from->all.at + from->done, from->all.len - from->done);

    if (n > 0)
        from->done += (size_t)n;
    else if (n < 0 && errno != EINTR && errno != EAGAIN) {
        shut(fd); /* closed by the reader, which a program may do */
        from->done = from->all.len;
    }
}

static void take_status(struct session *s)
{
    int code;

    if (read(s->status, &code, sizeof code) != (ssize_t)sizeof code)
        code = 128 + SIGKILL; /* the leader was killed together with it */
    s->came->status = code;
    s->ended = true;
    shut(&s->status);
    shut(&s->in);
    if (s->slave >= 0)
        bytes_puts(&s->for_slave.all, last_words);
}

static bool over(const struct session *s)
{
    return s->ended && s->out < 0 && s->err < 0 && (s->master < 0 || s->screen_ended);
}

/* Waits until data can be read or written, or until the guards or the log must be checked. */
static void wait_and_move(struct session *s)
{
    const struct step *step = current(s);
    bool on_log = step && step->kind == STEP_EXPECT && step->stream == STREAM_LOG;
    struct pollfd p[] = {
        {.fd = s->out, .events = POLLIN},
        {.fd = s->err, .events = POLLIN},
        {.fd = s->status, .events = POLLIN},
        {.fd = s->master, .events = (short)(POLLIN | (is_empty(&s->for_tty) ? 0 : POLLOUT))},
        {.fd = is_empty(&s->for_in) ? -1 : s->in, .events = POLLOUT},
        {.fd = is_empty(&s->for_slave) ? -1 : s->slave, .events = POLLOUT},
    };

    if (poll(p, sizeof p / sizeof *p, on_log ? LOG_TICK_MS : 500) < 0 && errno != EINTR)
        launch_die("poll");
    if (p[0].revents)
        read_some(&s->out, &s->came->out);
    if (p[1].revents)
        read_some(&s->err, &s->came->err);
    if (p[3].revents & (POLLIN | POLLHUP | POLLERR))
        read_screen(s);
    if (p[3].revents & POLLOUT && s->master >= 0)
        write_some(&s->master, &s->for_tty);
    if (p[4].revents)
        write_some(&s->in, &s->for_in);
    if (p[5].revents)
        write_some(&s->slave, &s->for_slave);
    if (p[2].revents)
        take_status(s);
}

/* Checks the guards. Returns false if there is no hope: a process out of reach holds the pipes. */
static bool look_at_guards(struct session *s)
{
    const struct step *step = current(s);
    long long now = launch_now_ms();

    if (step && now - s->step_began > launch_patience(WAIT_GUARD_MS))
        trouble(s, "waited in vain", step);
    if (now - s->began > launch_patience(RUN_GUARD_MS))
        trouble(s, s->ended ? "ended, but something it started holds its output" : "did not end",
                NULL);
    return now - s->began < launch_patience(RUN_GUARD_MS) + LAST_GUARD_MS;
}

void spawn_run(const struct spawn *what, struct outcome *came)
{
    struct session s = {.what = what, .came = came, .began = launch_now_ms()};
    void (*pipe_was)(int) = signal(SIGPIPE, SIG_IGN);

    s.in = s.out = s.err = s.status = s.release = s.master = s.slave = -1;
    s.step_began = s.began;
    start(&s);
    talk(&s);
    while (!over(&s) && look_at_guards(&s)) {
        if (s.in_ending && is_empty(&s.for_in))
            shut(&s.in);
        wait_and_move(&s);
        talk(&s);
    }
    if (current(&s))
        trouble(&s, "ended before the dialogue did", current(&s));
    kill(-s.leader, SIGKILL);
    while (waitpid(s.leader, NULL, 0) < 0 && errno == EINTR)
        ;
    int *left[] = {&s.in, &s.out, &s.err, &s.status, &s.release, &s.master, &s.slave};
    for (size_t i = 0; i < sizeof left / sizeof *left; i++)
        shut(left[i]);
    bytes_release(&s.for_in.all);
    bytes_release(&s.for_tty.all);
    bytes_release(&s.for_slave.all);
    signal(SIGPIPE, pipe_was);
}

void outcome_release(struct outcome *came)
{
    bytes_release(&came->out);
    bytes_release(&came->err);
    bytes_release(&came->screen);
    bytes_release(&came->trouble);
}
