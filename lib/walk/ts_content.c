/* Reads the picture and sound packets of a transport stream: their first bytes and their times. */
#include "walk/ts_parts.h"

enum {
    TIMES_ONLY = 32, /* bytes that contain a packet's times */
    BEGIN = 9 /* bytes of a packet's header before the optional fields (ISO/IEC 13818-1, 2.4.3.6) */
};

static void close_packet(struct pes_stream *s)
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
        pes_see_time(s, pes_time(p + BEGIN), pes_time(p + BEGIN + (is_decoded ? 5 : 0)));
    s->bytes += s->open_bytes;
    if (s->read && header < s->len)
        pes_read(s, p + header, s->len - header);
}

void ts_content_add(struct pes_stream *s, bool begins, const unsigned char *bytes, size_t len)
{
    if (begins) {
        close_packet(s);
        s->is_open = true;
        s->len = 0;
        s->open_bytes = 0;
    }
    s->open_bytes += len;
    if (s->is_open)
        pes_gather(s, bytes, len, s->read ? sizeof s->head : TIMES_ONLY);
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

void ts_content_finish(struct ts *ts)
{
    ts_content_forget(ts);
    pes_finish(ts->w, ts->streams, ts->stream_count, ts->is_whole);
}
