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

/* The decoder found at the start, for all files. */
struct probe_tool {
    char *path;       /* of ffmpeg; NULL: there is none */
    char version[64]; /* "5.1.9-0+deb12u1" */
};
/* Looks for name ("ffmpeg", or a path) on path (as $PATH). To be released. */
void probe_find(struct probe_tool *tool, const char *name, const char *path);
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
    double decoded_s; /* running time that was decoded */
    double damaged_s; /* of it, damaged */
    bool done;        /* false: interrupted, stalled or died */
};

/*
 * One run of the decoder, to be driven by a loop that has several under way: probe_start, then poll
 * its descriptor, probe_read when it can be read or its deadline is over, until that says false;
 * probe_finish then fills the report. Times are those of clock_steady_ms.
 */
struct probe;
/* New; NULL with why (71) when no process can be started. Borrows tool and request. */
struct probe *probe_start(const struct probe_tool *tool, const struct probe_request *request,
                          struct why *why);
int probe_descriptor(const struct probe *probe);
int64_t probe_deadline_ms(const struct probe *probe); /* when it counts as stalled; -1: never */
bool probe_read(struct probe *probe);
/* Share that is done, 0 to 1, for progress. */
double probe_progress(const struct probe *probe);
/* Kills it if it still runs; ends and frees it. */
void probe_finish_free(struct probe *probe, struct probe_report *report);

#endif
