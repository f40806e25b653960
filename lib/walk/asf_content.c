/* Reads the tracks and chapters of an ASF file from the header objects. Facts are from the Advanced
 * Systems Format Specification 01.20.03; numbers in parentheses are its sections. Invalid values
 * here do not affect players, so they are not findings. */
#include "walk/asf_parts.h"

#include <string.h>

#include "codec/codec.h"

enum {
    LOOK = 4096,     /* maximum number of bytes read from an object */
    EXTENSION = 46,  /* bytes of a header extension before its inner objects (3.4) */
    EXTENDED = 88,   /* bytes of extended stream properties before the stream names (4.1) */
    PROPERTIES = 78, /* bytes of stream properties before the type-specific data (3.3) */
    PICTURE = 11,    /* bytes of a video's type-specific data before its BITMAPINFOHEADER (9.2) */
    NESTED = 3       /* maximum nesting of objects */
};

struct object {
    struct walker *w;
    uint64_t at, size;
    unsigned depth;
};

typedef void reader(struct asf_content *c, const struct object *object);

/* Returns the first bytes of an object, at most LOOK, and sets `len` to their number. The bytes are
 * borrowed. Returns NULL if the object has fewer than `least` bytes or cannot be read. */
static const unsigned char *look(const struct object *object, size_t least, size_t *len)
{
    *len = object->size < LOOK ? (size_t)object->size : LOOK;
    return object->size < least ? NULL : walker_at(object->w, object->at, *len);
}

/* clang-format off */
static const unsigned char picture_id[16] = {
    0xc0, 0xef, 0x19, 0xbc, 0x4d, 0x5b, 0xcf, 0x11,
    0xa8, 0xfd, 0x00, 0x80, 0x5f, 0x5c, 0x44, 0x2b,
};
static const unsigned char sound_id[16] = {
    0x40, 0x9e, 0x69, 0xf8, 0x4d, 0x5b, 0xcf, 0x11,
    0xa8, 0xfd, 0x00, 0x80, 0x5f, 0x5c, 0x44, 0x2b,
};
/* clang-format on */

static void read_picture(struct asf_stream *stream, const unsigned char *bytes, size_t len)
{
    struct content_track *track = &stream->track;

    if (len < PICTURE || !codec_bitmap(bytes + PICTURE, len - PICTURE, track))
        return;
    track->stream = 'v';
    /* add_stream sets the size, which depends on the pixel aspect ratio. */
    track->width = track->height = 0;
}

static void read_sound(struct asf_stream *stream, const unsigned char *bytes, size_t len)
{
    if (codec_wave(bytes, len, &stream->track))
        stream->track.stream = 'a';
}

/* Reads stream properties (3.3). Their layout is: id and size, stream type, error correction type,
 * 8 bytes of time, two lengths, flags with the stream's number, 4 reserved bytes, and the
 * type-specific data. */
static void read_properties(struct asf_content *c, const struct object *object)
{
    size_t len;
    const unsigned char *bytes = look(object, PROPERTIES, &len);

    if (!bytes)
        return;
    struct asf_stream *stream = &c->streams[le16(bytes + 72) & 0x7f];
    size_t own = le32(bytes + 64) < len - PROPERTIES ? le32(bytes + 64) : len - PROPERTIES;
    if (stream->order)
        return;
    if (memcmp(bytes + 24, picture_id, sizeof picture_id) == 0)
        read_picture(stream, bytes + PROPERTIES, own);
    else if (memcmp(bytes + 24, sound_id, sizeof sound_id) == 0)
        read_sound(stream, bytes + PROPERTIES, own);
    stream->track.is_encrypted = le16(bytes + 72) & 0x8000;
    stream->order = ++c->count;
}

static void read_objects(struct asf_content *c, const struct object *around, uint64_t at);

static void read_extension(struct asf_content *c, const struct object *object)
{
    if (object->size > EXTENSION)
        read_objects(c, object, object->at + EXTENSION);
}

/* Returns the offset after the stream names and the payload extension systems in extended stream
 * properties. Returns 0 if this offset is past the `len` bytes that were read. */
static size_t skip_names(const unsigned char *bytes, size_t len)
{
    size_t at = EXTENDED;

    for (unsigned i = le16(bytes + 84); i; i--) {
        if (len - at < 4)
            return 0;
        size_t name = 4 + (size_t)le16(bytes + at + 2);
        if (name > len - at)
            return 0;
        at += name;
    }
    for (unsigned i = le16(bytes + 86); i; i--) {
        if (len - at < 22)
            return 0;
        size_t own = 22 + (size_t)le32(bytes + at + 18);
        if (own > len - at)
            return 0;
        at += own;
    }
    return at;
}

/* Reads extended stream properties (4.1): the duration of a frame, in units of 100 ns, and the
 * index of a language. The stream properties may be nested at the end. */
static void read_extended(struct asf_content *c, const struct object *object)
{
    size_t len;
    const unsigned char *bytes = look(object, EXTENDED, &len);

    if (!bytes)
        return;
    struct asf_stream *stream = &c->streams[le16(bytes + 72) & 0x7f];
    uint64_t time = le64(bytes + 76);
    stream->language = le16(bytes + 74) + 1;
    if (time > 1000 && time < UINT64_C(1000000000000))
        stream->track.frame_rate = 1e7 / (double)time;
    size_t at = skip_names(bytes, len);
    if (at)
        read_objects(c, object, object->at + at);
}

/* Reads the language list (4.6): for each language, a length in bytes and a UTF-16 name such as
 * "en-us". */
static void read_languages(struct asf_content *c, const struct object *object)
{
    size_t len, at = 26;
    const unsigned char *bytes = look(object, at, &len);
    unsigned count = bytes ? le16(bytes + 24) : 0;

    for (unsigned i = 0; i < count && i < ASF_LANGUAGES && at < len; i++) {
        size_t own = bytes[at++], letters = 0;
        for (size_t k = 0; k + 1 < own && at + k + 1 < len; k += 2)
            if (letters < sizeof c->languages[i] - 1 && !bytes[at + k + 1])
                c->languages[i][letters++] = (char)bytes[at + k];
        at += own;
    }
}

/* Returns whether a UTF-16 string of `len` bytes equals `name`. The string may have a final 0. */
static bool is_name(const unsigned char *bytes, size_t len, const char *name)
{
    size_t letters = strlen(name);

    if (len < letters * 2 || len > letters * 2 + 2)
        return false;
    for (size_t i = 0; i < letters; i++)
        if (bytes[i * 2] != (unsigned char)name[i] || bytes[i * 2 + 1])
            return false;
    return true;
}

/* Reads the metadata (4.7). Each entry consists of 2 reserved bytes, a stream number, the length of
 * a name, a type, the length of a value, the name and the value. The values named AspectRatioX and
 * AspectRatioY form the pixel aspect ratio. */
static void read_metadata(struct asf_content *c, const struct object *object)
{
    enum { HEAD = 12 };
    size_t len, at = 26;
    const unsigned char *bytes = look(object, at, &len);

    for (unsigned i = bytes ? le16(bytes + 24) : 0; i && len - at >= HEAD; i--) {
        const unsigned char *entry = bytes + at;
        size_t name = le16(entry + 4), value = le32(entry + 8);
        struct asf_stream *stream = &c->streams[le16(entry + 2) & 0x7f];
        if (name > len - at - HEAD || value > len - at - HEAD - name)
            return;
        if (value == 4 && is_name(entry + HEAD, name, "AspectRatioX"))
            stream->aspect_width = le32(entry + HEAD + name);
        if (value == 4 && is_name(entry + HEAD, name, "AspectRatioY"))
            stream->aspect_height = le32(entry + HEAD + name);
        at += HEAD + name + value;
    }
}

/* Reads the number of markers, which are chapters (3.7). A marker is at least 29 bytes long, so the
 * number is limited to the markers that fit into the object. */
static void read_markers(struct asf_content *c, const struct object *object)
{
    enum { MARKERS = 48, MARKER = 29 };
    size_t len;
    const unsigned char *bytes = look(object, MARKERS, &len);
    uint64_t room = bytes ? (object->size - MARKERS) / MARKER : 0;

    if (bytes)
        c->chapters = le32(bytes + 40) < room ? le32(bytes + 40) : (uint32_t)room;
}

/* clang-format off */
static const struct kind {
    unsigned char id[16];
    reader *read;
} kinds[] = {
    {{0x91, 0x07, 0xdc, 0xb7, 0xb7, 0xa9, 0xcf, 0x11, 0x8e, 0xe6, 0x00, 0xc0, 0x0c, 0x20, 0x53, 0x65},
     read_properties},
    {{0xb5, 0x03, 0xbf, 0x5f, 0x2e, 0xa9, 0xcf, 0x11, 0x8e, 0xe3, 0x00, 0xc0, 0x0c, 0x20, 0x53, 0x65},
     read_extension},
    {{0xcb, 0xa5, 0xe6, 0x14, 0x72, 0xc6, 0x32, 0x43, 0x83, 0x99, 0xa9, 0x69, 0x52, 0x06, 0x5b, 0x5a},
     read_extended},
    {{0xa9, 0x46, 0x43, 0x7c, 0xe0, 0xef, 0xfc, 0x4b, 0xb2, 0x29, 0x39, 0x3e, 0xde, 0x41, 0x5c, 0x85},
     read_languages},
    {{0xea, 0xcb, 0xf8, 0xc5, 0xaf, 0x5b, 0x77, 0x48, 0x84, 0x67, 0xaa, 0x8c, 0x44, 0xfa, 0x4c, 0xca},
     read_metadata},
    {{0x01, 0xcd, 0x87, 0xf4, 0x51, 0xa9, 0xcf, 0x11, 0x8e, 0xe6, 0x00, 0xc0, 0x0c, 0x20, 0x53, 0x65},
     read_markers},
};
/* clang-format on */

static void read_object(struct asf_content *c, const struct object *object)
{
    const unsigned char *id = walker_at(object->w, object->at, ASF_OBJECT);

    for (size_t i = 0; id && i < sizeof kinds / sizeof *kinds; i++) {
        if (memcmp(id, kinds[i].id, sizeof kinds[i].id) == 0) {
            kinds[i].read(c, object);
            return;
        }
    }
}

static void read_objects(struct asf_content *c, const struct object *around, uint64_t at)
{
    uint64_t end = around->at + around->size;

    while (around->depth < NESTED && at < end && end - at >= ASF_OBJECT && walker_step(around->w)) {
        const unsigned char *bytes = walker_at(around->w, at, ASF_OBJECT);
        uint64_t size = bytes ? le64(bytes + 16) : 0;
        if (size < ASF_OBJECT || size > end - at)
            return;
        const struct object object = {around->w, at, size, around->depth + 1};
        read_object(c, &object);
        at += size;
    }
}

void asf_content_object(struct asf_content *c, struct walker *w, uint64_t at, uint64_t size)
{
    const struct object object = {w, at, size, 0};

    read_object(c, &object);
}

void asf_content_packets(struct asf_content *c, struct walker *w, uint64_t first, uint64_t end,
                         uint32_t size)
{
    struct asf_stream *main = NULL;

    for (size_t i = 0; i < ASF_STREAMS; i++)
        if (c->streams[i].track.stream == 'v' && (!main || c->streams[i].order < main->order))
            main = &c->streams[i];
    if (main && !(main->track.frame_rate > 0) && size)
        main->track.frame_rate = asf_frame_rate(w, first, end, size, (unsigned)(main - c->streams));
}

static void add_stream(struct asf_content *c, struct walker *w, struct asf_stream *stream)
{
    struct content_track *track = &stream->track,
                         *to = content_track_add(w->content, track->stream);

    if (!to)
        return;
    if (track->stream == 'v')
        content_size_set(track, track->coded_width, track->coded_height, stream->aspect_width,
                         stream->aspect_height, 0);
    else
        track->frame_rate = 0;
    if (stream->language && stream->language <= ASF_LANGUAGES) {
        const char *language = c->languages[stream->language - 1];
        content_language_set(track, language, strlen(language));
    }
    *to = *track;
}

void asf_content(struct asf_content *c, struct walker *w)
{
    for (unsigned order = 1; order <= c->count; order++)
        for (size_t i = 0; i < ASF_STREAMS; i++)
            if (c->streams[i].order == order && c->streams[i].track.stream)
                add_stream(c, w, &c->streams[i]);
    w->content->chapters = c->chapters;
}
