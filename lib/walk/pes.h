/* Reads the codec header and the times of a stream of pictures or sound in PES packets (packetized
 * elementary stream), for transport and program streams. */
#ifndef WALK_PES_H
#define WALK_PES_H

#include <stdbool.h>
#include <stdint.h>

#include "walk/walker.h"

enum {
    PES_HEAD = 4096,   /* maximum number of bytes searched for the codec header */
    PES_TIMES = 32,    /* number of decoding times from which a frame rate is measured */
    PES_SECOND = 90000 /* ticks per second */
};

/* Reads a codec's header into `track`, as the functions of codec/codec.h do. */
typedef bool pes_reader(const unsigned char *bytes, size_t len, struct content_track *track);

struct pes_stream {
    struct content_track *track; /* borrowed from the walker's content */
    unsigned key;                /* in ps, identifies the stream (see ps_content.c) */
    unsigned program;            /* in ts, the index of the stream's program */
    pes_reader *read;            /* NULL: the header was read, or is not searched for */
    bool is_sought;              /* the header may begin at any byte */
    unsigned tries;              /* failed attempts to find the header */
    bool is_open;                /* in ts: a packet has begun, and its bytes are being gathered */
    size_t len;                  /* number of bytes in `head` */
    unsigned char head[PES_HEAD];
    bool has_time;            /* a time was read */
    bool has_jumps;           /* times jump by more than 10 s */
    bool has_turns;           /* times jump back by more than 10 s */
    uint64_t first_time;      /* the time read first, as stored in the file */
    int64_t least, most;      /* the earliest and the latest time, in ticks from first_time */
    int64_t last;             /* the time read last, in ticks from first_time */
    uint64_t open_bytes;      /* bytes of the open packet */
    uint64_t bytes;           /* bytes of the packet with the time `last`, and of later packets */
    uint64_t paced_bytes;     /* sum of the bytes between times less than one second apart */
    int64_t paced_ticks;      /* sum of the ticks between the same times */
    int64_t times[PES_TIMES]; /* decoding times, in ticks from first_time */
    unsigned time_count;
    /* No more times are added: `times` is full, or packets were skipped after its last time. */
    bool has_all_times;
};

/* Returns the 33-bit time in the 5 bytes at `bytes` (ISO/IEC 13818-1 2.4.3.6, and
 * ISO/IEC 11172-1 2.4.3.3). */
uint64_t pes_time(const unsigned char *bytes);

/* Records when a packet's picture or sound is shown and decoded, in ticks. Afterwards, add the
 * packet's bytes to s->bytes. */
void pes_see_time(struct pes_stream *s, uint64_t shown, uint64_t decoded);

/* Searches for the codec header in `bytes` and reads it, if it was not read before. Gives up the
 * search after many failures. */
void pes_read(struct pes_stream *s, const unsigned char *bytes, size_t len);

/* Appends bytes to s->head until it has `most` bytes. Further bytes are ignored. */
void pes_gather(struct pes_stream *s, const unsigned char *bytes, size_t len, size_t most);

/* Sets the values that are known only after the walk: the film's length, and frame rates that no
 * header states. is_whole: all packets were read. */
void pes_finish(struct walker *w, struct pes_stream *const *streams, unsigned count, bool is_whole);

#endif
