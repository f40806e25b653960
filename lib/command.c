/* A child process with one pipe to it. */
#include "command.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "text.h"

#define WAY_OUT "try it in a shell; it should print the token alone"

/* What becomes the shell. Signals are as they were when this program began. */
_Noreturn static void become(const char *command, int out)
{
    int in = open("/dev/null", O_RDONLY);
    long most = sysconf(_SC_OPEN_MAX);
    sigset_t none;

    signal(SIGPIPE, SIG_DFL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (in < 0 || dup2(in, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0)
        _exit(127);
    for (int fd = STDERR_FILENO + 1; fd < (most > 0 && most < 65536 ? (int)most : 65536); fd++)
        close(fd);
    execl("/bin/sh", "sh", "-c", command, (char *)NULL);
    _exit(127);
}

/* Reads up to the end, or until out is full. */
static bool read_pipe(int fd, struct buf *out, struct why *why)
{
    char piece[4096];
    ssize_t got;
    bool read_all = true;

    while ((got = read(fd, piece, sizeof piece)) != 0) {
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            read_all = why_set(why, EX_OSERR, "the token command: %s", strerror(errno));
            break;
        }
        if (!buf_add(out, piece, (size_t)got)) {
            read_all =
                why_set(why, EX_CONFIG,
                        "the token command printed more than %zu bytes (" WAY_OUT ")", out->max);
            break;
        }
    }
    explicit_bzero(piece, sizeof piece);
    return read_all;
}

/* How it ended; reading must not have failed before. */
static bool check_end(pid_t child, bool was_read, struct why *why)
{
    int status;

    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return why_set(why, EX_OSERR, "the token command: %s", strerror(errno));
    if (!was_read)
        return false;
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGINT)
        return why_set(why, EX_INTERRUPTED, "the token command was interrupted");
    if (WIFSIGNALED(status))
        return why_set(why, EX_CONFIG, "the token command was ended by signal %d (" WAY_OUT ")",
                       WTERMSIG(status));
    if (WEXITSTATUS(status) != 0)
        return why_set(why, EX_CONFIG, "the token command ended with status %d (" WAY_OUT ")",
                       WEXITSTATUS(status));
    return true;
}

static void free_secret(char *text)
{
    explicit_bzero(text, strlen(text));
    free(text);
}

/* Leaves the first line only, without blanks around it. */
static bool trim(struct buf *out, struct why *why)
{
    if (out->len && memchr(out->at, '\0', out->len))
        return why_set(why, EX_CONFIG, "the token command printed NUL characters (" WAY_OUT ")");
    char *text = cvi_strdup(buf_text(out));
    text[strcspn(text, "\n")] = '\0';
    char *line = cvi_strdup(text_trim(text));
    free_secret(text);
    if (out->at)
        explicit_bzero(out->at, out->len);
    buf_clear(out);
    buf_puts(out, line);
    free_secret(line);
    return out->len || why_set(why, EX_CONFIG,
                               "the token command printed nothing in its first line (" WAY_OUT ")");
}

bool command_read(const char *command, struct buf *out, struct why *why)
{
    int ends[2];

    if (pipe(ends) != 0)
        return why_set(why, EX_OSERR, "the token command: %s", strerror(errno));
    pid_t child = fork();
    if (child == 0)
        become(command, ends[1]);
    close(ends[1]);
    bool was_read = child > 0 ? read_pipe(ends[0], out, why)
                              : why_set(why, EX_OSERR, "the token command: %s", strerror(errno));
    close(ends[0]);
    if (child > 0 && !was_read)
        kill(child, SIGKILL);
    return (child < 0 || check_end(child, was_read, why)) && was_read && trim(out, why);
}
