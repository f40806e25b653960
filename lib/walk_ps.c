/* MPEG program streams (mpg, vob): packs and packets, each with its length, one behind the other;
 * nothing says how many. A large file is looked at in windows. "1" is ISO/IEC 13818-1, "11172-1"
 * the older standard for MPEG-1. */
#include "walk_parts.h"

enum {
    PS_END = 0xb9, /* start codes (1, table 2-18; 2.5.3) */
    PS_PACK = 0xba,
    PS_SYSTEM = 0xbb, /* this and all above have a length of 16 bits */
    WINDOW = 65536,
    SECTOR = 2048
};

struct ps {
    struct walker *w;
    uint64_t pack;     /* the last pack header; UINT64_MAX: none yet */
    uint64_t distance; /* between all packs so far; 0: they differ */
    bool has_clock, has_media;
    double first_s, last_s;
    uint64_t packs;
};

/* The system clock in a pack header, in seconds (1, 2.5.3.3; 11172-1, 2.4.3.2). */
static double pack_clock(const unsigned char *p)
{
    uint64_t ticks;

    if ((p[4] & 0xc0) == 0x40)
        ticks = (uint64_t)(p[4] >> 3 & 7) << 30 | (uint64_t)(p[4] & 3) << 28 |
                (uint64_t)p[5] << 20 | (uint64_t)(p[6] >> 3) << 15 | (uint64_t)(p[6] & 3) << 13 |
                (uint64_t)p[7] << 5 | p[8] >> 3;
    else
        ticks =
            (uint64_t)(p[4] >> 1 & 7) << 30 | (uint64_t)be16(p + 5) >> 1 << 15 | be16(p + 7) >> 1;
    return (double)ticks / 90000;
}

static void see_pack(struct ps *ps, uint64_t at, const unsigned char *bytes)
{
    double clock = pack_clock(bytes);

    if (ps->pack != UINT64_MAX && at > ps->pack) {
        uint64_t distance = at - ps->pack;
        ps->distance = ps->packs == 1 || ps->distance == distance ? distance : 0;
    }
    ps->pack = at;
    ps->packs++;
    if (!ps->has_clock)
        ps->first_s = clock;
    else if (clock < ps->last_s)
        walker_note(ps->w, FINDING_MISSING_DATA, at, "the clock jumps back");
    ps->has_clock = true;
    ps->last_s = clock;
}

/* The length of what begins at at: a pack header, a packet or the end code; 0: none of them.
 * UINT64_MAX: there are too few bytes to tell. */
static uint64_t unit_length(struct ps *ps, uint64_t at)
{
    struct walker *w = ps->w;
    size_t room = w->size - at < 14 ? (size_t)(w->size - at) : 14;
    const unsigned char *bytes = walker_at(w, at, room);

    if (!bytes || room < 4)
        return UINT64_MAX;
    if (be24(bytes) != 1 || bytes[3] < PS_END)
        return 0;
    if (bytes[3] == PS_END)
        return 4;
    if (bytes[3] != PS_PACK) {
        ps->has_media = ps->has_media || bytes[3] > PS_SYSTEM;
        return room < 6 ? UINT64_MAX : 6 + be16(bytes + 4);
    }
    if (room < 12 || ((bytes[4] & 0xc0) == 0x40 && room < 14))
        return UINT64_MAX;
    bool second = (bytes[4] & 0xc0) == 0x40;
    if (!second && (bytes[4] & 0xf0) != 0x20)
        return 0;
    see_pack(ps, at, bytes);
    return second ? 14 + (bytes[13] & 7U) : 12;
}

/* The next pack header at or behind from. A start code may come about by chance, so another unit
 * must stand behind it. */
static uint64_t find_pack(struct ps *ps, uint64_t from, uint64_t most)
{
    static const unsigned char code[] = {0, 0, 1, PS_PACK};
    uint64_t end = walker_sum(from, most);
    struct ps saved = *ps;

    while (from < end) {
        from = walker_search(ps->w, from, end - from, code, sizeof code);
        if (from == UINT64_MAX)
            return UINT64_MAX;
        uint64_t length = unit_length(ps, from);
        uint64_t next = length == UINT64_MAX ? 0 : unit_length(ps, from + length);
        *ps = saved;
        if (length && length != UINT64_MAX && next)
            return from;
        from++;
    }
    return UINT64_MAX;
}

/* Between packs there may be zeros, to the end of a sector; then a pack follows. */
static uint64_t skip_zeros(struct ps *ps, uint64_t at)
{
    uint64_t start = at, most = walker_sum(at, SECTOR);

    while (at < most && at < ps->w->size) {
        const unsigned char *byte = walker_at(ps->w, at, 1);
        if (!byte)
            return start;
        if (*byte)
            break;
        at++;
    }
    /* Two of the zeros begin the next start code. */
    return at < most && at < ps->w->size && at - start > 2 ? at - 2 : start;
}

/* No unit begins at at. Where the stream goes on; the file's end: nowhere. */
static uint64_t lost(struct ps *ps, uint64_t at)
{
    enum { FAR = 4 << 20 };
    struct walker *w = ps->w;
    uint64_t behind = skip_zeros(ps, at);

    if (behind > at && unit_length(ps, behind) != 0)
        return behind;
    uint64_t again = find_pack(ps, at, FAR);
    ps->pack = UINT64_MAX;
    ps->packs = 0;
    if (w->stopped)
        return w->size;
    if (again == UINT64_MAX && w->size - at < FAR) {
        walker_trailing(w, at, "the last packet");
        return w->size;
    }
    walker_blame(w, FINDING_LOST_SYNC, at, "no packet where one should be");
    return again == UINT64_MAX ? w->size : again;
}

/* Walks from a unit at at up to end; where it came to. */
static uint64_t walk_units(struct ps *ps, uint64_t at, uint64_t end)
{
    struct walker *w = ps->w;

    while (at < end && walker_step(w)) {
        uint64_t length = unit_length(ps, at);
        if (length == UINT64_MAX) {
            walker_trailing(w, at, "the last packet");
            return w->size;
        }
        if (length > w->size - at) {
            walker_blame(w, FINDING_TRUNCATED, w->size, "the last packet ends %llu bytes behind it",
                         (unsigned long long)(length - (w->size - at)));
            return w->size;
        }
        at = length ? at + length : lost(ps, at);
    }
    return at;
}

/* Where all packs have the same size, they stand in step through the whole file. Where between
 * good and bad, both in step with themselves, the step changes. */
static bool is_in_step(struct ps *ps, uint64_t phase, uint64_t near, uint64_t distance)
{
    uint64_t at = near + (distance - near % distance + phase) % distance;
    const unsigned char *bytes;

    if (at > ps->w->size || ps->w->size - at < 4)
        return true;
    bytes = walker_at(ps->w, at, 4);
    return !bytes || be32(bytes) == (0x100U | PS_PACK);
}

static void check_step(struct ps *ps, uint64_t phase, uint64_t distance, uint64_t good,
                       uint64_t bad)
{
    while (bad - good > distance && !ps->w->stopped) {
        uint64_t middle = good + (bad - good) / 2;
        if (is_in_step(ps, phase, middle, distance))
            good = middle;
        else
            bad = middle;
    }
    walker_blame(ps->w, FINDING_LOST_SYNC, good, "packs are out of step from here on");
}

/* A window begins anywhere, so that its first pack is searched for. */
static void walk_windows(struct ps *ps)
{
    enum { FAR = 1 << 20 };
    struct walker *w = ps->w;
    uint64_t distance = 0, phase = 0, before = 0;

    for (unsigned i = 0; i < WALKER_WINDOWS && !w->stopped; i++) {
        uint64_t start = walker_place(0, w->size, WINDOW, i, WALKER_WINDOWS);
        uint64_t first = find_pack(ps, start, FAR);
        if (first == UINT64_MAX) {
            if (!w->stopped)
                walker_blame(w, FINDING_LOST_SYNC, start, "no packets near here");
            continue;
        }
        if (distance && first % distance != phase && !is_in_step(ps, phase, start, distance)) {
            check_step(ps, phase, distance, before, start);
            phase = first % distance;
        }
        ps->pack = UINT64_MAX;
        ps->packs = 0;
        walk_units(ps, first, start + WINDOW < w->size ? start + WINDOW : w->size);
        if (i == 0 && ps->packs > 8 && ps->distance) {
            distance = ps->distance;
            phase = first % distance;
        }
        before = start;
    }
}

void walk_ps(struct walker *w)
{
    struct ps ps = {.w = w, .pack = UINT64_MAX};

    if (w->size <= WALKER_SMALL)
        walk_units(&ps, 0, w->size);
    else
        walk_windows(&ps);
    if (w->stopped)
        return;
    if (ps.has_clock && ps.last_s > ps.first_s)
        w->duration_s = ps.last_s - ps.first_s;
    if (!ps.has_media)
        walker_doubt(w, FINDING_NO_STREAM, UINT64_MAX, "neither picture nor sound");
}
