/* Ogg files: sound ones, chained ones, and damage to them. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "film.h"

enum { PAGES = 40, FIRST = 2, LAST = 4 };

/* Computes the checksum bit by bit as in RFC 3533, unlike the library. */
static uint32_t checksum(const char *bytes, size_t len)
{
    uint32_t crc = 0;

    for (size_t i = 0; i < len; i++)
        for (int bit = 7; bit >= 0; bit--)
            crc = crc << 1 ^
                  ((crc >> 31 ^ ((unsigned char)bytes[i] >> bit & 1U)) & 1U ? 0x04c11db7U : 0);
    return crc;
}

static void add_page(struct bytes *b, uint32_t serial, unsigned number, int flags)
{
    size_t at = b->len;

    bytes_add(b, "OggS", 5);
    film_big(b, (uint64_t)flags, 1);
    film_little(b, (uint64_t)number * 4800, 8);
    film_little(b, serial, 4);
    film_little(b, number, 4);
    film_little(b, 0, 4);
    film_big(b, 8, 1);
    film_fill(b, 250, 8);
    if (flags & FIRST)
        bytes_puts(b, "OpusHead");
    film_data(b, flags & FIRST ? 8 * 250 - 8 : 8 * 250);
    film_patch_little(b, at + 22, checksum(b->at + at, b->len - at), 4);
}

static void make_pages(struct bytes *b, uint32_t serial, unsigned pages)
{
    for (unsigned i = 0; i < pages; i++)
        add_page(b, serial, i, i == 0 ? FIRST : i == pages - 1 ? LAST : 0);
}

static void make_film(struct bytes *b, uint32_t serial)
{
    make_pages(b, serial, PAGES);
}

Test(walk_ogg, finds_damage)
{
    enum { PAGE = 27 + 8 + 2000 };
    static const struct film_case rows[] = {
        {"sound", FILM_SOUND, 0, 0, FINDING_NOTE, FINDING_CODES},
        {"cut in a page", FILM_CUT, 30000, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"cut in a head", FILM_CUT, PAGE + 9, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"no last page", FILM_CUT, -PAGE, 0, FINDING_NOTE, FINDING_SHORT},
        {"header zeroed", FILM_ZERO, 0, 4096, FINDING_CORRUPT, FINDING_NO_HEADER},
        {"some removed", FILM_REMOVE, 30000, 9999, FINDING_CORRUPT, FINDING_LOST_SYNC},
        {"a page less", FILM_REMOVE, 20350, PAGE, FINDING_SUSPICIOUS, FINDING_MISSING_DATA},
        {"zeros inside", FILM_ZERO, 30000, 9999, FINDING_CORRUPT, FINDING_LOST_SYNC},
        {"one byte", FILM_WRITE, 30000, 1, FINDING_CORRUPT, FINDING_BAD_STRUCTURE},
        {"junk behind", FILM_APPEND, 0, 5000, FINDING_SUSPICIOUS, FINDING_TRAILING_JUNK},
    };
    struct bytes film = {0};

    make_film(&film, 7);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        film_expect(&film, "film.ogg", &rows[i]);
    }
    bytes_release(&film);
}

Test(walk_ogg, accepts_chained_streams)
{
    struct bytes film = {0};

    for (uint32_t serial = 1; serial <= 40; serial++)
        make_film(&film, serial);
    struct walk_report report = film_walk(&film, "film.ogg");
    cr_expect_eq(report.findings.count, 0);
    cr_expect_float_eq(report.duration_s, 3.9, 0.001);
    bytes_release(&film);
}

Test(walk_ogg, doubts_a_stream_that_was_appended_to_itself)
{
    struct bytes film = {0};

    make_film(&film, 7);
    make_film(&film, 7);
    struct walk_report report = film_walk(&film, "film.ogg");
    cr_expect_eq(finding_worst(&report.findings), FINDING_SUSPICIOUS);
    cr_expect(film_has(&report, FINDING_TRAILING_JUNK));
    bytes_release(&film);
}

/* 12 MB in windows of 128 KiB, one in 190 KiB: damage inside a window and the end are found. */
Test(walk_ogg, checks_windows_of_a_large_file)
{
    enum { MANY = 6000, MIDDLE = 6300000, MIB = 1 << 20 };
    static const struct film_case rows[] = {
        {"sound", FILM_SOUND, 0, 0, FINDING_NOTE, FINDING_CODES},
        {"cut in a page", FILM_CUT, MIDDLE, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"cut by a bit", FILM_CUT, -1000, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"a MiB of zeros", FILM_ZERO, MIDDLE, MIB, FINDING_CORRUPT, FINDING_LOST_SYNC},
        {"zeros at last", FILM_ZERO, -500000, 500000, FINDING_CORRUPT, FINDING_LOST_SYNC},
        {"some junk", FILM_APPEND, 0, 5000, FINDING_SUSPICIOUS, FINDING_TRAILING_JUNK},
        {"much junk", FILM_APPEND, 0, 150000, FINDING_SUSPICIOUS, FINDING_TRAILING_JUNK},
    };
    struct bytes film = {0};

    make_pages(&film, 7, MANY);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        film_expect_large(&film, "film.ogg", &rows[i]);
    }
    struct walk_report report = film_walk_large(&film, "film.ogg");
    cr_expect_lt(report.elements, MANY * 3 / 4);
    cr_expect_float_eq(report.duration_s, (MANY - 1) / 10.0, 0.001);
    bytes_release(&film);
}

/* --- the content of the streams --------------------------------------------------------------- */

/* A packet, or pages of a stream that have only a time. */
struct packet {
    const char *bytes;
    size_t length;
};

struct content_row {
    const char *name;
    struct packet first, comments; /* first of 0 bytes: an unknown stream */
    uint64_t granules[2];
    const char *states;
};

static void add_packet(struct bytes *b, uint32_t serial, unsigned number, int flags,
                       uint64_t granule, const struct packet *packet)
{
    size_t at = b->len;

    bytes_add(b, "OggS", 5);
    film_big(b, (uint64_t)flags, 1);
    film_little(b, granule, 8);
    film_little(b, serial, 4);
    film_little(b, number, 4);
    film_little(b, 0, 4);
    film_big(b, packet->length / 255 + 1, 1);
    film_fill(b, 255, packet->length / 255);
    film_big(b, packet->length % 255, 1);
    bytes_add(b, packet->bytes, packet->length);
    film_patch_little(b, at + 22, checksum(b->at + at, b->len - at), 4);
}

static void add_stream(struct bytes *b, uint32_t serial, const struct content_row *row)
{
    const struct packet data = {"data", 4};

    add_packet(b, serial, 0, FIRST, 0, &row->first);
    add_packet(b, serial, 1, 0, 0, row->comments.length ? &row->comments : &data);
    add_packet(b, serial, 2, 0, row->granules[0], &data);
    add_packet(b, serial, 3, LAST, row->granules[1], &data);
}

static void expect_states(const struct bytes *film, const char *name, const char *states)
{
    struct walk_report report = film_walk(film, "film.ogg");
    json_t *media = content_json(&report.content);
    char *text = media ? json_dumps(media, JSON_COMPACT | JSON_REAL_PRECISION(6)) : NULL;

    cr_expect_str_eq(text ? text : "", states, "%s: %s, and should be %s", name, text ? text : "",
                     states);
    cr_expect_leq(finding_worst(&report.findings), FINDING_NOTE, "%s", name);
    free(text);
    json_decref(media);
}

/* clang-format off */
#define PACKET(text) {text, sizeof(text) - 1}
#define VORBIS PACKET("\1vorbis\0\0\0\0\2\x80\xbb\0\0\0\0\0\0\0\0\0\0\0\0\0\0\xb8\1")
#define OPUS PACKET("OpusHead\1\6\x38\1\x80\xbb\0\0\0\0\1")
#define THEORA(aspect, rate) PACKET("\x80theora\3\2\1\0\x2d\0\x24\0\2\xd0\0\2\x3a\0\0" rate aspect "\0\0\0\0\0\xc0")
#define SQUARE "\0\0\1\0\0\1"
#define PAL "\0\0\0\x19\0\0\0\1"
#define COMMENTS(magic, count, text) PACKET(magic "\3\0\0\0cvi" count text)
#define OGM(kind, subtype, unit, size) PACKET("\1" kind subtype "\x38\0\0\0" unit "\1\0\0\0\0\0\0\0" "\0\0\0\0\0\0\0\0\x10\0\0\0" size "\0\0\0\0")

Test(walk_ogg, reads_its_streams)
{
    static const struct content_row rows[] = {
        {"Vorbis", VORBIS, {0}, {4800, 144000}, "{\"duration\":3.0,\"audio_codec\":\"Vorbis\",\"audio_channels\":\"2.0\"}"},
        {"Opus, without what it skips", OPUS, {0}, {4800, 144312}, "{\"duration\":3.0,\"audio_codec\":\"Opus\",\"audio_channels\":\"5.1\"}"},
        {"FLAC", PACKET("\x7f" "FLAC\1\0\0\1fLaC\0\0\0\x22\x10\0\x10\0\0\0\0\0\0\0\x0b\xb8\x02\xf0\0\0\0\0" "0123456789abcdef"), {0}, {4800, 96000}, "{\"duration\":2.0,\"audio_codec\":\"FLAC\",\"audio_channels\":\"2.0\"}"},
        {"Theora: the picture in the frame", THEORA(SQUARE, PAL), {0}, {64, 3 << 6 | 22}, "{\"duration\":1.0,\"width\":720,\"height\":570,\"resolution\":\"576p\",\"frame_rate\":25.0,\"interlaced\":false,\"video_codec\":\"Theora\",\"bit_depth\":8}"},
        {"Theora: an aspect", THEORA("\0\0\x40\0\0\x2d", PAL), {0}, {64, 3 << 6 | 22}, "{\"duration\":1.0,\"width\":1024,\"height\":570,\"resolution\":\"576p\",\"frame_rate\":25.0,\"interlaced\":false,\"video_codec\":\"Theora\",\"bit_depth\":8}"},
        {"Theora: an aspect that lies", THEORA("\xff\xff\xff\0\0\1", PAL), {0}, {64, 3 << 6 | 22}, "{\"duration\":1.0,\"width\":720,\"height\":570,\"resolution\":\"576p\",\"frame_rate\":25.0,\"interlaced\":false,\"video_codec\":\"Theora\",\"bit_depth\":8}"},
        {"Theora: 0 x 0", PACKET("\x80theora\3\2\1\0\0\0\0\0\0\0\0\0\0\0\0" PAL SQUARE "\0\0\0\0\0\xc0"), {0}, {64, 3 << 6 | 22}, "{\"duration\":1.0,\"frame_rate\":25.0,\"interlaced\":false,\"video_codec\":\"Theora\",\"bit_depth\":8}"},
        {"VP8: 65535 x 65535", PACKET("OVP80\1\1\0\xff\xff\xff\xff\0\0\1\0\0\1\0\0\0\x19\0\0\0\1"), {0}, {UINT64_C(1) << 32, UINT64_C(50) << 32}, "{\"duration\":2.0,\"width\":65535,\"height\":65535,\"frame_rate\":25.0,\"interlaced\":false,\"video_codec\":\"VP8\",\"bit_depth\":8}"},
        {"Theora: no rate", THEORA(SQUARE, "\0\0\0\x19\0\0\0\0"), {0}, {64, 3 << 6 | 22}, "{\"width\":720,\"height\":570,\"resolution\":\"576p\",\"interlaced\":false,\"video_codec\":\"Theora\",\"bit_depth\":8}"},
        {"VP8", PACKET("OVP80\1\1\0\2\xd0\2\x40\0\0\x10\0\0\x0b\0\0\0\x19\0\0\0\1"), {0}, {UINT64_C(1) << 32, UINT64_C(50) << 32}, "{\"duration\":2.0,\"width\":1047,\"height\":576,\"resolution\":\"576p\",\"frame_rate\":25.0,\"interlaced\":false,\"video_codec\":\"VP8\",\"bit_depth\":8}"},
        {"OGM", OGM("video\0\0\0", "XVID", "\x80\x1a\6\0\0\0\0\0", "\xd0\2\0\0\x40\2\0\0\0\0\0\0"), {0}, {1, 50}, "{\"duration\":2.0,\"width\":720,\"height\":576,\"resolution\":\"576p\",\"frame_rate\":25.0,\"video_codec\":\"XviD\",\"bit_depth\":8}"},
        {"OGM's sound", OGM("audio\0\0\0", "2000", "\xd0\0\0\0\0\0\0\0", "\6\0\0\0\0\0\0\0\0\0\0\0"), COMMENTS("\3vorbis", "\1\0\0\0", "\x0c\0\0\0LANGUAGE=ger"), {4800, 96000}, "{\"duration\":1.997,\"audio_codec\":\"AC-3\",\"audio_channels\":\"5.1\",\"languages\":[\"de\"]}"},
        {"OGM's subtitles", OGM("text\0\0\0\0", "\0\0\0\0", "\x10\x27\0\0\0\0\0\0", "\0\0\0\0\0\0\0\0\0\0\0\0"), {0}, {1, 50}, "{\"subtitles\":[\"und\"]}"},
        {"a language", VORBIS, COMMENTS("\3vorbis", "\1\0\0\0", "\x0c\0\0\0Language=fra"), {4800, 144000}, "{\"duration\":3.0,\"audio_codec\":\"Vorbis\",\"audio_channels\":\"2.0\",\"languages\":[\"fr\"]}"},
        {"chapters and a cover", OPUS, COMMENTS("OpusTags", "\4\0\0\0", "\x17\0\0\0" "CHAPTER001=00:00:00.000" "\x11\0\0\0" "CHAPTER001NAME=On" "\x17\0\0\0" "CHAPTER002=00:00:01.000" "\x18\0\0\0" "METADATA_BLOCK_PICTURE=A"), {4800, 144312},
         "{\"duration\":3.0,\"audio_codec\":\"Opus\",\"audio_channels\":\"5.1\",\"chapters\":2}"},
        {"comments that lie", VORBIS, COMMENTS("\3vorbis", "\xff\xff\xff\xff", "\xff\xff\xff\x7fLANGUAGE=fra"), {4800, 144000}, "{\"duration\":3.0,\"audio_codec\":\"Vorbis\",\"audio_channels\":\"2.0\"}"},
        {"a late start", VORBIS, {0}, {48000000, 48144000}, "{\"duration\":3.0,\"audio_codec\":\"Vorbis\",\"audio_channels\":\"2.0\"}"},
        {"years", VORBIS, {0}, {4800, UINT64_C(1) << 60}, "{\"audio_codec\":\"Vorbis\",\"audio_channels\":\"2.0\"}"},
        {"a skeleton", PACKET("fishead\0\3\0\0\0"), {0}, {4800, 144000}, ""},
        {"half a header", PACKET("\x80theora\3\2"), {0}, {64, 128}, ""},
    };
    /* clang-format on */

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct bytes film = {0};
        add_stream(&film, 7, &rows[i]);
        expect_states(&film, rows[i].name, rows[i].states);
        bytes_release(&film);
    }
}

/* The length of a chain is that of all its links; its tracks are those of the first. */
Test(walk_ogg, adds_up_the_links_of_a_chain)
{
    static const struct content_row rows[] = {
        {"Opus", OPUS, {0}, {4800, 144312}, NULL},
        {"Vorbis", VORBIS, {0}, {4800, 96000}, NULL},
    };
    struct bytes film = {0};

    for (uint32_t i = 0; i < 2; i++)
        add_stream(&film, 7 + i, &rows[i]);
    expect_states(&film, "chain",
                  "{\"duration\":5.0,\"audio_codec\":\"Opus\",\"audio_channels\":\"5.1\"}");
    bytes_release(&film);
}

Test(walk_ogg, handles_a_language_of_10_kB)
{
    enum { LENGTH = 10000, HEAD = 22 };
    static const char name[] = "LANGUAGE=";
    static char comments[HEAD + LENGTH + 1];
    struct content_row row = {"long", VORBIS, {comments, HEAD + LENGTH + 1}, {4800, 144000}, NULL};
    struct bytes film = {0};

    memcpy(comments, "\3vorbis\3\0\0\0cvi\1\0\0\0\x10\x27\0\0", HEAD);
    memset(comments + HEAD, 'x', LENGTH);
    for (size_t i = 0; i < sizeof name - 1; i++)
        comments[HEAD + i] = name[i];
    comments[HEAD + LENGTH] = 1;
    add_stream(&film, 7, &row);
    expect_states(&film, row.name,
                  "{\"duration\":3.0,\"audio_codec\":\"Vorbis\",\"audio_channels\":\"2.0\"}");
    bytes_release(&film);
}

Test(walk_ogg, handles_a_thousand_streams)
{
    static const struct content_row row = {"Vorbis", VORBIS, {0}, {4800, 144000}, NULL};
    struct bytes film = {0};

    for (uint32_t serial = 0; serial < 1000; serial++)
        add_packet(&film, serial, 0, FIRST, 0, &row.first);
    struct walk_report report = film_walk(&film, "film.ogg");
    cr_expect_eq(report.content.track_count + report.content.dropped, 1000);
    cr_expect_eq(report.content.track_count, CONTENT_TRACKS);
    bytes_release(&film);
}

/* A stream cut out of a longer one, or joined while it was sent, has its headers and then pages
 * from the middle: their numbers begin anywhere. A later gap is damage. */
Test(walk_ogg, accepts_a_gap_between_the_headers_and_the_sound)
{
    struct bytes film = {0};

    add_page(&film, 7, 0, FIRST);
    for (unsigned i = 20; i < 30; i++)
        add_page(&film, 7, i, 0);
    struct walk_report report = film_walk(&film, "film.ogg");
    cr_expect_eq(finding_worst(&report.findings), FINDING_NOTE);
    cr_expect(film_has(&report, FINDING_MISSING_DATA));
    add_page(&film, 7, 31, 0);
    report = film_walk(&film, "film.ogg");
    cr_expect_eq(finding_worst(&report.findings), FINDING_SUSPICIOUS);
    bytes_release(&film);
}
