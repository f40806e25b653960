/* ffmpeg's log of one file, line by line, made into findings: what was said, where in the running
 * time, and which seconds of it are damaged. Pure: no process is run here. */
#ifndef PROBE_LOG_H
#define PROBE_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "probe/track.h"
#include "record/finding.h"

/* What was said of one part of the file: kept apart as long as it may be only the file's end. */
struct probe_tally {
    uint64_t count;
    double first_s; /* running time of the first and the last; -1: before the first frame */
    double last_s;
    uint64_t frame; /* the number of frames that had come out by the first */
    /* Of those of the decoder itself (ffmpeg sums up later, when the frame comes out): how many,
     * and the frames that had come out by the last. */
    uint64_t spoken, last_frame;
    char detail[96]; /* what was said first */
};

enum { PROBE_TALLIES = 7, PROBE_MOST_SECONDS = 48 * 3600 };

/* Ending so much too early is told, if it is also this share of the time. */
enum { PROBE_SHORT_S = 5, PROBE_SHORT_PERCENT = 5 };

/* A part of the running time, in whole seconds: from the first on, and before the last. */
struct probe_span {
    unsigned from_s, to_s;
};

enum { PROBE_MOST_SPANS = 16 };

struct probe_log {
    const char *subject; /* "file:" and the name; borrowed */
    bool sampled;        /* only key frames from here and there are decoded */
    bool from_start;     /* they are decoded from the beginning on: small files */
    bool doubted;        /* the structure is in doubt: what else would be a remark counts */
    double stated_s;     /* running time as the structure states it; 0: it does not; INFINITY, as at
                            the beginning: nobody looked, so what ffmpeg tells counts */

    bool cut_anywhere;  /* a stream that may begin and end anywhere: MPEG-TS, MPEG-PS */
    bool knows_its_end; /* the container's duration is no guess, nor a placeholder */
    bool is_alone;      /* its header states the duration, and there is no walk to say so, too */
    bool is_exact;      /* and a sound file ends at that time, within half a second */
    bool has_more;      /* subtitles or data, which may continue after picture and sound */
    bool no_stream;
    bool estimated;    /* the duration is ffmpeg's guess */
    bool is_unfit;     /* samples of this codec cannot be judged */
    bool ends_bare;    /* the parser has met a delimiter of H.264 without a picture */
    bool unsure;       /* something was said of the picture that only decoding all can judge */
    double duration_s; /* as ffmpeg told: when it ends; -1 */
    double start_s;    /* and when it begins */
    double now_s;      /* of the frame decoded last; -1: none so far */
    double before_s;   /* of the frame before that one */
    double end_s;      /* the furthest that was reached; -1 */
    uint64_t frames;
    bool writes; /* every track has begun: its frames are not held back */
    struct probe_tracks tracks;
    struct probe_tally sure[PROBE_TALLIES];
    struct probe_tally late[PROBE_TALLIES];        /* may be of the end */
    unsigned char damaged[PROBE_MOST_SECONDS / 8]; /* a bit for each second of running time */
    char last_words[96];                           /* of the last error of ffmpeg's own */
};

/* Begins; subject is borrowed. Nothing is known of the tracks, and nobody looked at the structure:
 * tracks, from_start, doubted and stated_s may be set then. */
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

/* Returns the running time that the file states, in seconds, without the time before its beginning;
 * -1: it states none, or what ffmpeg tells is a guess. */
double probe_log_length(const struct probe_log *log);

/* Returns whether a track holds up the others: many frames came out, and nothing is written since
 * some track has not begun. ffmpeg keeps such frames in memory. */
bool probe_log_is_held_up(const struct probe_log *log);

/*
 * Where the damaged seconds are, in order; how many spans that is. Where there are more than fit,
 * those with the smallest gaps between them are told as one. After probe_log_end. */
size_t probe_log_spans(const struct probe_log *log, struct probe_span spans[PROBE_MOST_SPANS]);

#endif
