/* A decoder at work: started, watched for getting on, and stopped when somebody has had enough. */
#ifndef PROBE_FOLLOW_H
#define PROBE_FOLLOW_H

#include <stdbool.h>
#include <stdint.h>

#include "probe/lines.h"
#include "probe/tool.h"

/* What the one who asked may watch and say meanwhile, from other threads. */
struct probe_watch {
    int interrupt;               /* a descriptor: readable means stop now; -1: none */
    _Atomic int64_t *decoded_ms; /* running time decoded so far; NULL: nobody wants to know */
};

struct probe_follow {
    int interrupt;                          /* as in struct probe_watch */
    unsigned stall_s;                       /* no progress for so long: stalled. 0: no limit */
    probe_take_line *take_out, *take_error; /* lines of its standard output and error */
    void *self;                             /* theirs */
    bool enough;                            /* set by them: no more is to be said */

    int64_t progress_ms; /* on the steady clock: see probe_follow_progress */
    bool stalled, interrupted;
};

/* It got on: the patience begins anew. For those who take the lines. */
void probe_follow_progress(struct probe_follow *follow);

/*
 * Runs the tool with these arguments until it ends, or is killed since it stalled, enough is known,
 * or the user has interrupted. Returns its status as a shell tells it, 128 and more for a signal;
 * PROCESS_NOT_RUN when it could not be run, or -1, with errno, not even be started. */
int probe_follow(struct probe_follow *follow, const struct probe_tool *tool,
                 char *const *arguments);

#endif
