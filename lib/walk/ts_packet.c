/* Reads the packets of a transport stream: counters, marks of damage, tables, the clock. */
#include "walk/ts_parts.h"

#include <string.h>

/* A PID's value in ts->counters. SEEN: a packet was read. TWICE: the last packet was repeated.
 * AGAIN: another counter has jumped to 0, and this counter may follow. COUNTER: the last
 * counter. */
enum { SEEN = 0x80, TWICE = 0x40, AGAIN = 0x20, COUNTER = 0x0f };

static void say_missing(struct ts *ts, uint64_t offset, unsigned pid, unsigned counter,
                        unsigned last)
{
    walker_doubt(ts->w, FINDING_MISSING_DATA, offset,
                 "packets of PID %u are missing: counter %u follows %u", pid, counter, last);
}

void ts_settle(struct ts *ts)
{
    if (!ts->again.doubted)
        return;
    say_missing(ts, ts->again.at, ts->again.pid, 0, ts->again.last);
    ts->again.doubted = false;
    for (unsigned i = 0; i < TS_PIDS; i++)
        ts->counters[i] &= (uint8_t)~AGAIN;
}

void ts_forget(struct ts *ts)
{
    ts_settle(ts);
    memset(ts->counters, 0, sizeof ts->counters);
    ts_content_forget(ts);
}

/* Returns whether an unexpected counter of 0 may be the beginning of another stream, which was
 * joined to the preceding one. Muxers begin with the tables, and with counters of 0. After a first
 * jump to 0, the next packet of each other PID may therefore have the counter 0, too. If the PAT's
 * counter jumps, adds a note. */
static bool begins_again(struct ts *ts, uint64_t offset, unsigned pid, unsigned last)
{
    bool is_next = ts->counters[pid] & AGAIN;

    if (!is_next && !ts->again.doubted) {
        for (unsigned i = 0; i < TS_PIDS; i++)
            if (ts->counters[i] & SEEN)
                ts->counters[i] |= AGAIN;
        ts->again.at = offset;
        ts->again.pid = pid;
        ts->again.last = last;
        ts->again.doubted = true;
        is_next = true;
    }
    if (is_next && pid == 0 && ts->again.doubted) {
        walker_note(ts->w, FINDING_MISSING_DATA, offset,
                    "the streams restart, as if two files had been joined");
        ts->again.doubted = false;
        ts->again.happened = true;
    }
    return is_next;
}

/* Checks that the counter of a PID rises by one with each payload. A packet may be sent twice
 * (ISO/IEC 13818-1, 2.4.3.3). */
static void check_counter(struct ts *ts, uint64_t offset, unsigned pid, unsigned counter,
                          bool has_payload)
{
    uint8_t *known = &ts->counters[pid];
    unsigned last = *known & COUNTER;

    if (*known & SEEN) {
        bool repeated = counter == last && !(*known & TWICE);
        bool right = has_payload ? counter == ((last + 1) & COUNTER) || repeated : counter == last;
        bool explains = pid == 0 && !counter && ts->again.doubted;
        /* Packets without a payload are not reported, because some muxers miscount them. */
        if ((!right || explains) && has_payload &&
            (counter || !begins_again(ts, offset, pid, last)))
            say_missing(ts, offset, pid, counter, last);
        if (has_payload && repeated) {
            *known |= TWICE;
            return;
        }
    }
    if (has_payload)
        *known = (uint8_t)(SEEN | counter);
}

bool ts_clock(const unsigned char *packet, uint64_t *clock)
{
    enum { ADAPTATION = 0x20, HAS_CLOCK = 0x10 };
    const unsigned char *field = packet + 6;

    if (!(packet[3] & ADAPTATION) || packet[4] < 7 || !(packet[5] & HAS_CLOCK))
        return false;
    *clock = (uint64_t)be32(field) << 1 | field[4] >> 7;
    return true;
}

double ts_seconds(const struct ts *ts, uint64_t clock)
{
    return (double)((clock - ts->first_clock) & ((UINT64_C(1) << 33) - 1)) / 90000;
}

/* Records a clock value. Only the first PID that has a clock is used. */
static void see_clock(struct ts *ts, uint64_t offset, unsigned pid, uint64_t clock)
{
    if (ts->clock_pid == TS_PID_NULL) {
        ts->clock_pid = (uint16_t)pid;
        ts->first_clock = clock;
    }
    if (ts->clock_pid != pid)
        return;
    ts->last_clock = clock;
    if (ts->needs_mark)
        walk_pace_add(&ts->pace, offset, ts_seconds(ts, clock));
    ts->needs_mark = false;
}

/* Reads the adaptation field (13818-1, 2.4.3.4). Returns whether the field announces a jump of the
 * counter. */
static bool read_adaptation(struct ts *ts, uint64_t offset, unsigned pid,
                            const unsigned char *packet)
{
    unsigned length = packet[4], flags = packet[5];
    uint64_t clock;

    if (ts_clock(packet, &clock))
        see_clock(ts, offset, pid, clock);
    return length && flags & 0x80;
}

/* Reads the PIDs of the program maps (13818-1, 2.4.4.3) from a PAT that ends in the same packet. */
static void read_pat(struct ts *ts, const unsigned char *section, size_t len)
{
    size_t end = len >= 3 ? 3 + (be16(section + 1) & 0xfff) : 0;

    if (end > len || end < 12 || section[0] != 0)
        return;
    ts->has_pat = true;
    ts->map_count = 0;
    for (size_t at = 8; at + 8 <= end && ts->map_count < TS_PROGRAMS; at += 4)
        if (be16(section + at) != 0)
            ts->maps[ts->map_count++] = be16(section + at + 2) & 0x1fff;
}

static void read_tables(struct ts *ts, unsigned pid, bool begins, const unsigned char *packet,
                        size_t payload)
{
    size_t at = payload + 1U + packet[payload];

    if (pid == 0 && begins && at < TS_PACKET)
        read_pat(ts, packet + at, TS_PACKET - at);
    for (unsigned i = 0; i < ts->map_count; i++)
        if (ts->maps[i] == pid) {
            ts->has_map |= begins;
            ts_map_add(ts, i, begins, packet + payload, TS_PACKET - payload);
        }
}

void ts_tables(struct ts *ts, const unsigned char *packet)
{
    unsigned pid = be16(packet + 1) & 0x1fff, control = packet[3] >> 4 & 3;
    size_t payload = control & 2 ? 5U + packet[4] : 4;

    if (!(packet[1] & 0x80) && pid != TS_PID_NULL && (control & 1) && payload < TS_PACKET)
        read_tables(ts, pid, packet[1] & 0x40, packet, payload);
}

bool ts_has_maps(const struct ts *ts)
{
    for (unsigned i = 0; i < ts->map_count; i++)
        if (!ts->map[i].known)
            return false;
    return ts->map_count > 0;
}

/* Reads the picture or sound data in a packet. A scrambled packet has no readable data (13818-1,
 * 2.4.3.3). */
static void read_content(struct ts *ts, unsigned pid, bool begins, const unsigned char *packet,
                         size_t payload)
{
    struct pes_stream *stream = ts->numbers[pid] ? ts->streams[ts->numbers[pid] - 1] : NULL;

    if (!stream || ts->is_looking)
        return;
    struct ts_lock *lock = &ts->locks[ts->numbers[pid] - 1];
    lock->payloads++;
    lock->scrambled += packet[3] >> 7;
    if (packet[3] & 0xc0)
        stream->track->is_encrypted = true;
    else
        ts_content_add(stream, begins, packet + payload, TS_PACKET - payload);
}

void ts_packet(struct ts *ts, uint64_t offset, const unsigned char *packet)
{
    /* TABLES: maximum number of packets from the first jump to 0 to the jump of the PAT's
     * counter */
    enum { TABLES = 16, SCRAMBLED = 0x80 };
    bool damaged = packet[1] & 0x80, begins = packet[1] & 0x40;
    unsigned pid = be16(packet + 1) & 0x1fff, control = packet[3] >> 4 & 3;
    bool has_adaptation = control & 2, has_payload = control & 1;
    size_t payload = has_adaptation ? 5U + packet[4] : 4;

    if (damaged) {
        walker_doubt(ts->w, FINDING_MISSING_DATA, offset,
                     "a packet is marked as damaged in transmission");
        ts->counters[pid] = 0;
        return;
    }
    if (ts->again.doubted && offset - ts->again.at > (uint64_t)ts->stride * TABLES)
        ts_settle(ts);
    if (pid == TS_PID_NULL || !control)
        return;
    ts->payloads += has_payload;
    ts->scrambled += has_payload && packet[3] & SCRAMBLED;
    if (payload > TS_PACKET) {
        walker_doubt(ts->w, FINDING_BAD_STRUCTURE, offset,
                     "an adaptation field is longer than its packet");
        return;
    }
    if (has_adaptation && read_adaptation(ts, offset, pid, packet))
        ts->counters[pid] = 0;
    check_counter(ts, offset, pid, packet[3] & COUNTER, has_payload);
    if (!has_payload || payload >= TS_PACKET)
        return;
    read_tables(ts, pid, begins, packet, payload);
    read_content(ts, pid, begins, packet, payload);
}
