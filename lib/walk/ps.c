/* Walks MPEG program streams (mpg, vob): a series of packs and packets, each of which states its
 * length. Their number is not stated. In a large file, only some places (windows) are checked. */
#include "walk/pace.h"
#include "walk/ps_parts.h"

#include <string.h>

enum {
    PS_END = 0xb9, /* start codes (13818-1, table 2-18; 2.5.3) */
    PS_PACK = 0xba,
    PS_NAVIGATION = 0xbf,
    PS_SYSTEM = 0xbb, /* units with this code or a higher one have a 16-bit length */
    WINDOW = 65536,
    PADDING = 4096 /* maximum zeros between packs: an empty Video CD sector has 2324 bytes */
};

struct ps {
    struct walker *w;
    struct ps_clock clock;
    struct ps_content content;
    struct walk_pace pace;
    uint64_t pack;     /* offset of the last pack header; UINT64_MAX: no pack yet */
    uint64_t distance; /* greatest common divisor of the distances between packs */
    uint64_t packs;
    bool has_media;
    bool has_navigation;
};

static uint64_t common_divisor(uint64_t a, uint64_t b)
{
    while (b) {
        uint64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static void see_pack(struct ps *ps, uint64_t at)
{
    if (ps->pack != UINT64_MAX && at > ps->pack)
        ps->distance = common_divisor(ps->distance, at - ps->pack);
    ps->pack = at;
    ps->packs++;
}

/* Returns the length of the unit at `at`: a pack header, a packet or the end code. 0: no unit
 * begins there. UINT64_MAX: too few bytes are left, or they cannot be read. */
static uint64_t unit_length(struct walker *w, uint64_t at)
{
    size_t room = w->size - at < 14 ? (size_t)(w->size - at) : 14;
    const unsigned char *bytes = walker_at(w, at, room);

    if (!bytes || room < 4)
        return UINT64_MAX;
    if (be24(bytes) != 1 || bytes[3] < PS_END)
        return 0;
    if (bytes[3] == PS_END)
        return 4;
    if (bytes[3] != PS_PACK)
        return room < 6 ? UINT64_MAX : 6 + be16(bytes + 4);
    if (room < 12 || ((bytes[4] & 0xc0) == 0x40 && room < 14))
        return UINT64_MAX;
    bool second = (bytes[4] & 0xc0) == 0x40;
    if (!second && (bytes[4] & 0xf0) != 0x20)
        return 0;
    return second ? 14 + (bytes[13] & 7U) : 12;
}

/* Returns the offset of the next pack header at or after `from`, within `most` bytes; UINT64_MAX:
 * not found. A start code may occur by chance, so another unit must follow the header. */
static uint64_t find_pack(struct ps *ps, uint64_t from, uint64_t most)
{
    static const unsigned char code[] = {0, 0, 1, PS_PACK};
    uint64_t end = walker_sum(from, most);

    while (from < end) {
        from = walker_search(ps->w, from, end - from, code, sizeof code);
        if (from == UINT64_MAX)
            return UINT64_MAX;
        uint64_t length = unit_length(ps->w, from);
        uint64_t next = length == UINT64_MAX ? 0 : unit_length(ps->w, from + length);
        if (length && length != UINT64_MAX && next)
            return from;
        from++;
    }
    return UINT64_MAX;
}

/* Skips a run of 3 to PADDING - 1 zeros at `at`, if other bytes follow. Returns the offset of the
 * last two zeros, which may belong to the next start code. If there is no such run, returns
 * `at`. */
static uint64_t skip_zeros(struct ps *ps, uint64_t at)
{
    uint64_t start = at, most = walker_sum(at, PADDING);

    while (at < most && at < ps->w->size) {
        const unsigned char *byte = walker_at(ps->w, at, 1);
        if (!byte)
            return start;
        if (*byte)
            break;
        at++;
    }
    return at < most && at < ps->w->size && at - start > 2 ? at - 2 : start;
}

/* Reports that no unit begins at `at`, unless padding is the reason. Returns the offset where the
 * stream continues, or the end of the file if it does not continue. */
static uint64_t lost(struct ps *ps, uint64_t at)
{
    enum { FAR = 4 << 20 };
    struct walker *w = ps->w;
    uint64_t after = skip_zeros(ps, at);

    if (after > at && unit_length(ps->w, after) != 0)
        return after;
    if (w->size - at <= PADDING && walker_is_zero(w, at, w->size, PADDING))
        return w->size;
    uint64_t again = find_pack(ps, at, FAR);
    ps->pack = UINT64_MAX;
    ps->packs = 0;
    ps_clock_forget(&ps->clock);
    ps_content_forget(&ps->content);
    if (w->stopped)
        return w->size;
    if (again == UINT64_MAX && w->size - at < FAR) {
        walker_trailing(w, at, "the last packet");
        return w->size;
    }
    walker_blame(w, FINDING_LOST_SYNC, at, "no packet where one is expected");
    return again == UINT64_MAX ? w->size : again;
}

/* Reports the bytes after the last unit, from `at`: the beginning of another unit, padding or
 * junk. */
static void say_rest(struct ps *ps, uint64_t at)
{
    static const unsigned char code[] = {0, 0, 1};
    size_t rest = (size_t)(ps->w->size - at);
    const unsigned char *bytes = walker_at(ps->w, at, rest < 3 ? rest : 3);

    if (bytes && rest >= 3 && memcmp(bytes, code, sizeof code) == 0)
        walker_blame(ps->w, FINDING_TRUNCATED, ps->w->size, "the last packet has only %u bytes",
                     (unsigned)rest);
    else if (bytes)
        walker_trailing(ps->w, at, "the last packet");
}

/* Reads the unit of `length` bytes at `at`. The unit must be completely in the file. */
static void see_unit(struct ps *ps, uint64_t at, uint64_t length)
{
    const unsigned char *bytes = length >= 12 ? walker_at(ps->w, at, 12) : NULL;

    if (!bytes)
        return;
    if (bytes[3] == PS_PACK) {
        see_pack(ps, at);
        ps_clock_pack(&ps->clock, at, bytes);
    } else if (bytes[3] == PS_NAVIGATION) {
        ps->has_navigation = true;
    } else if (bytes[3] > PS_SYSTEM) {
        ps->has_media = true;
        ps_clock_packet(&ps->clock, at, length);
        ps_content_packet(&ps->content, at, length);
    }
}

/* Walks the units from `at` to `end`. Returns the offset where the walk ended. */
static uint64_t walk_units(struct ps *ps, uint64_t at, uint64_t end)
{
    struct walker *w = ps->w;

    while (at < end && walker_step(w)) {
        uint64_t length = unit_length(w, at);
        if (length == UINT64_MAX) {
            if (!w->stopped)
                say_rest(ps, at);
            return w->size;
        }
        if (length > w->size - at) {
            walker_blame(w, FINDING_TRUNCATED, w->size,
                         "the last packet ends %llu bytes past the end of the file",
                         (unsigned long long)(length - (w->size - at)));
            return w->size;
        }
        see_unit(ps, at, length);
        at = length ? at + length : lost(ps, at);
    }
    return at;
}

/* Returns whether packs are in step after `near`: a pack or a packet begins at the next offset that
 * is `phase` plus a multiple of `distance`. */
static bool is_in_step(struct ps *ps, uint64_t phase, uint64_t near, uint64_t distance)
{
    uint64_t at = near + (distance - near % distance + phase) % distance;
    const unsigned char *bytes;

    if (at > ps->w->size || ps->w->size - at < 4)
        return true;
    bytes = walker_at(ps->w, at, 4);
    return !bytes || (be24(bytes) == 1 && bytes[3] >= PS_PACK);
}

/* Finds and reports the place where packs get out of step. They are in step at `good`, but not at
 * `bad`. */
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

static bool next_clock(void *self, uint64_t from, struct walk_pace_mark *mark)
{
    enum { FAR = 1 << 20 };
    struct ps *ps = self;
    uint64_t at = find_pack(ps, from, FAR);
    const unsigned char *bytes = at == UINT64_MAX ? NULL : walker_at(ps->w, at, 12);

    if (bytes)
        *mark = (struct walk_pace_mark){at, ps_clock_time(bytes)};
    return bytes;
}

/* Checks all packs from `from` to `to`, for struct walk_pace. Packs before `from` are also read, to
 * learn the rate of sound. */
static void look_between(void *self, uint64_t from, uint64_t to)
{
    enum { BEFORE = 1 << 20 };
    struct ps *ps = self;
    struct ps_clock clock = ps->clock;
    uint64_t start = find_pack(ps, from > BEFORE ? from - BEFORE : 0, BEFORE);
    uint64_t end = walker_sum(to, WINDOW);

    if (start == UINT64_MAX)
        return;
    ps->clock = (struct ps_clock){.w = ps->w};
    ps->content.is_looking = true;
    walk_units(ps, start, end < ps->w->size ? end : ps->w->size);
    ps->content.is_looking = false;
    ps->clock = clock;
}

/* Walks a large file in windows. A window may begin in the middle of a pack, so its first pack is
 * searched for. */
static void walk_windows(struct ps *ps)
{
    enum { FAR = 1 << 20, HEAD = 4 * WINDOW, LEAST_STEP = 2048, ZEROS = 2 * PADDING };
    struct walker *w = ps->w;
    uint64_t distance = 0, phase = 0, before = 0, reached = 0;
    bool found = false;

    for (unsigned i = 0; i < WALKER_WINDOWS && !w->stopped; i++) {
        uint64_t start = walker_place(0, w->size, WINDOW, i, WALKER_WINDOWS);
        if (reached == w->size)
            break;
        if (start < reached)
            start = reached;
        uint64_t first = find_pack(ps, start, FAR);
        if (first == UINT64_MAX) {
            walker_vacant(w, start, i + 1 == WALKER_WINDOWS && found, "packet");
            found = false;
            continue;
        }
        if (first - start > ZEROS && walker_is_zero(w, start, start + ZEROS, ZEROS))
            walker_blame(w, FINDING_LOST_SYNC, start, "zeros where packets are expected");
        if (distance && first % distance != phase && !is_in_step(ps, phase, start, distance)) {
            check_step(ps, phase, distance, before, start);
            phase = first % distance;
        }
        ps->pack = UINT64_MAX;
        ps->packs = 0;
        ps->distance = 0;
        ps_clock_forget(&ps->clock);
        ps_content_forget(&ps->content);
        const unsigned char *pack = walker_at(w, first, 12);
        if (pack)
            walk_pace_add(&ps->pace, first, ps_clock_time(pack));
        /* Packs may be rare, so read more to learn their distance. */
        uint64_t room = i ? WINDOW : HEAD;
        reached = walk_units(ps, first, start + room < w->size ? start + room : w->size);
        if (i == 0 && ps->packs > 4 && ps->distance >= LEAST_STEP) {
            distance = ps->distance;
            phase = first % distance;
        }
        before = start;
        found = true;
    }
    if (finding_worst(w->findings) == FINDING_NOTE)
        walk_pace_check(&ps->pace);
}

static void walk_file(struct walker *w)
{
    struct ps ps = {.w = w, .clock = {.w = w}, .content = {.w = w}, .pack = UINT64_MAX};
    bool is_whole = walker_takes_all(w, WALKER_SMALL);

    ps.pace = (struct walk_pace){.w = w, .self = &ps, .clock = next_clock, .look = look_between};
    if (is_whole)
        walk_units(&ps, 0, w->size);
    else
        walk_windows(&ps);
    if (ps.has_navigation && finding_worst(w->findings) == FINDING_NOTE)
        ps_navigation(w);
    if (!w->stopped && ps.clock.known && ps.clock.last_s > ps.clock.first_s)
        w->duration_s = ps.clock.last_s - ps.clock.first_s;
    ps_content_finish(&ps.content, is_whole);
    if (w->stopped)
        return;
    if (!ps.has_media)
        walker_doubt(w, FINDING_NO_STREAM, UINT64_MAX, "neither picture nor sound");
}

const struct walk_kind walk_ps = {
    .word = "mpeg-ps",
    .endings = {"mpg", "mpeg", "mpe", "m2p", "vob", "vro", "evo", "tod", "mod"},
    .openings = {WALK_OPENING(0, "\0\0\1\xba")},
    .walk = walk_file,
    .is_endless = true,
};
