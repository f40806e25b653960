/* Walks the structure of a container without decoding, and checks that everything it declares is
 * present, complete and in place. Memory, bytes read and time are bounded, whatever the file
 * claims. */
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

/* Returns whether `ending` is the file name extension of a video (in any case, without the dot).
 * The video's container need not have a walk. Returns false for sound, subtitles and pieces of
 * streams (m4s). */
bool walk_is_video_ending(const char *ending);

/* Limits of a walk. 0: the default, which no film reaches. */
struct walk_limits {
    uint64_t bytes;    /* total bytes read */
    uint64_t elements; /* boxes, elements, packets read */
    unsigned depth;    /* nesting */
    /* A file of at most this many bytes is checked everywhere, a larger file in windows. 0: the
     * kind's own limit. */
    uint64_t whole;
};

struct walk_report {
    const struct walk_kind *kind; /* NULL: unknown */
    struct findings findings;
    struct content content; /* from the headers and the first frames */
    double duration_s;      /* as declared by the container; -1: not known */
    bool states_duration;   /* a header states duration_s for the whole file; false: duration_s was
                               computed from the contents, or a header that states it may be that of a
                               longer file from which this one was cut */
    bool is_text;           /* the file is text, such as a playlist, not a container */
    bool is_other;          /* the file is a video in a container without a walk */
    uint64_t written;       /* the offset after the last byte that was ever written */
    uint64_t bytes_read;    /* including read-ahead */
    uint64_t elements;
};

/* Walks the source and fills `report`. `name` is the file's name, of which only the extension is
 * used; it may be NULL. Never fails: unreadable bytes become a finding. Harmless oddities are notes
 * or are not reported, for example the sizes in an AVI that was written to a pipe, a live Matroska,
 * padding, or a stream that ends at a packet's end. */
void walk(struct walk_source *source, const char *name, const struct walk_limits *limits,
          struct walk_report *report);

#endif
