/* The state of the walk over a transport stream, for lib/walk/ts*.c only. In references, 13818-1
 * is the ISO/IEC standard of this number. */
#ifndef WALK_TS_PARTS_H
#define WALK_TS_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "walk/pace.h"
#include "walk/pes.h"
#include "walk/walker.h"

enum {
    TS_SYNC = 0x47,
    TS_PACKET = 188,
    TS_PIDS = 8192,
    TS_PID_NULL = 8191,
    TS_PROGRAMS = 64,
    TS_SECTION = 1024 /* maximum bytes of a program map (13818-1, 2.4.4.9) */
};

/* The map of a program, which lists the program's streams. It is gathered from several packets. */
struct ts_map {
    bool known; /* the whole map was read */
    size_t len; /* bytes gathered in `bytes` */
    unsigned char bytes[TS_SECTION];
};

/* A place where a continuity counter has jumped to 0. If the counter of the PAT (program
 * association table) also jumps to 0 within a few packets, two streams were joined there.
 * Otherwise, packets are missing. */
struct ts_again {
    bool doubted;  /* a counter has jumped to 0, and the PAT's counter may still follow */
    bool happened; /* two streams were joined somewhere in the file */
    uint64_t at;   /* offset of the packet whose counter jumped first */
    unsigned pid;  /* PID (packet identifier) of that packet */
    unsigned last; /* that PID's counter before the jump */
};

/* Counts a stream's packets that have a payload, and the scrambled packets among them. */
struct ts_lock {
    uint64_t payloads, scrambled;
};

struct ts {
    struct walker *w;
    unsigned stride; /* distance of packets in bytes: 188, 192 (M2TS), 204 (with check bytes) */
    uint64_t phase;  /* offset % stride of all sync bytes */
    /* For each PID, its last continuity counter, and the flags that ts_packet.c defines. */
    uint8_t counters[TS_PIDS];
    uint16_t maps[TS_PROGRAMS]; /* the PIDs of the program maps, from the PAT */
    unsigned map_count;
    bool has_pat, has_map;
    bool is_locked;                   /* a program map declares a stream with encrypted samples */
    uint16_t clock_pid;               /* the first PID with a clock; TS_PID_NULL: none yet */
    uint64_t first_clock, last_clock; /* in ticks of 90 kHz */
    uint64_t payloads, scrambled;     /* packets with a payload; the scrambled packets among them */
    struct ts_again again;
    struct walk_pace pace;
    bool needs_mark; /* the current window has no mark yet (see walk/pace.h) */
    bool is_whole;   /* all packets are read */
    bool is_looking; /* packets are being read out of order, so their content is ignored */
    struct ts_map map[TS_PROGRAMS];
    uint8_t numbers[TS_PIDS]; /* for each PID, the number of its stream, from 1; 0: no stream */
    struct pes_stream *streams[CONTENT_TRACKS];
    struct ts_lock locks[CONTENT_TRACKS]; /* one for each of the streams */
    unsigned stream_count;
};

/* Reads the clock in a packet, in ticks of 90 kHz. Returns false if the packet has no clock. */
bool ts_clock(const unsigned char *packet, uint64_t *clock);

/* Returns the number of seconds from the first clock value to `clock`. */
double ts_seconds(const struct ts *ts, uint64_t clock);

/* If a counter has jumped to 0 and the PAT's counter has not jumped too, reports missing
 * packets, and no longer allows other counters to follow. */
void ts_settle(struct ts *ts);

/* Forgets all counters, and calls ts_settle and ts_content_forget. Call it if the next packet does
 * not directly follow the last packet. */
void ts_forget(struct ts *ts);

/* Checks and reads a packet of 188 bytes whose sync byte is at `offset`. */
void ts_packet(struct ts *ts, uint64_t offset, const unsigned char *packet);

/* Reads only the tables in a packet of 188 bytes. */
void ts_tables(struct ts *ts, const unsigned char *packet);

/* Returns whether the maps of all programs have been read. Returns false if no PAT was read yet. */
bool ts_has_maps(const struct ts *ts);

/* Adds bytes to the program map whose PID is ts->maps[number]. begins: a section begins in these
 * bytes, and the first byte states where (13818-1, 2.4.4.2). Adds the map's streams when the map is
 * complete. */
void ts_map_add(struct ts *ts, unsigned number, bool begins, const unsigned char *bytes,
                size_t len);

/* Reads the payload of a packet that belongs to `stream`. begins: a PES packet begins in it. */
void ts_content_add(struct pes_stream *stream, bool begins, const unsigned char *bytes, size_t len);

/* Reads and closes the open PES packets, and discards incomplete program maps. Call it if the next
 * packet does not directly follow the last packet. */
void ts_content_forget(struct ts *ts);

/* Returns whether the codec headers of all streams were read, or are no longer searched for.
 * Encrypted streams and streams of an unknown kind are ignored. */
bool ts_content_is_complete(const struct ts *ts);

/* Sets the values that are known only after the walk: the length, and frame rates that no header
 * states. */
void ts_content_finish(struct ts *ts);

#endif
