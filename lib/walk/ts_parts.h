/* The state of the walk over a transport stream, for lib/walk/ts*.c only. "1" is ISO/IEC
 * 13818-1. */
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
    TS_SECTION = 1024 /* maximum bytes of a program map (1, 2.4.4.9) */
};

/* The map of a program, as far as it has been read. */
struct ts_map {
    bool known;
    size_t len;
    unsigned char bytes[TS_SECTION];
};

/* A place where a counter has jumped to 0. If all other counters also jump, and the PAT's is among
 * the first, two streams were joined. */
struct ts_again {
    bool doubted;  /* the PAT has not come yet */
    bool happened; /* somewhere in the file */
    uint64_t at;
    unsigned pid, last; /* the PID, and its counter before the jump */
};

/* The numbers of a stream's packets with a payload, and of the scrambled ones. */
struct ts_lock {
    uint64_t payloads, scrambled;
};

struct ts {
    struct walker *w;
    unsigned stride; /* distance of packets in bytes: 188, 192 (M2TS), 204 (with check bytes) */
    uint64_t phase;  /* sync bytes are where offset % stride is this */
    uint8_t counters[TS_PIDS];  /* SEEN, TWICE, AGAIN, and the last continuity counter */
    uint16_t maps[TS_PROGRAMS]; /* the PIDs of the program maps, from the PAT */
    unsigned map_count;
    bool has_pat, has_map;
    bool is_locked;                   /* a program map declares a stream with encrypted samples */
    uint16_t clock_pid;               /* the first PID with a clock; TS_PID_NULL: none yet */
    uint64_t first_clock, last_clock; /* in ticks of 90 kHz */
    uint64_t payloads, scrambled;     /* packets with a payload, and those that are encrypted */
    struct ts_again again;
    struct walk_pace pace;
    bool needs_mark; /* no clock was seen in this window yet */
    bool is_whole;   /* all packets are read */
    bool is_looking; /* packets are read out of order: their content is not read */
    struct ts_map map[TS_PROGRAMS];
    uint8_t numbers[TS_PIDS]; /* number of a PID's stream, from 1; 0: none */
    struct pes_stream *streams[CONTENT_TRACKS];
    struct ts_lock locks[CONTENT_TRACKS]; /* of the streams */
    unsigned stream_count;
};

/* Reads the clock of a packet, in ticks of 90 kHz. Returns false if it has none. */
bool ts_clock(const unsigned char *packet, uint64_t *clock);

/* Returns the seconds from the first clock to this one. */
double ts_seconds(const struct ts *ts, uint64_t clock);

/* Adds the finding about a jump to 0 that no PAT has explained. */
void ts_settle(struct ts *ts);

/* Forgets the counters of earlier packets: the next one comes from elsewhere. */
void ts_forget(struct ts *ts);

/* Checks a packet of 188 bytes whose sync byte is at offset. */
void ts_packet(struct ts *ts, uint64_t offset, const unsigned char *packet);

/* Reads only the tables in a packet of 188 bytes. */
void ts_tables(struct ts *ts, const unsigned char *packet);

/* Returns whether the maps of all programs have been read. */
bool ts_has_maps(const struct ts *ts);

/* Adds bytes of the program map with this number in ts->maps. begins: a section begins in them, at
 * the place given by the first byte (1, 2.4.4.2). Adds the map's streams when it is complete. */
void ts_map_add(struct ts *ts, unsigned number, bool begins, const unsigned char *bytes,
                size_t len);

/* Reads the payload of a packet of a stream listed in a program map. */
void ts_content_add(struct pes_stream *stream, bool begins, const unsigned char *bytes, size_t len);

/* Forgets the open packets: the next packets come from elsewhere. */
void ts_content_forget(struct ts *ts);

/* Returns whether the headers of all known streams have been read, or the search for them was given
 * up. */
bool ts_content_is_complete(const struct ts *ts);

/* Sets values that require the whole walk: the length, and frame rates that no header states. */
void ts_content_finish(struct ts *ts);

#endif
