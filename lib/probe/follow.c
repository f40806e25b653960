/* Runs a decoder and reads its lines. ffmpeg writes its log in many small pieces, so the reader
 * waits briefly after the first piece while the pipe fills. ffmpeg logs ten lines per frame, so
 * this code must be fast: it does not copy lines, and has no loops over single bytes. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* F_SETPIPE_SZ */
#endif
#include "probe/follow.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/process.h"

enum {
    PIECE = 1 << 16,     /* maximum bytes of one read */
    POLL_MS = 1000,      /* maximum wait before the clock is checked again */
    FILL_MS = 50,        /* maximum wait for the pipe to fill */
    PIPE_SIZE = 1 << 18, /* bytes; large enough that ffmpeg seldom fills the pipe within FILL_MS */
    MOST_MEMORY_GIB = 8, /* memory limit of the decoder; a frame in 16K needs about 1 GiB */
};

/* --- lines ---------------------------------------------------------------------------------- */

/* Returns the line break of the line at `at`; NULL if the line is not complete. */
static char *end_of(char *at, size_t len)
{
    char *newline = memchr(at, '\n', len);
    char *back = memchr(at, '\r', newline ? (size_t)(newline - at) : len);

    return back ? back : newline;
}

static void hand_on(char *line, size_t len, probe_take_line *take, void *self)
{
    line[len < PROBE_LINE_MOST ? len : PROBE_LINE_MOST] = '\0';
    take(self, line);
}

/* Passes each complete line in the first `len` bytes of the buffer to `take`. Moves the incomplete
 * line after them to the start of the buffer. */
static void split(struct probe_lines *lines, size_t len, probe_take_line *take, void *self)
{
    char *at = lines->at, *end;

    while ((end = end_of(at, len)) != NULL) {
        hand_on(at, (size_t)(end - at), take, self);
        len -= (size_t)(end + 1 - at);
        at = end + 1;
    }
    lines->held = len < PROBE_LINE_MOST ? len : PROBE_LINE_MOST;
    memmove(lines->at, at, lines->held);
}

bool probe_lines_read(struct probe_lines *lines, int fd, probe_take_line *take, void *self)
{
    if (!lines->at)
        lines->at = cvi_alloc(PROBE_LINE_MOST + PIECE + 1);
    char *into = lines->at + lines->held;
    ssize_t got = read(fd, into, PIECE);

    if (got < 0)
        return errno == EINTR || errno == EAGAIN;
    if (got == 0) {
        if (lines->held)
            hand_on(lines->at, lines->held, take, self);
        lines->held = 0;
        return false;
    }
    for (char *nul = into; (nul = memchr(nul, '\0', (size_t)(into + got - nul))) != NULL;)
        *nul = '?';
    split(lines, lines->held + (size_t)got, take, self);
    return true;
}

void probe_lines_release(struct probe_lines *lines)
{
    free(lines->at);
    *lines = (struct probe_lines){0};
}

/* --- the process ---------------------------------------------------------------------------- */

enum { OUT, ERRORS, INTERRUPT, WATCHED };

void probe_follow_progress(struct probe_follow *follow)
{
    follow->progress_ms = clock_steady_ms();
}

/* Waits for output of the decoder, and returns the result of poll(2). If the decoder has stalled,
 * sets follow->stalled and returns 0. A test clock does not advance by itself, so this function
 * moves it forward. */
static int wait_for(struct probe_follow *follow, struct pollfd watched[WATCHED])
{
    int64_t left = POLL_MS;

    if (follow->stall_s) {
        left = follow->progress_ms + (int64_t)follow->stall_s * 1000 - clock_steady_ms();
        if (left <= 0) {
            follow->stalled = true;
            return 0;
        }
    }
    int wait_ms = left < POLL_MS ? (int)left : POLL_MS;
    int ready = poll(watched, WATCHED, wait_ms);

    if (ready == 0 && !clock_is_real())
        clock_sleep_ms(wait_ms);
    return ready;
}

/* Waits up to FILL_MS while the pipe of the log fills. The wait ends early if ffmpeg closes the
 * pipe, or if follow->interrupt becomes readable. */
static void let_fill(const struct pollfd watched[WATCHED])
{
    struct pollfd ends[] = {
        {.fd = watched[ERRORS].fd},
        {.fd = watched[INTERRUPT].fd, .events = POLLIN},
    };

    if (ends[0].fd >= 0)
        poll(ends, sizeof ends / sizeof *ends, FILL_MS);
}

static void read_end(struct probe_lines *lines, struct pollfd *end, probe_take_line *take,
                     void *self)
{
    if (end->revents && !probe_lines_read(lines, end->fd, take, self))
        end->fd = -1;
}

static void watch(struct probe_follow *follow, const struct process *process)
{
    struct pollfd watched[WATCHED] = {
        [OUT] = {.fd = process->out, .events = POLLIN},
        [ERRORS] = {.fd = process->errors, .events = POLLIN},
        [INTERRUPT] = {.fd = follow->interrupt, .events = POLLIN},
    };
    struct probe_lines out = {0}, errors = {0};

    while ((watched[OUT].fd >= 0 || watched[ERRORS].fd >= 0) && !follow->stalled &&
           !follow->interrupted && !follow->enough) {
        for (int i = 0; i < WATCHED; i++)
            watched[i].revents = 0;
        if (wait_for(follow, watched) <= 0)
            continue;
        follow->interrupted = watched[INTERRUPT].revents != 0;
        if (watched[ERRORS].revents == POLLIN)
            let_fill(watched);
        read_end(&errors, &watched[ERRORS], follow->take_error, follow->self);
        read_end(&out, &watched[OUT], follow->take_out, follow->self);
    }
    probe_lines_release(&out);
    probe_lines_release(&errors);
}

int probe_follow(struct probe_follow *follow, const struct probe_tool *tool, char *const *arguments)
{
    const struct process_plan plan = {.path = tool->path,
                                      .arguments = arguments,
                                      .environment = tool->environment,
                                      .reads_errors = true,
                                      .alone = true,
                                      .most_gib = MOST_MEMORY_GIB};
    struct process process;

    if (!process_start(&process, &plan))
        return -1;
#ifdef F_SETPIPE_SZ
    /* If this fails, the smaller pipe works too. */
    fcntl(process.errors, F_SETPIPE_SZ, PIPE_SIZE);
#endif
    probe_follow_progress(follow);
    watch(follow, &process);
    int status = process_end(&process, follow->stalled || follow->interrupted || follow->enough);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
