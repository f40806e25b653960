/* repeat N INPUT COMMAND...: runs the command N times with standard input from the file INPUT and
 * its output discarded, and prints the median time in milliseconds, on which other load has little
 * influence. */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static int compare(const void *one, const void *other)
{
    double a = *(const double *)one, b = *(const double *)other;

    return (a > b) - (a < b);
}

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

int main(int argc, char **argv)
{
    long runs = argc > 3 ? strtol(argv[1], NULL, 10) : 0;
    posix_spawn_file_actions_t files;
    double *took;

    if (runs < 1) {
        fprintf(stderr, "repeat: usage: repeat N INPUT COMMAND...\n");
        return 64;
    }
    took = calloc((size_t)runs, sizeof *took);
    if (!took)
        return 71;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, argv[2], O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
    for (long i = 0; i < runs; i++) {
        double start = now();
        int status;
        pid_t child;

        if (posix_spawnp(&child, argv[3], &files, NULL, argv + 3, environ) != 0 ||
            waitpid(child, &status, 0) < 0 || !WIFEXITED(status) || WEXITSTATUS(status) > 1) {
            fprintf(stderr, "repeat: %s: does not run, or fails\n", argv[3]);
            free(took);
            return 1;
        }
        took[i] = now() - start;
    }
    qsort(took, (size_t)runs, sizeof *took, compare);
    printf("%.3f\n", took[runs / 2]);
    free(took);
    posix_spawn_file_actions_destroy(&files);
    return 0;
}
