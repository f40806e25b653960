/* Findings: errors and oddities in a video file, reported by the walk over its structure and by the
 * decoder, in one form. A list is bounded: repeated findings are counted, not stored. */
#ifndef RECORD_FINDING_H
#define RECORD_FINDING_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The weight of a finding. The heaviest finding in a file determines the file's status. */
enum finding_weight {
    FINDING_NOTE,       /* an oddity, not a reason to doubt the file */
    FINDING_SUSPICIOUS, /* a deeper check is needed, or the effect is not known */
    FINDING_CORRUPT,    /* data is missing or destroyed */
};

/* Each has a fixed word, finding_words, for scripts; docs/scan.md lists them. */
enum finding_code {
    FINDING_EMPTY,         /* empty: no bytes */
    FINDING_TRUNCATED,     /* truncated: something declared ends past the file's end */
    FINDING_NO_HEADER,     /* no-header: it does not begin like a file of any known kind */
    FINDING_NO_INDEX,      /* no-index: without it the file cannot be played (moov) */
    FINDING_BROKEN_INDEX,  /* broken-index: an index that points outside, or to nothing */
    FINDING_OUT_OF_BOUNDS, /* out-of-bounds: an element reaches beyond its parent */
    FINDING_BAD_STRUCTURE, /* bad-structure: an element contradicts its own type */
    FINDING_LOST_SYNC,     /* lost-sync: bytes between packets that do not belong to one */
    FINDING_TRAILING_JUNK, /* trailing-junk: bytes after the end that do not belong to the format */
    FINDING_ZEROS,         /* zeros: a long run of zero bytes where data should be */
    FINDING_HOLE,          /* hole: a part of the file that was never written (sparse) */
    FINDING_WRONG_KIND,    /* wrong-kind: the extension names another kind */
    FINDING_MISSING_DATA,  /* missing-data: packets are missing (counters, timestamps) */
    FINDING_LIMIT,         /* limit: the walk gave up because it would take too long */
    FINDING_CHANGING,      /* changing: the file changed while it was read */
    FINDING_UNREADABLE,    /* unreadable: reading failed */
    FINDING_VIDEO_DAMAGE,  /* video-damage: the decoder reports errors in the picture */
    FINDING_AUDIO_DAMAGE,  /* audio-damage: the decoder reports errors in the sound */
    FINDING_CONTAINER_DAMAGE, /* container-damage: the decoder reports errors in the container */
    FINDING_REMARK,         /* remark: the decoder reports an oddity that intact files also have */
    FINDING_NO_STREAM,      /* no-stream: neither picture nor sound */
    FINDING_SHORT,          /* short: it ends earlier than it states */
    FINDING_STALLED,        /* stalled: the decoder made no progress */
    FINDING_DECODER_FAILED, /* decoder-failed: the decoder crashed, or cannot decode this kind */
    FINDING_NO_DECODER,     /* no-decoder: this ffmpeg has no decoder for a track's codec */
    FINDING_ENCRYPTED,      /* encrypted: its content is locked with a key and cannot be decoded */
    FINDING_BIT_ROT,        /* bit-rot: other bytes with the same size and times */
    FINDING_SEGMENT, /* segment: a piece of a stream, which needs the other pieces to be played */
    FINDING_CODES    /* their number */
};
extern const char *const finding_words[]; /* NULL-terminated */

enum { FINDING_MOST = 32 }; /* maximum number of different findings of a file */

/* One kind of finding: its first place, and its count. */
struct finding {
    enum finding_code code;
    enum finding_weight weight;
    char stream;      /* 'v', 'a', 's', or '\0': of the file */
    uint64_t count;   /* 1 or more */
    int64_t offset;   /* offset of the first one in bytes; -1: not known */
    double seconds;   /* running time of the first one; -1: not known */
    char detail[128]; /* text of the first one, in ASCII without control characters; may be "" */
};

/* A zeroed list is empty. There is nothing to release. */
struct findings {
    struct finding at[FINDING_MOST];
    size_t count;
    uint64_t dropped; /* further kinds that did not fit */
};

/* Adds a finding. If there is already a finding with the same code and stream, counts it once more,
 * and keeps the larger weight and the earlier place. detail is a printf format; control characters
 * and non-ASCII become '?'. */
void finding_add(struct findings *list, const struct finding *finding, const char *detail, ...)
    __attribute__((format(printf, 3, 4)));

/* Returns the largest weight; FINDING_NOTE for an empty list. */
enum finding_weight finding_worst(const struct findings *list);

/* Returns "reasons" for a record: an array of at most `most` findings, the heaviest first; with
 * notes only if with_notes. The caller frees the result. */
json_t *finding_json(const struct findings *list, size_t most, bool with_notes);

#endif
