/* Shared by all code that starts programs. It makes few calls, and a test cannot continue if one of
 * them fails. */
#include "launch.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ABOVE_STREAMS = 10, CANNOT_RUN = 127 };

_Noreturn void launch_become(const struct launch *what, const int streams[3])
{
    static const int normal[] = {SIGINT, SIGQUIT, SIGTSTP, SIGHUP, SIGPIPE, SIGTERM, SIGTTOU};
    int moved[3];
    sigset_t none;

    for (size_t i = 0; i < sizeof normal / sizeof *normal; i++)
        signal(normal[i], SIG_DFL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int i = 0; i < 3; i++)
        moved[i] = fcntl(streams[i], F_DUPFD_CLOEXEC, ABOVE_STREAMS);
    for (int i = 0; i < 3; i++)
        dup2(moved[i], i);
    if (what->cwd && chdir(what->cwd) < 0)
        dprintf(2, "spawn: %s: %s\n", what->cwd, strerror(errno));
    else
        execve(what->argv[0], what->argv, what->env);
    dprintf(2, "spawn: %s: %s\n", what->argv[0], strerror(errno));
    _exit(CANNOT_RUN);
}

int launch_status(int how)
{
    return WIFEXITED(how) ? WEXITSTATUS(how) : 128 + WTERMSIG(how);
}

int launch_private(int fd, const char *what)
{
    if (fd < 0 || fcntl(fd, F_SETFD, FD_CLOEXEC) < 0)
        launch_die(what);
    return fd;
}

int launch_open(const char *path, int flags)
{
    return launch_private(open(path, flags | O_CLOEXEC, 0600), path);
}

void launch_pipe(int *reader, int *writer)
{
    int ends[2];

    if (pipe(ends) < 0)
        launch_die("pipe");
    *reader = launch_private(ends[0], "pipe");
    *writer = launch_private(ends[1], "pipe");
}

const char *launch_build(void)
{
    const char *build = getenv("CVI_BUILD");

    return build && *build ? build : "build";
}

_Noreturn void launch_die(const char *what)
{
    perror(what);
    abort();
}

long long launch_now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

long launch_patience(long ms)
{
    return getenv("CVI_BIN") ? 5 * ms : ms;
}
