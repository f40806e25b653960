/* Stretches of a film without picture or sound, from the log of ffmpeg's filters. They are notes:
 * such a film may be undamaged. Pure: no process is run here. */
#ifndef PROBE_STRETCH_H
#define PROBE_STRETCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The names are in probe_stretch_words, in this order. */
enum probe_stretch_kind {
    PROBE_BLACK,    /* a black picture */
    PROBE_FROZEN,   /* a still picture that is not black */
    PROBE_SILENT,   /* a sound track that is silent */
    PROBE_NO_SOUND, /* the sound has ended, and the picture continues */
};
extern const char *const probe_stretch_words[];

struct probe_stretch {
    enum probe_stretch_kind kind;
    double from_s, to_s; /* running time */
};

enum { PROBE_STRETCHES = 12 };

/* Zeroed: nothing was read. Nothing to release. */
struct probe_stretches {
    struct probe_stretch at[PROBE_STRETCHES];
    size_t count;
    uint32_t left_out; /* shorter stretches that did not fit */

    double open_s[2]; /* the start of the current frozen [0] and silent [1] stretch */
    bool is_open[2];  /* whether this stretch has not ended yet */
    double sound_s;   /* the end of the sound so far */
};

/* The filters for the first picture track and the first sound track. They write the lines that
 * probe_stretches_learn reads. */
extern const char probe_stretch_picture[];
extern const char probe_stretch_sound[];

/* The names of the filters that ffmpeg must have; NULL-terminated. */
extern const char *const probe_stretch_filters[];

/* Learns from a line of the log. subject is ffmpeg's name for the file. */
void probe_stretches_learn(struct probe_stretches *all, const char *line, const char *subject);

/*
 * Ends the list. Removes stretches near the beginning and the end of the film, and frozen stretches
 * that are black. Sorts the rest by time. picture_s: the time of the last picture; negative:
 * none.
 */
void probe_stretches_end(struct probe_stretches *all, double picture_s);

#endif
