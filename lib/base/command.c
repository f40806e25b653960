/* Runs the user's command in a shell, and reads its output through a pipe. */
#include "base/command.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/process.h"
#include "base/text.h"

enum { MOST_FD = 4096 };

/* The start and the end of an error message. */
#define COMMAND "the %s command "
#define WAY_OUT "(try it in a shell; it should print only the %s)"

static bool start(const char *command, char *const *environment, struct process *process)
{
    char *arguments[] = {(char *)"sh", (char *)"-c", (char *)command, NULL};
    const struct process_plan plan = {
        .path = "/bin/sh", .arguments = arguments, .environment = environment};

    return process_start(process, &plan);
}

/* Reads the whole output into `out`. Returns false with `why` if reading fails, or if `out` is
 * full. */
static bool read_pipe(int fd, const char *what, struct buf *out, struct why *why)
{
    char piece[4096];
    ssize_t got;
    bool read_all = true;

    while ((got = read(fd, piece, sizeof piece)) != 0) {
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            read_all = why_set(why, EX_OSERR, "the %s command: %s", what, strerror(errno));
            break;
        }
        if (!buf_add(out, piece, (size_t)got)) {
            read_all = why_set(why, EX_CONFIG, COMMAND "printed more than %zu bytes " WAY_OUT, what,
                               out->max, what);
            break;
        }
    }
    explicit_bzero(piece, sizeof piece);
    return read_all;
}

/* Checks the command's exit status. Returns false with `why` if the command failed. If `was_read`
 * is false, only returns false, because read_pipe has set `why`. */
static bool check_end(int status, bool was_read, const char *what, struct why *why)
{
    if (!was_read)
        return false;
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGINT)
        return why_set(why, EX_INTERRUPTED, COMMAND "was interrupted", what);
    if (WIFSIGNALED(status))
        return why_set(why, EX_CONFIG, COMMAND "was killed by signal %d " WAY_OUT, what,
                       WTERMSIG(status), what);
    if (WEXITSTATUS(status) != 0)
        return why_set(why, EX_CONFIG, COMMAND "exited with status %d " WAY_OUT, what,
                       WEXITSTATUS(status), what);
    return true;
}

static void free_secret(char *text)
{
    explicit_bzero(text, strlen(text));
    free(text);
}

/* Reduces the output to its first line, without surrounding blanks. Returns false with `why` if the
 * output contains NUL, or if the line is empty. */
static bool trim(struct buf *out, const char *what, struct why *why)
{
    if (out->len && memchr(out->at, '\0', out->len))
        return why_set(why, EX_CONFIG, COMMAND "printed NUL characters " WAY_OUT, what, what);
    char *text = cvi_strdup(buf_text(out));
    text[strcspn(text, "\n")] = '\0';
    char *line = cvi_strdup(text_trim(text));
    free_secret(text);
    if (out->at)
        explicit_bzero(out->at, out->len);
    buf_clear(out);
    buf_puts(out, line);
    free_secret(line);
    return out->len || why_set(why, EX_CONFIG, COMMAND "printed nothing in its first line " WAY_OUT,
                               what, what);
}

/* Makes all open descriptors close-on-exec, even those of libraries, so that the command does not
 * inherit them. */
static void keep_descriptors(void)
{
    long most = sysconf(_SC_OPEN_MAX);

    for (int fd = STDERR_FILENO + 1; fd < (most > 0 && most < MOST_FD ? (int)most : MOST_FD); fd++)
        fcntl(fd, F_SETFD, FD_CLOEXEC);
}

bool command_read(const char *command, const char *what, char *const *environment, struct buf *out,
                  struct why *why)
{
    struct process process;

    keep_descriptors();
    if (!start(command, environment, &process))
        return why_set(why, EX_OSERR, "the %s command: %s", what, strerror(errno));
    bool was_read = read_pipe(process.out, what, out, why);
    int status = process_end(&process, !was_read);
    return check_end(status, was_read, what, why) && trim(out, what, why);
}
