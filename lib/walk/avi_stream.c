/* Reads the properties of an AVI file's streams from the header. Missing properties are read from
 * each stream's first chunk. Invalid values here do not affect players, so they are not
 * findings. */
#include "walk/avi_parts.h"

#include <string.h>

#include "codec/codec.h"

enum {
    LOOK = 4096,        /* maximum number of bytes read from a stream's format */
    VERY_MANY = 1 << 28 /* a number of pictures or samples this large was never filled in */
};

/* A longer duration is implausible for a film. */
static const double most_s = 1e7;

/* --- the header ----------------------------------------------------------------------------- */

/* Returns the stream whose header was read last; NULL if no header was read, or if the stream has
 * no room in avi->streams. */
static struct avi_stream *last_stream(struct avi *avi)
{
    return avi->stream_count && !avi->is_full ? &avi->streams[avi->stream_count - 1] : NULL;
}

static struct content_track *track_of(struct avi *avi, const struct avi_stream *stream)
{
    return stream && stream->is_kept ? &avi->w->content->tracks[stream->track] : NULL;
}

static char stream_of(uint32_t type)
{
    switch (type) {
    case TAG('v', 'i', 'd', 's'):
    case TAG('i', 'a', 'v', 's'): /* DV with interleaved sound */
        return 'v';
    case TAG('a', 'u', 'd', 's'):
        return 'a';
    case TAG('t', 'x', 't', 's'):
        return 's';
    default:
        return '\0';
    }
}

void avi_content_strh(struct avi *avi, const unsigned char *p)
{
    if (avi->has_content)
        return;
    avi->is_full = avi->stream_count == AVI_STREAMS;
    if (avi->is_full) {
        content_track_add(avi->w->content, '\0'); /* counts the track that is left out */
        return;
    }
    struct avi_stream *stream = &avi->streams[avi->stream_count++];
    uint32_t scale = le32(p + 20), rate = le32(p + 24), length = le32(p + 32);
    struct content_track *track = content_track_add(avi->w->content, stream_of(le32(p)));
    if (!track)
        return;
    *stream = (struct avi_stream){.is_kept = true,
                                  .track = (size_t)(track - avi->w->content->tracks),
                                  .length = length < VERY_MANY ? length : 0};
    if (scale && rate)
        stream->tick_s = (double)scale / rate;
    if (track->stream == 'v' && scale && rate && rate / scale < 1000 && scale / rate < 1000)
        track->frame_rate = (double)rate / scale;
    if (le32(p) == TAG('i', 'a', 'v', 's')) {
        char id[5] = "";
        memcpy(id, p + 4, 4);
        content_codec_set(track, id);
    }
}

void avi_content_strf(struct avi *avi, const struct avi_chunk *chunk)
{
    struct content_track *track = track_of(avi, last_stream(avi));
    size_t len = chunk->size < LOOK ? chunk->size : LOOK;
    const unsigned char *p = track && !avi->has_content && len && chunk->end <= avi->w->size
                                 ? walker_at(avi->w, chunk->body, len)
                                 : NULL;

    if (p && track->stream == 'v')
        codec_bitmap(p, len, track);
    else if (p && track->stream == 'a')
        codec_wave(p, len, track);
    /* DivX subtitles are stored as pictures. */
    if (p && strcmp(track->codec, "DXSB") == 0)
        *track = (struct content_track){.stream = 's', .codec = "DXSB"};
}

/* Reads the pixel aspect ratio and the number of fields per frame (OpenDML 5.0, "Video Properties
 * Header"). Writers often state one field without checking, so only two fields are believed. */
static void read_vprp(struct avi *avi, const struct avi_chunk *chunk)
{
    enum { ASPECT = 20, WIDTH = 24, HEIGHT = 28, FIELDS = 32, MOST_STRETCH = 16 };
    struct avi_stream *stream = last_stream(avi);
    struct content_track *track = track_of(avi, stream);
    const unsigned char *p = chunk->size >= 36 && track && track->stream == 'v'
                                 ? walker_at(avi->w, chunk->body, 36)
                                 : NULL;

    if (!p)
        return;
    uint64_t across = (uint64_t)le16(p + ASPECT + 2) * le32(p + HEIGHT),
             down = (uint64_t)le16(p + ASPECT) * le32(p + WIDTH);
    while (across > UINT16_MAX || down > UINT16_MAX) {
        across >>= 1;
        down >>= 1;
    }
    if (across && down && across <= down * MOST_STRETCH && down <= across * MOST_STRETCH) {
        content_size_set(track, track->coded_width, track->coded_height, (uint32_t)across,
                         (uint32_t)down, 0);
        stream->has_aspect = true;
    }
    if (le32(p + FIELDS) == 2 && track->scan == CONTENT_SCAN_UNKNOWN)
        track->scan = CONTENT_INTERLACED;
}

/* Reads the total number of pictures in all RIFFs (OpenDML 5.0, "Extended AVI Header"). */
static void read_dmlh(struct avi *avi, const struct avi_chunk *chunk)
{
    const unsigned char *p = chunk->size >= 4 ? walker_at(avi->w, chunk->body, 4) : NULL;

    if (p && le32(p) < VERY_MANY)
        avi->all_pictures = le32(p);
}

void avi_content_chunk(struct avi *avi, const struct avi_chunk *chunk)
{
    if (avi->has_content)
        return;
    if (chunk->id == TAG('v', 'p', 'r', 'p'))
        read_vprp(avi, chunk);
    else if (chunk->id == TAG('d', 'm', 'l', 'h'))
        read_dmlh(avi, chunk);
}

/* --- the first chunks ----------------------------------------------------------------------- */

static void see_frame(struct avi *avi, const struct avi_stream *stream,
                      const struct avi_chunk *chunk)
{
    enum { FRAME = 8192 };
    struct content_track *track = track_of(avi, stream);
    size_t len = chunk->size < FRAME ? chunk->size : FRAME;
    const unsigned char *p = walker_at(avi->w, chunk->body, len);

    if (!p || !track)
        return;
    uint32_t width = track->width, height = track->height;
    /* If the header does not state the pixel aspect ratio, use the size from the frame, which
     * includes the frame's aspect ratio. */
    if (!stream->has_aspect)
        track->width = track->height = 0;
    codec_frame(p, len, track);
    if (!track->width) {
        track->width = width;
        track->height = height;
    }
}

static bool is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

/* Returns the stream of a data chunk, from the chunk's name (for example "01wb"). Returns NULL if
 * the stream is not known or the chunk is empty. */
static struct avi_stream *find_stream(struct avi *avi, const struct avi_chunk *chunk)
{
    const unsigned char *name = chunk->name;
    size_t number;

    if (!chunk->size || !is_digit(name[0]) || !is_digit(name[1]))
        return NULL;
    number = (size_t)(name[0] - '0') * 10 + (size_t)(name[1] - '0');
    return number < avi->stream_count ? &avi->streams[number] : NULL;
}

static void see_frames(struct avi *avi)
{
    enum { MOST = 200 }; /* maximum number of chunks read */
    uint64_t at = avi->data + 4;
    unsigned unseen = avi->stream_count;
    struct avi_chunk chunk;

    for (int n = 0; n < MOST && unseen && at < avi->data_end && avi->data_end - at >= 8; n++) {
        if (!avi_chunk(avi->w, at, avi->data_end, &chunk) || !avi_is_data(chunk.id) ||
            chunk.end > avi->w->size)
            return;
        struct avi_stream *stream = find_stream(avi, &chunk);
        if (stream && !stream->is_seen) {
            see_frame(avi, stream, &chunk);
            stream->is_seen = true;
            unseen--;
        }
        at = chunk.type ? chunk.body : chunk.end + (chunk.size & 1);
    }
}

/* --- the whole file ------------------------------------------------------------------------- */

/* Sets the film's length to that of its longest stream. If sound is far longer than the picture,
 * the sound's length is assumed to be wrong and is ignored. */
static void set_length(struct avi *avi)
{
    double picture_s = 0, sound_s = 0;

    for (unsigned i = 0; i < avi->stream_count; i++) {
        const struct avi_stream *stream = &avi->streams[i];
        const struct content_track *track = track_of(avi, stream);
        bool is_picture = track && track->stream == 'v';
        uint32_t length = is_picture && avi->all_pictures > stream->length && !picture_s
                              ? avi->all_pictures
                              : stream->length;
        double seconds = stream->tick_s * length;
        double *longest = is_picture ? &picture_s : &sound_s;
        if (track && track->stream != '\0' && track->stream != 's' && seconds < most_s &&
            seconds > *longest)
            *longest = seconds;
    }
    bool is_believed = sound_s > picture_s && (!picture_s || sound_s < picture_s * 2 + 10);
    double whole = is_believed ? sound_s : picture_s;
    if (avi->w->duration_s >= most_s)
        avi->w->length = WALK_LENGTH_GUESSED;
    if (whole > 0)
        avi->w->content->duration_s = whole;
}

void avi_content_end(struct avi *avi)
{
    if (avi->has_data && avi->has_content)
        see_frames(avi);
    for (size_t i = 0; i < avi->w->content->track_count; i++)
        codec_set_certain(&avi->w->content->tracks[i]);
    set_length(avi);
}
