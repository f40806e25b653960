/* Reads the content of a Matroska file: tracks, chapters, length. Invalid values here do not affect
 * players, so they are not findings. Numbers in parentheses are sections of RFC 9559. */
#include "walk/matroska_parts.h"

#include <limits.h>
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "codec/codec.h"

enum {
    MOST_SIZE = 65535, /* pixels: no picture is wider or higher */
    MOST_RATE = 1000,  /* pictures a second */
    MOST_STRETCH = 16, /* maximum factor by which a picture is stretched */
    MOST_CHANNELS = 64,
    MOST_PRIVATE = 8192, /* maximum number of bytes read from a codec's private header */
    MOST_ATOMS = 10000,  /* no film has this many chapters */
    MOST_TRACKS = 1000,  /* maximum number of tracks read */
    MOST_PARTS = 500,    /* maximum number of elements read in a track or a chapter */
    NESTED = 4           /* maximum nesting of elements */
};

/* A longer duration is implausible for a film. */
static const double most_s = 1e7;

/* --- a TrackEntry ---------------------------------------------------------------------------- */

/* The values of a TrackEntry (5.1.4.1). */
struct entry {
    uint64_t number, type, is_default, is_enabled, picture_ns;
    uint64_t width, height, crop[4], shown_width, shown_height, shown_unit;
    uint64_t stereo, interlaced, field_order, bits, transfer, projection;
    uint64_t channels, addition_type;
    uint64_t encoding_scope, encoding_type, compression;
    double turn, tilts[2]; /* degrees */
    struct mkv_element codec, private, language, tag, addition, settings;
    struct mkv_source source;
    bool is_encrypted;
    unsigned parts; /* number of elements read */
};

/* clang-format off */
static const struct {
    uint32_t id;
    size_t offset;
} numbers[] = {
    {0xD7, offsetof(struct entry, number)},       {0x83, offsetof(struct entry, type)},
    {0x88, offsetof(struct entry, is_default)},   {0xB9, offsetof(struct entry, is_enabled)},
    {0x23E383, offsetof(struct entry, picture_ns)},
    {0xB0, offsetof(struct entry, width)},        {0xBA, offsetof(struct entry, height)},
    {0x54CC, offsetof(struct entry, crop[0])},    {0x54DD, offsetof(struct entry, crop[1])},
    {0x54BB, offsetof(struct entry, crop[2])},    {0x54AA, offsetof(struct entry, crop[3])},
    {0x54B0, offsetof(struct entry, shown_width)}, {0x54BA, offsetof(struct entry, shown_height)},
    {0x54B2, offsetof(struct entry, shown_unit)}, {0x53B8, offsetof(struct entry, stereo)},
    {0x9A, offsetof(struct entry, interlaced)},
    {0x9D, offsetof(struct entry, field_order)},  {0x55B2, offsetof(struct entry, bits)},
    {0x55BA, offsetof(struct entry, transfer)},   {0x7671, offsetof(struct entry, projection)},
    {0x9F, offsetof(struct entry, channels)},     {0x41E7, offsetof(struct entry, addition_type)},
    {0x5032, offsetof(struct entry, encoding_scope)},
    {0x5033, offsetof(struct entry, encoding_type)},
    {0x4254, offsetof(struct entry, compression)},
}, reals[] = {
    {0x7675, offsetof(struct entry, turn)},
    {0x7673, offsetof(struct entry, tilts[0])},   {0x7674, offsetof(struct entry, tilts[1])},
}, parts[] = {
    {MKV_CODEC_ID, offsetof(struct entry, codec)}, {0x63A2, offsetof(struct entry, private)},
    {0x22B59C, offsetof(struct entry, language)}, {0x22B59D, offsetof(struct entry, tag)},
    {0x41ED, offsetof(struct entry, addition)},   {0x4255, offsetof(struct entry, settings)},
};
/* clang-format on */

enum {
    VIDEO = 0xE0,
    AUDIO = 0xE1,
    COLOUR = 0x55B0,
    PROJECTION = 0x7670,
    ADDITION_MAPPING = 0x41E4,
    ENCODINGS = 0x6D80,
    ENCODING = 0x6240,
    COMPRESSION = 0x5034
};

static bool is_master(uint32_t id)
{
    return id == VIDEO || id == AUDIO || id == COLOUR || id == PROJECTION ||
           id == ADDITION_MAPPING || id == ENCODINGS || id == ENCODING || id == COMPRESSION;
}

bool mkv_peek(struct mkv *m, uint64_t *at, uint64_t end, struct mkv_element *child)
{
    if (*at >= end || mkv_element(m->w, *at, end, child) != MKV_OK || child->unknown_size ||
        child->end > end)
        return false;
    *at = child->end;
    return true;
}

/* Returns the first bytes of an element, at most `most`, and sets `len` to their number. Returns
 * NULL if the element is empty or cannot be read. */
static const unsigned char *bytes_of(struct mkv *m, const struct mkv_element *e, size_t most,
                                     size_t *len)
{
    *len = e->end - e->body < most ? (size_t)(e->end - e->body) : most;
    return *len ? walker_at(m->w, e->body, *len) : NULL;
}

/* Reads a Dolby Vision configuration. Its type is the code of the MP4 box that has the same
 * contents (Matroska's registry of block additional mappings). */
static void see_addition(struct mkv *m, struct entry *entry, struct content_track *track)
{
    enum { DVCC = 0x64766343, DVVC = 0x64767643, DVWC = 0x64767743 };
    size_t len;
    const unsigned char *bytes = NULL;

    if (entry->addition_type == DVCC || entry->addition_type == DVVC ||
        entry->addition_type == DVWC)
        bytes = bytes_of(m, &entry->addition, 64, &len);
    if (bytes)
        codec_dolby_vision(bytes, len, track);
    entry->addition_type = 0;
    entry->addition = (struct mkv_element){0};
}

/* Reads a ContentEncoding, which states how blocks are encrypted or compressed (5.1.4.1.31). Only
 * header stripping, which removes the same bytes from the beginning of each frame, can be undone.
 * Frames with another encoding cannot be read. */
static void see_encoding(struct mkv *m, struct entry *entry)
{
    enum { FRAMES = 1, ENCRYPTION = 1, STRIPPING = 3 };
    struct mkv_source *source = &entry->source;
    size_t len;

    if (entry->encoding_type == ENCRYPTION)
        entry->is_encrypted = true;
    const unsigned char *bytes = bytes_of(m, &entry->settings, sizeof source->strip, &len);
    if (entry->encoding_type == ENCRYPTION || entry->compression != STRIPPING || !bytes ||
        source->strip_length || len < entry->settings.end - entry->settings.body) {
        source->is_opaque = source->is_opaque || entry->encoding_scope & FRAMES;
    } else if (entry->encoding_scope & FRAMES) {
        memcpy(source->strip, bytes, len);
        source->strip_length = (uint8_t)len;
    }
    entry->encoding_scope = FRAMES;
    entry->encoding_type = entry->compression = 0;
    entry->settings = (struct mkv_element){0};
}

static void read_value(struct mkv *m, const struct mkv_element *e, struct entry *entry)
{
    char *base = (char *)entry;

    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (numbers[i].id == e->id)
            *(uint64_t *)(void *)(base + numbers[i].offset) = mkv_number(m, e);
    for (size_t i = 0; i < sizeof reals / sizeof *reals; i++)
        if (reals[i].id == e->id)
            mkv_real(m, e, (double *)(void *)(base + reals[i].offset));
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].id == e->id)
            *(struct mkv_element *)(void *)(base + parts[i].offset) = *e;
}

static void read_elements(struct mkv *m, const struct mkv_element *around, struct entry *entry,
                          struct content_track *track, unsigned depth)
{
    struct mkv_element e;

    for (uint64_t at = around->body;
         entry->parts++ < MOST_PARTS && mkv_peek(m, &at, around->end, &e);) {
        if (!is_master(e.id))
            read_value(m, &e, entry);
        else if (depth < NESTED)
            read_elements(m, &e, entry, track, depth + 1);
        if (e.id == ADDITION_MAPPING)
            see_addition(m, entry, track);
        else if (e.id == ENCODING)
            see_encoding(m, entry);
    }
}

/* --- from the elements to the track ---------------------------------------------------------- */

/* Corrects the display size of a stereo picture. Some writers state the size for one eye, although
 * the frame contains the pictures of both eyes (5.1.4.1.28.3). */
static void join_eyes(const struct entry *entry, uint64_t *across, uint64_t *down)
{
    enum { LEFT_RIGHT = 1, BOTTOM_TOP = 2, TOP_BOTTOM = 3, RIGHT_LEFT = 11 };

    if ((entry->stereo == LEFT_RIGHT || entry->stereo == RIGHT_LEFT) && *across * 2 <= entry->width)
        *across *= 2;
    else if ((entry->stereo == BOTTOM_TOP || entry->stereo == TOP_BOTTOM) &&
             *down * 2 <= entry->height)
        *down *= 2;
}

/* Returns the display width of a picture that is `height` pixels high. The stated display size may
 * be in pixels, centimetres or inches, or be a ratio, so only its aspect ratio is used
 * (5.1.4.1.28.14). */
static uint32_t shown_width(const struct entry *entry, uint32_t width, uint32_t height)
{
    enum { UNKNOWN_UNIT = 4 };
    uint64_t across = entry->shown_width ? entry->shown_width : width,
             down = entry->shown_height ? entry->shown_height : height;

    if (entry->shown_unit >= UNKNOWN_UNIT || across > INT_MAX || down > INT_MAX)
        return width;
    join_eyes(entry, &across, &down);
    double shown = (double)height * (double)across / (double)down + 0.5;
    bool is_lie = shown > (double)width * MOST_STRETCH || shown * MOST_STRETCH < width;
    return is_lie || shown > MOST_SIZE || shown < 1 ? width : (uint32_t)shown;
}

static void set_size(const struct entry *entry, struct content_track *track)
{
    const uint64_t *crop = entry->crop;
    uint64_t width = entry->width, height = entry->height;

    if (!width || !height || width > MOST_SIZE || height > MOST_SIZE)
        return;
    track->coded_width = (uint32_t)width;
    track->coded_height = (uint32_t)height;
    if (crop[0] < width && crop[1] < width - crop[0])
        width -= crop[0] + crop[1];
    if (crop[2] < height && crop[3] < height - crop[2])
        height -= crop[2] + crop[3];
    /* A picture is turned only if it is flat and not tilted. */
    bool is_flat = entry->projection == 0 && entry->tilts[0] == 0 && entry->tilts[1] == 0;
    bool is_turned = is_flat && fabs(fabs(entry->turn) - 90) < 1;
    content_size_set(track, shown_width(entry, (uint32_t)width, (uint32_t)height), (uint32_t)height,
                     0, 0, is_turned ? 90 : 0);
}

static void set_picture(const struct entry *entry, struct content_track *track)
{
    enum { INTERLACED = 1, PROGRESSIVE = 2, WHOLE = 0, PQ = 16, HLG = 18 };

    set_size(entry, track);
    if (entry->picture_ns >= UINT64_C(1000000000) / MOST_RATE &&
        entry->picture_ns < UINT64_C(1000000000) * MOST_RATE)
        track->frame_rate = 1e9 / (double)entry->picture_ns;
    if (entry->interlaced == PROGRESSIVE ||
        (entry->interlaced == INTERLACED && entry->field_order == WHOLE))
        track->scan = CONTENT_PROGRESSIVE;
    else if (entry->interlaced == INTERLACED)
        track->scan = CONTENT_INTERLACED;
    if (entry->transfer == PQ)
        track->hdr |= CONTENT_HDR10;
    else if (entry->transfer == HLG)
        track->hdr |= CONTENT_HLG;
}

static bool begins_with(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* Reads the first of three header packets of Theora or Vorbis. The number of the other packets and
 * two packet lengths precede it. */
static bool read_laced(const unsigned char *bytes, size_t len, struct content_track *track)
{
    size_t at = 1;

    if (!len || bytes[0] != 2)
        return false;
    for (int i = 0; i < 2; i++, at++)
        while (at < len && bytes[at] == 255)
            at++;
    return at < len &&
           (codec_vorbis(bytes + at, len - at, track) || codec_theora(bytes + at, len - at, track));
}

/* Reads a QuickTime sample description: a length, then the codec's code. */
static bool read_quicktime(const unsigned char *bytes, size_t len, struct content_track *track)
{
    char id[5];

    if (len >= 8)
        content_codec_set(track, walker_fourcc(bytes + 4, id));
    return len >= 8;
}

/* Functions that read CodecPrivate, the codec's own header (Matroska's codec mappings). The first
 * row whose `codec` is a prefix of the track's codec id is used. */
/* clang-format off */
static const struct private_reader {
    const char *codec;
    bool (*read)(const unsigned char *bytes, size_t len, struct content_track *track);
    bool is_name; /* the codec is named by CodecPrivate, not by the codec id */
} private_readers[] = {
    {"V_MPEG4/ISO/AVC", codec_avc_config, false}, {"V_MPEGH/ISO/HEVC", codec_hevc_config, false},
    {"V_MPEG4/ISO/", codec_mpeg4_vol, false},     {"V_MPEG", codec_mpeg_sequence, false},
    {"V_AV1", codec_av1_config, false},           {"V_VP9", codec_vp9_config, false},
    {"V_MS/VFW/FOURCC", codec_bitmap, true},      {"A_MS/ACM", codec_wave, true},
    {"V_QUICKTIME", read_quicktime, true},        {"A_QUICKTIME", read_quicktime, true},
    {"V_THEORA", read_laced, false},              {"A_VORBIS", read_laced, false},
    {"A_AAC", codec_aac_config, false},           {"A_OPUS", codec_opus, false},
    {"A_FLAC", codec_flac, false},
};
/* clang-format on */

static void set_codec(struct mkv *m, struct entry *entry, struct content_track *track)
{
    char codec[64] = "";
    size_t len, i = 0;
    const unsigned char *bytes = bytes_of(m, &entry->codec, sizeof codec - 1, &len);

    if (bytes)
        memcpy(codec, bytes, len);
    while (i < sizeof private_readers / sizeof *private_readers &&
           !begins_with(codec, private_readers[i].codec))
        i++;
    bool is_read = i < sizeof private_readers / sizeof *private_readers;
    if (!is_read || !private_readers[i].is_name)
        content_codec_set(track, codec);
    bytes = is_read ? bytes_of(m, &entry->private, MOST_PRIVATE, &len) : NULL;
    if (bytes)
        private_readers[i].read(bytes, len, track);
    if (!track->codec[0])
        content_codec_set(track, codec);
    entry->source.is_config = is_read && (private_readers[i].read == codec_avc_config ||
                                          private_readers[i].read == codec_hevc_config);
    codec_set_certain(track);
}

/* Sets the language. The element LanguageBCP47 takes precedence over Language, whose default is
 * English (5.1.4.1.19). */
static void set_language(struct mkv *m, const struct entry *entry, struct content_track *track)
{
    const struct mkv_element *e = entry->tag.id ? &entry->tag : &entry->language;
    size_t len = 3;
    const unsigned char *bytes = (const unsigned char *)"eng";

    if (e->id)
        bytes = bytes_of(m, e, 64, &len);
    if (bytes)
        content_language_set(track, (const char *)bytes, len);
}

static char stream_of(uint64_t type)
{
    enum { PICTURE = 1, SOUND = 2, TITLES = 17 };

    return type == PICTURE ? 'v' : type == SOUND ? 'a' : type == TITLES ? 's' : '\0';
}

static void read_entry(struct mkv *m, const struct mkv_element *e)
{
    struct entry entry = {.is_default = 1, .is_enabled = 1, .channels = 1, .encoding_scope = 1};
    struct content_track track = {0}, *kept;

    read_elements(m, e, &entry, &track, 0);
    track.stream = stream_of(entry.type);
    track.is_default = entry.is_default && entry.is_enabled;
    track.is_encrypted = entry.is_encrypted;
    if (track.stream == 'v')
        set_picture(&entry, &track);
    else if (track.stream == 'a' && entry.channels <= MOST_CHANNELS)
        track.channels = (unsigned)entry.channels;
    bool has_rate = track.frame_rate > 0;
    set_codec(m, &entry, &track);
    if (track.stream == 'v' && !track.bit_depth && entry.bits <= 16)
        track.bit_depth = (unsigned)entry.bits;
    if (track.stream)
        set_language(m, &entry, &track);
    kept = content_track_add(m->w->content, track.stream);
    if (!kept)
        return;
    *kept = track;
    entry.source.number = entry.number;
    entry.source.has_rate = has_rate || track.stream != 'v';
    entry.source.private = (struct walk_range){entry.private.body, entry.private.end};
    m->sources[kept - m->w->content->tracks] = entry.source;
}

void mkv_tracks(struct mkv *m, const struct mkv_element *tracks)
{
    uint64_t at = tracks->body;
    struct mkv_element e;

    if (!m->is_first || m->w->content->track_count)
        return;
    for (unsigned n = 0; n < MOST_TRACKS && mkv_peek(m, &at, tracks->end, &e); n++)
        if (e.id == MKV_TRACK_ENTRY)
            read_entry(m, &e);
}

/* --- chapters -------------------------------------------------------------------------------- */

enum { EDITION = 0x45B9, EDITION_DEFAULT = 0x45DB, ATOM = 0xB6, ATOM_HIDDEN = 0x98 };

static bool is_hidden(struct mkv *m, const struct mkv_element *atom)
{
    struct mkv_element e;
    uint64_t at = atom->body;

    for (unsigned n = 0; n < MOST_PARTS && mkv_peek(m, &at, atom->end, &e); n++)
        if (e.id == ATOM_HIDDEN)
            return mkv_number(m, &e) != 0;
    return false;
}

/* Returns the number of chapters in an edition; 0 if the number is implausible. Hidden and nested
 * chapters are not counted. Sets `is_default` to the edition's default flag, if the edition states
 * it. */
static uint32_t count_atoms(struct mkv *m, const struct mkv_element *edition, bool *is_default)
{
    struct mkv_element e;
    uint64_t at = edition->body;
    uint32_t count = 0, n = 0;

    while (n++ < 2 * MOST_ATOMS && mkv_peek(m, &at, edition->end, &e)) {
        if (e.id == EDITION_DEFAULT)
            *is_default = mkv_number(m, &e) != 0;
        else if (e.id == ATOM)
            count += !is_hidden(m, &e);
    }
    return count > MOST_ATOMS ? 0 : count;
}

/* Counts the chapters of the default edition. If no edition is the default, counts those of the
 * first edition (5.1.7.1.3). */
void mkv_chapters(struct mkv *m, const struct mkv_element *chapters)
{
    enum { EDITIONS = 16 };
    uint64_t at = chapters->body;
    struct mkv_element e;
    bool is_default = false;

    if (!m->is_first || m->w->content->chapters)
        return;
    for (int n = 0; n < EDITIONS && !is_default && mkv_peek(m, &at, chapters->end, &e); n++) {
        uint32_t count = e.id == EDITION ? count_atoms(m, &e, &is_default) : 0;
        if (!m->w->content->chapters || is_default)
            m->w->content->chapters = count;
    }
}

/* --- the length ------------------------------------------------------------------------------ */

/* The element Duration is the time at which the film ends, or the film's length. Most writers, such
 * as ffmpeg, state the end. Writers with libebml, such as mkvmerge, state the length. If the last
 * cluster begins after Duration, Duration must be the length. */
void mkv_length(struct mkv *m)
{
    double length = m->duration * m->scale_s, start = (double)m->start * m->scale_s,
           last = (double)m->timestamp * m->scale_s;

    if (!m->is_first)
        return;
    if (!(length > 0 && length < most_s)) {
        m->w->length = WALK_LENGTH_GUESSED;
        return;
    }
    if (start > 0 && start < length && last <= length && !m->is_length)
        length -= start;
    m->w->content->duration_s = length;
}
