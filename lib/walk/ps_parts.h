/* The state of the walk over a program stream, for lib/walk/ps*.c only. "1" is ISO/IEC 13818-1;
 * "11172-1" is ISO/IEC 11172-1, the older standard for MPEG-1. */
#ifndef WALK_PS_PARTS_H
#define WALK_PS_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "walk/pes.h"
#include "walk/walker.h"

enum { PS_SOUNDS = 16 };

/* A stream of sound: the running time of its bytes, if the rate is constant. */
struct ps_sound {
    unsigned key; /* the stream id, or a DVD's substream id; 0: none */
    bool has_time;
    uint64_t time;   /* the last stated time, in ticks of 90 kHz */
    uint64_t bytes;  /* bytes since that time */
    double rate;     /* ticks per byte; 0: not known yet */
    unsigned agreed; /* successive packets that agree with it */
};

struct ps_clock {
    struct walker *w;
    bool known;
    double first_s, last_s; /* of the system clock in the pack headers */
    struct ps_sound sounds[PS_SOUNDS];
};

/* The streams of pictures, sound and subpictures. */
struct ps_content {
    struct walker *w;
    bool is_looking;               /* packets are read out of order: their content is not read */
    unsigned char video_types[16]; /* types of the streams from 0xe0 on, as a stream map states
                                    * them; 0: not stated */
    struct pes_stream *streams[CONTENT_TRACKS];
    unsigned count;
};

/* Returns the offset of the 5-byte time in a packet; 0: no time. Sets header to the length of the
 * packet's header. MPEG-2 has flags for it (1, 2.4.3.7); MPEG-1 uses the first byte after the
 * stuffing (11172-1, 2.4.3.3). */
size_t ps_find_time(const unsigned char *packet, size_t len, size_t *header);

/* Reads the packet at `at`, length bytes including its header, all of which are in the file. */
void ps_content_packet(struct ps_content *content, uint64_t at, uint64_t length);

/* Forgets the open packets: the next packet comes from elsewhere. */
void ps_content_forget(struct ps_content *content);

/* Sets values that require the whole walk, and frees the streams. */
void ps_content_finish(struct ps_content *content, bool is_whole);

/* Returns the system clock of a pack header, of which 12 bytes are given, in seconds. */
double ps_clock_time(const unsigned char *bytes);

/* Reads a pack header, of which 12 bytes are given. */
void ps_clock_pack(struct ps_clock *clock, uint64_t at, const unsigned char *bytes);

/* Reads the packet at `at`, length bytes including its header, all of which are in the file. */
void ps_clock_packet(struct ps_clock *clock, uint64_t at, uint64_t length);

/* Follows the navigation packs of a DVD through the file, and reports places where no unit is at
 * the stated distance. Does nothing if the film has no navigation packs. */
void ps_navigation(struct walker *w);

/* Forgets the last times: the next packet comes from elsewhere. */
void ps_clock_forget(struct ps_clock *clock);

#endif
