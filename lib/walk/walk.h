/*
 * The structure of a container, walked without decoding: is what the file declares there, whole,
 * and where it should be? Bounded in memory, bytes and time, whatever the file claims. Formats:
 * ISO-BMFF (mp4, m4v, mov, 3gp), Matroska and WebM, AVI with OpenDML, MPEG-TS and M2TS, MPEG-PS,
 * ASF, FLV, Ogg. */
#ifndef WALK_WALK_H
#define WALK_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "record/finding.h"
#include "walk/source.h"

enum walk_kind {
    WALK_UNKNOWN,
    WALK_MP4,
    WALK_MATROSKA,
    WALK_AVI,
    WALK_MPEG_TS,
    WALK_MPEG_PS,
    WALK_ASF,
    WALK_FLV,
    WALK_OGG,
};
extern const char *const walk_kind_words[]; /* "unknown", "mp4", "matroska", …; NULL-terminated */

/* Most that a walk may do. Zeroed: the defaults, which no sound film reaches. */
struct walk_limits {
    uint64_t bytes;    /* read in all */
    uint64_t elements; /* boxes, elements, packets looked at */
    unsigned depth;    /* nesting */
    /* A stream up to so many bytes is looked at everywhere, a larger one in windows. 0: as much as
     * its kind's walk thinks right. */
    uint64_t whole;
};

struct walk_report {
    enum walk_kind kind;
    struct findings findings;
    double duration_s;   /* as the container says; -1: it does not */
    uint64_t bytes_read; /* what the walk cost */
    uint64_t elements;
};

/*
 * Walks the source and fills report. name (NULL: none) is the file's, for its ending only. Never
 * fails: what cannot be read is a finding. What is only odd (a piped AVI's sizes, a live Matroska,
 * padding, a stream cut on a packet) is a note or nothing. */
void walk(struct walk_source *source, const char *name, const struct walk_limits *limits,
          struct walk_report *report);

#endif
