/* Finds stretches of a film without picture or sound, from the log of ffmpeg's filters. A stretch
 * is not damage, because films can have such stretches on purpose. Pure. */
#ifndef PROBE_STRETCH_H
#define PROBE_STRETCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The kinds of stretches. probe_stretch_words has the words for them. */
enum probe_stretch_kind {
    PROBE_BLACK,    /* a black picture */
    PROBE_FROZEN,   /* a still picture that is not black */
    PROBE_SILENT,   /* a sound track that is silent */
    PROBE_NO_SOUND, /* the sound has ended, and the picture continues */
};
extern const char *const probe_stretch_words[];

struct probe_stretch {
    enum probe_stretch_kind kind;
    double from_s, to_s; /* running time in seconds */
};

enum { PROBE_STRETCHES = 12 };

/* The stretches found so far. Initialize it with {0}. */
struct probe_stretches {
    struct probe_stretch at[PROBE_STRETCHES];
    size_t count;
    uint32_t left_out; /* number of shorter stretches for which there was no room */

    double open_s[2]; /* start of the current frozen [0] and silent [1] stretch */
    bool is_open[2];  /* set while such a stretch has begun and has not ended */
    double sound_s;   /* the end of the sound so far */
};

/* The filters for the first picture track and the first sound track. They log the lines that
 * probe_stretches_learn reads. */
extern const char probe_stretch_picture[];
extern const char probe_stretch_sound[];

/* The names of the filters that ffmpeg must have; NULL-terminated. */
extern const char *const probe_stretch_filters[];

/* Reads a line of the log. `subject` is the file's name in ffmpeg's syntax ("file:NAME"). */
void probe_stretches_learn(struct probe_stretches *all, const char *line, const char *subject);

/* Completes the list and sorts it by time. Removes stretches near the beginning or the end of the
 * film, and frozen stretches that are mostly black. `picture_s` is the time of the last picture;
 * negative: there was no picture. */
void probe_stretches_end(struct probe_stretches *all, double picture_s);

#endif
