/* Checks the clocks of a program stream to find missing packs. If whole packs are missing, the
 * structure is intact, but sound of a constant rate has fewer bytes than the stated times
 * require. */
#include "walk/ps_parts.h"

#include <math.h>
#include <string.h>

enum {
    SECOND = 90000, /* ticks */
    GAP = 4800,     /* ticks: more than a frame of any usual sound */
    AGREED = 8,     /* packets that must agree before a rate is trusted */
    PRIVATE = 0xbd, /* stream id of private packets: a DVD's subtitles, AC-3, DTS, PCM and more */
};

void ps_clock_forget(struct ps_clock *clock)
{
    memset(clock->sounds, 0, sizeof clock->sounds);
}

/* The formats are those of ISO/IEC 13818-1, 2.5.3.3, and of ISO/IEC 11172-1, 2.4.3.2. */
double ps_clock_time(const unsigned char *p)
{
    uint64_t ticks;

    if ((p[4] & 0xc0) == 0x40)
        ticks = (uint64_t)(p[4] >> 3 & 7) << 30 | (uint64_t)(p[4] & 3) << 28 |
                (uint64_t)p[5] << 20 | (uint64_t)(p[6] >> 3) << 15 | (uint64_t)(p[6] & 3) << 13 |
                (uint64_t)p[7] << 5 | p[8] >> 3;
    else
        ticks =
            (uint64_t)(p[4] >> 1 & 7) << 30 | (uint64_t)(be16(p + 5) >> 1) << 15 | be16(p + 7) >> 1;
    return (double)ticks / SECOND;
}

void ps_clock_pack(struct ps_clock *clock, uint64_t at, const unsigned char *bytes)
{
    double now = ps_clock_time(bytes);

    if (!clock->known)
        clock->first_s = now;
    else if (now < clock->last_s && now > clock->first_s + 2)
        /* The clock may restart near its first value where films were joined. Other jumps back are
         * suspicious. */
        walker_doubt(clock->w, FINDING_MISSING_DATA, at,
                     "the clock goes back from %.2f s to %.2f s", clock->last_s, now);
    else if (now < clock->last_s)
        walker_note(clock->w, FINDING_MISSING_DATA, at, "the clock restarts");
    if (clock->known && fabs(now - clock->last_s) > 1)
        ps_clock_forget(clock);
    clock->known = true;
    clock->last_s = now;
}

/* In MPEG-2, flags state whether a packet has a time (ISO/IEC 13818-1, 2.4.3.7). In MPEG-1, the
 * first byte after the stuffing and the buffer size states it (ISO/IEC 11172-1, 2.4.3.3). */
size_t ps_find_time(const unsigned char *p, size_t len, size_t *header)
{
    size_t at = 6;

    if (len < 9)
        return 0;
    if ((p[6] & 0xc0) == 0x80) {
        *header = 9U + p[8];
        return p[7] & 0x80 && p[8] >= 5 ? 9 : 0;
    }
    while (at < len && p[at] == 0xff)
        at++;
    if (at + 2 < len && (p[at] & 0xc0) == 0x40)
        at += 2;
    bool both = at < len && (p[at] & 0xf0) == 0x30;
    bool one = at < len && (p[at] & 0xf0) == 0x20;
    *header = at + (both ? 10 : one ? 5 : 1);
    return one || both ? at : 0;
}

/* Returns the sound stream with this key, borrowed. If the key is new, the stream is added. Returns
 * NULL if there are too many streams. */
static struct ps_sound *find_sound(struct ps_clock *clock, unsigned key)
{
    for (int i = 0; i < PS_SOUNDS; i++) {
        struct ps_sound *sound = &clock->sounds[i];
        if (!sound->key)
            sound->key = key;
        if (sound->key == key)
            return sound;
    }
    return NULL;
}

/* Compares the time stated in a packet with the duration of the bytes since the last stated time. A
 * small difference is normal, because a frame may be divided between two packets. */
static void compare(struct ps_clock *clock, struct ps_sound *sound, uint64_t at, uint64_t time)
{
    double passed = (double)(int64_t)(time - sound->time), expected;

    if (!sound->has_time || sound->bytes == 0 || passed <= 0 || passed > SECOND) {
        sound->agreed = 0;
        return;
    }
    expected = sound->rate * (double)sound->bytes;
    if (fabs(passed - expected) < GAP / 3.0 + expected / 4) {
        /* The rate is adjusted slowly, as an average over many packets. */
        sound->rate += (passed - expected) / (double)sound->bytes / 8;
        sound->agreed++;
        return;
    }
    if (sound->agreed >= AGREED && passed > expected + GAP) {
        clock->w->stream = 'a';
        walker_doubt(clock->w, FINDING_MISSING_DATA, at, "%.0f ms of sound are missing",
                     (passed - expected) / 90);
        clock->w->stream = '\0';
        return;
    }
    sound->rate = passed / (double)sound->bytes;
    sound->agreed = 0;
}

void ps_clock_packet(struct ps_clock *clock, uint64_t at, uint64_t length)
{
    size_t len = length < 64 ? (size_t)length : 64, header = 0;
    const unsigned char *p = walker_at(clock->w, at, len);
    unsigned key = p ? p[3] : 0;

    if (!p || !(key == PRIVATE || (key & 0xe0) == 0xc0))
        return;
    size_t where = ps_find_time(p, len, &header);
    if (header >= len || where + 5 > len)
        return;
    if (key == PRIVATE) {
        /* On a DVD, the first byte after the header is the substream id. Only AC-3, DTS and PCM are
         * read. */
        key = p[header];
        if (!((key >= 0x80 && key <= 0x8f) || (key >= 0xa0 && key <= 0xa7)))
            return;
    }
    struct ps_sound *sound = find_sound(clock, key);
    if (!sound)
        return;
    if (where) {
        uint64_t time = pes_time(p + where);
        compare(clock, sound, at, time);
        sound->time = time;
        sound->has_time = true;
        sound->bytes = 0;
    }
    sound->bytes += length - header;
}
