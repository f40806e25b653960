/* A decoder at work: started, watched for progress, stopped when enough is known, and read line by
 * line. */
#ifndef PROBE_FOLLOW_H
#define PROBE_FOLLOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "probe/command.h"

enum { PROBE_LINE_MOST = 4096 }; /* bytes of a line; longer ones are cut */

/* The beginning of a line whose end has not come yet. Zeroed: nothing. To be released. */
struct probe_lines {
    char *at;
    size_t held;
};

/* Takes a line, without its end; borrowed until the function returns. */
typedef void probe_take_line(void *self, const char *line);

/*
 * Reads fd once, in a large piece, and passes on whole lines, which end with newline or carriage
 * return; at the end of input, what is left. NUL becomes '?'. Returns false at the end, or when
 * reading fails. */
bool probe_lines_read(struct probe_lines *lines, int fd, probe_take_line *take, void *self);
void probe_lines_release(struct probe_lines *lines);

/* What the caller may watch and do meanwhile, from other threads. */
struct probe_watch {
    int interrupt;               /* a descriptor: readable means stop now; -1: none */
    _Atomic int64_t *decoded_ms; /* running time decoded so far; NULL: not wanted */
};

struct probe_follow {
    int interrupt;                          /* as in struct probe_watch */
    unsigned stall_s;                       /* no progress for so long: stalled. 0: no limit */
    probe_take_line *take_out, *take_error; /* get the lines of standard output and error */
    void *self;                             /* passed to them */
    bool enough;                            /* set by them to stop the decoder */

    int64_t progress_ms; /* on the steady clock: see probe_follow_progress */
    bool stalled, interrupted;
};

/* Notes progress: the time until the decoder counts as stalled begins again. Called by the
 * functions that take the lines. */
void probe_follow_progress(struct probe_follow *follow);

/*
 * Runs the tool with these arguments until it ends, or kills it because it stalled, enough is
 * known, or the user has interrupted. Returns its exit status as a shell shows it, 128 and more for
 * a signal; PROCESS_NOT_RUN when it could not be run; -1, with errno, when it could not be
 * started. */
int probe_follow(struct probe_follow *follow, const struct probe_tool *tool,
                 char *const *arguments);

#endif
