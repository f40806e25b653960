/* Decoding, by the ffmpeg program: what it says of a file, judged by level, meaning and count. The
 * file is hostile, so it is decoded in another process, without a shell, with a protocol
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
    uint64_t end;      /* ffmpeg reads no byte from this offset on; 0: it reads the whole file */
    double duration_s; /* as the container says; -1: not known */
    bool is_stated;    /* the container states that time; false: it was found by other means */
    bool is_doubted;   /* the structure is in doubt, so that a decoder's remarks count */
    enum probe_depth depth;
    unsigned stall_s; /* no progress for so long: stalled. 0: no limit */
    unsigned threads; /* of each decoder; 0: one */
    bool stretches;   /* look for stretches without picture or sound; only with PROBE_ALL */
};

struct probe_report {
    struct findings findings;
    double decoded_s;                          /* running time that was decoded */
    double length_s;                           /* that there should be; -1: not known */
    double damaged_s;                          /* of it, damaged */
    struct probe_span spans[PROBE_MOST_SPANS]; /* where that is */
    size_t span_count;
    struct probe_stretches stretches; /* if asked for */
    struct content content;           /* as ffmpeg lists it; see probe/media.h */
    bool done;                        /* false: interrupted, stalled or died */
    bool nothing; /* no frame was decoded, since a track's codec or data is missing */
    bool unsure;  /* samples made ffmpeg complain of what only decoding all can judge */
};

/*
 * Decodes as asked, and waits for the end: of the work, of the patience with a decoder that gets no
 * further (never of the clock), or of the caller's. Fills report in every case; what goes wrong
 * with the decoder is a finding. Any number of threads may do this at once. Times are those of
 * clock_steady_ms. */
void probe_run(const struct probe_tool *tool, const struct probe_request *request,
               const struct probe_watch *watch, struct probe_report *report);

#endif
