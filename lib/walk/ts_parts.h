/* The state of the walk over a transport stream, for lib/walk/ts*.c only. "1" is ISO/IEC
 * 13818-1. */
#ifndef WALK_TS_PARTS_H
#define WALK_TS_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "walk/pace.h"
#include "walk/walker.h"

enum { TS_SYNC = 0x47, TS_PACKET = 188, TS_PIDS = 8192, TS_PID_NULL = 8191, TS_PROGRAMS = 64 };

/* A place where a counter has jumped to 0. Where all others do so, and the PAT among the first, two
 * streams were joined. */
struct ts_again {
    bool doubted;  /* the PAT has not come yet */
    bool happened; /* somewhere in the file */
    uint64_t at;
    unsigned pid, last; /* the PID and its counter before */
};

struct ts {
    struct walker *w;
    unsigned stride; /* bytes from packet to packet: 188, 192 (M2TS), 204 (with check bytes) */
    uint64_t phase;  /* a sync byte stands where offset % stride is this */
    uint8_t counters[TS_PIDS];  /* SEEN, TWICE, AGAIN, and the last continuity counter */
    uint16_t maps[TS_PROGRAMS]; /* the PIDs of the program maps, as the PAT says */
    unsigned map_count;
    bool has_pat, has_map;
    uint16_t clock_pid;               /* the first with a clock; TS_PID_NULL: none yet */
    uint64_t first_clock, last_clock; /* in ticks of 90 kHz */
    uint64_t payloads, scrambled;     /* packets with a payload, and those that are encrypted */
    struct ts_again again;
    struct walk_pace pace;
    bool needs_mark; /* no clock was seen in this window yet */
};

/* The clock in a packet, in ticks of 90 kHz; false: it has none. */
bool ts_clock(const unsigned char *packet, uint64_t *clock);

/* Seconds from the first clock to this one. */
double ts_seconds(const struct ts *ts, uint64_t clock);

/* Adds the finding about a jump to 0 that no PAT has explained. */
void ts_settle(struct ts *ts);

/* Forgets what the packets before counted: the next one is from elsewhere. */
void ts_forget(struct ts *ts);

/* Looks at a packet, whose sync byte stands at offset; 188 bytes. */
void ts_packet(struct ts *ts, uint64_t offset, const unsigned char *packet);

#endif
