/* Runs a decoder: starts it, watches its progress, stops it when enough is known, and reads its
 * output line by line. */
#ifndef PROBE_FOLLOW_H
#define PROBE_FOLLOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "probe/command.h"

enum { PROBE_LINE_MOST = 4096 }; /* bytes of a line; longer lines are cut */

/* The beginning of an incomplete line. Zeroed: empty. Must be released. */
struct probe_lines {
    char *at;
    size_t held;
};

/* Handles a line without its end; borrowed until the function returns. */
typedef void probe_take_line(void *self, const char *line);

/*
 * Reads fd once, in a large piece, and passes on whole lines, which end with newline or carriage
 * return; at the end of input, the rest. NUL becomes '?'. Returns false at the end, or if reading
 * fails.
 */
bool probe_lines_read(struct probe_lines *lines, int fd, probe_take_line *take, void *self);
void probe_lines_release(struct probe_lines *lines);

/* Members that the caller may watch and set from other threads during a run. */
struct probe_watch {
    int interrupt;               /* a descriptor; readable: stop now; -1: none */
    _Atomic int64_t *decoded_ms; /* running time decoded so far; NULL: not requested */
};

struct probe_follow {
    int interrupt;    /* as in struct probe_watch */
    unsigned stall_s; /* seconds without progress after which the decoder is stalled; 0: no limit */
    probe_take_line *take_out, *take_error; /* called with the lines of standard output and error */
    void *self;                             /* passed to these functions */
    bool enough;                            /* set by these functions to stop the decoder */

    int64_t progress_ms; /* on the steady clock: see probe_follow_progress */
    bool stalled, interrupted;
};

/* Records progress: the stall time starts again. Called by the functions that take the lines. */
void probe_follow_progress(struct probe_follow *follow);

/*
 * Runs the tool with these arguments until it ends, or kills it because it stalled, enough is
 * known, or the user interrupted it. Returns its exit status as a shell shows it (128 or more for a
 * signal); PROCESS_NOT_RUN if it could not be executed; -1, with errno, if it could not be started.
 */
int probe_follow(struct probe_follow *follow, const struct probe_tool *tool,
                 char *const *arguments);

#endif
