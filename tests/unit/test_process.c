/* A program run with its output in pipes: its output and its exit status. */
#include <criterion/criterion.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/process.h"

/* Starts a shell with this script. */
static void start(struct process *process, const char *script, bool reads_errors)
{
    char *arguments[] = {(char *)"sh", (char *)"-c", (char *)script, NULL};
    char *environment[] = {NULL};
    const struct process_plan plan = {.path = "/bin/sh",
                                      .arguments = arguments,
                                      .environment = environment,
                                      .reads_errors = reads_errors};

    cr_assert(process_start(process, &plan));
}

static void expect_output(int fd, const char *expected)
{
    char text[64] = "";
    size_t len = 0;

    for (ssize_t got; (got = read(fd, text + len, sizeof text - 1 - len)) > 0;)
        len += (size_t)got;
    cr_expect_str_eq(text, expected);
}

Test(process, output_and_status_arrive)
{
    struct process process;

    start(&process, "echo out; echo err >&2; exit 3", true);
    expect_output(process.out, "out\n");
    expect_output(process.errors, "err\n");
    int status = process_end(&process, false);
    cr_expect(WIFEXITED(status));
    cr_expect_eq(WEXITSTATUS(status), 3);
}

/* More than a pipe holds, which nobody would read. */
Test(process, dropped_errors_do_not_block_it)
{
    char *arguments[] = {(char *)"sh", (char *)"-c",
                         (char *)"yes | head -c 200000 >&2; echo out; exit 3", NULL};
    char *environment[] = {(char *)"PATH=/usr/bin:/bin", NULL};
    const struct process_plan plan = {.path = "/bin/sh",
                                      .arguments = arguments,
                                      .environment = environment,
                                      .drops_errors = true};
    struct process process;

    cr_assert(process_start(&process, &plan));
    cr_expect_eq(process.errors, -1);
    expect_output(process.out, "out\n");
    cr_expect_eq(WEXITSTATUS(process_end(&process, false)), 3);
}

Test(process, one_that_is_killed_reports_the_signal)
{
    struct process process;

    start(&process, "sleep 60", false);
    int status = process_end(&process, true);
    cr_expect(WIFSIGNALED(status));
    cr_expect_eq(WTERMSIG(status), SIGKILL);
}

/* If the parent has ignored SIGCHLD, the system keeps no status of any child. */
Test(process, the_status_arrives_where_sigchld_was_ignored)
{
    struct process process;

    signal(SIGCHLD, SIG_IGN);
    start(&process, "exit 3", false);
    int status = process_end(&process, false);
    cr_expect(WIFEXITED(status));
    cr_expect_eq(WEXITSTATUS(status), 3);
}

Test(process, one_that_cannot_be_run_has_a_status_of_its_own)
{
    char *arguments[] = {(char *)"missing", NULL};
    char *environment[] = {NULL};
    const struct process_plan plan = {
        .path = "/missing/program", .arguments = arguments, .environment = environment};
    struct process process;

    cr_assert(process_start(&process, &plan));
    expect_output(process.out, "");
    int status = process_end(&process, false);
    cr_expect_eq(WEXITSTATUS(status), PROCESS_NOT_RUN);
}

Test(process, finds_the_signals_of_failed_writes_as_usual)
{
    static const struct {
        int signal;
        const char *command;
    } rows[] = {{SIGPIPE, "kill -s PIPE $$; exit 3"}, {SIGXFSZ, "kill -s XFSZ $$; exit 3"}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct process process;

        signal(rows[i].signal, SIG_IGN);
        start(&process, rows[i].command, false);
        int status = process_end(&process, false);
        cr_expect(WIFSIGNALED(status), "%zu", i);
        cr_expect_eq(WTERMSIG(status), rows[i].signal, "%zu", i);
    }
}
