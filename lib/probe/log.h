/* Reads ffmpeg's log of one file line by line, and turns its messages into findings. Also notes
 * when in the running time each message was logged, and which seconds are damaged. Pure: no process
 * is run here. */
#ifndef PROBE_LOG_H
#define PROBE_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "probe/track.h"
#include "record/finding.h"

/* Counts the messages of one kind, for example those about the picture. As long as messages may be
 * due to the end of the file, a separate tally counts them (`late` in struct probe_log). */
struct probe_tally {
    uint64_t count;
    double first_s;  /* position of the first message in seconds; -1: before the first frame */
    double last_s;   /* position of the last message, likewise */
    uint64_t frame;  /* the number of frames decoded before the first message */
    uint64_t spoken; /* number of messages that a component logged itself. The summaries that ffmpeg
                      * logs later are not counted */
    uint64_t last_frame; /* number of frames decoded before the last message of a component */
    char detail[96];     /* the text of the first message */
};

enum { PROBE_TALLIES = 7, PROBE_MOST_SECONDS = 48 * 3600 };

/* A file is reported as too short if more than this many seconds, and more than this percentage of
 * the expected running time, are missing. */
enum { PROBE_SHORT_S = 5, PROBE_SHORT_PERCENT = 5 };

/* A part of the running time in whole seconds: from `from_s` up to, but not including, `to_s`. */
struct probe_span {
    unsigned from_s, to_s;
};

enum { PROBE_MOST_SPANS = 16 };

struct probe_log {
    const char *subject; /* the file's name in ffmpeg's syntax, "file:NAME"; borrowed */
    bool sampled;        /* only key frames are decoded */
    bool from_start;     /* key frames are decoded from the beginning (small files) */
    bool doubted;    /* the walk (lib/walk) found a problem in the structure, so remarks count as
                      * doubts */
    double stated_s; /* running time that the walk found in the structure; 0: not stated;
                      * INFINITY, the initial value: there was no walk, so ffmpeg's value is used */

    bool cut_anywhere; /* an undamaged file may be cut at its beginning and end: MPEG-TS, MPEG-PS */
    bool knows_its_end; /* the duration is stated by the container, and is not a guess or a
                         * placeholder */
    bool is_alone;      /* only the file's header states the duration, and no walk confirms it */
    bool is_exact;      /* an undamaged file ends within half a second of the duration */
    bool has_more; /* the file has subtitles or data, which may continue after picture and sound */
    bool no_stream;
    bool estimated; /* ffmpeg estimated the duration */
    bool is_unfit;  /* only samples are decoded, and messages about samples of this codec mean
                     * nothing */
    bool ends_bare; /* ffmpeg's parser found an H.264 delimiter without a picture */
    bool unsure;    /* a message about the picture can be judged only by decoding the whole file */
    double duration_s; /* time of the end, as reported by ffmpeg; -1: not known */
    double start_s;    /* time of the beginning, as reported by ffmpeg */
    double now_s;      /* time of the last decoded frame; -1: no frame yet */
    double before_s;   /* time of the frame before the last one */
    double end_s;      /* the latest time that decoding has reached; -1: none yet */
    uint64_t frames;   /* number of decoded frames */
    bool writes;       /* ffmpeg writes its output: all tracks have begun */
    struct probe_tracks tracks;
    struct probe_tally sure[PROBE_TALLIES]; /* messages that are not due to the end of the file */
    struct probe_tally late[PROBE_TALLIES]; /* messages that may be due to the end of the file */
    unsigned char damaged[PROBE_MOST_SECONDS / 8]; /* one bit per second of running time */
    char last_words[96];                           /* the last error that ffmpeg itself logged */
};

/* Initializes the log. Borrows `subject`. No track is known, and the structure counts as not
 * examined. The caller may then set `tracks`, `from_start`, `doubted` and `stated_s`. */
void probe_log_start(struct probe_log *log, const char *subject, bool sampled);

/* Handles a line of the log, given without its line break. */
void probe_log_line(struct probe_log *log, const char *line);

/* Handles a line of ffmpeg's option -progress, such as "out_time_us=40000". Returns whether the
 * line shows progress. */
bool probe_log_progress(struct probe_log *log, const char *line);

/* Ends the log and adds its findings to `findings`. `complete`: the decoder exited with status 0.
 * Sets *decoded_s to the decoded running time, and *damaged_s to the number of seconds with
 * damage. */
void probe_log_end(struct probe_log *log, bool complete, struct findings *findings,
                   double *decoded_s, double *damaged_s);

/* Returns the running time that the file states, in seconds, without the time before the film's
 * beginning. If the walk found a shorter running time, returns that, except for MXF and GXF.
 * Returns -1 if no reliable running time is stated. */
double probe_log_length(const struct probe_log *log);

/* Returns whether a track that has not begun blocks the others: many frames were decoded, but none
 * was written. ffmpeg keeps these frames in memory. */
bool probe_log_is_held_up(const struct probe_log *log);

/* Stores the spans of damaged seconds in `spans`, in order of time, and returns their number. If
 * there are more than PROBE_MOST_SPANS, spans with the smallest gaps between them are merged. To be
 * called after probe_log_end. */
size_t probe_log_spans(const struct probe_log *log, struct probe_span spans[PROBE_MOST_SPANS]);

#endif
