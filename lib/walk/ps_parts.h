/* The state of the walk over a program stream, for lib/walk/ps*.c only. "1" is ISO/IEC 13818-1,
 * "11172-1" the older standard for MPEG-1. */
#ifndef WALK_PS_PARTS_H
#define WALK_PS_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "walk/pes.h"
#include "walk/walker.h"

enum { PS_SOUNDS = 16 };

/* A stream of sound: how much running time its bytes hold, as far as it is constant. */
struct ps_sound {
    unsigned key; /* the stream's id, or that of a DVD's substream; 0: none */
    bool has_time;
    uint64_t time;   /* of the last packet with one, in ticks of 90 kHz */
    uint64_t bytes;  /* since then */
    double rate;     /* ticks for a byte; 0: not known yet */
    unsigned agreed; /* packets in a series that agree with it */
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
    bool is_looking;               /* packets are seen out of turn: their content is not read */
    unsigned char video_types[16]; /* of the streams 0xe0 on, as a stream map says; 0: not told */
    struct pes_stream *streams[CONTENT_TRACKS];
    unsigned count;
};

/* Returns where the time of a packet stands, 5 bytes; 0: it has none. Sets header to the length of
 * its header. In MPEG-2 flags tell (1, 2.4.3.7), in MPEG-1 the first byte after the stuffing
 * (11172-1, 2.4.3.3). */
size_t ps_find_time(const unsigned char *packet, size_t len, size_t *header);

/* Takes the packet at at, of length bytes with its header, all of which are there. */
void ps_content_packet(struct ps_content *content, uint64_t at, uint64_t length);

/* The next packet is from elsewhere. */
void ps_content_forget(struct ps_content *content);

/* Sets what only the whole walk tells, and frees the streams. */
void ps_content_finish(struct ps_content *content, bool is_whole);

/* The system clock in a pack header, 12 bytes of it, in seconds. */
double ps_clock_time(const unsigned char *bytes);

/* A pack header, 12 bytes of it. */
void ps_clock_pack(struct ps_clock *clock, uint64_t at, const unsigned char *bytes);

/* The packet at at, of length bytes with its header, all of which are there. */
void ps_clock_packet(struct ps_clock *clock, uint64_t at, uint64_t length);

/* Follows the navigation packs of a DVD through the file, and says where they lead to nothing.
 * Nothing for a film that has none. */
void ps_navigation(struct walker *w);

/* The next packet is from elsewhere. */
void ps_clock_forget(struct ps_clock *clock);

#endif
