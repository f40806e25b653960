/* measure COMMAND...: runs the command, and prints on standard error its seconds, its maximum
 * memory in MiB, and its CPU seconds, which are the same on a busy machine. */
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double seconds(const struct timeval *t)
{
    return (double)t->tv_sec + (double)t->tv_usec / 1e6;
}

int main(int argc, char **argv)
{
    double start = now();
    struct rusage used;
    int status;
    pid_t child;

    if (argc < 2 || posix_spawnp(&child, argv[1], NULL, NULL, argv + 1, environ) != 0) {
        fprintf(stderr, "measure: %s: cannot be run\n", argc < 2 ? "nothing" : argv[1]);
        return 127;
    }
    if (wait4(child, &status, 0, &used) < 0)
        return 127;
    fprintf(stderr, "%8.2f s %8.1f MiB %8.2f s of a processor\n", now() - start,
            (double)used.ru_maxrss / 1024, seconds(&used.ru_utime) + seconds(&used.ru_stime));
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
