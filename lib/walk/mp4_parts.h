/* The state of the walk over an ISO-BMFF file, for lib/walk/mp4*.c only. "12" is ISO/IEC 14496-12,
 * "15" is ISO/IEC 14496-15, QTFF is Apple's QuickTime File Format Specification. */
#ifndef WALK_MP4_PARTS_H
#define WALK_MP4_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "walk/walker.h"

#define FOURCC(a, b, c, d)                                                                         \
    ((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | (uint32_t)(d))

enum { MP4_TRACKS = CONTENT_TRACKS, MP4_DATA_BOXES = 64, MP4_CHAPTER_TRACKS = 8 };

/* A box, from its size field to its end, which may be anywhere (12, 4.2). */
struct mp4_box {
    uint64_t start, body, end;
    uint32_t code;
    unsigned char type[4];
    bool to_end; /* size 0: to the end of the file */
};

/* The entries of a sample table, as many as fit in its box. */
struct mp4_table {
    bool present;
    uint64_t at;
    uint32_t count, width;
};

/* Display properties of a track's picture. */
struct mp4_shown {
    uint32_t width, height;               /* from the sample entry, in pixels */
    uint32_t clean_width, clean_height;   /* from clap; 0: the whole picture */
    uint32_t aspect_width, aspect_height; /* of a pixel, from pasp; 0: not stated */
    double display_width, display_height; /* from tkhd, scaled by its matrix; 0: not stated */
    bool is_turned;                       /* by a quarter, in either direction */
};

/* The times of a track, in units of its timescale; those of the edit list are in the movie's. */
struct mp4_time {
    uint64_t media;         /* from mdhd; 0: not stated */
    uint64_t table;         /* the sum of a short stts; 0: not known */
    uint64_t delay, edited; /* from the edit list, in the movie's timescale: delay before the first
                               sample, total; 0: not stated */
    uint64_t first, last;   /* start of the first fragment, end of the last */
    uint64_t next;          /* where the next fragment begins, unless it states a time */
    uint64_t fragmented;    /* the sum of the fragments' sample durations */
    uint64_t samples;       /* in fragments */
    bool has_fragments;
};

struct mp4_track {
    uint32_t id, timescale;
    char stream;         /* 'v', 'a', 's', '\0' */
    unsigned nal_length; /* size of the length field before each NAL unit; 0: no NAL units */
    bool never_zero;     /* its codec has no long runs of zeros */
    bool external;       /* its data is in another file */
    bool encoded;        /* it has a sample entry */
    bool may_be_cover;   /* its codec is also used for single pictures */
    bool locked;         /* its samples are encrypted */
    bool maybe_locked;   /* a fragment may state that they are */
    struct mp4_table sizes, chunks, runs; /* stsz or stz2, stco or co64, stsc */
    uint32_t sample_size;                 /* of all samples; 0: they are in sizes */
    uint32_t samples;
    uint32_t default_size;     /* in fragments */
    uint32_t default_duration; /* likewise */
    struct mp4_shown shown;
    struct mp4_time time;
    struct content_track content; /* its stream is set last, by mp4_content */
    uint64_t start;               /* offset of the first sample in fragments; 0: not known */
    struct walk_range config;     /* the body of avcC or hvcC */
};

/* The data that the fragment before the current mdat refers to. */
struct mp4_fragment {
    bool waiting;        /* for its mdat */
    bool absolute;       /* the data is somewhere in the file, not after the moof */
    uint64_t moof;       /* its offset */
    uint64_t start, end; /* of the data */
};

struct mp4 {
    struct walker *w;
    struct mp4_track tracks[MP4_TRACKS];
    unsigned track_count;
    struct mp4_track *track; /* being read */
    struct walk_range data[MP4_DATA_BOXES];
    uint64_t data_count; /* if more than MP4_DATA_BOXES, not all are kept */
    bool has_moov, has_fragments, has_mvex, is_segment, is_compressed;
    bool piece_locked;  /* a fragment of an unknown track has encrypted samples */
    uint32_t timescale; /* of the movie */
    uint32_t sequence;  /* of the last fragment */
    double movie_s;     /* the length from mvhd, in seconds; 0: not stated */
    double extended_s;  /* from mehd */
    double indexed_s;   /* from the segment indexes of the track indexed */
    uint32_t indexed;   /* a track id; 0: no index yet */
    bool is_turned;     /* the whole movie is turned by a quarter */
    uint32_t chapters;  /* from chpl */
    uint32_t chapter_tracks[MP4_CHAPTER_TRACKS];
    unsigned chapter_track_count;
    uint32_t left_out; /* tracks for which there was no room */
    struct mp4_fragment fragment;
};

/* A rule for boxes of a code; a row of a table. */
struct mp4_rule {
    uint32_t code;
    void (*read)(struct mp4 *m, const struct mp4_box *box); /* NULL: the caller handles it */
};

/* --- mp4_box.c ------------------------------------------------------------------------------ */

/* Returns the first of count rules for the code, or NULL. */
const struct mp4_rule *mp4_rule(const struct mp4_rule *rules, size_t count, uint32_t code);

/* Reads the header of the box at `at` into box. There must be at least 8 bytes before limit.
 * Returns false when the walk must stop. */
bool mp4_box(struct walker *w, uint64_t at, uint64_t limit, struct mp4_box *box);

/* Reads the header of the next child between *at and end, and moves *at past the child. Returns
 * false at the end. Also returns false, and adds a finding, if no whole child is there. */
bool mp4_child(struct mp4 *m, uint64_t *at, uint64_t end, struct mp4_box *box);

/* Like mp4_child, for boxes used only for scan.media: oddities there are not findings. */
bool mp4_quiet_child(struct mp4 *m, uint64_t *at, uint64_t end, struct mp4_box *box);

/* Returns the first len bytes of the box's body, borrowed; NULL if the body is shorter. */
const unsigned char *mp4_quiet_body(struct mp4 *m, const struct mp4_box *box, size_t len);

/* --- mp4_track.c ---------------------------------------------------------------------------- */

/* Reads a moov's contents into m. */
void mp4_movie(struct mp4 *m, const struct mp4_box *moov);

/* Returns the table of count entries of width bytes each that begins at `at`. Entries past the end
 * of box are left out, with a finding. */
struct mp4_table mp4_table(struct mp4 *m, const struct mp4_box *box, uint64_t at, uint32_t count,
                           uint32_t width);

/* --- mp4_entry.c ---------------------------------------------------------------------------- */

/* Reads a picture or sound sample entry into m->track: codec, sizes, channels. version is that of
 * the enclosing stsd. */
void mp4_entry(struct mp4 *m, const struct mp4_box *entry, unsigned version);

/* --- mp4_first.c ---------------------------------------------------------------------------- */

/* Adds to track->content the values that only its first sample has. */
void mp4_first(struct mp4 *m, struct mp4_track *track);

/* --- mp4_content.c -------------------------------------------------------------------------- */

/* Read boxes of a moov that are used only for scan.media. */
void mp4_content_mvhd(struct mp4 *m, const struct mp4_box *box);
void mp4_content_tkhd(struct mp4 *m, const struct mp4_box *box);
void mp4_content_mdhd(struct mp4 *m, const struct mp4_box *box);
void mp4_content_elng(struct mp4 *m, const struct mp4_box *box);
void mp4_content_edts(struct mp4 *m, const struct mp4_box *box);
void mp4_content_tref(struct mp4 *m, const struct mp4_box *box);
void mp4_content_stts(struct mp4 *m, const struct mp4_box *box);
void mp4_content_udta(struct mp4 *m, const struct mp4_box *box);

/* Returns the length of the part of a track that the moov itself describes, in the track's
 * timescale; 0: not stated. */
uint64_t mp4_media_length(const struct mp4_track *track);

/* Fills m->w->content from all boxes read. */
void mp4_content(struct mp4 *m);
/* --- mp4_lock.c ----------------------------------------------------------------------------- */

/* Checks whether a sample entry of m->track is encrypted. Returns the code of the codec: the
 * entry's own, or the hidden one; 0 if that is missing. */
uint32_t mp4_lock_entry(struct mp4 *m, const struct mp4_box *entry);

/* Checks whether a traf has encrypted samples. Call it before mp4_sample for any of them. */
void mp4_lock_fragment(struct mp4 *m, const struct mp4_box *traf);

/* Adds a finding for each encrypted track. */
void mp4_lock_say(struct mp4 *m);

/* --- mp4_check.c ---------------------------------------------------------------------------- */

/* Follows the tables of all tracks to the samples. */
void mp4_check(struct mp4 *m);

/* Checks that a sample begins as samples of the track's codec do. */
void mp4_sample(struct walker *w, const struct mp4_track *track, uint64_t at, uint32_t size);

/* --- mp4_fragment.c ------------------------------------------------------------------------- */

/* Reads a moof. mp4_fragment_data is then called with the mdat that follows it, or with NULL at the
 * end of the file. */
void mp4_fragment(struct mp4 *m, const struct mp4_box *moof);
void mp4_fragment_data(struct mp4 *m, const struct mp4_box *mdat);

/* Check the indexes of fragments: a sidx, an mfra. */
void mp4_segment_index(struct mp4 *m, const struct mp4_box *sidx);
void mp4_fragment_index(struct mp4 *m, const struct mp4_box *mfra);

#endif
