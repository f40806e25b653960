/* Draws with spaces and carriage returns, which every terminal supports. The cursor stays at the
 * start of the line, so that the next drawing overwrites the terminal's echo (^C) and the output of
 * other programs. An escape sequence, which clears everything after the cursor, is used only if the
 * terminal has become narrower and has wrapped the line. */
#include "terminal/screen.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/environment.h"
#include "base/file.h"
#include "base/msg.h"
#include "base/text.h"
#include "terminal/board.h"

enum {
    AUTO,
    ALWAYS,
    NEVER,
    USUAL_COLUMNS = 80, /* columns of a terminal of unknown width */
    MOST_COLUMNS = 1000,
    LINES_COLUMNS = 200, /* maximum columns of a line that cannot be overwritten */
    LINE_MAX_BYTES = 65536,
};

const char *const screen_when_words[] = {"auto", "always", "never", NULL};
static int when = AUTO;

const struct option screen_options[] = {
    SELDOM,
    CHOICE(0, "progress", &when, "WHEN", screen_when_words, "show progress: auto, always or never"),
    {0},
};

/* Signals that end or stop a program. They are blocked while the program uses the board. */
static const int signals[] = {SIGHUP, SIGINT, SIGTERM, SIGQUIT, SIGTSTP};

static struct {
    bool on;         /* there is a board: a line can be drawn, or must be cleared */
    bool draws_over; /* standard error is a terminal on which a line can be overwritten */
    bool left;       /* screen_leave was called */
    int inside;      /* number of calls of `enter` without a `leave` */
    struct board board;
    struct progress_post post;
    struct progress_pace pace;
    int64_t ticked_ms; /* time of the last update; steady clock */
    sigset_t signals;  /* the array `signals` as a set */
    sigset_t before;   /* the signal mask before `enter` */
} screen;

struct progress_post *screen_post(void)
{
    return &screen.post;
}

void screen_say(const char *words)
{
    snprintf(screen.post.words, sizeof screen.post.words, "%s", words);
}

bool screen_is_on(void)
{
    return screen.on && !screen.left && !screen.post.never;
}

int screen_patience(void)
{
    return screen_is_on() ? SCREEN_MS : -1;
}

/* --- The board, with signals blocked --- */

static bool enter(bool patient)
{
    if (screen.inside++)
        return true;
    pthread_sigmask(SIG_BLOCK, &screen.signals, &screen.before);
    if (board_enter(&screen.board, patient)) {
        if (screen.board.own >= 0)
            screen.board.posts[screen.board.own] = screen.post;
        return true;
    }
    pthread_sigmask(SIG_SETMASK, &screen.before, NULL);
    screen.inside--;
    return false;
}

static void leave(void)
{
    if (--screen.inside)
        return;
    board_leave(&screen.board);
    pthread_sigmask(SIG_SETMASK, &screen.before, NULL);
}

/* --- The terminal --- */

/* Returns the maximum width of the line: one column less than the terminal, because a full line
 * would scroll on some terminals. */
static size_t columns(void)
{
    struct winsize size;

    if (!screen.draws_over)
        return LINES_COLUMNS;
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 2)
        return USUAL_COLUMNS - 1;
    return (size.ws_col < MOST_COLUMNS ? size.ws_col : MOST_COLUMNS) - 1U;
}

size_t screen_output_columns(void)
{
    struct winsize size;

    return isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

/* Returns whether standard error accepts output. After Ctrl-S, a write would block. */
static bool takes_output(void)
{
    struct pollfd ready = {.fd = STDERR_FILENO, .events = POLLOUT};

    return poll(&ready, 1, 0) > 0 && (ready.revents & POLLOUT);
}

/* Returns whether this pipeline is in the foreground. */
static bool is_in_front(void)
{
    pid_t group = tcgetpgrp(STDERR_FILENO);

    return group < 0 || group == getpgrp();
}

static void put(const char *bytes, size_t len)
{
    while (len) {
        ssize_t done = write(STDERR_FILENO, bytes, len);

        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return; /* the progress line is optional */
        bytes += done;
        len -= (size_t)done;
    }
}

static void add_clearing(struct buf *out, struct board_head *head)
{
    if (!head->shown)
        return;
    buf_putc(out, '\r');
    if ((size_t)head->shown > columns())
        buf_puts(out, "\x1b[J");
    else
        text_fit(out, "", (size_t)head->shown);
    buf_putc(out, '\r');
    head->shown = 0;
}

static void draw_over(const char *text)
{
    struct board_head *head = &screen.board.head;
    struct buf out = BUF_INIT(LINE_MAX_BYTES);
    size_t width = text_width(text);

    if ((size_t)head->shown > columns())
        add_clearing(&out, head);
    buf_putc(&out, '\r');
    text_fit(&out, text, width > (size_t)head->shown ? width : (size_t)head->shown);
    buf_putc(&out, '\r');
    head->shown = (int64_t)width;
    put(buf_text(&out), out.len);
    buf_release(&out);
}

static void draw_line(const char *text)
{
    char *line = cvi_format("progress: %s\n", text);

    put(line, strlen(line));
    free(line);
}

/* --- Is a line requested and due? --- */

static struct progress_wishes wishes(void)
{
    return progress_wishes(screen.board.posts, screen.board.is_live, BOARD_POSTS,
                           screen.post.group);
}

/* Returns whether a line can be drawn. Without --progress=always, the last program in the pipeline
 * must be one of ours: it clears the line before it prints. Any other program would print over the
 * line. */
static bool is_requested(const struct progress_wishes *w)
{
    return !w->never && !w->is_held && (w->has_end || w->always);
}

bool screen_shows_waits(void)
{
    struct progress_wishes w;

    if (!screen_is_on() || !enter(true))
        return false;
    w = wishes();
    leave();
    return is_requested(&w) && is_in_front();
}

/* Returns whether to draw now. With a test clock, a line that can be overwritten is always drawn,
 * so that tests do not depend on speed. */
static bool is_due(const struct progress_wishes *w, int64_t now_ms)
{
    const struct board_head *head = &screen.board.head;
    int64_t between = screen.draws_over ? SCREEN_MS : SCREEN_LINES_MS;

    if (!screen.draws_over)
        return now_ms - (head->drawn_ms ? head->drawn_ms : head->begun_ms) >= between;
    if (!clock_is_real())
        return true;
    if (!w->waits && now_ms - head->begun_ms < SCREEN_FIRST_MS)
        return false;
    return now_ms - head->drawn_ms >= between;
}

/* Stores our progress on the board. Draws the line for all programs if it is due. */
static void update(int64_t now_ms)
{
    struct progress_wishes w;

    screen.ticked_ms = now_ms;
    screen.post.per_1000_s = progress_pace_note(&screen.pace, now_ms, screen.post.done);
    if (!enter(false))
        return;
    w = wishes();
    if (is_requested(&w) && is_due(&w, now_ms) &&
        (!screen.draws_over || (is_in_front() && takes_output()))) {
        struct progress sum =
            progress_sum(screen.board.posts, BOARD_POSTS, screen.post.group, now_ms);
        char *text = progress_line(&sum, columns());

        (screen.draws_over ? draw_over : draw_line)(text);
        screen.board.head.drawn_ms = now_ms;
        free(text);
    }
    leave();
}

bool screen_is_due(void)
{
    return screen_is_on() && !screen.inside &&
           (!clock_is_real() || clock_steady_ms() - screen.ticked_ms >= SCREEN_MS);
}

void screen_tick(void)
{
    if (screen_is_due())
        update(clock_steady_ms());
}

void screen_wait(enum progress_wait wait, int status, int64_t until_ms)
{
    bool is_new = screen.post.wait != (int64_t)wait;

    screen.post.wait = wait;
    screen.post.wait_status = status;
    screen.post.wait_until_ms = until_ms;
    if (is_new && screen_is_on() && !screen.inside)
        update(clock_steady_ms());
    else
        screen_tick();
}

void screen_go_on(void)
{
    screen.post.wait = PROGRESS_GOES_ON;
}

/* --- Other output --- */

/* Clears the progress line and prints the text, in one write, so that no other output comes
 * between. */
static void say(const char *bytes, size_t len)
{
    struct buf out = BUF_INIT(len + LINE_MAX_BYTES);
    bool inside = enter(true);

    if (inside && screen.draws_over)
        add_clearing(&out, &screen.board.head);
    buf_add(&out, bytes, len);
    put(buf_text(&out), out.len);
    if (inside)
        leave();
    buf_release(&out);
}

static void clear(void)
{
    struct buf out = BUF_INIT(LINE_MAX_BYTES);

    add_clearing(&out, &screen.board.head);
    put(buf_text(&out), out.len);
    buf_release(&out);
}

/* The board is locked for output, so that no program draws until the output is printed. */
static bool has_board_for_output;

static void before_output(void)
{
    has_board_for_output = enter(true);
    if (has_board_for_output)
        clear();
}

static void after_output(void)
{
    if (has_board_for_output)
        leave();
}

void screen_hold(bool held)
{
    screen.post.holds = held;
    if (!screen.on || !enter(true))
        return;
    if (held && screen.draws_over)
        clear();
    leave();
}

void screen_leave(void)
{
    if (!screen.on || screen.left)
        return;
    screen.left = true;
    screen.post.over = 1;
    screen.post.holds = 0;
    screen.post.wait = PROGRESS_GOES_ON;
    if (!enter(true))
        return;
    if (board_quit(&screen.board) && screen.draws_over)
        clear();
    leave();
}

/* The callbacks for messages. The second set is used if standard output is the terminal of the
 * line. */
static const struct msg_screen voices[] = {
    {.say = say, .leave = screen_leave},
    {.say = say,
     .leave = screen_leave,
     .before_output = before_output,
     .after_output = after_output},
};

/* --- Signals --- */

static void erase(int64_t width)
{
    static const char blanks[] = "                                                            ";
    const int64_t most = (int64_t)sizeof blanks - 1;

    if (width <= 0 || width > MOST_COLUMNS || !is_in_front())
        return;
    put("\r", 1);
    for (; width > 0; width -= most)
        put(blanks, (size_t)(width < most ? width : most));
    put("\r", 1);
}

/* Clears the line without locking the board. Then lets the signal end or stop the program. If the
 * program was stopped and continues, installs the handler again. */
static void on_end(int number)
{
    struct sigaction old, usual = {.sa_handler = SIG_DFL};
    int saved = errno;
    sigset_t only;

    erase(board_shown(&screen.board));
    board_forget_shown(&screen.board);
    if (number != SIGTSTP)
        board_abandon(&screen.board);
    sigemptyset(&usual.sa_mask);
    sigemptyset(&only);
    sigaddset(&only, number);
    sigaction(number, &usual, &old);
    raise(number);
    pthread_sigmask(SIG_UNBLOCK, &only, NULL); /* here the program ends or stops */
    sigaction(number, &old, NULL);
    errno = saved;
}

void screen_catch(int number)
{
    struct sigaction action = {.sa_handler = on_end, .sa_flags = SA_RESTART};

    if (!screen.on || !screen.draws_over)
        return;
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

/* Installs the handler for each signal that has its default action. Ignored signals stay ignored,
 * for example in a shell's background job. */
static void catch_signals(void)
{
    struct sigaction old;

    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        if (sigaction(signals[i], NULL, &old) == 0 && old.sa_handler == SIG_DFL)
            screen_catch(signals[i]);
}

/* --- Start --- */

/* Returns the board's directory, a new string: in the runtime directory, or else in the state
 * directory. Returns NULL if neither is set. */
static char *directory(char *const *environment)
{
    const char *runtime = environment_value(environment, "XDG_RUNTIME_DIR");
    struct stat about;

    if (runtime && runtime[0] == '/' && stat(runtime, &about) == 0 && S_ISDIR(about.st_mode))
        return file_join(runtime, "cvi");
    return file_xdg(environment_value(environment, "XDG_STATE_HOME"),
                    environment_value(environment, "HOME"), ".local/state");
}

static void join(char *const *environment)
{
    char *place = directory(environment), *name;
    struct stat about = {0};

    fstat(STDERR_FILENO, &about);
    name = S_ISCHR(about.st_mode)
               ? cvi_format("progress-%llx", (unsigned long long)about.st_rdev)
               : cvi_format("progress-%llx-%llx", (unsigned long long)about.st_dev,
                            (unsigned long long)about.st_ino);
    board_join(&screen.board, place, name, &screen.post, clock_steady_ms());
    free(name);
    free(place);
}

static bool can_draw_over(char *const *environment)
{
    const char *term = environment_value(environment, "TERM");

    return isatty(STDERR_FILENO) && term && *term && strcmp(term, "dumb") != 0;
}

/* Returns whether standard output is the terminal of the line. */
static bool shares_terminal(void)
{
    struct stat out, err;

    return isatty(STDOUT_FILENO) && fstat(STDOUT_FILENO, &out) == 0 &&
           fstat(STDERR_FILENO, &err) == 0 && out.st_rdev == err.st_rdev;
}

static bool is_end_of_pipe(void)
{
    struct stat out;

    return fstat(STDOUT_FILENO, &out) != 0 || !(S_ISFIFO(out.st_mode) || S_ISSOCK(out.st_mode));
}

void screen_start(enum progress_stage stage, char *const *environment)
{
    screen.post = (struct progress_post){
        .group = getpgrp(),
        .stage = stage,
        .never = when == NEVER || (when == AUTO && msg_get_level() == MSG_QUIET),
        .always = when == ALWAYS,
        .is_end = is_end_of_pipe(),
        .total = PROGRESS_UNKNOWN,
    };
    screen.draws_over = can_draw_over(environment);
    if (!screen.draws_over && when != ALWAYS)
        return;
    sigemptyset(&screen.signals);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaddset(&screen.signals, signals[i]);
    join(environment);
    screen.on = true;
    atexit(screen_leave);
    if (!screen.draws_over)
        return;
    msg_use_screen(&voices[shares_terminal()]);
    catch_signals();
}
