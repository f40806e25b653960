/*
 * ffmpeg writes its log in many small pieces, and to be woken for each costs more than to read
 * them. So after some have come, the pipe is left to fill for a moment. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* F_SETPIPE_SZ */
#endif
#include "probe/follow.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>

#include "base/clock.h"
#include "base/process.h"

enum {
    POLL_MS = 1000,      /* longest wait without a look at the time */
    FILL_MS = 50,        /* how long the pipe is left to fill; its end ends that */
    PIPE_SIZE = 1 << 18, /* so that it does not get full meanwhile */
    MOST_MEMORY_GIB = 8, /* for the decoder: a frame of 16K needs about one */
};

enum { OUT, ERRORS, INTERRUPT, WATCHED };

void probe_follow_progress(struct probe_follow *follow)
{
    follow->progress_ms = clock_steady_ms();
}

/* Waits for the decoder to say something. On a test clock a silence takes as long as it may. */
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
    if (clock_is_real())
        return poll(watched, WATCHED, left < POLL_MS ? (int)left : POLL_MS);
    int ready = poll(watched, WATCHED, POLL_MS);
    if (ready == 0)
        clock_sleep_ms(left);
    return ready;
}

/* Leaves the pipe to fill, as long as nobody has closed it. */
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
    fcntl(process.errors, F_SETPIPE_SZ, PIPE_SIZE); /* a smaller one will do, too */
#endif
    probe_follow_progress(follow);
    watch(follow, &process);
    int status = process_end(&process, follow->stalled || follow->interrupted || follow->enough);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
