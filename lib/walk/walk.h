/* Walks the structure of a container without decoding, and checks that every part that the
 * container declares is present, complete and in place. Memory, bytes read and time are bounded for
 * any file. */
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

/* Returns whether `ending` (without a dot, in any case) is a file name extension of videos,
 * including videos that walk() cannot check. Returns false for sound, subtitles and pieces of
 * streams (m4s). */
bool walk_is_video_ending(const char *ending);

/* Limits of a walk. 0: the default, which no film reaches. */
struct walk_limits {
    uint64_t bytes;    /* total bytes read */
    uint64_t elements; /* boxes, elements, packets read */
    unsigned depth;    /* nesting */
    /* A file of at most this many bytes is checked everywhere, a larger file only at some places.
     * 0: the default of the file's kind. */
    uint64_t whole;
};

struct walk_report {
    const struct walk_kind *kind; /* NULL: unknown */
    struct findings findings;
    struct content content; /* from the headers and the first frames */
    double duration_s;      /* -1: not known */
    /* True if a header states duration_s for the whole file. False if duration_s was computed from
     * the contents, or is from a header that may describe a longer file. */
    bool states_duration;
    bool is_text;        /* the file is text, such as a playlist, not a container */
    bool is_other;       /* the file is a video in a format that walk() does not check */
    uint64_t written;    /* size of the file without a hole at its end */
    uint64_t bytes_read; /* including read-ahead */
    uint64_t elements;
};

/* Walks the source and fills `report`. Only the extension in `name` is used. `name` and `limits`
 * may be NULL. If bytes cannot be read, adds a finding. Harmless oddities become notes or are not
 * reported: for example, padding, or sizes that were never filled in because the file was written
 * to a pipe. */
void walk(struct walk_source *source, const char *name, const struct walk_limits *limits,
          struct walk_report *report);

#endif
