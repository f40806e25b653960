/* Walks the structure of a container without decoding, and checks that everything declared is
 * there, whole and in place. Memory, bytes and time are bounded, whatever the file claims. */
#ifndef WALK_WALK_H
#define WALK_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "record/content.h"
#include "record/finding.h"
#include "walk/source.h"

struct walk_kind; /* a kind of container; defined in walk/walker.h */

/* Returns the name of the kind: "mp4", "matroska", …; "unknown" for NULL. */
const char *walk_kind_word(const struct walk_kind *kind);

/* Returns whether a file with this ending (any case, without the dot) is a video, with or without a
 * walk for its container. Endings of sound, of subtitles and of pieces of streams (m4s) are not. */
bool walk_is_video_ending(const char *ending);

/* Limits of a walk. Zeroed: the defaults, which no film reaches. */
struct walk_limits {
    uint64_t bytes;    /* total bytes read */
    uint64_t elements; /* boxes, elements, packets read */
    unsigned depth;    /* nesting */
    /* A stream of at most this many bytes is checked everywhere, a larger one in windows. 0: the
     * kind's own limit. */
    uint64_t whole;
};

struct walk_report {
    const struct walk_kind *kind; /* NULL: unknown */
    struct findings findings;
    struct content content; /* from the headers */
    double duration_s;      /* as declared by the container; -1: not known */
    bool states_duration; /* a header states it for the whole file; false: it was computed from the
                           * contents, or it is that of a longer file from which this one was cut */
    bool is_text;         /* it is text, such as a playlist, not a container */
    bool is_other;        /* a video in a container without a walk */
    uint64_t written;     /* the offset after the last byte that was ever written */
    uint64_t bytes_read;  /* cost of the walk */
    uint64_t elements;
};

/* Walks the source and fills report. name is the file's name, used only for its ending; it may be
 * NULL. Never fails: unreadable bytes become a finding. Harmless oddities (a piped AVI's sizes, a
 * live Matroska, padding, a stream cut at a packet) become notes or nothing. */
void walk(struct walk_source *source, const char *name, const struct walk_limits *limits,
          struct walk_report *report);

#endif
