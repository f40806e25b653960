/* Reads the streams of an Ogg file: their first packets, their comments, and their length. Invalid
 * values here do not affect players, so they are not findings. */
#include "walk/ogg_parts.h"

#include <string.h>
#include <strings.h>

#include "codec/codec.h"

enum { NO_SHIFT = 64 };

/* --- the first packets ----------------------------------------------------------------------- */

static bool read_vorbis(const unsigned char *p, size_t len, struct content_track *track,
                        struct ogg_clock *clock)
{
    if (!codec_vorbis(p, len, track))
        return false;
    clock->rate = le32(p + 12);
    return true;
}

/* Reads an Opus header. Granules count samples at 48 kHz, whatever the input's sample rate (RFC
 * 7845 4). */
static bool read_opus(const unsigned char *p, size_t len, struct content_track *track,
                      struct ogg_clock *clock)
{
    if (!codec_opus(p, len, track))
        return false;
    clock->rate = 48000;
    clock->skip = le16(p + 10);
    return true;
}

/* Reads the first packet of "The Ogg FLAC mapping" (RFC 9639 10.1): a signature, a version, a
 * count, then the beginning of a FLAC file. */
static bool read_flac(const unsigned char *p, size_t len, struct content_track *track,
                      struct ogg_clock *clock)
{
    enum { FLAC = 9, RATE = FLAC + 8 + 10 };

    if (len <= FLAC || !codec_flac(p + FLAC, len - FLAC, track))
        return false;
    clock->rate = be24(p + RATE) >> 4;
    return true;
}

/* Reads a Theora header. A granule consists of the number of the last key frame and the number of
 * pictures since then (Theora, A.2.3). */
static bool read_theora(const unsigned char *p, size_t len, struct content_track *track,
                        struct ogg_clock *clock)
{
    if (!codec_theora(p, len, track))
        return false;
    clock->rate = track->frame_rate;
    clock->shift = (p[40] & 3U) << 3 | p[41] >> 5;
    return true;
}

/* Reads a Speex header (speex_header.h of libspeex): a version of 20 bytes at offset 8, and numbers
 * of 4 bytes from offset 28. */
static bool read_speex(const unsigned char *p, size_t len, struct content_track *track,
                       struct ogg_clock *clock)
{
    if (len < 80 || le32(p + 48) < 1 || le32(p + 48) > 2)
        return false;
    content_codec_set(track, "speex");
    track->channels = le32(p + 48);
    clock->rate = le32(p + 36);
    return true;
}

/* Reads the header of the "Ogg VP8 Mapping": type, version, size, pixel aspect ratio, frame rate.
 * The upper half of a granule counts pictures. */
static bool read_vp8(const unsigned char *p, size_t len, struct content_track *track,
                     struct ogg_clock *clock)
{
    enum { HEADER = 1 };

    if (len < 26 || p[5] != HEADER)
        return false;
    content_codec_set(track, "vp8");
    track->coded_width = be16(p + 8);
    track->coded_height = be16(p + 10);
    content_size_set(track, be16(p + 8), be16(p + 10), be24(p + 12), be24(p + 15), 0);
    uint32_t pictures = be32(p + 18), seconds = be32(p + 22);
    if (pictures && seconds && pictures / seconds < 1000)
        track->frame_rate = clock->rate = (double)pictures / seconds;
    clock->shift = 32;
    clock->is_high = true;
    return true;
}

/* Offsets in the first packet of an OGM stream (a format of oggds by Tobias Waldvogel). The stream
 * header follows the packet's first byte. */
enum { OGM_SUBTYPE = 9, OGM_TIME = 17, OGM_SAMPLES = 25, OGM_KIND = 45, OGM_LENGTH = 53 };

/* Returns the number of samples per second; 0: implausible. The header states the duration of a
 * unit, in 100 ns, and the number of samples in a unit. */
static double ogm_rate(const unsigned char *p)
{
    uint64_t time = le64(p + OGM_TIME), samples = le64(p + OGM_SAMPLES);
    double rate = time ? 1e7 * (double)samples / (double)time : 0;

    return rate < 1e6 ? rate : 0;
}

static bool read_ogm_picture(const unsigned char *p, size_t len, struct content_track *track,
                             struct ogg_clock *clock)
{
    char id[5];

    if (len < OGM_LENGTH)
        return false;
    content_codec_set(track, walker_fourcc(p + OGM_SUBTYPE, id));
    clock->rate = ogm_rate(p);
    if (clock->rate > 0 && clock->rate < 1000)
        track->frame_rate = clock->rate;
    uint32_t width = le32(p + OGM_KIND), height = le32(p + OGM_KIND + 4);
    if (width && height && width <= UINT16_MAX && height <= UINT16_MAX) {
        track->coded_width = track->width = width;
        track->coded_height = track->height = height;
    }
    return true;
}

/* Reads the header of an OGM sound stream. Its subtype is the number of a wave format, in
 * hexadecimal digits. */
static bool read_ogm_sound(const unsigned char *p, size_t len, struct content_track *track,
                           struct ogg_clock *clock)
{
    unsigned format = 0;

    if (len < OGM_LENGTH)
        return false;
    for (int i = 0; i < 4; i++) {
        unsigned char c = p[OGM_SUBTYPE + i];
        unsigned digit = c >= '0' && c <= '9' ? c - '0' + 0U : ((c | 0x20U) - 'a' + 10) & 15;
        format = format << 4 | digit;
    }
    codec_wave_name(format, track);
    track->channels = le16(p + OGM_KIND) <= 255 ? le16(p + OGM_KIND) : 0;
    clock->rate = ogm_rate(p);
    return true;
}

static bool read_ogm_text(const unsigned char *p, size_t len, struct content_track *track,
                          struct ogg_clock *clock)
{
    (void)p;
    (void)len;
    (void)clock;
    content_codec_set(track, "text");
    return true;
}

/* Reads a Kate header ("OggKate": lyrics and subtitles). The language is 16 bytes at offset 32. */
static bool read_kate(const unsigned char *p, size_t len, struct content_track *track,
                      struct ogg_clock *clock)
{
    (void)clock;
    if (len < 64)
        return false;
    content_codec_set(track, "kate");
    content_language_set(track, (const char *)p + 32, 16);
    return true;
}

/* Sets only the codec, because the fields of a Dirac header have a variable number of bits. */
static bool read_dirac(const unsigned char *p, size_t len, struct content_track *track,
                       struct ogg_clock *clock)
{
    (void)p;
    (void)len;
    (void)clock;
    content_codec_set(track, "dirac");
    return true;
}

/* The beginning of a stream's first packet, for each codec. Streams of other kinds (such as a
 * skeleton or an index) are not tracks. */
/* clang-format off */
static const struct first_packet {
    const char *bytes;
    size_t length;
    char stream;
    bool (*read)(const unsigned char *p, size_t len, struct content_track *track,
                 struct ogg_clock *clock);
    const char *comments; /* how the second packet, with comments, begins; NULL: no comments */
    size_t comments_length;
} first_packets[] = {
#define BYTES(text) text, sizeof(text) - 1
    {BYTES("\x01vorbis"),     'a', read_vorbis, BYTES("\x03vorbis")},
    {BYTES("OpusHead"),       'a', read_opus,   BYTES("OpusTags")},
    {BYTES("\x7f" "FLAC"),    'a', read_flac,   BYTES("\4")},
    {BYTES("Speex   "),       'a', read_speex,  BYTES("")},
    {BYTES("\x80theora"),     'v', read_theora, BYTES("\x81theora")},
    {BYTES("OVP80"),          'v', read_vp8,    BYTES("OVP80\2 ")},
    {BYTES("BBCD\0"),         'v', read_dirac,  NULL, 0},
    {BYTES("\x80kate\0\0\0"), 's', read_kate,   BYTES("\x81kate\0\0\0")},
    {BYTES("\1video\0\0\0"),  'v', read_ogm_picture, BYTES("\x03vorbis")},
    {BYTES("\1audio\0\0\0"),  'a', read_ogm_sound, BYTES("\x03vorbis")},
    {BYTES("\1text\0\0\0\0"), 's', read_ogm_text, BYTES("\x03vorbis")},
#undef BYTES
};
/* clang-format on */

enum { KINDS = sizeof first_packets / sizeof *first_packets };

/* Returns the bytes of a page, borrowed, and sets `len` to their number. Returns NULL if the page
 * is empty or cannot be read. */
static const unsigned char *bytes_of(struct ogg_content *c, const struct ogg_page *page,
                                     size_t *len)
{
    *len = (size_t)(page->end - page->body);
    return *len ? walker_at(c->w, page->body, *len) : NULL;
}

static double link_length(const struct ogg_content *c);

/* Begins another link. It is called when a stream begins after data. */
static void begin_link(struct ogg_content *c)
{
    c->before_s += link_length(c);
    c->links++;
    c->count = 0;
    c->has_data = false;
}

void ogg_content_begin(struct ogg_content *c, const struct ogg_page *page)
{
    struct ogg_clock clock = {.serial = page->serial, .track = CONTENT_TRACKS, .shift = NO_SHIFT};
    struct content_track track = {0}, *kept = NULL;
    size_t len, i = 0;

    if (c->has_data)
        begin_link(c);
    const unsigned char *p = bytes_of(c, page, &len);
    while (p && i < KINDS &&
           (len < first_packets[i].length ||
            memcmp(p, first_packets[i].bytes, first_packets[i].length) != 0))
        i++;
    if (!p || i == KINDS || !first_packets[i].read(p, len, &track, &clock))
        return;
    track.stream = first_packets[i].stream;
    codec_set_certain(&track);
    if (!c->links && (kept = content_track_add(c->w->content, track.stream)) != NULL) {
        *kept = track;
        clock.track = (size_t)(kept - c->w->content->tracks);
    }
    clock.kind = i;
    if (c->count < OGG_STREAMS)
        c->clocks[c->count++] = clock;
}

/* --- comments -------------------------------------------------------------------------------- */

static bool is_chapter(const char *text, size_t len)
{
    enum { KEY = 7 };
    size_t at = KEY;

    if (len < KEY || strncasecmp(text, "CHAPTER", KEY) != 0)
        return false;
    while (at < len && text[at] >= '0' && text[at] <= '9')
        at++;
    return at > KEY && at < len && text[at] == '=';
}

/* Reads a comment, such as "LANGUAGE=eng" (Vorbis I 5.2.2). */
static void see_comment(struct ogg_content *c, const char *text, size_t len,
                        struct content_track *track)
{
    enum { LANGUAGE = 9, MOST_CHAPTERS = 10000 };

    if (len > LANGUAGE && strncasecmp(text, "LANGUAGE=", LANGUAGE) == 0 && !track->language[0])
        content_language_set(track, text + LANGUAGE, len - LANGUAGE);
    else if (is_chapter(text, len) && c->w->content->chapters < MOST_CHAPTERS)
        c->w->content->chapters++;
}

/* Reads the name of the vendor, the number of comments, and the comments, up to the end of the
 * page. Each comment is preceded by its length. */
static void see_comments(struct ogg_content *c, const unsigned char *p, size_t len,
                         struct content_track *track)
{
    enum { MOST = 20000 };
    size_t at = 0;

    if (len < 8 || le32(p) > len - 8)
        return;
    at = 4 + (size_t)le32(p);
    uint32_t count = le32(p + at);
    at += 4;
    for (uint32_t i = 0; i < count && i < MOST && len - at >= 4; i++) {
        size_t own = le32(p + at);
        at += 4;
        if (own > len - at)
            return;
        see_comment(c, (const char *)p + at, own, track);
        at += own;
    }
}

/* Reads the second page of a stream, which begins with comments. */
static void see_second(struct ogg_content *c, const struct ogg_clock *clock,
                       const struct ogg_page *page)
{
    const struct first_packet *kind = &first_packets[clock->kind];
    size_t len, skip = kind->comments_length;
    const unsigned char *p =
        kind->comments && clock->track < CONTENT_TRACKS ? bytes_of(c, page, &len) : NULL;

    if (!p || len <= skip || memcmp(p, kind->comments, skip) != 0)
        return;
    if (kind->read == read_flac) /* skip a metadata block's type and length */
        skip = 4;
    if (kind->read == read_kate) /* also skip a reserved byte */
        skip = 9;
    if (len > skip)
        see_comments(c, p + skip, len - skip, &c->w->content->tracks[clock->track]);
}

/* --- the length ------------------------------------------------------------------------------ */

/* Returns the time that a granule states, in units of the clock. */
static uint64_t units_of(const struct ogg_clock *clock, uint64_t granule)
{
    if (clock->shift >= NO_SHIFT)
        return granule;
    uint64_t above = granule >> clock->shift;
    return clock->is_high ? above : above + (granule & ((UINT64_C(1) << clock->shift) - 1));
}

/* Returns the length of the current link, in seconds. A granule states the time at the end of a
 * page, so the first granule is later than the start. It counts as the start only if it is far from
 * 0. */
static double link_length(const struct ogg_content *c)
{
    static const double far_s = 10, most_s = 1e7;
    double start = most_s, end = 0;

    for (unsigned i = 0; i < c->count; i++) {
        const struct ogg_clock *clock = &c->clocks[i];
        if (!(clock->rate > 0) || !clock->last)
            continue;
        uint64_t last = units_of(clock, clock->last), skip = clock->skip < last ? clock->skip : 0;
        double from = (double)units_of(clock, clock->first) / clock->rate,
               to = (double)(last - skip) / clock->rate;
        start = from < start ? from : start;
        end = to > end && to < most_s ? to : end;
    }
    return start > far_s && start < end ? end - start : end;
}

void ogg_content_page(struct ogg_content *c, const struct ogg_page *page)
{
    c->has_data = true;
    for (unsigned i = 0; i < c->count; i++) {
        struct ogg_clock *clock = &c->clocks[i];
        if (clock->serial != page->serial)
            continue;
        if (!clock->is_noted)
            see_second(c, clock, page);
        clock->is_noted = true;
        /* A granule of all ones means that no packet ends in this page; 0 means that only header
         * packets end in it. */
        if (!page->granule || page->granule >= INT64_MAX)
            continue;
        clock->first = clock->first ? clock->first : page->granule;
        clock->last = page->granule;
    }
}

/* Sets the film's length. If only parts of a chain were read, the length is unknown. */
void ogg_content_end(struct ogg_content *c)
{
    double length = c->before_s + link_length(c);

    if (length <= 0 || (c->is_partial && c->links))
        c->w->length = WALK_LENGTH_GUESSED;
    else
        c->w->content->duration_s = length;
}
