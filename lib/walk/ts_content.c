/* The packets of a transport stream's pictures and sound (PES): the headers of their codecs, and
 * their times. */
#include "walk/ts_parts.h"

#include <math.h>
#include <string.h>

enum {
    SECOND = 90000,     /* ticks */
    JUMP = 10 * SECOND, /* between two times of a stream: they are not of one film */
    MOST_TRIES = 600,   /* packets in which a header is looked for: 10 s of 60 pictures */
    TIMES_ONLY = 32,    /* bytes that hold a packet's times */
    BEGIN = 9           /* bytes of a packet's header before what is optional (1, 2.4.3.6) */
};

/* A time of 33 bits (1, 2.4.3.6). */
static uint64_t time_at(const unsigned char *p)
{
    return (uint64_t)(p[0] >> 1 & 7) << 30 | (uint64_t)(be16(p + 1) >> 1) << 15 | be16(p + 3) >> 1;
}

/* From one time to another, which is later by less than half of what 33 bits count, or earlier. */
static int64_t ticks_between(uint64_t from, uint64_t to)
{
    const uint64_t all = UINT64_C(1) << 33;
    uint64_t ticks = (to - from) & (all - 1);

    return ticks < all / 2 ? (int64_t)ticks : (int64_t)ticks - (int64_t)all;
}

static void see_time(struct ts_stream *s, uint64_t shown, uint64_t decoded)
{
    if (!s->has_time)
        s->first_time = shown;
    int64_t time = ticks_between(s->first_time, shown), step = time - s->last;

    if (s->has_time && (step > JUMP || step < -JUMP))
        s->has_jumps = true;
    if (s->has_time && step > 0 && step < SECOND) {
        s->paced_bytes += s->last_bytes;
        s->paced_ticks += step;
    }
    s->last_bytes = s->bytes;
    s->has_time = true;
    s->last = time;
    s->least = time < s->least ? time : s->least;
    s->most = time > s->most ? time : s->most;
    if (!s->has_all_times)
        s->times[s->time_count++] = ticks_between(s->first_time, decoded);
    s->has_all_times |= s->time_count == TS_TIMES;
}

/* The header of a codec in a packet's bytes. */
static void read_header(struct ts_stream *s, const unsigned char *bytes, size_t len)
{
    bool found = s->read(bytes, len, s->track);

    for (size_t at = 1; !found && s->is_sought && at < len; at++)
        found = s->read(bytes + at, len - at, s->track);
    if (found || ++s->tries == MOST_TRIES)
        s->read = NULL;
}

/* What the packet that was gathered says. */
static void close_packet(struct ts_stream *s)
{
    const unsigned char *p = s->head;
    bool is_usual = s->is_open && s->len >= BEGIN && be24(p) == 1 && (p[6] & 0xc0) == 0x80;
    size_t header = is_usual ? BEGIN + (size_t)p[8] : 0;

    s->is_open = false;
    if (!is_usual)
        return;
    bool is_shown = p[7] & 0x80 && p[8] >= 5 && s->len >= BEGIN + 5;
    bool is_decoded = (p[7] & 0xc0) == 0xc0 && p[8] >= 10 && s->len >= BEGIN + 10;
    if (is_shown)
        see_time(s, time_at(p + BEGIN), time_at(p + BEGIN + (is_decoded ? 5 : 0)));
    if (s->read && header < s->len)
        read_header(s, p + header, s->len - header);
}

void ts_content_add(struct ts_stream *s, bool begins, const unsigned char *bytes, size_t len)
{
    size_t most = s->read ? sizeof s->head : TIMES_ONLY;

    if (begins) {
        close_packet(s);
        s->is_open = true;
        s->len = 0;
        s->bytes = 0;
    }
    s->bytes += len;
    if (!s->is_open || s->len >= most)
        return;
    size_t room = most - s->len;
    memcpy(s->head + s->len, bytes, len < room ? len : room);
    s->len += len < room ? len : room;
}

void ts_content_forget(struct ts *ts)
{
    for (unsigned i = 0; i < ts->stream_count; i++) {
        close_packet(ts->streams[i]);
        ts->streams[i]->has_all_times |= ts->streams[i]->time_count > 1;
    }
    for (unsigned i = 0; i < ts->map_count; i++)
        ts->map[i].len = 0;
}

bool ts_content_is_complete(const struct ts *ts)
{
    for (unsigned i = 0; i < ts->stream_count; i++)
        if (ts->streams[i]->read && ts->streams[i]->track->stream != '\0' &&
            !ts->streams[i]->track->is_encrypted)
            return false;
    return true;
}

/* The frame rate by the times of the first pictures, when these are as far from one another as they
 * should be; muxers round them to a millisecond. Of fields, each may be a packet. */
static void measure_rate(struct ts_stream *s)
{
    enum { WOBBLE = SECOND / 500, LEAST = 4 };
    int64_t least = INT64_MAX, most = 0;

    if (s->track->frame_rate > 0 || s->time_count < LEAST || s->track->scan == CONTENT_INTERLACED)
        return;
    for (unsigned i = 1; i < s->time_count; i++) {
        int64_t step = s->times[i] - s->times[i - 1];
        least = step < least ? step : least;
        most = step > most ? step : most;
    }
    if (least > 0 && most - least <= WOBBLE && most < SECOND)
        s->track->frame_rate = (double)SECOND * (s->time_count - 1) /
                               (double)(s->times[s->time_count - 1] - s->times[0]);
}

/* How long the last packet lasts: a picture, or as much sound as its bytes hold, as far as those
 * before tell. */
static double last_length(const struct ts_stream *s)
{
    if (s->track->stream == 'v' && s->track->frame_rate > 0)
        return SECOND / s->track->frame_rate;
    return s->paced_bytes ? (double)s->last_bytes * (double)s->paced_ticks / (double)s->paced_bytes
                          : 0;
}

/* Where a stream begins and ends, in ticks from start, a time of the file. */
static void find_ends(const struct ts_stream *s, uint64_t start, double *from, double *to)
{
    double offset = (double)ticks_between(start, s->first_time);

    *from = offset + (double)s->least;
    *to = offset + (double)s->most + last_length(s);
}

/* The stream whose times count: the main picture, or else the main sound. */
static const struct ts_stream *main_stream(const struct ts *ts)
{
    const struct content_track *track = content_main(ts->w->content, 'v');

    if (!track)
        track = content_main(ts->w->content, 'a');
    for (unsigned i = 0; track && i < ts->stream_count; i++)
        if (ts->streams[i]->track == track && ts->streams[i]->has_time)
            return ts->streams[i];
    return NULL;
}

/* The length by the times of the main stream and those that run beside it. Where these jump, or the
 * clock tells of another length, it is not known; then 0 keeps that of the clock out, which is
 * wrong, too. */
static void set_length(struct ts *ts)
{
    enum { APART = 5 };
    const struct ts_stream *first = main_stream(ts);
    double from, to, begins, ends;

    if (!first)
        return;
    find_ends(first, first->first_time, &from, &to);
    for (unsigned i = 0; i < ts->stream_count; i++) {
        const struct ts_stream *s = ts->streams[i];
        find_ends(s, first->first_time, &begins, &ends);
        if (!s->has_time || s->program != first->program ||
            (s->track->stream != 'v' && s->track->stream != 'a') ||
            s->has_jumps != first->has_jumps || fabs(begins - from) > JUMP ||
            fabs(ends - to) > JUMP)
            continue;
        from = begins < from ? begins : from;
        to = ends > to ? ends : to;
    }
    double length = (to - from) / SECOND;
    bool is_doubtful = ts->is_whole
                           ? first->has_jumps
                           : ts->w->duration_s >= 0 && fabs(ts->w->duration_s - length) > APART;
    ts->w->content->duration_s = is_doubtful ? 0 : length;
}

void ts_content_finish(struct ts *ts)
{
    ts_content_forget(ts);
    for (unsigned i = 0; i < ts->stream_count; i++)
        if (ts->streams[i]->track->stream == 'v')
            measure_rate(ts->streams[i]);
    set_length(ts);
}
