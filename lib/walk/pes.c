/* Reads the codec header and the times of a stream from its PES packets. */
#include "walk/pes.h"

#include <math.h>
#include <string.h>

enum {
    JUMP = 10 * PES_SECOND, /* a larger step between two times means that two films were joined */
    MOST_TRIES = 600        /* attempts to find a codec header: 10 s at 60 pictures a second */
};

uint64_t pes_time(const unsigned char *p)
{
    return (uint64_t)(p[0] >> 1 & 7) << 30 | (uint64_t)(be16(p + 1) >> 1) << 15 | be16(p + 3) >> 1;
}

/* Returns the number of ticks from the time `from` to the time `to`. Times have 33 bits and wrap
 * around. The result is negative if `to` is half of this range, or more, after `from`. */
static int64_t ticks_between(uint64_t from, uint64_t to)
{
    const uint64_t all = UINT64_C(1) << 33;
    uint64_t ticks = (to - from) & (all - 1);

    return ticks < all / 2 ? (int64_t)ticks : (int64_t)ticks - (int64_t)all;
}

void pes_see_time(struct pes_stream *s, uint64_t shown, uint64_t decoded)
{
    if (!s->has_time)
        s->first_time = shown;
    int64_t time = ticks_between(s->first_time, shown), step = s->has_time ? time - s->last : 0;

    s->has_jumps |= step > JUMP || step < -JUMP;
    s->has_turns |= step < -JUMP;
    if (step > 0 && step < PES_SECOND) {
        s->paced_bytes += s->bytes;
        s->paced_ticks += step;
    }
    s->bytes = 0;
    s->has_time = true;
    s->last = time;
    s->least = time < s->least ? time : s->least;
    s->most = time > s->most ? time : s->most;
    if (!s->has_all_times)
        s->times[s->time_count++] = ticks_between(s->first_time, decoded);
    s->has_all_times |= s->time_count == PES_TIMES;
}

void pes_read(struct pes_stream *s, const unsigned char *bytes, size_t len)
{
    bool found = s->read && s->read(bytes, len, s->track);

    for (size_t at = 1; s->read && !found && s->is_sought && at < len; at++)
        found = s->read(bytes + at, len - at, s->track);
    if (found || ++s->tries == MOST_TRIES)
        s->read = NULL;
}

void pes_gather(struct pes_stream *s, const unsigned char *bytes, size_t len, size_t most)
{
    size_t room = most > s->len ? most - s->len : 0;

    memcpy(s->head + s->len, bytes, len < room ? len : room);
    s->len += len < room ? len : room;
}

/* Computes the frame rate from the times of the first pictures, if these times are evenly spaced.
 * Muxers round times to a millisecond, so a small deviation is allowed. Interlaced streams are
 * skipped, because each field may have its own packet. */
static void measure_rate(struct pes_stream *s)
{
    enum { WOBBLE = PES_SECOND / 500, LEAST = 4 };
    int64_t least = INT64_MAX, most = 0;

    if (s->track->frame_rate > 0 || s->time_count < LEAST || s->track->scan == CONTENT_INTERLACED)
        return;
    for (unsigned i = 1; i < s->time_count; i++) {
        int64_t step = s->times[i] - s->times[i - 1];
        least = step < least ? step : least;
        most = step > most ? step : most;
    }
    if (least > 0 && most - least <= WOBBLE && most < PES_SECOND)
        s->track->frame_rate = (double)PES_SECOND * (s->time_count - 1) /
                               (double)(s->times[s->time_count - 1] - s->times[0]);
}

/* Returns the duration of the last packet, in ticks. For pictures, this is the duration of one
 * picture. For sound, it is computed from the packet's bytes and the rate of the preceding
 * packets. */
static double last_length(const struct pes_stream *s)
{
    if (s->track->stream == 'v' && s->track->frame_rate > 0)
        return PES_SECOND / s->track->frame_rate;
    return s->paced_bytes ? (double)s->bytes * (double)s->paced_ticks / (double)s->paced_bytes : 0;
}

/* Sets `from` and `to` to the times when a stream begins and ends, in ticks after `start`. `start`
 * is a time as stored in the file. */
static void find_ends(const struct pes_stream *s, uint64_t start, double *from, double *to)
{
    double offset = (double)ticks_between(start, s->first_time);

    *from = offset + (double)s->least;
    *to = offset + (double)s->most + last_length(s);
}

/* Returns the stream whose times are used, borrowed: the main picture stream, or the main sound
 * stream if there are no pictures. Returns NULL if it has no times. */
static const struct pes_stream *main_stream(const struct walker *w,
                                            struct pes_stream *const *streams, unsigned count)
{
    const struct content_track *track = content_main(w->content, 'v');

    if (!track)
        track = content_main(w->content, 'a');
    for (unsigned i = 0; track && i < count; i++)
        if (streams[i]->track == track && streams[i]->has_time)
            return streams[i];
    return NULL;
}

/* Sets the film's length from the times of the main stream and of the streams parallel to it. If
 * the main stream's times jump or contradict the container's clock, the length is unknown. In
 * this case, the length is set to 0: walk() would replace a negative length by the length from the
 * clock, which is also wrong. */
static void set_length(struct walker *w, struct pes_stream *const *streams, unsigned count,
                       bool is_whole)
{
    enum { APART = 5 };
    const struct pes_stream *first = main_stream(w, streams, count);
    double from, to, begins, ends;

    if (!first)
        return;
    find_ends(first, first->first_time, &from, &to);
    for (unsigned i = 0; i < count; i++) {
        const struct pes_stream *s = streams[i];
        find_ends(s, first->first_time, &begins, &ends);
        if (!s->has_time || s->program != first->program ||
            (s->track->stream != 'v' && s->track->stream != 'a') ||
            s->has_jumps != first->has_jumps || fabs(begins - from) > JUMP ||
            fabs(ends - to) > JUMP)
            continue;
        from = begins < from ? begins : from;
        to = ends > to ? ends : to;
    }
    double length = (to - from) / PES_SECOND;
    bool is_apart = w->duration_s >= 0 && fabs(w->duration_s - length) > APART;
    bool is_doubtful = is_whole ? first->has_jumps : first->has_turns || is_apart;
    w->content->duration_s = is_doubtful ? 0 : length;
}

void pes_finish(struct walker *w, struct pes_stream *const *streams, unsigned count, bool is_whole)
{
    for (unsigned i = 0; i < count; i++)
        if (streams[i]->track->stream == 'v')
            measure_rate(streams[i]);
    set_length(w, streams, count, is_whole);
}
