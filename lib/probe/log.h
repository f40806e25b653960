/* ffmpeg's log of one file, line by line, made into findings: what was said, where in the running
 * time, and which seconds of it are damaged. Pure: no process is run here. */
#ifndef PROBE_LOG_H
#define PROBE_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "record/finding.h"

/* What was said of one part of the file: kept apart as long as it may be only the file's end. */
struct probe_tally {
    uint64_t count;
    double first_s; /* running time of the first and the last; -1: before the first frame */
    double last_s;
    char detail[96]; /* what was said first */
};

enum { PROBE_TALLIES = 6, PROBE_MOST_SECONDS = 48 * 3600 };

/* A part of the running time, in whole seconds: from the first on, and before the last. */
struct probe_span {
    unsigned from_s, to_s;
};

enum { PROBE_MOST_SPANS = 16 };

struct probe_log {
    const char *subject; /* "file:" and the name; borrowed */
    bool sampled;        /* only key frames from here and there are decoded */

    bool cut_anywhere;  /* a stream that may begin and end anywhere: MPEG-TS, MPEG-PS */
    bool knows_its_end; /* the container's duration is no guess, nor a placeholder */
    bool has_more;      /* subtitles or data, which may go on after picture and sound */
    bool no_stream;
    double duration_s; /* as ffmpeg told; -1 */
    double now_s;      /* of the frame decoded last; -1: none so far */
    double end_s;      /* the furthest that was reached; -1 */
    uint64_t frames;
    struct probe_tally sure[PROBE_TALLIES];
    struct probe_tally late[PROBE_TALLIES];        /* within the last second */
    unsigned char damaged[PROBE_MOST_SECONDS / 8]; /* a bit for each second of running time */
    char last_words[96];                           /* of the last error of ffmpeg's own */
};

/* Begins; subject is borrowed. */
void probe_log_start(struct probe_log *log, const char *subject, bool sampled);

/* A line of the log, without its end. */
void probe_log_line(struct probe_log *log, const char *line);

/* A line of -progress: "out_time_us=40000". True when it tells of progress. */
bool probe_log_progress(struct probe_log *log, const char *line);

/*
 * Ends: adds what was found. complete: the decoder came to the end of its work. Sets damaged_s, the
 * seconds of running time in which something is damaged, and decoded_s. */
void probe_log_end(struct probe_log *log, bool complete, struct findings *findings,
                   double *decoded_s, double *damaged_s);

/*
 * Where the damaged seconds are, in order; how many spans that is. Where there are more than fit,
 * those with the smallest gaps between them are told as one. After probe_log_end. */
size_t probe_log_spans(const struct probe_log *log, struct probe_span spans[PROBE_MOST_SPANS]);

#endif
