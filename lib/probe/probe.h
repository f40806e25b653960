/* Decodes files with the ffmpeg program and judges its messages by level, meaning and count. A file
 * may be hostile, so it is decoded in another process, without a shell and with a protocol
 * whitelist. */
#ifndef PROBE_PROBE_H
#define PROBE_PROBE_H

#include <stdbool.h>
#include <stdint.h>

#include "probe/follow.h"
#include "probe/log.h"
#include "probe/stretch.h"
#include "record/content.h"
#include "record/finding.h"

enum probe_depth {
    PROBE_SAMPLES, /* some key frames, spread over the file */
    PROBE_KEYS,    /* all key frames and all sound: for small files */
    PROBE_ALL,     /* every frame of picture and sound */
};

struct probe_request {
    const char *filename; /* any bytes */
    uint64_t size;
    uint64_t end;      /* ffmpeg reads only the bytes before this offset; 0: it reads the whole
                        * file */
    double duration_s; /* from the container; -1: not known */
    bool is_stated;    /* the container states that time; false: it was computed */
    bool is_doubted;   /* the structure is in doubt, so a decoder's remarks count */
    enum probe_depth depth;
    unsigned stall_s; /* seconds without progress after which the decoder is stalled; 0: no limit */
    unsigned threads; /* threads of each decoder; 0: one */
    bool stretches;   /* look for stretches without picture or sound; only with PROBE_ALL */
};

struct probe_report {
    struct findings findings;
    double decoded_s;                          /* running time decoded */
    double length_s;                           /* expected running time; -1: not known */
    double damaged_s;                          /* damaged running time */
    struct probe_span spans[PROBE_MOST_SPANS]; /* the damaged spans */
    size_t span_count;
    struct probe_stretches stretches; /* if requested */
    struct content content;           /* as ffmpeg lists it; see probe/media.h */
    bool done;                        /* false: interrupted, stalled or died */
    bool nothing; /* no frame was decoded, because a track's codec or data is missing */
    bool unsure;  /* samples caused messages that only decoding everything can judge */
};

/*
 * Decodes as requested. Returns when the work is done, the decoder stalls (total time is not
 * limited), or the caller interrupts. Fills report in every case; failures of the decoder become
 * findings. Any number of threads may call it at once. Times are those of clock_steady_ms.
 */
void probe_run(const struct probe_tool *tool, const struct probe_request *request,
               const struct probe_watch *watch, struct probe_report *report);

#endif
