/* Decodes a file with the ffmpeg program, and judges ffmpeg's messages. The file may be hostile, so
 * ffmpeg runs in a separate process, without a shell and with a protocol whitelist. */
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
    PROBE_SAMPLES, /* some key frames, spread over the running time */
    PROBE_KEYS,    /* all key frames and all sound: for small files */
    PROBE_ALL,     /* every frame of picture and sound */
};

struct probe_request {
    const char *filename; /* any bytes, not only UTF-8 */
    uint64_t size;
    uint64_t end;      /* ffmpeg reads only the bytes before this offset; 0: the whole file */
    double duration_s; /* running time, from the container; -1: not known */
    bool is_stated;    /* the container states `duration_s`; false: it was computed */
    bool is_doubted;   /* the walk (lib/walk) found a problem in the structure, so ffmpeg's
                        * remarks count as doubts */
    enum probe_depth depth;
    unsigned stall_s; /* seconds without progress after which the decoder is stalled; 0: no limit */
    unsigned threads; /* threads of each decoder; 0: one */
    bool stretches;   /* look for stretches without picture or sound; only with PROBE_ALL */
};

struct probe_report {
    struct findings findings;
    double decoded_s;                          /* decoded running time */
    double length_s;                           /* expected running time; -1: not known */
    double damaged_s;                          /* damaged running time */
    struct probe_span spans[PROBE_MOST_SPANS]; /* the damaged spans */
    size_t span_count;
    struct probe_stretches stretches; /* if requested */
    struct content content;           /* as ffmpeg lists it; see probe/media.h */
    bool done;    /* the decoder succeeded; false: it was interrupted, stalled or failed */
    bool nothing; /* no frame was decoded, because a track's codec or data is missing */
    bool unsure;  /* samples caused messages that can be judged only by decoding the whole file */
};

/* Decodes the file as requested, and fills `report` in every case. Returns when the decoder has
 * finished or stalled, or when watch->interrupt is readable; the total time is not limited. `watch`
 * may be NULL. Failures of the decoder become findings. Several threads may call this function at
 * the same time. The stall time is measured with clock_steady_ms. */
void probe_run(const struct probe_tool *tool, const struct probe_request *request,
               const struct probe_watch *watch, struct probe_report *report);

#endif
