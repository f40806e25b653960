/* The structure of a container, walked without decoding: is what the file declares there, whole,
 * and where it should be? Bounded in memory, bytes and time, whatever the file claims. */
#ifndef WALK_WALK_H
#define WALK_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "record/content.h"
#include "record/finding.h"
#include "walk/source.h"

struct walk_kind; /* a kind of container: walker.h */

/* Returns the kind's word: "mp4", "matroska", …; "unknown" for NULL. */
const char *walk_kind_word(const struct walk_kind *kind);

/* Returns whether a file of this ending (any case, without the dot) is a video: one of a kind that
 * there is a walk for, or of a known one that there is none for. Endings of sound, of subtitles and
 * of pieces of streams (m4s) are none. */
bool walk_is_video_ending(const char *ending);

/* Limits of a walk. Zeroed: the defaults, which no sound film reaches. */
struct walk_limits {
    uint64_t bytes;    /* read in all */
    uint64_t elements; /* boxes, elements, packets looked at */
    unsigned depth;    /* nesting */
    /* A stream of at most so many bytes is looked at everywhere, a larger one in windows. 0: the
     * kind's own limit. */
    uint64_t whole;
};

struct walk_report {
    const struct walk_kind *kind; /* NULL: unknown */
    struct findings findings;
    struct content content; /* what the headers say */
    double duration_s;      /* as the container declares; -1: not known */
    bool states_duration; /* a header states it for the whole file; false: it was reckoned from what
                             is there, or is that of another file from which this one was cut */
    bool is_text;         /* words, as a playlist has, and no container */
    bool is_other;        /* a video in a container that there is no walk for */
    uint64_t written;     /* the offset after the last byte that was ever written */
    uint64_t bytes_read;  /* what the walk cost */
    uint64_t elements;
};

/* Walks the source and fills report. name is the file's name, used for its ending only; it may be
 * NULL. Never fails: what cannot be read is a finding. Oddities that do not hurt (a piped AVI's
 * sizes, a live Matroska, padding, a stream cut on a packet) are notes or nothing. */
void walk(struct walk_source *source, const char *name, const struct walk_limits *limits,
          struct walk_report *report);

#endif
