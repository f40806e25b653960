/* Runs a decoder, watches its progress, and reads its output line by line. */
#ifndef PROBE_FOLLOW_H
#define PROBE_FOLLOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "probe/command.h"

enum { PROBE_LINE_MOST = 4096 }; /* maximum bytes of a line; longer lines are cut */

/* The buffer of probe_lines_read. The caller zeroes it first, and releases it with
 * probe_lines_release. */
struct probe_lines {
    char *at;
    size_t held; /* number of bytes in an incomplete line at the end */
};

/* A callback for a line, without its line break. `line` is valid only during the call. */
typedef void probe_take_line(void *self, const char *line);

/* Calls read(2) on `fd` once, and passes each complete line to `take`. A line ends with a newline,
 * a carriage return, or the end of the input. Replaces NUL bytes with '?'. Returns false at the end
 * of the input, or if reading fails. */
bool probe_lines_read(struct probe_lines *lines, int fd, probe_take_line *take, void *self);
void probe_lines_release(struct probe_lines *lines);

/* Lets other threads stop a decoder and watch its progress. */
struct probe_watch {
    int interrupt; /* a descriptor: if it becomes readable, the decoder is killed; -1: none */
    /* set often to the running time decoded so far; NULL: not required */
    _Atomic int64_t *decoded_ms;
};

struct probe_follow {
    int interrupt; /* as in struct probe_watch */
    /* the decoder is killed after this many seconds without progress; 0: no limit */
    unsigned stall_s;
    /* called for each line of standard output and standard error */
    probe_take_line *take_out, *take_error;
    void *self;  /* passed to the callbacks */
    bool enough; /* set by the callbacks: kill the decoder */

    int64_t progress_ms;       /* when the last progress was made, by clock_steady_ms */
    bool stalled, interrupted; /* set if the decoder was killed for this reason */
};

/* Notes that the decoder has made progress. The callbacks call this. */
void probe_follow_progress(struct probe_follow *follow);

/* Runs ffmpeg with these arguments until it exits. Kills it if it stalls, if follow->enough is set,
 * or if follow->interrupt becomes readable. Returns the exit status, 128 plus the signal's number
 * if a signal killed ffmpeg, or PROCESS_NOT_RUN if ffmpeg could not be run. Returns -1 with errno
 * if no process could be created. */
int probe_follow(struct probe_follow *follow, const struct probe_tool *tool,
                 char *const *arguments);

#endif
