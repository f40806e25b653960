/* The state of the walk over a program stream, for lib/walk/ps*.c only. The standards are ISO/IEC
 * 13818-1 for MPEG-2, and ISO/IEC 11172-1 for MPEG-1. */
#ifndef WALK_PS_PARTS_H
#define WALK_PS_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "walk/pes.h"
#include "walk/walker.h"

enum { PS_SOUNDS = 16 };

/* A sound stream. If its rate is constant, the number of its bytes implies a time. */
struct ps_sound {
    unsigned key; /* the stream id, or a DVD's substream id; 0: none */
    bool has_time;
    uint64_t time;   /* the last stated time, in ticks of 90 kHz */
    uint64_t bytes;  /* bytes since that time */
    double rate;     /* ticks per byte; 0: not known yet */
    unsigned agreed; /* number of successive packets that agree with this rate */
};

struct ps_clock {
    struct walker *w;
    bool known;             /* a pack header was read */
    double first_s, last_s; /* first and last value of the system clock in pack headers */
    struct ps_sound sounds[PS_SOUNDS];
};

/* The streams of pictures, sound and subpictures. */
struct ps_content {
    struct walker *w;
    bool is_looking; /* packets are being read out of order, so their content is ignored */
    /* From the stream map: the types of streams 0xe0 to 0xef. 0: not stated. */
    unsigned char video_types[16];
    struct pes_stream *streams[CONTENT_TRACKS];
    unsigned count;
};

/* Returns the offset of a packet's time, a field of 5 bytes; 0: no time. Sets `header` to the
 * length of the packet's header. If `len` is less than 9, returns 0 and leaves `header`
 * unchanged. */
size_t ps_find_time(const unsigned char *packet, size_t len, size_t *header);

/* Reads the content of the packet at `at`, which has `length` bytes, including its header. The
 * packet must be completely in the file. */
void ps_content_packet(struct ps_content *content, uint64_t at, uint64_t length);

/* Reads and discards the bytes gathered for each stream. Call it if the next packet does not
 * directly follow the last packet. */
void ps_content_forget(struct ps_content *content);

/* Sets the values that are known only after the walk, and frees the streams. is_whole: all packets
 * were read. */
void ps_content_finish(struct ps_content *content, bool is_whole);

/* Returns the system clock in a pack header, in seconds. `bytes` are the first 12 bytes of the
 * header. */
double ps_clock_time(const unsigned char *bytes);

/* Reads the clock in the pack header at `at`, and reports a jump back. `bytes` are the first 12
 * bytes of the header. */
void ps_clock_pack(struct ps_clock *clock, uint64_t at, const unsigned char *bytes);

/* Compares the time in a sound packet at `at` with the preceding sound, and reports missing sound.
 * The packet has `length` bytes, including its header, and must be completely in the file. */
void ps_clock_packet(struct ps_clock *clock, uint64_t at, uint64_t length);

/* Follows the navigation packs of a DVD through the file. If a navigation pack is nearer to the
 * preceding one than its number implies, reports the missing packs and stops. Does nothing if the
 * film has no navigation packs. */
void ps_navigation(struct walker *w);

/* Forgets the times of sound streams. Call it if the next packet does not directly follow the last
 * packet. */
void ps_clock_forget(struct ps_clock *clock);

#endif
