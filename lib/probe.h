/*
 * Decoding, by the ffmpeg program: what it says of a file, judged by level, meaning and count. The
 * file is hostile, so it is decoded in another process, without a shell, with a protocol whitelist.
 */
#ifndef PROBE_H
#define PROBE_H

#include <stdbool.h>
#include <stdint.h>

#include "finding.h"
#include "msg.h"
#include "probe_log.h"

/* The decoder found at the start, for all files. */
struct probe_tool {
    char *path;         /* of ffmpeg; NULL: there is none that runs */
    char version[64];   /* "5.1.9-0+deb12u1" */
    char **environment; /* what it is given of ours: no settings of this suite, no secrets */
};
/*
 * Looks for name ("ffmpeg", or a path) on the PATH of environment (as environ), and runs it once
 * for its version. To be released.
 */
void probe_find(struct probe_tool *tool, const char *name, char *const *environment);
void probe_tool_release(struct probe_tool *tool);

enum probe_depth {
    PROBE_SAMPLES, /* some key frames, spread over the file */
    PROBE_ALL,     /* every frame of picture and sound */
};

struct probe_request {
    const char *filename; /* any bytes */
    uint64_t size;
    double duration_s; /* as the container says; -1: not known */
    enum probe_depth depth;
    unsigned stall_s; /* no progress for so long: stalled. 0: no limit */
};

struct probe_report {
    struct findings findings;
    double decoded_s;                          /* running time that was decoded */
    double damaged_s;                          /* of it, damaged */
    struct probe_span spans[PROBE_MOST_SPANS]; /* where that is */
    size_t span_count;
    bool done; /* false: interrupted, stalled or died */
};

/* What the one who asked may watch and say meanwhile, from other threads. */
struct probe_watch {
    int interrupt;               /* a descriptor: readable means stop now; -1: none */
    _Atomic int64_t *decoded_ms; /* running time decoded so far; NULL: nobody wants to know */
};

/*
 * Decodes as asked, and waits for the end: of the work, of the patience with a decoder that gets no
 * further (never of the clock), or of the caller's. Fills report in every case; what goes wrong
 * with the decoder is a finding. Any number of threads may do this at once. Times are those of
 * clock_steady_ms.
 */
void probe_run(const struct probe_tool *tool, const struct probe_request *request,
               const struct probe_watch *watch, struct probe_report *report);

#endif
