/* Runs a decoder: starts it, watches its progress, stops it when enough is known, and reads its
 * output line by line. */
#ifndef PROBE_FOLLOW_H
#define PROBE_FOLLOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "probe/command.h"

enum { PROBE_LINE_MOST = 4096 }; /* maximum bytes of a line; longer lines are cut */

/* The buffer of probe_lines_read. It keeps the beginning of an incomplete line. Zeroed: empty. Must
 * be released. */
struct probe_lines {
    char *at;
    size_t held; /* bytes of the incomplete line */
};

/* Handles a line, given without its line break. `line` is valid only until the function returns. */
typedef void probe_take_line(void *self, const char *line);

/* Calls read(2) on `fd` once, for a large piece, and passes each complete line to `take`. A line
 * ends with a newline or a carriage return; at the end of input, an incomplete line is passed on
 * too. NUL bytes are replaced with '?'. Returns false at the end of input, or if reading fails. */
bool probe_lines_read(struct probe_lines *lines, int fd, probe_take_line *take, void *self);
void probe_lines_release(struct probe_lines *lines);

/* Lets other threads stop a run and watch its progress. */
struct probe_watch {
    int interrupt; /* a descriptor: if it becomes readable, the run stops; -1: not used */
    _Atomic int64_t *decoded_ms; /* receives the running time decoded so far; NULL: not required */
};

struct probe_follow {
    int interrupt;    /* as in struct probe_watch */
    unsigned stall_s; /* seconds without progress after which the decoder is stalled; 0: no limit */
    probe_take_line *take_out, *take_error; /* called with each line of stdout and of stderr */
    void *self;                             /* passed to take_out and take_error */
    bool enough; /* take_out and take_error set this to stop the decoder */

    int64_t progress_ms;       /* time of the last progress on the steady clock */
    bool stalled, interrupted; /* why the decoder was killed */
};

/* Records that the decoder has made progress, which restarts the stall time. To be called by
 * take_out and take_error. */
void probe_follow_progress(struct probe_follow *follow);

/* Runs ffmpeg with these arguments until it exits. Kills it if it stalls, if `enough` is set, or if
 * `interrupt` becomes readable. Returns its exit status as a shell shows it: 128 plus the signal's
 * number if a signal ended it, and PROCESS_NOT_RUN if the program could not be executed. Returns -1
 * with errno if no process could be started. */
int probe_follow(struct probe_follow *follow, const struct probe_tool *tool,
                 char *const *arguments);

#endif
