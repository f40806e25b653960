/* A child with one pipe and two temporary files. */
#include "child.h"
#include "launch.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SLOW_BYTES = 500 };

static bool is_child;

/* Called by the leak sanitizer, if present: a child exits in the middle of its work, and its output
 * must be only that of the test. */
int __lsan_is_turned_off(void);
int __lsan_is_turned_off(void)
{
    return is_child;
}

/* Returns a temporary file with these bytes, positioned at its start. */
static FILE *file_of(const char *bytes, size_t len)
{
    FILE *file = tmpfile();

    if (!file || fwrite(bytes, 1, len, file) != len || fflush(file) != 0) {
        perror("tmpfile");
        abort();
    }
    lseek(fileno(file), 0, SEEK_SET);
    return file;
}

static void read_all(int fd, struct bytes *into, size_t step)
{
    char part[65536];
    ssize_t got;

    while ((got = read(fd, part, step)) > 0)
        bytes_add(into, part, (size_t)got);
}

void child_run(child_work *work, void *context, const char *in, size_t len, struct outcome *came)
{
    FILE *input = file_of(in ? in : "", in ? len : 0);
    FILE *errors = file_of("", 0);
    int out[2];
    int how = 0;

    outcome_release(came);
    fflush(NULL);
    if (pipe(out) != 0) {
        perror("pipe");
        abort();
    }
    pid_t child = fork();
    if (child == 0) {
        is_child = true;
        signal(SIGINT, SIG_DFL);
        signal(SIGPIPE, SIG_DFL);
        dup2(fileno(input), STDIN_FILENO);
        dup2(out[1], STDOUT_FILENO);
        dup2(fileno(errors), STDERR_FILENO);
        close(out[0]);
        close(out[1]);
        int status = work(context);
        fflush(NULL);
        _exit(status);
    }
    close(out[1]);
    read_all(out[0], &came->out, SLOW_BYTES);
    close(out[0]);
    waitpid(child, &how, 0);
    came->status = launch_status(how);
    lseek(fileno(errors), 0, SEEK_SET);
    read_all(fileno(errors), &came->err, 65536);
    fclose(input);
    fclose(errors);
}
