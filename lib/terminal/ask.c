/* Asks the user questions on /dev/tty. */
#include "terminal/ask.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"

struct ask {
    int fd;
};

const char *const ask_which_words[] = {"all", "doubtful", NULL};

enum { ANSWER_MAX = 4096 };

struct ask *ask_open(struct why *why)
{
    int fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);

    if (fd < 0 && file_has_run_out(errno)) {
        why_set(why, EX_OSERR, "/dev/tty: cannot be opened: %s", strerror(errno));
        return NULL;
    }
    if (fd < 0) {
        why_set(why, EX_USAGE, "no terminal to ask on: %s", strerror(errno));
        return NULL;
    }
    struct ask *ask = cvi_alloc(sizeof *ask);
    ask->fd = fd;
    return ask;
}

void ask_close(struct ask *ask)
{
    if (!ask)
        return;
    close(ask->fd);
    free(ask);
}

void ask_show(struct ask *ask, const char *text)
{
    size_t len = strlen(text);

    while (len) {
        ssize_t put = write(ask->fd, text, len);

        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return; /* the terminal is gone; the next question reports it */
        text += put;
        len -= (size_t)put;
    }
}

size_t ask_width(const struct ask *ask)
{
    struct winsize size;

    return ioctl(ask->fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

int ask_fd(const struct ask *ask)
{
    return ask->fd;
}

enum ask_got ask_take_line(struct ask *ask, struct buf *answer)
{
    char line[ANSWER_MAX];
    ssize_t got = read(ask->fd, line, sizeof line - 1);

    buf_clear(answer);
    if (got < 0 && errno == EINTR)
        return ASK_INTERRUPTED;
    if (got <= 0)
        return ASK_NOTHING;
    line[got] = '\0';
    line[strcspn(line, "\n")] = '\0';
    buf_puts(answer, text_trim(line));
    explicit_bzero(line, sizeof line); /* it may be a secret */
    return ASK_ANSWER;
}

enum ask_got ask_line(struct ask *ask, const char *prompt, int interrupt, struct buf *answer)
{
    struct pollfd ready[] = {
        {.fd = ask->fd, .events = POLLIN},
        {.fd = interrupt, .events = POLLIN},
    };

    ask_show(ask, prompt);
    for (;;) {
        int n = poll(ready, 2, -1);

        if (n < 0 && errno == EINTR)
            return ASK_INTERRUPTED;
        if (n < 0 || ready[1].revents)
            return ASK_INTERRUPTED;
        if (ready[0].revents)
            return ask_take_line(ask, answer);
    }
}

/* --- Secrets --- */

/* The terminal and its settings, which a signal handler restores. Global, because a handler gets no
 * argument. */
static int silent_fd = -1;
static struct termios loud;

static void on_end(int signal)
{
    tcsetattr(silent_fd, TCSANOW, &loud);
    raise(signal); /* SA_RESETHAND has restored the default action, which ends the program */
}

static const int ends[] = {SIGTERM, SIGHUP, SIGQUIT};
enum { ENDS = sizeof ends / sizeof *ends };

/* Turns off echo. Also disables Ctrl-Z, because a stopped program would leave the shell without
 * echo. Keeps input that was typed or pasted before the prompt. */
static void silence(struct sigaction old[ENDS])
{
    struct sigaction action = {.sa_handler = on_end, .sa_flags = SA_RESETHAND};
    struct termios quiet = loud;

    for (size_t i = 0; i < ENDS; i++)
        sigaction(ends[i], &action, &old[i]);
    quiet.c_lflag &= ~(tcflag_t)ECHO;
    quiet.c_cc[VSUSP] = _POSIX_VDISABLE;
    tcsetattr(silent_fd, TCSANOW, &quiet);
}

enum ask_got ask_secret(struct ask *ask, const char *prompt, int interrupt, struct buf *answer)
{
    struct sigaction old[ENDS];
    enum ask_got got;

    if (tcgetattr(ask->fd, &loud) != 0) /* the terminal is gone */
        return ASK_NOTHING;
    silent_fd = ask->fd;
    silence(old);
    got = ask_line(ask, prompt, interrupt, answer);
    tcsetattr(ask->fd, TCSANOW, &loud);
    for (size_t i = 0; i < ENDS; i++)
        sigaction(ends[i], &old[i], NULL);
    ask_show(ask, "\n");
    return got;
}

void ask_for_input(const char *what, const char *how)
{
    if (isatty(STDIN_FILENO))
        msg_note("reading %s from the terminal, %s (Ctrl-D ends; see %s --help)", what, how,
                 msg_program());
}
