/* The state of the walk over a Matroska file, for lib/walk/matroska*.c only. Ids and meanings are
 * from RFC 9559 (5, 27.1). The encoding of elements is from RFC 8794 (4 to 6, 11). */
#ifndef WALK_MATROSKA_PARTS_H
#define WALK_MATROSKA_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "walk/walker.h"

enum mkv_id {
    MKV_EBML = 0x1A45DFA3,
    MKV_SEGMENT = 0x18538067,
    MKV_SEEK_HEAD = 0x114D9B74,
    MKV_INFO = 0x1549A966,
    MKV_TRACKS = 0x1654AE6B,
    MKV_CLUSTER = 0x1F43B675,
    MKV_CUES = 0x1C53BB6B,
    MKV_ATTACHMENTS = 0x1941A469,
    MKV_CHAPTERS = 0x1043A770,
    MKV_TAGS = 0x1254C367,
    MKV_VOID = 0xEC,
    MKV_CRC = 0xBF,
    MKV_SEEK = 0x4DBB,
    MKV_SEEK_ID = 0x53AB,
    MKV_SEEK_POSITION = 0x53AC,
    MKV_TIMESTAMP_SCALE = 0x2AD7B1,
    MKV_DURATION = 0x4489,
    MKV_MUXER = 0x4D80,
    MKV_TRACK_ENTRY = 0xAE,
    MKV_TRACK_NUMBER = 0xD7,
    MKV_TRACK_TYPE = 0x83,
    MKV_CODEC_ID = 0x86,
    MKV_CONTENT_ENCODINGS = 0x6D80,
    MKV_CONTENT_ENCODING = 0x6240,
    MKV_CONTENT_TYPE = 0x5033,
    MKV_CONTENT_ENCRYPTION = 0x5035,
    MKV_CONTENT_ALGORITHM = 0x47E1,
    MKV_TIMESTAMP = 0xE7,
    MKV_POSITION = 0xA7,
    MKV_PREVIOUS_SIZE = 0xAB,
    MKV_SIMPLE_BLOCK = 0xA3,
    MKV_BLOCK_GROUP = 0xA0,
    MKV_BLOCK = 0xA1,
    MKV_BLOCK_ADDITIONS = 0x75A1,
    MKV_ENCRYPTED_BLOCK = 0xAF,
    MKV_SILENT_TRACKS = 0x5854,
    MKV_CUE_POINT = 0xBB,
    MKV_CUE_POSITIONS = 0xB7,
    MKV_CUE_CLUSTER = 0xF1,
};

enum { MKV_TRACKS_MOST = 128, MKV_SEEK_HEADS = 4 };

struct mkv_element {
    /* `end` may be past the parent's end. If the size is unknown, `end` is the caller's limit. */
    uint64_t start, body, end;
    uint32_t id;
    bool unknown_size;
};

enum mkv_read {
    MKV_OK,
    MKV_BAD,  /* the bytes cannot be an element's header */
    MKV_STOP, /* the walk must stop */
};

/* Properties of a track for which w->content has no fields. */
struct mkv_source {
    uint64_t number; /* the track's number in blocks */
    struct walk_range private;
    bool is_config;    /* private is an AVC or HEVC configuration (avcC or hvcC) */
    uint8_t strip[16]; /* bytes removed from the beginning of each frame */
    uint8_t strip_length;
    bool is_opaque; /* frames are encrypted or compressed */
    bool is_seen;   /* its first frame was read */
    bool has_rate;  /* the track states its frame rate, or is not a picture track */
};

/* The times of a track's blocks, in ticks. The track's frame rate is computed from these times. A
 * run is a series of clusters of which none was skipped. */
struct mkv_pace {
    int64_t first, last; /* earliest and latest time in the current run */
    uint64_t count;      /* number of blocks in the current run */
    uint64_t steps;      /* number of intervals between blocks in all earlier runs */
    double ticks;        /* total duration of these intervals */
};

struct mkv {
    struct walker *w;
    bool is_first; /* no earlier segment has tracks, so this segment's content is reported */
    struct walk_range segment; /* the segment's contents, at most to the end of the file */
    bool unknown_size;         /* the size of the segment is unknown */
    bool is_piece;             /* the file has no segment: it consists of clusters */
    bool has_tracks, zeros_matter;
    uint8_t tracks[MKV_TRACKS_MOST]; /* 1: a track with this number exists */
    bool many_tracks;                /* a track with a larger number, or without one, exists */
    double scale_s;                  /* duration of a tick in seconds */
    double duration;                 /* in ticks; 0: not known */
    uint64_t clusters;
    uint64_t timestamp; /* time of the cluster that was read last, in ticks */
    uint64_t next_look; /* the first cluster at or after this offset is checked completely */
    struct mkv_element cues, seek_heads[MKV_SEEK_HEADS];
    unsigned seek_head_count;
    bool is_length; /* the element Duration states the film's length, not the time of its end */
    bool has_start; /* start is known */
    uint64_t start; /* earliest time of a block, in ticks */
    uint64_t first_cluster; /* offset of the first cluster */
    struct mkv_source sources[CONTENT_TRACKS];
    struct mkv_pace paces[MKV_TRACKS_MOST];
};

/* --- matroska_element.c --------------------------------------------------------------------- */

/* Reads the header of the element at `at` into `e`. `at` must be less than `limit`. */
enum mkv_read mkv_element(struct walker *w, uint64_t at, uint64_t limit, struct mkv_element *e);

/* Reads the header of the next child between `*at` and `end`, and moves `*at` past the child.
 * Returns false at the end. If there is no complete child, adds a finding and returns false. */
bool mkv_child(struct mkv *m, uint64_t *at, uint64_t end, struct mkv_element *child);

/* Returns the unsigned number in `e`; 0 if `e` has more than 8 bytes or cannot be read. */
uint64_t mkv_number(struct mkv *m, const struct mkv_element *e);

/* Sets `value` to the floating-point number in `e`. If `e` does not have 4 or 8 bytes, `value` is
 * unchanged. */
void mkv_real(struct mkv *m, const struct mkv_element *e, double *value);

/* Checks the checksum of a master element (an element that has children), and adds a finding if it
 * is wrong. Elements without a checksum and large elements are not checked. */
void mkv_check_crc(struct mkv *m, const struct mkv_element *e);

/* --- matroska_cluster.c --------------------------------------------------------------------- */

/* Reads a cluster and returns the offset of its end. In a large file, only some clusters are
 * checked completely; from the others, only the time is read. A cluster of unknown size is always
 * checked, and ends at the next element that cannot be its child. */
uint64_t mkv_cluster(struct mkv *m, const struct mkv_element *cluster);

/* --- matroska_track.c ------------------------------------------------------------------------ */

/* Does the same as mkv_child, but adds no finding. */
bool mkv_peek(struct mkv *m, uint64_t *at, uint64_t end, struct mkv_element *child);

/* Read the tracks, or the number of chapters, into w->content. */
void mkv_tracks(struct mkv *m, const struct mkv_element *tracks);
void mkv_chapters(struct mkv *m, const struct mkv_element *chapters);

/* Sets the length in w->content. Call it after all clusters were read. */
void mkv_length(struct mkv *m);

/* --- matroska_sample.c ----------------------------------------------------------------------- */

/* Adds to w->content the values found only in the first frame of each track. */
void mkv_samples(struct mkv *m);

/* Records that track `number` has a block at `time`, in ticks. */
void mkv_pace_block(struct mkv *m, unsigned number, int64_t time);

/* Records that the next block does not directly follow the last block, because clusters were
 * skipped. */
void mkv_pace_break(struct mkv *m);

/* Sets the frame rate of each track that does not state it, to the average rate of its blocks. */
void mkv_rates(struct mkv *m);

#endif
