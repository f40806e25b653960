/* Reads ffmpeg's log of one file line by line, and turns its messages into findings. Also
 * determines which seconds of the running time are damaged. Pure. */
#ifndef PROBE_LOG_H
#define PROBE_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "probe/track.h"
#include "record/finding.h"

/* Counts the messages of one kind, for example those about the picture. */
struct probe_tally {
    uint64_t count;
    double first_s;      /* position of the first message, in seconds; -1: before the first frame */
    double last_s;       /* position of the last message */
    uint64_t frame;      /* number of frames decoded before the first message */
    uint64_t spoken;     /* number of messages that a component logged, not ffmpeg itself */
    uint64_t last_frame; /* number of frames decoded before the last of these messages */
    char detail[96];     /* the first message */
};

enum { PROBE_TALLIES = 7, PROBE_MOST_SECONDS = 48 * 3600 };

/* A file is too short if more than PROBE_SHORT_S seconds and more than PROBE_SHORT_PERCENT of the
 * expected running time are missing. */
enum { PROBE_SHORT_S = 5, PROBE_SHORT_PERCENT = 5 };

/* A part of the running time, in whole seconds. `to_s` is not included. */
struct probe_span {
    unsigned from_s, to_s;
};

enum { PROBE_MOST_SPANS = 16 };

struct probe_log {
    const char *subject; /* the file's name in ffmpeg's syntax, "file:NAME"; borrowed */
    bool sampled;        /* set by the caller: only key frames are decoded */
    bool from_start;     /* set by the caller: all key frames are decoded, not only samples */
    /* Set by the caller if the check of the structure (lib/walk) found a problem: remarks then
     * count as doubts. */
    bool doubted;
    /* Set by the caller: running time from the check of the structure. 0: not stated. INFINITY (the
     * initial value): the structure was not checked, so ffmpeg's value is used. */
    double stated_s;

    bool cut_anywhere; /* an undamaged file can be cut at its beginning and end: MPEG-TS, MPEG-PS */
    bool knows_its_end; /* the container states a reliable duration */
    bool is_alone;      /* the check of the structure cannot confirm the duration: MXF, GXF */
    bool is_exact;      /* an undamaged file ends within half a second of the duration: GXF */
    bool has_more; /* the file has subtitles or data, which can continue after picture and sound */
    bool no_stream;
    bool estimated; /* ffmpeg estimated the duration */
    bool is_unfit;  /* key frames of this codec cannot be judged */
    bool ends_bare; /* ffmpeg's parser has found an H.264 delimiter without a picture */
    bool unsure;    /* a message about the picture can be judged only by decoding the whole file */
    double duration_s; /* time of the end, from ffmpeg; -1: not known */
    double start_s;    /* time of the beginning, from ffmpeg */
    double now_s;      /* time of the last decoded frame; -1: no frame yet */
    double before_s;   /* time of the frame before the last one */
    double end_s;      /* the latest time that was decoded; -1: none yet */
    uint64_t frames;   /* number of decoded frames */
    bool writes;       /* ffmpeg has begun to write output: all tracks have begun */
    struct probe_tracks tracks;
    struct probe_tally late[PROBE_TALLIES]; /* latest messages: a cut at the end can explain them */
    struct probe_tally sure[PROBE_TALLIES]; /* earlier messages: a cut cannot explain them */
    unsigned char damaged[PROBE_MOST_SECONDS / 8]; /* one bit per second of running time */
    char last_words[96]; /* the last error of ffmpeg itself, not of a component; "": none */
};

/* Initializes the log. Borrows `subject`. After this, the caller can set `tracks`, `from_start`,
 * `doubted` and `stated_s`. */
void probe_log_start(struct probe_log *log, const char *subject, bool sampled);

/* Handles a line of the log, without its line break. */
void probe_log_line(struct probe_log *log, const char *line);

/* Handles a line of ffmpeg's option -progress, such as "out_time_us=40000". Returns whether the
 * line shows progress. */
bool probe_log_progress(struct probe_log *log, const char *line);

/* Ends the log and adds its findings to `findings`. `complete` is set if the decoder exited with
 * status 0. Sets *decoded_s to the decoded running time, and *damaged_s to the number of damaged
 * seconds. */
void probe_log_end(struct probe_log *log, bool complete, struct findings *findings,
                   double *decoded_s, double *damaged_s);

/* Returns the running time that the file states, in seconds, without the time before the film's
 * beginning. If stated_s is shorter, returns stated_s (except for MXF and GXF). Returns -1 if the
 * file does not state a reliable running time. */
double probe_log_length(const struct probe_log *log);

/* Returns whether a track that has not begun blocks the other tracks: many frames were decoded, but
 * ffmpeg keeps them in memory and writes none. */
bool probe_log_is_held_up(const struct probe_log *log);

/* Stores the damaged parts in `spans`, by time, and returns their number. If there are too many,
 * merges those with the smallest gaps. Must be called after probe_log_end. */
size_t probe_log_spans(const struct probe_log *log, struct probe_span spans[PROBE_MOST_SPANS]);

#endif
