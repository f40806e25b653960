/* What was found wrong, or odd, in a video file: what the walk over its structure and the decoder
 * tell, in one form. A bounded list: the same thing found again is counted, not kept. */
#ifndef RECORD_FINDING_H
#define RECORD_FINDING_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How much a finding weighs. The worst of a file is its status. */
enum finding_weight {
    FINDING_NOTE,       /* odd, and no reason to doubt the file */
    FINDING_SUSPICIOUS, /* a deeper look is needed, or it is not known whether it hurts */
    FINDING_CORRUPT,    /* something is missing or destroyed */
};

/* Each has a fixed word, finding_words, for scripts; docs/scan.md lists them. */
enum finding_code {
    FINDING_EMPTY,            /* empty: no bytes */
    FINDING_TRUNCATED,        /* truncated: something declared ends past the file's end */
    FINDING_NO_HEADER,        /* no-header: it does not begin as a file of any known kind does */
    FINDING_NO_INDEX,         /* no-index: without it the file cannot be played (moov) */
    FINDING_BROKEN_INDEX,     /* broken-index: an index that points outside, or at nothing */
    FINDING_OUT_OF_BOUNDS,    /* out-of-bounds: an element reaches beyond the one around it */
    FINDING_BAD_STRUCTURE,    /* bad-structure: an element that cannot be what it says */
    FINDING_LOST_SYNC,        /* lost-sync: bytes between packets that are none */
    FINDING_TRAILING_JUNK,    /* trailing-junk: bytes after the end that are not the kind's */
    FINDING_ZEROS,            /* zeros: a long run of zero bytes where data should be */
    FINDING_HOLE,             /* hole: a part of the file that was never written (sparse) */
    FINDING_WRONG_KIND,       /* wrong-kind: not what the name's ending says */
    FINDING_MISSING_DATA,     /* missing-data: packets are missing (counters, timestamps) */
    FINDING_LIMIT,            /* limit: the walk gave up, since it would take too long */
    FINDING_CHANGING,         /* changing: the file changed while it was read */
    FINDING_UNREADABLE,       /* unreadable: reading failed */
    FINDING_VIDEO_DAMAGE,     /* video-damage: the decoder complains of the picture */
    FINDING_AUDIO_DAMAGE,     /* audio-damage: the decoder complains of the sound */
    FINDING_CONTAINER_DAMAGE, /* container-damage: the decoder complains of the container */
    FINDING_REMARK,           /* remark: the decoder mentions an oddity of sound files, too */
    FINDING_NO_STREAM,        /* no-stream: neither picture nor sound */
    FINDING_SHORT,            /* short: it ends earlier than it says */
    FINDING_STALLED,          /* stalled: the decoder got no further */
    FINDING_DECODER_FAILED,   /* decoder-failed: the decoder died, or cannot decode this kind */
    FINDING_NO_DECODER,       /* no-decoder: this ffmpeg has no decoder for a track's codec */
    FINDING_ENCRYPTED, /* encrypted: its content is locked with a key, so it cannot be decoded */
    FINDING_BIT_ROT,   /* bit-rot: other bytes, with the same size and times */
    FINDING_SEGMENT,   /* segment: a piece of a stream, which needs the other pieces to be played */
    FINDING_CODES      /* how many */
};
extern const char *const finding_words[]; /* NULL-terminated */

enum { FINDING_MOST = 32 }; /* different ones of a file that are kept */

/* One kind of thing found: its first place, and how often. */
struct finding {
    enum finding_code code;
    enum finding_weight weight;
    char stream;      /* 'v', 'a', 's', or '\0': of the file */
    uint64_t count;   /* 1 or more */
    int64_t offset;   /* of the first, in bytes; -1: not known */
    double seconds;   /* of the first, in running time; -1: not known */
    char detail[128]; /* of the first: prose in ASCII without control characters; may be "" */
};

/* Zeroed is an empty list. Nothing to release. */
struct findings {
    struct finding at[FINDING_MOST];
    size_t count;
    uint64_t dropped; /* further kinds for which there was no room */
};

/*
 * Notes a finding; with the code and stream of one that is there, it is counted there (the larger
 * weight and the smaller place win). detail is a printf format; control characters and non-ASCII
 * become '?'. */
void finding_add(struct findings *list, const struct finding *finding, const char *detail, ...)
    __attribute__((format(printf, 3, 4)));

/* Returns the largest weight, FINDING_NOTE when there is none. */
enum finding_weight finding_worst(const struct findings *list);

/* "reasons" for a record: an array, the heaviest first, of at most most; notes only with_notes. The
 * caller frees the result. */
json_t *finding_json(const struct findings *list, size_t most, bool with_notes);

#endif
