/* Questions on a real terminal; this process holds both ends. */
#define _XOPEN_SOURCE 700 /* the pseudo-terminal functions */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "child.h"
#include "terminal/ask.h"

/* A limit that is reached only if the test fails. */
enum { GUARD_MS = 20000 };

/* Creates a controlling terminal and types text on it. Returns its other end. */
static int terminal(const char *typed)
{
    int master = posix_openpt(O_RDWR | O_NOCTTY);

    signal(SIGHUP, SIG_IGN);
    if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0)
        abort();
    setsid();
    if (open(ptsname(master), O_RDWR) < 0 || write(master, typed, strlen(typed)) < 0)
        abort();
    return master;
}

/* Returns whether the terminal shows the text, which may take a moment and come in pieces. */
static bool shows(int master, const char *text)
{
    struct buf shown = BUF_INIT(65536);
    struct pollfd ready = {.fd = master, .events = POLLIN};
    bool found = false;

    while (!found && poll(&ready, 1, GUARD_MS) > 0) {
        ssize_t got = read(master, buf_reserve(&shown, 4096), 4096);

        if (got <= 0)
            break;
        shown.len += (size_t)got;
        shown.at[shown.len] = '\0';
        found = strstr(shown.at, text) != NULL;
    }
    buf_release(&shown);
    return found;
}

/* Asks until there is no answer, and prints the answers. */
static int ask_all(void *typed)
{
    struct buf answer = BUF_INIT(8192);
    struct why why;
    int master = terminal(typed);
    struct ask *ask = ask_open(&why);
    enum ask_got got;

    if (!ask)
        msg_die_why(&why);
    while ((got = ask_line(ask, "what? ", -1, &answer)) == ASK_ANSWER)
        printf("<%s>", buf_text(&answer));
    printf("%d\n", got);
    bool shown = shows(master, "what? ");
    ask_close(ask);
    buf_release(&answer);
    return shown ? 0 : 99;
}

Test(ask, takes_a_line_as_an_answer_without_the_blanks_around_it)
{
    static const struct {
        const char *typed;
        const char *came;
    } rows[] = {
        {"yes\n\004", "<yes>1\n"},           {" y e s \t\n\n\004", "<y e s><>1\n"},
        {"one\ntwo\n\004", "<one><two>1\n"}, /* typed ahead */
        {"\xc3\xa9\n\004", "<\xc3\xa9>1\n"}, {"part\004\004", "<part>1\n"},
        {"\004never asked\n", "1\n"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct outcome came = {0};

        child_run(ask_all, (void *)rows[i].typed, NULL, 0, &came);
        cr_expect_eq(came.status, 0, "%d: the prompt was not shown", came.status);
        cr_expect_str_eq(bytes_text(&came.out), rows[i].came, "%s: %s", rows[i].typed,
                         bytes_text(&came.out));
        outcome_release(&came);
    }
}

static int interrupted_already(void *unused)
{
    struct buf answer = BUF_INIT(100);
    int ends[2];

    (void)unused;
    terminal("yes\n");
    struct ask *ask = ask_open(NULL);
    if (pipe(ends) != 0 || write(ends[1], "", 1) != 1)
        return 99;
    enum ask_got got = ask_line(ask, "what? ", ends[0], &answer);
    ask_close(ask);
    return (int)got;
}

Test(ask, takes_an_interrupt_before_an_answer)
{
    struct outcome came = {0};

    child_run(interrupted_already, NULL, NULL, 0, &came);
    cr_expect_eq(came.status, ASK_INTERRUPTED);
    outcome_release(&came);
}

static int hang_up(void *unused)
{
    struct buf answer = BUF_INIT(100);

    (void)unused;
    int master = terminal("");
    struct ask *ask = ask_open(NULL);
    close(master);
    ask_show(ask, "nobody sees this\n");
    enum ask_got got = ask_line(ask, "what? ", -1, &answer);
    ask_close(ask);
    return (int)got;
}

Test(ask, gets_no_answer_from_a_closed_terminal)
{
    struct outcome came = {0};

    child_run(hang_up, NULL, NULL, 0, &came);
    cr_expect_eq(came.status, ASK_NOTHING);
    outcome_release(&came);
}

static int without_terminal(void *unused)
{
    struct why why;

    (void)unused;
    setsid();
    return ask_open(&why) ? 99 : why.status;
}

Test(ask, reports_a_missing_terminal)
{
    struct outcome came = {0};

    child_run(without_terminal, NULL, NULL, 0, &came);
    cr_expect_eq(came.status, EX_USAGE);
    ask_close(NULL);
    outcome_release(&came);
}
