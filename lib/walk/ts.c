/* Walks MPEG transport streams, including M2TS. This file checks that packets are in step: that
 * each begins where the preceding one ends. ts_packet.c checks their contents. In a large file,
 * only some places (windows) are checked. If packets get out of step between two windows, a binary
 * search finds the place. */
#include "walk/ts_parts.h"

#include <stdlib.h>

#include "base/buf.h"

static const unsigned strides[] = {188, 192, 204};

enum {
    RUN = 8,        /* number of sync bytes in step that identify a stream */
    WINDOW = 65000, /* bytes checked in one place */
    HEAD = 1 << 20  /* bytes within which a stream must begin */
};

/* Counts the sync bytes in step: at the first byte, and at every `stride` bytes after it, until one
 * is missing. Returns at most RUN. */
static unsigned count_syncs(const unsigned char *bytes, size_t len, unsigned stride)
{
    unsigned count = 0;

    for (size_t at = 0; at < len && count < RUN && bytes[at] == TS_SYNC; at += stride)
        count++;
    return count;
}

/* Returns the first offset in `bytes` from which packets are in step for RUN packets or to the end;
 * `len`: not found. At least four packets are required, because a sync byte may occur by chance. */
static size_t find_step(const unsigned char *bytes, size_t len, unsigned stride)
{
    for (size_t at = 0; at < len; at++) {
        size_t rest = (len - at + stride - 1) / stride;
        unsigned required = rest < RUN ? (unsigned)rest : RUN;
        if (bytes[at] == TS_SYNC && required > 3 &&
            count_syncs(bytes + at, len - at, stride) == required)
            return at;
    }
    return len;
}

/* Returns whether a file of up to four packets is a transport stream: all its packets are in step.
 * `first` is the offset of the first sync byte. */
static bool is_short_stream(const unsigned char *bytes, size_t len, unsigned stride, size_t first)
{
    return len >= first + TS_PACKET && len <= first + (size_t)stride * 4 &&
           count_syncs(bytes + first, len - first, stride) == (len - first + stride - 1) / stride;
}

/* Returns the number of bytes per packet (188, 192 or 204), and sets `first` to the offset of the
 * first sync byte. Returns 0 if the file is not a transport stream. The file may begin with damage,
 * but packets must be in step within its first MiB. */
static unsigned find_packet_size(struct walker *w, uint64_t *first)
{
    uint64_t end = w->size < HEAD ? w->size : HEAD;

    for (uint64_t at = 0; at < end; at += WINDOW - 2 * 204 * RUN) {
        size_t len = end - at < WINDOW ? (size_t)(end - at) : WINDOW;
        const unsigned char *bytes = walker_at(w, at, len);
        for (size_t i = 0; bytes && i < sizeof strides / sizeof *strides; i++) {
            size_t head = strides[i] == 192 ? 4 : 0;
            size_t step = find_step(bytes, len, strides[i]);
            if (step == len && at == 0 && is_short_stream(bytes, len, strides[i], head))
                step = head;
            if (step < len) {
                *first = at + step;
                return strides[i];
            }
        }
    }
    return 0;
}

static bool is_stream(struct walker *w)
{
    uint64_t first;

    return find_packet_size(w, &first) != 0;
}

/* Returns the first offset at or after `offset` where a sync byte is expected. */
static uint64_t align(const struct ts *ts, uint64_t offset)
{
    uint64_t off = (offset + ts->stride - ts->phase % ts->stride) % ts->stride;

    return off ? offset + ts->stride - off : offset;
}

/* Returns the bytes from `offset`, borrowed, and sets `len` to their number. They include the last
 * packet that begins before `end`, but are at most WINDOW bytes. */
static const unsigned char *window(struct ts *ts, uint64_t offset, uint64_t end, size_t *len)
{
    uint64_t most = end - offset < WINDOW ? end - offset + ts->stride : WINDOW;
    uint64_t room = ts->w->size - offset;

    *len = (size_t)(room < most ? room : most);
    return walker_at(ts->w, offset, *len);
}

/* Returns whether packets are in step from `offset`, for RUN packets or to the end of the file. */
static bool is_in_step(struct ts *ts, uint64_t offset)
{
    uint64_t at = align(ts, offset);
    size_t room = at < ts->w->size && ts->w->size - at < (uint64_t)ts->stride * RUN
                      ? (size_t)(ts->w->size - at)
                      : (size_t)ts->stride * RUN;
    const unsigned char *bytes = at < ts->w->size ? walker_at(ts->w, at, room) : NULL;

    return bytes && count_syncs(bytes, room, ts->stride) >= (room + ts->stride - 1) / ts->stride;
}

/* Returns the place where packets get out of step. They are in step at `good`, but not at `bad`. */
static uint64_t find_change(struct ts *ts, uint64_t good, uint64_t bad)
{
    while (bad - good > ts->stride && !ts->w->stopped) {
        uint64_t middle = good + (bad - good) / 2;
        if (is_in_step(ts, middle))
            good = middle;
        else
            bad = middle;
    }
    return bad;
}

/* Returns the offset of the next packets that are in step, at or after `from`; UINT64_MAX: not
 * found in the next FAR bytes. */
static uint64_t find_again(struct ts *ts, uint64_t from)
{
    enum { FAR = 4 << 20 };
    uint64_t end = ts->w->size - from < FAR ? ts->w->size : from + FAR;

    while (from < end && !ts->w->stopped) {
        size_t len;
        const unsigned char *bytes = window(ts, from, ts->w->size, &len);
        size_t step = bytes ? find_step(bytes, len, ts->stride) : len;
        if (step < len)
            return from + step;
        if (from + len >= ts->w->size)
            break;
        from += len - (size_t)ts->stride * RUN;
    }
    return UINT64_MAX;
}

static void say_rest(struct ts *ts, uint64_t at)
{
    struct walker *w = ts->w;
    const unsigned char *bytes = at < w->size ? walker_at(w, at, 1) : NULL;
    uint64_t rest = w->size - at;

    if (!bytes)
        return;
    if (bytes[0] == TS_SYNC && rest < TS_PACKET)
        walker_blame(w, FINDING_TRUNCATED, w->size, "the last packet has %u of %u bytes",
                     (unsigned)rest, TS_PACKET);
    else
        walker_trailing(w, at, "the last packet");
}

/* Reports that packets are out of step at `at`. Returns the offset where they continue, or the end
 * of the file if they do not continue. */
static uint64_t lost(struct ts *ts, uint64_t at)
{
    struct walker *w = ts->w;
    uint64_t again = find_again(ts, at);

    ts_forget(ts);
    if (w->stopped)
        return w->size;
    if (again == UINT64_MAX) {
        if (w->size - at < (uint64_t)4 << 20)
            say_rest(ts, at);
        else
            walker_blame(w, FINDING_LOST_SYNC, at, "no packets from here on");
        return w->size;
    }
    walker_blame(w, FINDING_LOST_SYNC, at,
                 "no packet where one is expected; the next one is at %llu",
                 (unsigned long long)again);
    ts->phase = again % ts->stride;
    return again;
}

/* Checks all packets from `at`, the offset of a sync byte, to `end`. Returns the offset where the
 * walk ended. */
static uint64_t walk_packets(struct ts *ts, uint64_t at, uint64_t end)
{
    while (at < end && walker_step(ts->w)) {
        size_t len, in = 0;
        const unsigned char *bytes = window(ts, at, end, &len);
        if (!bytes)
            return ts->w->size;
        for (; in + TS_PACKET <= len && at + in < end && bytes[in] == TS_SYNC; in += ts->stride) {
            ts_packet(ts, at + in, bytes + in);
            ts->w->elements++;
        }
        at += in;
        if (ts->stride == 192 && at > ts->w->size && at < ts->w->size + 4)
            walker_blame(ts->w, FINDING_TRUNCATED, ts->w->size, "the last packet is incomplete");
        if (at >= end || at >= ts->w->size)
            break;
        if (in + TS_PACKET > len && at - in + len < ts->w->size)
            continue;
        at = lost(ts, at);
    }
    return at;
}

/* Checks the window that begins at `start`. If packets are out of step there, finds and reports the
 * place where they got out of step, between `before` (the beginning of the previous window) and
 * `start`. is_head: this is the first window. */
static void walk_window(struct ts *ts, uint64_t before, uint64_t start, bool is_head)
{
    uint64_t at = align(ts, start), size = ts->w->size;

    ts_forget(ts);
    ts->needs_mark = true;
    if (before && !is_in_step(ts, at)) {
        at = lost(ts, find_change(ts, before, at));
        if (at < start)
            at = align(ts, start);
    }
    if (at < size)
        at = walk_packets(ts, at, start + WINDOW < size ? start + WINDOW : size);
    /* Stream headers may be farther apart than a window. In the first window, continue until all
     * headers are read or the head ends. */
    while (is_head && at < size && at < HEAD && !ts->w->stopped && !ts_content_is_complete(ts))
        at = walk_packets(ts, at, at + WINDOW < size ? at + WINDOW : size);
}

/* Reads the program maps first, because a recording may begin before its first map. The stream of
 * each packet is then known. */
static void find_maps(struct ts *ts, uint64_t first)
{
    uint64_t at = first, end = ts->w->size < HEAD ? ts->w->size : HEAD;

    while (at < end && !ts_has_maps(ts) && !ts->w->stopped) {
        size_t len, in = 0;
        const unsigned char *bytes = window(ts, at, end, &len);
        if (!bytes)
            return;
        for (; in + TS_PACKET <= len && bytes[in] == TS_SYNC; in += ts->stride)
            ts_tables(ts, bytes + in);
        if (!in)
            return;
        at += in;
    }
}

/* Finds the first clock value at or after `from`, for struct walk_pace. */
static bool next_clock(void *self, uint64_t from, struct walk_pace_mark *mark)
{
    /* In bytes: more than 0.1 s of a stream. Clock values are at most 0.1 s apart (13818-1,
     * 2.7.2). */
    enum { FAR = 2 << 20 };
    struct ts *ts = self;
    uint64_t at = align(ts, from), end = walker_sum(at, FAR), clock;

    end = end < ts->w->size ? end : ts->w->size;
    while (at < end) {
        size_t len, in = 0;
        const unsigned char *bytes = window(ts, at, end, &len);
        if (!bytes || bytes[0] != TS_SYNC)
            return false;
        for (; in + TS_PACKET <= len; in += ts->stride)
            if ((be16(bytes + in + 1) & 0x1fff) == ts->clock_pid && ts_clock(bytes + in, &clock)) {
                *mark = (struct walk_pace_mark){at + in, ts_seconds(ts, clock)};
                return true;
            }
        if (!in)
            return false;
        at += in;
    }
    return false;
}

/* Checks all packets from `from` to `to`, and some packets around them, for struct walk_pace. */
static void look_between(void *self, uint64_t from, uint64_t to)
{
    struct ts *ts = self;
    uint64_t last = ts->last_clock, end = walker_sum(to, WINDOW);
    uint64_t start = from > ts->phase + WINDOW ? from - WINDOW : ts->phase;

    ts_forget(ts);
    ts->needs_mark = false;
    ts->is_looking = true;
    walk_packets(ts, align(ts, start), end < ts->w->size ? end : ts->w->size);
    ts->last_clock = last;
    ts->is_looking = false;
}

static void walk_windows(struct ts *ts, uint64_t first)
{
    uint64_t before = 0;

    for (unsigned i = 0; i < WALKER_WINDOWS && !ts->w->stopped; i++) {
        uint64_t start = walker_place(first, ts->w->size, WINDOW, i, WALKER_WINDOWS);
        walk_window(ts, before, start, i == 0);
        before = start;
    }
    /* After a finding that is worse than a note, clock values may be at other places than expected,
     * so their pace is not checked. */
    if (finding_worst(ts->w->findings) == FINDING_NOTE)
        walk_pace_check(&ts->pace);
}

/* Returns whether at least half of all packets, or half of one stream's packets, are scrambled.
 * Fewer do not prove encryption: the first packets of a recording may precede its key, and a few
 * unimportant packets may be encrypted. A CA (conditional access) descriptor in a program map does
 * not prove it either, because recorders keep it after decryption. */
static bool is_scrambled(const struct ts *ts)
{
    if (ts->scrambled && ts->scrambled >= ts->payloads / 2)
        return true;
    for (unsigned i = 0; i < ts->stream_count; i++)
        if (ts->locks[i].scrambled && ts->locks[i].scrambled >= ts->locks[i].payloads / 2)
            return true;
    return false;
}

static void finish(struct ts *ts)
{
    struct walker *w = ts->w;
    uint64_t ticks = (ts->last_clock - ts->first_clock) & ((UINT64_C(1) << 33) - 1);

    ts_settle(ts);
    /* Joined streams have separate clocks, so the duration is unknown. */
    if (ts->clock_pid != TS_PID_NULL && !ts->again.happened && ticks && ticks < UINT64_C(1) << 32)
        w->duration_s = (double)ticks / 90000;
    ts_content_finish(ts);
    if (ts->is_locked)
        walker_doubt(w, FINDING_ENCRYPTED, UINT64_MAX, "the samples are encrypted");
    else if (is_scrambled(ts))
        walker_doubt(w, FINDING_ENCRYPTED, UINT64_MAX, "the packets are scrambled");
    if (!ts->has_pat)
        walker_doubt(w, FINDING_NO_INDEX, UINT64_MAX, "no program association table (PAT)");
    else if (!ts->has_map && ts->map_count)
        walker_doubt(w, FINDING_NO_INDEX, UINT64_MAX, "no program map table (PMT)");
}

static void walk_file(struct walker *w)
{
    struct ts *ts = cvi_alloc(sizeof *ts);
    uint64_t first;

    ts->w = w;
    ts->pace = (struct walk_pace){.w = w, .self = ts, .clock = next_clock, .look = look_between};
    ts->clock_pid = TS_PID_NULL;
    ts->stride = find_packet_size(w, &first);
    if (ts->stride) {
        ts->phase = first % ts->stride;
        if (first != (ts->stride == 192 ? 4 : 0))
            walker_blame(w, FINDING_LOST_SYNC, 0, "%llu bytes before the first packet",
                         (unsigned long long)first);
        find_maps(ts, first);
        ts->is_whole = walker_takes_all(w, WALKER_SMALL);
        if (ts->is_whole)
            walk_packets(ts, first, w->size);
        else
            walk_windows(ts, first);
        if (!w->stopped)
            finish(ts);
    }
    for (unsigned i = 0; i < ts->stream_count; i++)
        free(ts->streams[i]);
    free(ts);
}

const struct walk_kind walk_ts = {
    .word = "mpeg-ts",
    .endings = {"ts", "m2ts", "mts", "m2t", "trp", "tp", "mpg", "mpeg", "mpe", "tod", "mod"},
    .recognize = is_stream,
    .walk = walk_file,
    .is_endless = true,
};
