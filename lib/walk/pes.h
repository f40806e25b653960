/* A stream of pictures or sound in packets (PES), for ts and ps: its codec header and its times.
 * "1" is ISO/IEC 13818-1. */
#ifndef WALK_PES_H
#define WALK_PES_H

#include <stdbool.h>
#include <stdint.h>

#include "walk/walker.h"

enum {
    PES_HEAD = 4096,   /* bytes that are kept: they include the codec headers */
    PES_TIMES = 32,    /* times used to measure a frame rate */
    PES_SECOND = 90000 /* ticks */
};

/* Reads the header of a codec, as in codec/codec.h. */
typedef bool pes_reader(const unsigned char *bytes, size_t len, struct content_track *track);

struct pes_stream {
    struct content_track *track; /* borrowed from the walker's content */
    unsigned key;                /* its number in the container */
    unsigned program;
    pes_reader *read; /* NULL: nothing remains to be read */
    bool is_sought;   /* the header may be anywhere in the bytes */
    unsigned tries;   /* failed attempts to find the header */
    bool is_open;     /* bytes are being gathered */
    size_t len;
    unsigned char head[PES_HEAD];
    bool has_time, has_jumps, has_turns; /* jumps: times jump; turns: times go back */
    uint64_t first_time;                 /* as stored in the file */
    int64_t least, most, last;           /* times, in ticks from first_time */
    uint64_t open_bytes;                 /* in the open packet */
    uint64_t bytes;                      /* since the last time */
    uint64_t paced_bytes;                /* between times that are close */
    int64_t paced_ticks;                 /* between the same times */
    int64_t times[PES_TIMES];
    unsigned time_count;
    bool has_all_times; /* further times would not be adjacent to these */
};

/* Returns a time of 33 bits in 5 bytes (1, 2.4.3.6; ISO/IEC 11172-1 2.4.3.3). */
uint64_t pes_time(const unsigned char *bytes);

/* Records when a picture or sound is shown and decoded. Add the bytes of its packet to s->bytes
 * afterwards. */
void pes_see_time(struct pes_stream *s, uint64_t shown, uint64_t decoded);

/* Reads the codec header in these bytes, unless it was already read. */
void pes_read(struct pes_stream *s, const unsigned char *bytes, size_t len);

/* Appends bytes to s->head, up to most bytes in all. */
void pes_gather(struct pes_stream *s, const unsigned char *bytes, size_t len, size_t most);

/* Sets values that require the whole walk: frame rates that no header states, and the length.
 * is_whole: all packets were read. */
void pes_finish(struct walker *w, struct pes_stream *const *streams, unsigned count, bool is_whole);

#endif
