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
    PROBE_SAMPLES, /* samples: some key frames, spread over the running time */
    PROBE_KEYS,    /* all key frames and all sound: for small files */
    PROBE_ALL,     /* every frame of picture and sound */
};

struct probe_request {
    const char *filename; /* need not be UTF-8 */
    uint64_t size;
    uint64_t end;      /* read only the bytes before this offset; 0: read the whole file */
    double duration_s; /* running time, from the container; -1: not known */
    bool is_stated;    /* duration_s is stated in the container; false: computed */
    /* set if the check of the structure (lib/walk) found a problem: ffmpeg's remarks then count as
     * doubts */
    bool is_doubted;
    enum probe_depth depth;
    unsigned stall_s; /* stop the decoder after this many seconds without progress; 0: no limit */
    unsigned threads; /* threads of each decoder; 0: one */
    /* look for stretches without picture or sound (probe/stretch.h); only with PROBE_ALL */
    bool stretches;
};

struct probe_report {
    struct findings findings;
    double decoded_s;                          /* decoded running time */
    double length_s;                           /* expected running time; -1: not known */
    double damaged_s;                          /* damaged running time */
    struct probe_span spans[PROBE_MOST_SPANS]; /* the damaged parts of the running time */
    size_t span_count;
    struct probe_stretches stretches; /* set if they were requested */
    struct content content;           /* see probe/media.h */
    bool done;    /* the decoder succeeded: it was not interrupted, and did not stall or fail */
    bool nothing; /* no frame was decoded, because the codec or the data of a track is missing */
    bool unsure;  /* samples were not enough: messages can be judged only with PROBE_ALL */
};

/* Decodes the file as requested, and fills `report`. Returns when the decoder has finished or
 * stalled, or when watch->interrupt becomes readable. `watch` can be NULL. Failures of the decoder
 * become findings. Several threads can call this function at the same time. */
void probe_run(const struct probe_tool *tool, const struct probe_request *request,
               const struct probe_watch *watch, struct probe_report *report);

#endif
