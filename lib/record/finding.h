/* Findings: errors and oddities in a video file. The check of the file's structure (the walk) and
 * the decoder both report findings in this form. A list is bounded: repeated findings are counted,
 * not stored. */
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

/* The kinds of findings. finding_words has a fixed word for each, for scripts. docs/scan.md
 * describes them. */
enum finding_code {
    FINDING_EMPTY,         /* empty: no bytes */
    FINDING_TRUNCATED,     /* truncated: a declared part ends past the file's end */
    FINDING_NO_HEADER,     /* no-header: the file does not begin like any known kind */
    FINDING_NO_INDEX,      /* no-index: a part that players need is missing (such as moov) */
    FINDING_BROKEN_INDEX,  /* broken-index: the index points outside the file, or at
                              places that hold no data */
    FINDING_OUT_OF_BOUNDS, /* out-of-bounds: an element reaches beyond its parent */
    FINDING_BAD_STRUCTURE, /* bad-structure: an element contradicts its own type */
    FINDING_LOST_SYNC,     /* lost-sync: bytes between packets that belong to no packet */
    FINDING_TRAILING_JUNK, /* trailing-junk: bytes after the end that do not belong to the format */
    FINDING_ZEROS,         /* zeros: a long run of zero bytes where data should be */
    FINDING_HOLE,          /* hole: a part of the file that was never written (sparse) */
    FINDING_WRONG_KIND,    /* wrong-kind: the extension is that of another kind of file */
    FINDING_MISSING_DATA,  /* missing-data: packets are missing (seen in counters or timestamps) */
    FINDING_LIMIT,    /* limit: the check of the structure stopped because it would take too long */
    FINDING_CHANGING, /* changing: the file changed while it was read */
    FINDING_UNREADABLE,       /* unreadable: reading failed */
    FINDING_VIDEO_DAMAGE,     /* video-damage: the decoder reports errors in the picture */
    FINDING_AUDIO_DAMAGE,     /* audio-damage: the decoder reports errors in the sound */
    FINDING_CONTAINER_DAMAGE, /* container-damage: the decoder reports errors in the container */
    FINDING_REMARK,         /* remark: the decoder reports an oddity that intact files also have */
    FINDING_NO_STREAM,      /* no-stream: neither picture nor sound */
    FINDING_SHORT,          /* short: the file ends earlier than its header states */
    FINDING_STALLED,        /* stalled: the decoder made no progress */
    FINDING_DECODER_FAILED, /* decoder-failed: the decoder crashed, or cannot decode this kind */
    FINDING_NO_DECODER,     /* no-decoder: this ffmpeg has no decoder for a track's codec */
    FINDING_ENCRYPTED,      /* encrypted: its content is locked with a key and cannot be decoded */
    FINDING_BIT_ROT,        /* bit-rot: the bytes have changed, but size and times have not */
    FINDING_SEGMENT, /* segment: one piece of a stream, which cannot be played without the others */
    FINDING_CODES    /* number of codes */
};
extern const char *const finding_words[]; /* NULL-terminated */

enum { FINDING_MOST = 32 }; /* maximum number of different findings of a file */

/* One kind of finding, and its count. Place and detail are those of the heaviest finding, or of the
 * first one in the file if several are equally heavy. */
struct finding {
    enum finding_code code;
    enum finding_weight weight;
    char stream;      /* 'v', 'a' or 's'; '\0': the whole file */
    uint64_t count;   /* 1 or more */
    int64_t offset;   /* offset in bytes; -1: not known */
    double seconds;   /* position in seconds from the start; -1: not known */
    char detail[128]; /* description in ASCII without control characters; may be "" */
};

/* A list of findings. A zeroed list is empty. Nothing needs to be freed. */
struct findings {
    struct finding at[FINDING_MOST];
    size_t count;
    uint64_t dropped; /* number of findings that did not fit */
};

/* Adds a finding; a count of 0 is treated as 1. If the list already has a finding with the same
 * code and stream, the counts are added. The weight, place and detail of the heavier finding are
 * kept; if both are equally heavy, those of the one that is earlier in the file. If the list is
 * full, a new finding replaces a lighter one or is left out; both are counted in `dropped`.
 * `detail` is a printf format; control characters and non-ASCII characters become '?'. */
void finding_add(struct findings *list, const struct finding *finding, const char *detail, ...)
    __attribute__((format(printf, 3, 4)));

/* Returns the largest weight; FINDING_NOTE for an empty list. */
enum finding_weight finding_worst(const struct findings *list);

/* Returns the value of scan.reasons: an array of at most `most` findings, the heaviest first. Notes
 * are included only if with_notes is set. The caller frees the result. */
json_t *finding_json(const struct findings *list, size_t most, bool with_notes);

#endif
