/* The state of the walk over an ISO-BMFF file, for lib/walk/mp4*.c only. In references, 14496-12 is
 * the ISO/IEC standard of this number, and QTFF is Apple's QuickTime File Format Specification. */
#ifndef WALK_MP4_PARTS_H
#define WALK_MP4_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "walk/walker.h"

#define FOURCC(a, b, c, d)                                                                         \
    ((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | (uint32_t)(d))

enum { MP4_TRACKS = CONTENT_TRACKS, MP4_DATA_BOXES = 64, MP4_CHAPTER_TRACKS = 8 };

/* A box, from its size field to its end (14496-12, 4.2). `end` may be past the parent's end. */
struct mp4_box {
    uint64_t start, body, end;
    uint32_t code;
    unsigned char type[4];
    bool to_end; /* the stated size is 0: the box extends to the end of the file */
};

/* The entries of a sample table: the offset of the first, their number, and the width of each in
 * bytes. Entries past the end of the table's box are not counted. */
struct mp4_table {
    bool present;
    uint64_t at;
    uint32_t count, width;
};

/* Display properties of a track's picture. */
struct mp4_shown {
    uint32_t width, height;               /* from the sample entry, in pixels */
    uint32_t clean_width, clean_height;   /* from clap; 0: the whole picture */
    uint32_t aspect_width, aspect_height; /* pixel aspect ratio, from pasp; 0: not stated */
    double display_width, display_height; /* from tkhd, scaled by its matrix; 0: not stated */
    bool is_turned;                       /* turned by a quarter, in either direction */
};

/* The times of a track, in units of the track's timescale unless noted otherwise. */
struct mp4_time {
    uint64_t media; /* duration from mdhd; 0: not stated */
    uint64_t table; /* sum of the durations in stts, if stts is short; 0: not known */
    /* From the edit list, in units of the movie's timescale: the delay before the first sample, and
     * the total duration. 0: not stated. */
    uint64_t delay, edited;
    uint64_t first, last; /* start of the first fragment, end of the last */
    uint64_t next;        /* start of the next fragment, if that fragment does not state it */
    uint64_t fragmented;  /* sum of the sample durations in fragments */
    uint64_t samples;     /* number of samples in fragments */
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
    bool maybe_locked;   /* its sample entry announces samples that can be encrypted */
    struct mp4_table sizes, chunks, runs; /* from stsz or stz2, from stco or co64, and from stsc */
    uint32_t sample_size;                 /* size of every sample; 0: the sizes are in `sizes` */
    uint32_t samples;
    uint32_t default_size;     /* default size of a sample in fragments */
    uint32_t default_duration; /* default duration of a sample in fragments */
    struct mp4_shown shown;
    struct mp4_time time;
    struct content_track content; /* content.stream is set last, by mp4_content */
    uint64_t start;               /* offset of the first sample in fragments; 0: not known */
    struct walk_range config;     /* the body of avcC or hvcC */
};

/* The data of the fragment (moof) that was read last. */
struct mp4_fragment {
    bool waiting; /* the fragment has data, and its mdat was not reached yet */
    /* The fragment states where in the file its data is. If false, the data follows the moof. */
    bool absolute;
    uint64_t moof;       /* offset of the moof */
    uint64_t start, end; /* where the data begins and ends */
};

struct mp4 {
    struct walker *w;
    struct mp4_track tracks[MP4_TRACKS];
    unsigned track_count;
    struct mp4_track *track; /* the track being read */
    struct walk_range data[MP4_DATA_BOXES];
    uint64_t data_count; /* number of mdat boxes; `data` has only the first MP4_DATA_BOXES */
    bool has_moov, has_fragments, has_mvex, is_segment, is_compressed;
    bool piece_locked;  /* a fragment of an unknown track has encrypted samples */
    uint32_t timescale; /* the movie's timescale */
    uint32_t sequence;  /* sequence number of the last fragment */
    double movie_s;     /* the length from mvhd, in seconds; 0: not stated */
    double extended_s;  /* the length from mehd, in seconds */
    double indexed_s;   /* the length from the segment indexes of track `indexed`, in seconds */
    uint32_t indexed;   /* a track id; 0: no index yet */
    bool is_turned;     /* the whole movie is turned by a quarter */
    uint32_t chapters;  /* number of chapters, from chpl */
    uint32_t chapter_tracks[MP4_CHAPTER_TRACKS];
    unsigned chapter_track_count;
    uint32_t left_out; /* number of tracks that did not fit in `tracks` */
    struct mp4_fragment fragment;
};

/* A row of a table that selects a function by a box's code. */
struct mp4_rule {
    uint32_t code;
    void (*read)(struct mp4 *m, const struct mp4_box *box); /* NULL: the caller handles it */
};

/* --- mp4_box.c ------------------------------------------------------------------------------ */

/* Returns the first of `count` rules whose code is `code`; NULL: no such rule. */
const struct mp4_rule *mp4_rule(const struct mp4_rule *rules, size_t count, uint32_t code);

/* Reads the header of the box at `at` into `box`. `limit` must be at least 8 bytes after `at`.
 * Returns false if the walk must stop. */
bool mp4_box(struct walker *w, uint64_t at, uint64_t limit, struct mp4_box *box);

/* Reads the header of the next child between `*at` and `end`, and moves `*at` past the child.
 * Returns false at the end. If there is no complete child, adds a finding and returns false. */
bool mp4_child(struct mp4 *m, uint64_t *at, uint64_t end, struct mp4_box *box);

/* Does the same as mp4_child, but adds no finding. Use it for boxes that players do not need. */
bool mp4_quiet_child(struct mp4 *m, uint64_t *at, uint64_t end, struct mp4_box *box);

/* Returns the first `len` bytes of the box's body, borrowed; NULL if the body is shorter or cannot
 * be read. */
const unsigned char *mp4_quiet_body(struct mp4 *m, const struct mp4_box *box, size_t len);

/* --- mp4_track.c ---------------------------------------------------------------------------- */

/* Reads the contents of a moov, which describes the tracks, into `m`. */
void mp4_movie(struct mp4 *m, const struct mp4_box *moov);

/* Returns a table that begins at `at` and has `count` entries of `width` bytes each. Entries past
 * the end of `box` are left out, and a finding is added. */
struct mp4_table mp4_table(struct mp4 *m, const struct mp4_box *box, uint64_t at, uint32_t count,
                           uint32_t width);

/* --- mp4_entry.c ---------------------------------------------------------------------------- */

/* Reads the sample entry of a picture or sound track into m->track: codec, sizes, channels.
 * `version` is that of the enclosing stsd. */
void mp4_entry(struct mp4 *m, const struct mp4_box *entry, unsigned version);

/* --- mp4_first.c ---------------------------------------------------------------------------- */

/* Adds to track->content the values that only the track's first sample states. */
void mp4_first(struct mp4 *m, struct mp4_track *track);

/* --- mp4_content.c -------------------------------------------------------------------------- */

/* Read values for m->w->content from boxes of a moov. Players do not need these values. */
void mp4_content_mvhd(struct mp4 *m, const struct mp4_box *box);
void mp4_content_tkhd(struct mp4 *m, const struct mp4_box *box);
void mp4_content_mdhd(struct mp4 *m, const struct mp4_box *box);
void mp4_content_elng(struct mp4 *m, const struct mp4_box *box);
void mp4_content_edts(struct mp4 *m, const struct mp4_box *box);
void mp4_content_tref(struct mp4 *m, const struct mp4_box *box);
void mp4_content_stts(struct mp4 *m, const struct mp4_box *box);
void mp4_content_udta(struct mp4 *m, const struct mp4_box *box);

/* Returns the length of the part of a track that is not in fragments, in units of the track's
 * timescale; 0: not stated. */
uint64_t mp4_media_length(const struct mp4_track *track);

/* Fills m->w->content from all boxes read. */
void mp4_content(struct mp4 *m);

/* --- mp4_lock.c ----------------------------------------------------------------------------- */

/* Checks whether a sample entry of m->track is encrypted. Returns the code of the entry. If the
 * entry is encrypted and has a sinf, returns the code before encryption from the sinf; 0 if the
 * sinf does not contain it. */
uint32_t mp4_lock_entry(struct mp4 *m, const struct mp4_box *entry);

/* Checks whether a track fragment (traf) has encrypted samples. Call it before mp4_sample is called
 * for these samples. */
void mp4_lock_fragment(struct mp4 *m, const struct mp4_box *traf);

/* Adds a finding for each encrypted track. */
void mp4_lock_say(struct mp4 *m);

/* --- mp4_check.c ---------------------------------------------------------------------------- */

/* Follows the tables of all tracks to the samples, and checks the samples. */
void mp4_check(struct mp4 *m);

/* Checks that the sample of `size` bytes at `at` begins as the track's codec requires. */
void mp4_sample(struct walker *w, const struct mp4_track *track, uint64_t at, uint32_t size);

/* --- mp4_fragment.c ------------------------------------------------------------------------- */

/* Reads a moof, which describes a fragment. Afterwards, call mp4_fragment_data with the mdat that
 * follows, or with NULL at the end of the file. */
void mp4_fragment(struct mp4 *m, const struct mp4_box *moof);
void mp4_fragment_data(struct mp4 *m, const struct mp4_box *mdat);

/* Check an index of fragments: a sidx or an mfra. */
void mp4_segment_index(struct mp4 *m, const struct mp4_box *sidx);
void mp4_fragment_index(struct mp4 *m, const struct mp4_box *mfra);

#endif
