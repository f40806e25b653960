/* Reads the program maps of a transport stream: the streams with their codecs and languages. */
#include "walk/ts_parts.h"

#include <string.h>

#include "base/buf.h"
#include "codec/codec.h"

/* Where a stream type applies. Some types have another meaning on a Blu-ray disc (a program with
 * the registration HDMV). */
enum disc { ANY, DISC, NO_DISC };

/* The kind of a stream. */
struct nature {
    char stream;
    const char *id;   /* for content_codec_set; NULL: the codec's header states it */
    pes_reader *read; /* NULL: no header to read */
    bool is_sought;   /* as in struct pes_stream */
};

static bool read_private(const unsigned char *bytes, size_t len, struct content_track *track);

/* Kinds of streams by stream type (13818-1, table 2-34; ATSC A/53 part 3, 6.4; ARIB; Blu-ray). */
/* clang-format off */
static const struct {
    unsigned char type;
    enum disc disc;
    struct nature nature;
} types[] = {
    {0x01, ANY,     {'v', "mpeg1video",   codec_mpeg_sequence, false}},
    {0x02, ANY,     {'v', "mpeg2video",   codec_mpeg_sequence, false}},
    {0x03, ANY,     {'a', NULL,           codec_mpeg_audio,    true}},
    {0x04, ANY,     {'a', NULL,           codec_mpeg_audio,    true}},
    {0x0f, ANY,     {'a', "aac",          codec_adts,          true}},
    {0x10, ANY,     {'v', "mpeg4",        codec_mpeg4_vol,     false}},
    {0x11, ANY,     {'a', "aac",          codec_latm,          true}},
    {0x1b, ANY,     {'v', "h264",         codec_h264_stream,   false}},
    {0x1c, ANY,     {'a', "aac",          NULL,                false}},
    {0x20, ANY,     {'v', "h264",         NULL,                false}},
    {0x21, ANY,     {'v', "JPEG 2000",    NULL,                false}},
    {0x24, ANY,     {'v', "hevc",         codec_hevc_stream,   false}},
    {0x33, ANY,     {'v', "vvc",          NULL,                false}},
    {0x42, ANY,     {'v', "AVS",          NULL,                false}},
    {0x80, DISC,    {'a', "pcm_bluray",   codec_lpcm_bluray,   false}},
    {0x80, NO_DISC, {'v', "mpeg2video",   codec_mpeg_sequence, false}},
    {0x81, ANY,     {'a', "ac3",          codec_ac3,           true}},
    {0x82, DISC,    {'a', "dts",          codec_dts,           true}},
    {0x83, DISC,    {'a', "truehd",       codec_truehd,        true}},
    {0x84, DISC,    {'a', "eac3",         codec_ac3,           true}},
    {0x85, DISC,    {'a', "dtsh",         codec_dts,           true}},
    {0x86, DISC,    {'a', "dtsl",         codec_dts,           true}},
    {0x87, ANY,     {'a', "eac3",         codec_ac3,           true}},
    {0x8a, ANY,     {'a', "dts",          codec_dts,           true}},
    {0x90, DISC,    {'s', "PGS",          NULL,                false}},
    {0x92, DISC,    {'s', "text",         NULL,                false}},
    {0xa1, DISC,    {'a', "eac3",         codec_ac3,           true}},
    {0xa2, DISC,    {'a', "dtse",         codec_dts,           true}},
    {0xd1, ANY,     {'v', "Dirac",        NULL,                false}},
    {0xea, ANY,     {'v', "vc1",          codec_vc1,           false}},
};

/* Kinds of streams by registration descriptor (ISO/IEC 13818-1, 2.6.8). The codes are those of the
 * SMPTE registration authority. */
static const struct {
    char format[5];
    struct nature nature;
} formats[] = {
    {"AC-3", {'a', "ac3",       codec_ac3,         true}},
    {"EAC3", {'a', "eac3",      codec_ac3,         true}},
    {"AC-4", {'a', "AC-4",      NULL,              false}},
    {"DTS1", {'a', "dts",       codec_dts,         true}},
    {"DTS2", {'a', "dts",       codec_dts,         true}},
    {"DTS3", {'a', "dts",       codec_dts,         true}},
    {"Opus", {'a', "opus",      NULL,              false}},
    {"BSSD", {'a', "PCM",       NULL,              false}},
    {"HEVC", {'v', "hevc",      codec_hevc_stream, false}},
    {"VVC ", {'v', "vvc",       NULL,              false}},
    {"AV01", {'v', "av1",       NULL,              false}},
    {"VC-1", {'v', "vc1",       codec_vc1,         false}},
    {"drac", {'v', "Dirac",     NULL,              false}},
};

/* Kinds of streams by DVB descriptor (ETSI EN 300 468, table 12; for 0x7f, the extension tag of
 * table 109). */
static const struct {
    unsigned char tag, extension;
    struct nature nature;
} descriptors[] = {
    {0x56, 0,    {'s', "teletext",     NULL,       false}},
    {0x59, 0,    {'s', "dvb_subtitle", NULL,       false}},
    {0x6a, 0,    {'a', "ac3",          codec_ac3,  true}},
    {0x7a, 0,    {'a', "eac3",         codec_ac3,  true}},
    {0x7b, 0,    {'a', "dts",          codec_dts,  true}},
    {0x7c, 0,    {'a', "aac",          codec_latm, true}},
    {0x7f, 0x0e, {'a', "dtsh",         codec_dts,  true}},
    {0x7f, 0x15, {'a', "AC-4",         NULL,       false}},
    {0x7f, 0x80, {'a', "opus",         NULL,       false}},
};
/* clang-format on */

/* Stream types of encrypted H.264, AAC, AC-3 and E-AC-3 in HLS with SAMPLE-AES (Apple, "MPEG-2
 * Stream Encryption Format for HTTP Live Streaming", 2.4). */
static const struct {
    unsigned char type, of; /* `of` is the unencrypted type of the same codec */
} locked_types[] = {{0xdb, 0x1b}, {0xcf, 0x0f}, {0xc1, 0x81}, {0xc2, 0x87}};

enum {
    TYPES = sizeof types / sizeof *types,
    FORMATS = sizeof formats / sizeof *formats,
    DESCRIPTORS = sizeof descriptors / sizeof *descriptors,
    PRIVATE = 6,
    TAG_REGISTRATION = 0x05,
    TAG_LANGUAGE = 0x0a,
    TAG_TELETEXT = 0x56,
    TAG_SUBTITLE = 0x59,
    TAG_DOLBY_VISION = 0xb0,
    TAG_EXTENSION = 0x7f
};

/* Bytes of a map: one or more descriptors. */
struct piece {
    const unsigned char *at;
    size_t len;
};

/* Reads the next descriptor, which consists of two bytes and its data, and removes it from `rest`.
 * Returns false at the end. */
static bool next_descriptor(struct piece *rest, struct piece *descriptor)
{
    if (rest->len < 2 || rest->len - 2 < rest->at[1])
        return false;
    *descriptor = (struct piece){rest->at, 2 + (size_t)rest->at[1]};
    rest->at += descriptor->len;
    rest->len -= descriptor->len;
    return true;
}

/* Recognizes the sound codec of a private stream without a known descriptor, by the beginning of
 * its packets. */
static bool read_private(const unsigned char *bytes, size_t len, struct content_track *track)
{
    if (!codec_ac3(bytes, len, track) && !codec_dts(bytes, len, track) &&
        !codec_adts(bytes, len, track))
        return false;
    track->stream = 'a';
    return true;
}

static bool is_disc(struct piece program)
{
    struct piece d;

    while (next_descriptor(&program, &d))
        if (d.at[0] == TAG_REGISTRATION && d.len >= 6 && memcmp(d.at + 2, "HDMV", 4) == 0)
            return true;
    return false;
}

/* Returns the kind of stream that a descriptor states; NULL: it states no known kind. */
static const struct nature *nature_by(struct piece d)
{
    for (size_t i = 0; d.at[0] == TAG_REGISTRATION && d.len >= 6 && i < FORMATS; i++)
        if (memcmp(d.at + 2, formats[i].format, 4) == 0)
            return &formats[i].nature;
    for (size_t i = 0; i < DESCRIPTORS; i++)
        if (d.at[0] == descriptors[i].tag &&
            (d.at[0] != TAG_EXTENSION || (d.len > 2 && d.at[2] == descriptors[i].extension)))
            return &descriptors[i].nature;
    return NULL;
}

/* Returns the kind of a stream from its type, or from its descriptors in `rest`. If the kind of a
 * private stream is not found, returns a kind without a track type, for which read_private
 * recognizes the codec. Returns NULL for other streams of an unknown type. */
static const struct nature *find_nature(unsigned type, bool on_disc, struct piece rest)
{
    static const struct nature unknown = {'\0', NULL, read_private, false};
    const struct nature *found = NULL;
    struct piece d;

    for (size_t i = 0; i < TYPES; i++)
        if (types[i].type == type && (types[i].disc == ANY || (types[i].disc == DISC) == on_disc))
            return &types[i].nature;
    if (type != PRIVATE && type < 0x80)
        return NULL;
    while (!found && next_descriptor(&rest, &d))
        found = nature_by(d);
    return found ? found : &unknown;
}

/* Adds a track for each entry of a subtitle descriptor; each entry has its own language. Teletext
 * pages are subtitles only if their type states it (EN 300 468 6.2.43: 2 and 5). `track` is used
 * for the first entry. Returns the number of tracks. */
static unsigned add_subtitles(struct ts *ts, struct content_track *track, struct piece d)
{
    size_t size = d.at[0] == TAG_TELETEXT ? 5 : 8;
    unsigned count = 0;

    for (size_t at = 2; at + size <= d.len; at += size) {
        unsigned kind = d.at[at + 3] >> 3;
        if (d.at[0] == TAG_TELETEXT && kind != 2 && kind != 5)
            continue;
        struct content_track *next = count ? content_track_add(ts->w->content, 's') : track;
        if (next) {
            memcpy(next->codec, track->codec, sizeof next->codec);
            content_language_set(next, (const char *)d.at + at, 3);
        }
        count++;
    }
    return count;
}

/* Reads a track's values, except its codec, from descriptors. */
static void read_descriptors(struct ts *ts, struct content_track *track, struct piece rest)
{
    struct piece d;

    while (next_descriptor(&rest, &d)) {
        if (d.at[0] == TAG_LANGUAGE && d.len >= 6)
            content_language_set(track, (const char *)d.at + 2, 3);
        else if (track->stream == 's' && (d.at[0] == TAG_TELETEXT || d.at[0] == TAG_SUBTITLE))
            /* Teletext without subtitles is not a subtitle track. */
            track->stream = add_subtitles(ts, track, d) || d.at[0] == TAG_SUBTITLE ? 's' : '\0';
        else if (track->stream == 'v' && d.at[0] == TAG_DOLBY_VISION)
            codec_dolby_vision(d.at + 2, d.len - 2, track);
        else if (track->stream == 'a' && d.at[0] == TAG_EXTENSION && d.len >= 4 &&
                 d.at[2] == 0x80 && d.at[3] <= 8)
            /* Opus in MPEG-2 TS: the number of channels. 0 stands for two channels. */
            track->channels = d.at[3] ? d.at[3] : 2;
    }
}

static void add_stream(struct ts *ts, unsigned number, unsigned pid, const struct nature *nature,
                       struct piece rest)
{
    struct content_track *track;

    if (ts->numbers[pid] || ts->stream_count == CONTENT_TRACKS)
        return;
    track = content_track_add(ts->w->content, nature->stream);
    if (!track)
        return;
    if (nature->id)
        content_codec_set(track, nature->id);
    read_descriptors(ts, track, rest);
    struct pes_stream *stream = cvi_alloc(sizeof *stream);
    *stream = (struct pes_stream){
        .program = number, .track = track, .read = nature->read, .is_sought = nature->is_sought};
    ts->streams[ts->stream_count++] = stream;
    ts->numbers[pid] = (uint8_t)ts->stream_count;
}

/* If `type` is a type of encrypted streams, sets `is_locked` to true and returns the unencrypted
 * type of the same codec. Otherwise sets it to false and returns `type`. */
static unsigned unlock(unsigned type, bool *is_locked)
{
    *is_locked = false;
    for (size_t i = 0; i < sizeof locked_types / sizeof *locked_types; i++)
        if (locked_types[i].type == type) {
            *is_locked = true;
            return locked_types[i].of;
        }
    return type;
}

/* Adds a stream, if its type is known. `rest` contains its descriptors. */
static void read_stream(struct ts *ts, unsigned number, unsigned pid, unsigned type, bool on_disc,
                        struct piece rest)
{
    bool is_locked;
    const struct nature *found = find_nature(unlock(type, &is_locked), on_disc, rest);

    if (!found)
        return;
    struct nature nature = *found;
    if (is_locked) /* encrypted packets cannot be read */
        nature.read = NULL;
    add_stream(ts, number, pid, &nature, rest);
    if (!is_locked)
        return;
    if (ts->numbers[pid])
        ts->streams[ts->numbers[pid] - 1]->track->is_encrypted = true;
    ts->is_locked = true;
}

/* Reads a complete section (13818-1, 2.4.4.9) whose checksum is right. */
static void read_map(struct ts *ts, unsigned number, const unsigned char *section, size_t len)
{
    enum { HEAD = 12, CHECKSUM = 4, STREAM = 5 };
    size_t end = len - CHECKSUM, at = HEAD + (be16(section + 10) & 0xfff);

    if (at > end)
        return;
    bool on_disc = is_disc((struct piece){section + HEAD, at - HEAD});
    while (at + STREAM <= end) {
        unsigned type = section[at], pid = be16(section + at + 1) & 0x1fff;
        struct piece rest = {section + at + STREAM, be16(section + at + 3) & 0xfff};
        at += STREAM + rest.len;
        if (at > end)
            break;
        read_stream(ts, number, pid, type, on_disc, rest);
    }
}

/* Adds bytes to the gathered section, and reads the section when it is complete. */
static void gather(struct ts *ts, unsigned number, const unsigned char *bytes, size_t len)
{
    enum { LEAST = 16, CURRENT = 1 };
    struct ts_map *map = &ts->map[number];
    size_t room = sizeof map->bytes - map->len;

    memcpy(map->bytes + map->len, bytes, len < room ? len : room);
    map->len += len < room ? len : room;
    size_t whole = map->len < 3 ? SIZE_MAX : 3 + (be16(map->bytes + 1) & 0xfff);
    if (map->len < whole)
        return;
    map->len = 0;
    if (whole < LEAST || !(map->bytes[5] & CURRENT) ||
        walker_crc_plain(UINT32_MAX, map->bytes, whole) != 0)
        return;
    map->known = true;
    read_map(ts, number, map->bytes, whole);
}

void ts_map_add(struct ts *ts, unsigned number, bool begins, const unsigned char *bytes, size_t len)
{
    enum { MAP = 2, STUFFING = 0xff };
    struct ts_map *map = &ts->map[number];
    size_t at = begins ? 1 + (size_t)bytes[0] : 0;

    if (map->known || ts->is_looking)
        return;
    if (map->len && !begins)
        gather(ts, number, bytes, len);
    else if (map->len && at <= len)
        gather(ts, number, bytes + 1, at - 1);
    if (!begins)
        return;
    /* Other sections may precede the map. */
    while (at + 3 <= len && bytes[at] != MAP && bytes[at] != STUFFING)
        at += 3 + (be16(bytes + at + 1) & 0xfff);
    map->len = 0;
    if (!map->known && at < len && bytes[at] == MAP)
        gather(ts, number, bytes + at, len - at);
}
