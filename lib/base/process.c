/* Runs programs with fork(2), because posix_spawn(3) cannot set limits or a parent-death signal. */
#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

/* Isolates the child (see process_plan.alone). */
static void go_apart(void)
{
    const struct rlimit none = {0, 0};

#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    setpgid(0, 0);
    setrlimit(RLIMIT_CORE, &none);
}

/* Turns the forked child into the program. Calls only async-signal-safe functions, because the
 * parent has other threads. */
static _Noreturn void become(const struct process_plan *plan, int null, int out, int errors)
{
    const rlim_t most = (rlim_t)plan->most_gib << 30;
    const struct rlimit memory = {most, most};
    sigset_t all;

    if (plan->alone)
        go_apart();
    if (most)
        setrlimit(RLIMIT_AS, &memory);
    sigfillset(&all);
    sigprocmask(SIG_UNBLOCK, &all, NULL);
    signal(SIGPIPE, SIG_DFL);
    signal(SIGXFSZ, SIG_DFL);
    if (dup2(null, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0 ||
        (errors >= 0 && dup2(errors, STDERR_FILENO) < 0))
        _exit(PROCESS_NOT_RUN);
    /* execve closes the original ends of the pipes, which are close-on-exec. */
    execve(plan->path, plan->arguments, plan->environment);
    _exit(PROCESS_NOT_RUN);
}

/* Creates a pipe whose ends are close-on-exec. */
static bool make_pipe(int ends[2])
{
    if (pipe(ends) != 0)
        return false;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    return true;
}

/* Closes an end of a pipe, which can be -1, and sets it to -1. Keeps errno. */
static void close_end(int *end)
{
    int error = errno;

    if (*end >= 0)
        close(*end);
    *end = -1;
    errno = error;
}

static bool fork_child(struct process *process, const struct process_plan *plan)
{
    int out[2] = {-1, -1}, errors[2] = {-1, -1};
    /* opened before fork, so that an error can be reported */
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);

    if (null >= 0 && make_pipe(out) && (!plan->reads_errors || make_pipe(errors)))
        process->pid = fork();
    if (process->pid == 0)
        become(plan, null, out[1], plan->drops_errors ? null : errors[1]);
    if (process->pid < 0) {
        close_end(&out[0]);
        close_end(&errors[0]);
    }
    close_end(&null);
    close_end(&out[1]);
    close_end(&errors[1]);
    process->out = out[0];
    process->errors = errors[0];
    return process->pid > 0;
}

/* Resets SIGCHLD to its default if it is ignored, for example because the parent of this process
 * ignored it. While SIGCHLD is ignored, waitpid(2) returns no status. */
static void heed_children(void)
{
    struct sigaction now;

    if (sigaction(SIGCHLD, NULL, &now) == 0 && now.sa_handler == SIG_IGN)
        signal(SIGCHLD, SIG_DFL);
}

/* Only one thread at a time starts a process. Otherwise, the child of another thread could inherit
 * a pipe before it is close-on-exec. */
bool process_start(struct process *process, const struct process_plan *plan)
{
    static pthread_mutex_t nursery = PTHREAD_MUTEX_INITIALIZER;

    *process = (struct process){-1, -1, -1};
    pthread_mutex_lock(&nursery);
    heed_children();
    bool born = fork_child(process, plan);
    pthread_mutex_unlock(&nursery);
    return born;
}

int process_end(struct process *process, bool kill_it)
{
    int status = 0;

    if (kill_it)
        kill(process->pid, SIGKILL);
    while (waitpid(process->pid, &status, 0) < 0 && errno == EINTR)
        ;
    close_end(&process->out);
    close_end(&process->errors);
    return status;
}
