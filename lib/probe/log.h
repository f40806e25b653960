/* Turns ffmpeg's log of one file, line by line, into findings: the messages, their running time,
 * and the damaged seconds. Pure: no process is run here. */
#ifndef PROBE_LOG_H
#define PROBE_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "probe/track.h"
#include "record/finding.h"

/* The messages about one part of the file. They are kept apart as long as they may concern only the
 * file's end. */
struct probe_tally {
    uint64_t count;
    double first_s; /* running time of the first and last message; -1: before the first frame */
    double last_s;
    uint64_t frame; /* the number of frames decoded before the first message */
    /* Messages of the decoder itself (ffmpeg summarizes later, when the frame comes out): their
     * number, and the frames decoded before the last one. */
    uint64_t spoken, last_frame;
    char detail[96]; /* the first message */
};

enum { PROBE_TALLIES = 7, PROBE_MOST_SECONDS = 48 * 3600 };

/* A shortfall is reported if it is at least this many seconds and this percentage of the expected
 * time. */
enum { PROBE_SHORT_S = 5, PROBE_SHORT_PERCENT = 5 };

/* A part of the running time in whole seconds, from first to before last. */
struct probe_span {
    unsigned from_s, to_s;
};

enum { PROBE_MOST_SPANS = 16 };

struct probe_log {
    const char *subject; /* "file:" and the name; borrowed */
    bool sampled;        /* only key frames at some places are decoded */
    bool from_start;     /* decoding starts at the beginning: small files */
    bool doubted;        /* the structure is in doubt, so remarks count */
    double stated_s; /* running time stated in the structure; 0: not stated; INFINITY, the initial
                      * value: not examined, so ffmpeg's value is used */

    bool cut_anywhere;  /* the stream may begin and end anywhere: MPEG-TS, MPEG-PS */
    bool knows_its_end; /* the container's duration is not a guess or a placeholder */
    bool is_alone;      /* only its header states the duration, and no walk confirms it */
    bool is_exact;      /* an undamaged file ends within half a second of the duration */
    bool has_more;      /* it has subtitles or data, which may continue after picture and sound */
    bool no_stream;
    bool estimated;    /* the duration is ffmpeg's guess */
    bool is_unfit;     /* samples of this codec cannot be judged */
    bool ends_bare;    /* the parser met an H.264 delimiter without a picture */
    bool unsure;       /* a message about the picture can only be judged by decoding everything */
    double duration_s; /* the end, as reported by ffmpeg; -1: not known */
    double start_s;    /* the beginning */
    double now_s;      /* of the last decoded frame; -1: none so far */
    double before_s;   /* of the frame before that one */
    double end_s;      /* the latest time reached; -1: none */
    uint64_t frames;
    bool writes; /* all tracks have begun, so frames are not held back */
    struct probe_tracks tracks;
    struct probe_tally sure[PROBE_TALLIES];
    struct probe_tally late[PROBE_TALLIES];        /* messages that may concern only the end */
    unsigned char damaged[PROBE_MOST_SECONDS / 8]; /* one bit per second of running time */
    char last_words[96];                           /* the last error that ffmpeg itself logged */
};

/* Initializes the log; subject is borrowed. Initially no track is known and the structure counts as
 * not examined; tracks, from_start, doubted and stated_s may be set afterwards. */
void probe_log_start(struct probe_log *log, const char *subject, bool sampled);

/* Handles a line of the log, without its end. */
void probe_log_line(struct probe_log *log, const char *line);

/* Handles a line of -progress, "out_time_us=40000". Returns whether it shows progress. */
bool probe_log_progress(struct probe_log *log, const char *line);

/*
 * Ends the log and adds its findings. complete: the decoder finished its work. Sets decoded_s, and
 * damaged_s to the seconds of running time with damage.
 */
void probe_log_end(struct probe_log *log, bool complete, struct findings *findings,
                   double *decoded_s, double *damaged_s);

/* Returns the running time stated in the file, in seconds, without the time before the film's
 * beginning; -1: not stated, or guessed by ffmpeg. */
double probe_log_length(const struct probe_log *log);

/* Returns whether a track holds up the others: many frames were decoded, but no frame is written
 * because a track has not begun. ffmpeg keeps such frames in memory. */
bool probe_log_is_held_up(const struct probe_log *log);

/*
 * Stores the spans of damaged seconds, in order, and returns their number. If there are too many,
 * those with the smallest gaps are merged. Call it after probe_log_end.
 */
size_t probe_log_spans(const struct probe_log *log, struct probe_span spans[PROBE_MOST_SPANS]);

#endif
