/* Reads the streams in a program stream: their ids, the headers of their codecs, their times. */
#include "walk/ps_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "codec/codec.h"

enum {
    /* Stream ids (ISO/IEC 13818-1, table 2-18). */
    STREAM_MAP = 0xbc,
    PRIVATE_1 = 0xbd,
    SOUND = 0xc0, /* to 0xdf */
    VIDEO = 0xe0, /* to 0xef */
    EXTENDED = 0xfd,

    HEADER = 64 /* maximum number of bytes of a packet's header and of the headers inside it */
};

/* The kind of a stream. A stream's key is its stream id, or, for private packets, 0xbd00 plus the
 * first byte of their data. That byte is usually a substream id. In private packets without a
 * substream id, the data is AC-3, which begins with 0x0b. */
struct nature {
    unsigned first, last; /* range of keys */
    char stream;
    const char *id;   /* name of the codec; NULL: the codec's header states it */
    pes_reader *read; /* NULL: no header to read */
    bool is_sought;
    unsigned skip; /* bytes before the data, including the substream id */
};

static bool read_picture(const unsigned char *bytes, size_t len, struct content_track *track);

/* The kinds of MPEG streams, of a DVD's substreams (DVD-Video, part 3, 5.3 to 5.5), of an HD DVD's
 * substreams, and of sound in private packets without a substream id (ETSI EN 300 468, annex D;
 * ATSC A/52, annex A). */
/* clang-format off */
static const struct nature natures[] = {
    {SOUND,  0xdf,   'a', NULL,          codec_mpeg_audio, true,  0},
    {VIDEO,  0xef,   'v', NULL,          read_picture,     false, 0},
    {EXTENDED, EXTENDED, 'v', NULL,      codec_vc1,        false, 0},
    {0xbd0b, 0xbd0b, 'a', "ac3",         codec_ac3,        true,  0},
    {0xbd20, 0xbd3f, 's', "dvd_subtitle", NULL,            false, 1},
    {0xbd80, 0xbd87, 'a', "ac3",         codec_ac3,        true,  4},
    {0xbd88, 0xbd8f, 'a', "dts",         codec_dts,        true,  4},
    {0xbda0, 0xbda7, 'a', "pcm_dvd",     codec_lpcm_dvd,   false, 1},
    {0xbdb0, 0xbdbf, 'a', "truehd",      codec_truehd,     true,  4},
    {0xbdc0, 0xbdcf, 'a', "eac3",        codec_ac3,        true,  4},
};
/* clang-format on */

/* Recognizes a picture codec, and reads its header. First searches all bytes for a sequence header
 * of MPEG-1 or MPEG-2. If no such header is found, the first start code determines the codec: a
 * delimiter or a parameter set (H.264), a video parameter set or a delimiter (HEVC), or the
 * beginning of an object sequence (MPEG-4). Later codes are not used, because a code has different
 * meanings in different codecs. */
static bool read_picture(const unsigned char *bytes, size_t len, struct content_track *track)
{
    enum { MPEG4_OBJECT = 0xb0 };

    if (codec_mpeg_sequence(bytes, len, track))
        return true;
    for (size_t at = 0; at + 4 <= len; at++) {
        if (be24(bytes + at) != 1)
            continue;
        switch (bytes[at + 3]) {
        case 0x09:
        case 0x27:
        case 0x67:
            return codec_h264_stream(bytes + at, len - at, track);
        case 0x40:
        case 0x46:
            return codec_hevc_stream(bytes + at, len - at, track);
        case MPEG4_OBJECT:
            return codec_mpeg4_vol(bytes + at, len - at, track);
        default:
            return false;
        }
    }
    return false;
}

/* Returns the function that reads the header of a stream whose type in a stream map is `type`
 * (values: ISO/IEC 13818-1, table 2-34). */
static pes_reader *reader_of(unsigned type)
{
    static const struct {
        unsigned type;
        pes_reader *read;
    } readers[] = {{0x10, codec_mpeg4_vol},
                   {0x1b, codec_h264_stream},
                   {0x24, codec_hevc_stream},
                   {0xea, codec_vc1}};

    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++)
        if (readers[i].type == type)
            return readers[i].read;
    return read_picture;
}

/* Reads the bytes gathered for a stream, and discards them. */
static void read_gathered(struct pes_stream *s)
{
    if (s->read && s->len)
        pes_read(s, s->head, s->len);
    s->len = 0;
    s->is_open = false;
}

void ps_content_forget(struct ps_content *content)
{
    for (unsigned i = 0; i < content->count; i++) {
        read_gathered(content->streams[i]);
        content->streams[i]->has_all_times |= content->streams[i]->time_count > 1;
    }
}

/* Reads a stream map (ISO/IEC 13818-1, 2.5.4.1): the types of the video streams. */
static void read_map(struct ps_content *content, const unsigned char *bytes, size_t len)
{
    size_t at = len < 10 ? len : 10 + be16(bytes + 8);

    if (at + 2 > len)
        return;
    size_t end = at + 2 + be16(bytes + at);
    for (at += 2; at + 4 <= end && at + 4 <= len; at += 4 + be16(bytes + at + 2))
        if ((bytes[at + 1] & 0xf0) == VIDEO)
            content->video_types[bytes[at + 1] & 15] = bytes[at];
}

static const struct nature *find_nature(unsigned key)
{
    for (size_t i = 0; i < sizeof natures / sizeof *natures; i++)
        if (key >= natures[i].first && key <= natures[i].last)
            return &natures[i];
    return NULL;
}

/* Returns the stream with this key, borrowed. If the key is new, the stream is added. Returns NULL
 * if there are too many streams. */
static struct pes_stream *find_stream(struct ps_content *content, unsigned key,
                                      const struct nature *nature)
{
    struct content_track *track;

    for (unsigned i = 0; i < content->count; i++)
        if (content->streams[i]->key == key)
            return content->streams[i];
    if (content->count == CONTENT_TRACKS ||
        !(track = content_track_add(content->w->content, nature->stream)))
        return NULL;
    if (nature->id)
        content_codec_set(track, nature->id);
    struct pes_stream *s = cvi_alloc(sizeof *s);
    *s = (struct pes_stream){
        .track = track, .key = key, .read = nature->read, .is_sought = nature->is_sought};
    if (nature->stream == 'v' && key != EXTENDED)
        s->read = reader_of(content->video_types[key & 15]);
    content->streams[content->count++] = s;
    return s;
}

/* Gathers a packet's data: `len` bytes at `at`. Reads the gathered bytes when there are PES_HEAD of
 * them, or, for sound, after each packet. */
static void add_data(struct ps_content *content, struct pes_stream *s, uint64_t at, size_t len)
{
    size_t most = len < PES_HEAD ? len : PES_HEAD;
    const unsigned char *bytes = most ? walker_at(content->w, at, most) : NULL;

    if (!bytes)
        return;
    pes_gather(s, bytes, most, PES_HEAD);
    if (s->len == PES_HEAD || s->track->stream == 'a')
        read_gathered(s);
}

void ps_content_packet(struct ps_content *content, uint64_t at, uint64_t length)
{
    size_t len = length < HEADER ? (size_t)length : HEADER, header = 0;
    size_t map = length < 1024 ? (size_t)length : 1024;
    const unsigned char *p = content->is_looking ? NULL : walker_at(content->w, at, len);

    if (!p)
        return;
    unsigned key = p[3];
    if (key == STREAM_MAP && (p = walker_at(content->w, at, map)))
        read_map(content, p, map);
    if (key != PRIVATE_1 && key != EXTENDED && (key < SOUND || key > 0xef))
        return;
    size_t where = ps_find_time(p, len, &header);
    if (header >= len)
        return;
    if (key == PRIVATE_1)
        key = PRIVATE_1 << 8 | p[header];
    const struct nature *nature = find_nature(key);
    struct pes_stream *s = nature ? find_stream(content, key, nature) : NULL;
    if (!s)
        return;
    if (where && where + 10 <= len) {
        bool has_both = where == 9 ? (p[7] & 0xc0) == 0xc0 : (p[where] & 0xf0) == 0x30;
        pes_see_time(s, pes_time(p + where), pes_time(p + where + (has_both ? 5 : 0)));
    }
    s->bytes += length - header;
    if (s->read && length > header + nature->skip)
        add_data(content, s, at + header + nature->skip, (size_t)(length - header - nature->skip));
}

void ps_content_finish(struct ps_content *content, bool is_whole)
{
    ps_content_forget(content);
    pes_finish(content->w, content->streams, content->count, is_whole);
    for (unsigned i = 0; i < content->count; i++)
        free(content->streams[i]);
    content->count = 0;
}
