/* Findings: errors and oddities in a video file. The check of the file's structure and the decoder
 * both report findings. */
#ifndef RECORD_FINDING_H
#define RECORD_FINDING_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The weight of a finding. The heaviest finding determines the file's status. */
enum finding_weight {
    FINDING_NOTE,       /* an oddity, not a reason to doubt the file */
    FINDING_SUSPICIOUS, /* a deeper check is needed, or the effect is not known */
    FINDING_CORRUPT,    /* data is missing or destroyed */
};

/* The kinds of findings. finding_words has the words for them; each note below begins with this
 * word. docs/scan.md describes the kinds. */
enum finding_code {
    FINDING_EMPTY,     /* empty: no bytes */
    FINDING_TRUNCATED, /* truncated: a part ends past the file's end */
    FINDING_NO_HEADER, /* no-header: the file does not begin like any known format */
    FINDING_NO_INDEX,  /* no-index: a part that players need is missing (such as moov) */
    /* broken-index: the index points outside the file, or to places without data */
    FINDING_BROKEN_INDEX,
    FINDING_OUT_OF_BOUNDS,    /* out-of-bounds: an element reaches beyond its parent */
    FINDING_BAD_STRUCTURE,    /* bad-structure: an element contradicts its own type */
    FINDING_LOST_SYNC,        /* lost-sync: bytes between packets */
    FINDING_TRAILING_JUNK,    /* trailing-junk: extra bytes at the end */
    FINDING_ZEROS,            /* zeros: a long run of zero bytes where data should be */
    FINDING_HOLE,             /* hole: a part of the file that was never written (sparse) */
    FINDING_WRONG_KIND,       /* wrong-kind: the extension does not match the format */
    FINDING_MISSING_DATA,     /* missing-data: gaps in counters or timestamps */
    FINDING_LIMIT,            /* limit: the check of the structure would take too long */
    FINDING_CHANGING,         /* changing: the file changed while it was read */
    FINDING_UNREADABLE,       /* unreadable: reading failed */
    FINDING_VIDEO_DAMAGE,     /* video-damage: the decoder reports errors in the picture */
    FINDING_AUDIO_DAMAGE,     /* audio-damage: the decoder reports errors in the sound */
    FINDING_CONTAINER_DAMAGE, /* container-damage: the decoder reports errors in the container */
    FINDING_REMARK,           /* remark: a message of the decoder that intact files also cause */
    FINDING_NO_STREAM,        /* no-stream: no picture and no sound */
    FINDING_SHORT,            /* short: the file ends earlier than its header states */
    FINDING_STALLED,          /* stalled: the decoder made no progress */
    FINDING_DECODER_FAILED, /* decoder-failed: the decoder crashed, or cannot decode this format */
    FINDING_NO_DECODER,     /* no-decoder: this ffmpeg has no decoder for a track's codec */
    FINDING_ENCRYPTED,      /* encrypted: the content cannot be decoded without a key */
    FINDING_BIT_ROT,        /* bit-rot: the bytes have changed, but size and times have not */
    /* segment: one piece of a stream, which cannot be played without the other pieces */
    FINDING_SEGMENT,
    FINDING_CODES /* number of codes */
};
extern const char *const finding_words[]; /* NULL-terminated */

enum { FINDING_MOST = 32 }; /* maximum number of different findings of a file */

/* One kind of finding. If it was found several times, place and detail are those of the heaviest
 * finding, or of the first among equally heavy findings. */
struct finding {
    enum finding_code code;
    enum finding_weight weight;
    char stream;      /* 'v', 'a' or 's'; '\0': the whole file */
    uint64_t count;   /* 1 or more */
    int64_t offset;   /* offset in bytes; -1: not known */
    double seconds;   /* position in seconds from the start; -1: not known */
    char detail[128]; /* description in printable ASCII; can be "" */
};

/* A list of findings. A zeroed list is empty. Nothing needs to be freed. */
struct findings {
    struct finding at[FINDING_MOST];
    size_t count;
    uint64_t dropped; /* number of findings for which there was no room */
};

/* Adds a finding. `detail` is a printf format. A count of 0 is treated as 1. If the list has a
 * finding with the same code and stream, merges the two: adds the counts, and keeps the other
 * members of the heavier finding. If both are equally heavy, keeps those of the finding that is
 * earlier in the file. If the list is full, the new finding replaces a lighter one; if no finding
 * is lighter, the new one is dropped. */
void finding_add(struct findings *list, const struct finding *finding, const char *detail, ...)
    __attribute__((format(printf, 3, 4)));

/* Returns the largest weight; FINDING_NOTE for an empty list. */
enum finding_weight finding_worst(const struct findings *list);

/* Returns the value of scan.reasons: an array of at most `most` findings, the heaviest first. The
 * caller frees it. Includes findings of weight FINDING_NOTE only if with_notes is set. */
json_t *finding_json(const struct findings *list, size_t most, bool with_notes);

#endif
