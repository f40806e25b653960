/* The state of the walk over an AVI file, for lib/walk/avi*.c only. Facts are from Microsoft's "AVI
 * RIFF File Reference". Where OpenDML is named, they are from "OpenDML AVI File Format Extensions"
 * 1.02. All numbers are little-endian. */
#ifndef WALK_AVI_PARTS_H
#define WALK_AVI_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "walk/walker.h"

#define TAG(a, b, c, d)                                                                            \
    ((uint32_t)(d) << 24 | (uint32_t)(c) << 16 | (uint32_t)(b) << 8 | (uint32_t)(a))

enum { AVI_SUPERS = 16, AVI_STREAMS = 64 };

/* A chunk from its id to its end, without its padding byte. */
struct avi_chunk {
    uint64_t start, body, end;
    uint32_t id, size, type; /* type: that of a LIST or RIFF; otherwise 0 */
    unsigned char name[4];
};

/* Properties of a stream for which its track in w->content has no fields. */
struct avi_stream {
    bool is_kept; /* the stream has a track in w->content */
    size_t track;
    double tick_s;   /* duration of a picture or sample, in seconds; 0: not known */
    uint32_t length; /* length of the stream, in ticks */
    bool has_aspect; /* the header states the pixel aspect ratio */
    bool is_seen;    /* its first chunk was read */
};

struct avi {
    struct walker *w;
    bool has_header, has_data, zeros_matter;
    /* The file was written to a pipe: sizes were never filled in, so every chunk is walked. */
    bool is_streamed;
    bool says_index; /* the main header (avih) states that the file has an index */
    uint64_t data;   /* offset of the first "movi" */
    uint64_t data_end;
    struct avi_chunk index;               /* idx1; size 0: no index */
    struct walk_range supers[AVI_SUPERS]; /* the contents of the indx chunks (OpenDML) */
    unsigned super_count;
    bool is_video;    /* the stream whose header was read last is a video stream */
    bool has_content; /* a whole header was read; later headers do not change w->content */
    struct avi_stream streams[AVI_STREAMS];
    bool is_full; /* the stream whose header was read last has no room in `streams` */
    unsigned stream_count;
    uint32_t all_pictures; /* number of pictures in all RIFFs (OpenDML); 0: not stated */
};

/* --- avi_chunk.c ---------------------------------------------------------------------------- */

/* Reads the header of the chunk at `at` into `chunk`. `limit` must be at least 8 bytes after `at`.
 * Returns false if the walk must stop. */
bool avi_chunk(struct walker *w, uint64_t at, uint64_t limit, struct avi_chunk *chunk);

/* Returns whether chunks with this id belong to a data list (movi). */
bool avi_is_data(uint32_t id);

/* Walks the chunks of a data list (movi) from `start` to `limit`. unknown: the file does not
 * declare where the list ends. Returns the offset of the end of the chunks. */
uint64_t avi_data(struct avi *avi, uint64_t start, uint64_t limit, bool unknown);

/* --- avi_index.c ---------------------------------------------------------------------------- */

/* Checks whether the entries of the indexes point at chunks. Adds findings for wrong entries. */
void avi_check_indexes(struct avi *avi);

/* --- avi_stream.c --------------------------------------------------------------------------- */

/* Read values into w->content: from the first 36 bytes of a stream header (strh), from a stream
 * format (strf), and from other chunks of the header list. avi_content_chunk ignores unknown
 * chunks. */
void avi_content_strh(struct avi *avi, const unsigned char *strh);
void avi_content_strf(struct avi *avi, const struct avi_chunk *chunk);
void avi_content_chunk(struct avi *avi, const struct avi_chunk *chunk);

/* Completes w->content. Call it after the data was walked. */
void avi_content_end(struct avi *avi);

#endif
