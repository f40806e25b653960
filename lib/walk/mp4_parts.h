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

/* The entries of a sample table, as many as its box has room for. */
struct mp4_table {
    bool present;
    uint64_t at;
    uint32_t count, width;
};

/* How the picture of a track is shown. */
struct mp4_shown {
    uint32_t width, height;               /* of the sample entry, in pixels */
    uint32_t clean_width, clean_height;   /* of clap; 0: all of it */
    uint32_t aspect_width, aspect_height; /* of a pixel, by pasp; 0: not stated */
    double display_width, display_height; /* of tkhd, as scaled by its matrix; 0: not stated */
    bool is_turned;                       /* by a quarter, the one way or the other */
};

/* When a track plays, in units of its timescale, but for the edits. */
struct mp4_time {
    uint64_t media;         /* by mdhd; 0: not stated */
    uint64_t table;         /* the sum of a short stts; 0: not known */
    uint64_t delay, edited; /* of the edit list, in the movie's timescale: before the first sample,
                             * and in all; 0: there is none */
    uint64_t first, last;   /* of the fragments: where the first begins, where the last ends */
    uint64_t next;          /* where the next fragment begins, unless it says */
    uint64_t fragmented;    /* the sum of their samples' durations */
    uint64_t samples;       /* in fragments */
    bool has_fragments;
};

struct mp4_track {
    uint32_t id, timescale;
    char stream;                          /* 'v', 'a', 's', '\0' */
    unsigned nal_length;                  /* bytes of the length before each NAL unit; 0: no such */
    bool never_zero;                      /* its codec has no long runs of zeros */
    bool external;                        /* its data is in another file */
    bool encoded;                         /* there is a sample entry */
    bool may_be_cover;                    /* its codec is one of single pictures, too */
    bool locked;                          /* its samples are encrypted */
    bool maybe_locked;                    /* or a fragment may say that they are */
    struct mp4_table sizes, chunks, runs; /* stsz or stz2, stco or co64, stsc */
    uint32_t sample_size;                 /* of all samples; 0: they are in sizes */
    uint32_t samples;
    uint32_t default_size;     /* in fragments */
    uint32_t default_duration; /* likewise */
    struct mp4_shown shown;
    struct mp4_time time;
    struct content_track content; /* its stream is set at last, by mp4_content */
    uint64_t start;               /* where the first sample in fragments is; 0: not known */
    struct walk_range config;     /* the body of avcC or hvcC */
};

/* What the fragment before the current mdat says of its data. */
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
    uint64_t data_count; /* more than MP4_DATA_BOXES: not all are kept */
    bool has_moov, has_fragments, has_mvex, is_segment, is_compressed;
    bool piece_locked;  /* a fragment of an unknown track has encrypted samples */
    uint32_t timescale; /* of the movie */
    uint32_t sequence;  /* of the last fragment */
    double movie_s;     /* the length by mvhd, in seconds; 0: not stated */
    double extended_s;  /* by mehd */
    double indexed_s;   /* by the indexes of segments of the track indexed */
    uint32_t indexed;   /* 0: no index yet */
    bool is_turned;     /* the whole movie, by a quarter */
    uint32_t chapters;  /* by chpl */
    uint32_t chapter_tracks[MP4_CHAPTER_TRACKS];
    unsigned chapter_track_count;
    uint32_t left_out; /* tracks for which there was no room */
    struct mp4_fragment fragment;
};

/* What is done with boxes of a code; a row of a table. */
struct mp4_rule {
    uint32_t code;
    void (*read)(struct mp4 *m, const struct mp4_box *box); /* NULL: the table's user knows */
};

/* --- mp4_box.c ------------------------------------------------------------------------------ */

/* Returns the first of count rules for the code, or NULL. */
const struct mp4_rule *mp4_rule(const struct mp4_rule *rules, size_t count, uint32_t code);

/* Reads the header of the box at at into box. There must be at least 8 bytes before limit. Returns
 * false when the walk must stop. */
bool mp4_box(struct walker *w, uint64_t at, uint64_t limit, struct mp4_box *box);

/* Reads the header of the next child between *at and end, and moves *at past the child. Returns
 * false at the end, or when no whole child is there, which adds a finding. */
bool mp4_child(struct mp4 *m, uint64_t *at, uint64_t end, struct mp4_box *box);

/* Likewise for boxes that only scan.media is read from: what is odd there is no finding. */
bool mp4_quiet_child(struct mp4 *m, uint64_t *at, uint64_t end, struct mp4_box *box);

/* Returns the first len bytes of the box's body, borrowed; NULL when it is shorter. */
const unsigned char *mp4_quiet_body(struct mp4 *m, const struct mp4_box *box, size_t len);

/* --- mp4_track.c ---------------------------------------------------------------------------- */

/* Reads a moov's contents into m. */
void mp4_movie(struct mp4 *m, const struct mp4_box *moov);

/* Returns the table of count entries of width bytes each that begins at at. Entries past the end of
 * box are left out, with a finding. */
struct mp4_table mp4_table(struct mp4 *m, const struct mp4_box *box, uint64_t at, uint32_t count,
                           uint32_t width);

/* --- mp4_entry.c ---------------------------------------------------------------------------- */

/* Reads a picture's or a sound's sample entry into m->track: codec, sizes, channels. version is
 * that of the stsd around it. */
void mp4_entry(struct mp4 *m, const struct mp4_box *entry, unsigned version);

/* --- mp4_first.c ---------------------------------------------------------------------------- */

/* Adds to track->content what its first sample says, where the headers leave something open. */
void mp4_first(struct mp4 *m, struct mp4_track *track);

/* --- mp4_content.c -------------------------------------------------------------------------- */

/* Read boxes of a moov that only scan.media is made of. */
void mp4_content_mvhd(struct mp4 *m, const struct mp4_box *box);
void mp4_content_tkhd(struct mp4 *m, const struct mp4_box *box);
void mp4_content_mdhd(struct mp4 *m, const struct mp4_box *box);
void mp4_content_elng(struct mp4 *m, const struct mp4_box *box);
void mp4_content_edts(struct mp4 *m, const struct mp4_box *box);
void mp4_content_tref(struct mp4 *m, const struct mp4_box *box);
void mp4_content_stts(struct mp4 *m, const struct mp4_box *box);
void mp4_content_udta(struct mp4 *m, const struct mp4_box *box);

/* Returns how long the part of a track is that the moov itself speaks of, in the track's timescale;
 * 0: not stated. */
uint64_t mp4_media_length(const struct mp4_track *track);

/* Fills m->w->content from all that was read. */
void mp4_content(struct mp4 *m);
/* --- mp4_lock.c ----------------------------------------------------------------------------- */

/* Looks whether a sample entry of m->track is one of encrypted samples. Returns the code of the
 * codec: the entry's own, or the one that it hides; 0 when that is missing. */
uint32_t mp4_lock_entry(struct mp4 *m, const struct mp4_box *entry);

/* Looks whether a traf has encrypted samples; before mp4_sample is called with any of them. */
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
