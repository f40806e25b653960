/* A child process with one pipe to it. */
#include "command.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "text.h"

extern char **environ;

enum { MOST_FD = 4096 };

#define WAY_OUT "try it in a shell; it should print the token alone"

/* Starts the shell, with signals as they were when this program began. 0, or an errno. */
static int start(const char *command, int out, pid_t *child)
{
    char *argv[] = {(char *)"sh", (char *)"-c", (char *)command, NULL};
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    sigset_t pipe, none;

    sigemptyset(&none);
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &pipe);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
    int failed = posix_spawn(child, "/bin/sh", &files, &attributes, argv, environ);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    return failed;
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

/* What is open here, sockets of libraries too, is none of the command's business. */
static void keep_descriptors(void)
{
    long most = sysconf(_SC_OPEN_MAX);

    for (int fd = STDERR_FILENO + 1; fd < (most > 0 && most < MOST_FD ? (int)most : MOST_FD); fd++)
        fcntl(fd, F_SETFD, FD_CLOEXEC);
}

bool command_read(const char *command, struct buf *out, struct why *why)
{
    int ends[2];
    pid_t child;

    if (pipe(ends) != 0)
        return why_set(why, EX_OSERR, "the token command: %s", strerror(errno));
    keep_descriptors();
    int failed = start(command, ends[1], &child);
    close(ends[1]);
    bool was_read = !failed && read_pipe(ends[0], out, why);
    close(ends[0]);
    if (failed)
        return why_set(why, EX_OSERR, "the token command: %s", strerror(failed));
    if (!was_read)
        kill(child, SIGKILL);
    return check_end(child, was_read, why) && trim(out, why);
}
