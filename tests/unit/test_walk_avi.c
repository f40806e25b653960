/* AVI files: sound ones of several writers, and damage to them. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "film.h"

enum { CHUNKS = 40, CHUNK = 2001 };

struct make {
    bool piped;    /* sizes were never filled in, and there is no index */
    bool absolute; /* offsets in the index count from the file's beginning */
    bool uneven;   /* no padding byte after a chunk of odd size */
    bool records;  /* chunks in lists "rec " */
    int chunks;    /* 0: CHUNKS */
};

static void add_header(struct bytes *b)
{
    size_t hdrl = film_chunk(b, "LIST", "hdrl");
    size_t avih = film_chunk(b, "avih", NULL);
    film_little(b, 40000, 4);
    film_little(b, 0, 8);
    film_little(b, 0x10, 4);
    film_little(b, CHUNKS, 4);
    film_fill(b, 0, 36);
    film_chunk_end(b, avih);
    size_t strl = film_chunk(b, "LIST", "strl");
    size_t strh = film_chunk(b, "strh", NULL);
    bytes_puts(b, "vidsXVID");
    film_fill(b, 0, 12);
    film_little(b, 1, 4);
    film_little(b, 25, 4);
    film_little(b, 0, 4);
    film_little(b, CHUNKS, 4);
    film_fill(b, 0, 20);
    film_chunk_end(b, strh);
    size_t strf = film_chunk(b, "strf", NULL);
    film_little(b, 40, 4);
    film_fill(b, 0, 12);
    bytes_puts(b, "XVID");
    film_fill(b, 0, 20);
    film_chunk_end(b, strf);
    film_chunk_end(b, strl);
    film_chunk_end(b, hdrl);
}

static void make_film(struct bytes *b, struct make how)
{
    int chunks = how.chunks ? how.chunks : CHUNKS;
    uint64_t *places = calloc((size_t)chunks, sizeof *places);
    size_t riff = film_chunk(b, "RIFF", "AVI ");

    add_header(b);
    size_t movi = film_chunk(b, "LIST", "movi");
    for (int i = 0; i < chunks; i++) {
        size_t record = how.records && i % 10 == 0 ? film_chunk(b, "LIST", "rec ") : 0;
        places[i] = b->len - (how.absolute ? 0 : movi + 8);
        size_t chunk = film_chunk(b, "00dc", NULL);
        film_data(b, CHUNK);
        film_chunk_end(b, chunk);
        if (how.uneven)
            b->len--;
        if (record)
            film_chunk_end(b, record);
    }
    film_chunk_end(b, movi);
    size_t index = how.piped ? 0 : film_chunk(b, "idx1", NULL);
    for (int i = 0; index && i < chunks; i++) {
        bytes_puts(b, "00dc");
        film_little(b, 0x10, 4);
        film_little(b, places[i], 4);
        film_little(b, CHUNK, 4);
    }
    free(places);
    if (index)
        film_chunk_end(b, index);
    film_chunk_end(b, riff);
    if (how.piped) {
        film_patch_little(b, riff + 4, 0, 4);
        film_patch_little(b, movi + 4, UINT32_MAX, 4);
        /* No index is announced, either. */
        film_patch_little(b, riff + 12 + 12 + 8 + 12, 0, 4);
    }
}

static void expect_all(struct make how, const struct film_case *rows, size_t count)
{
    struct bytes film = {0};

    make_film(&film, how);
    for (size_t i = 0; i < count; i++) {
        film_expect(&film, "film.avi", &rows[i]);
    }
    bytes_release(&film);
}

Test(walk_avi, finds_damage)
{
    static const struct film_case rows[] = {
        {"sound", FILM_SOUND, 0, 0, FINDING_NOTE, FINDING_CODES},
        {"cut", FILM_CUT, 30000, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"no index", FILM_CUT, -648, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"half an index", FILM_CUT, -100, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"header zeroed", FILM_ZERO, 0, 4096, FINDING_CORRUPT, FINDING_NO_HEADER},
        {"some removed", FILM_REMOVE, 25001, 15000, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"zeros inside", FILM_ZERO, 25001, 15000, FINDING_CORRUPT, FINDING_LOST_SYNC},
        {"junk behind", FILM_APPEND, 0, 5000, FINDING_SUSPICIOUS, FINDING_TRAILING_JUNK},
        {"zeros behind", FILM_ZEROS, 0, 5000, FINDING_SUSPICIOUS, FINDING_ZEROS},
        {"index elsewhere", FILM_ZERO, -312, 4, FINDING_SUSPICIOUS, FINDING_BROKEN_INDEX},
    };

    expect_all((struct make){.piped = false}, rows, sizeof rows / sizeof *rows);
    expect_all((struct make){.absolute = true}, rows, sizeof rows / sizeof *rows);
}

Test(walk_avi, accepts_piped_files_but_not_damaged_ones)
{
    static const struct film_case rows[] = {
        {"sound", FILM_SOUND, 0, 0, FINDING_NOTE, FINDING_CODES},
        {"cut", FILM_CUT, 30000, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"some removed", FILM_REMOVE, 25001, 15000, FINDING_CORRUPT, FINDING_LOST_SYNC},
        {"junk behind", FILM_APPEND, 0, 5000, FINDING_SUSPICIOUS, FINDING_TRAILING_JUNK},
    };

    expect_all((struct make){.piped = true}, rows, sizeof rows / sizeof *rows);
}

Test(walk_avi, doubts_a_file_after_the_first)
{
    struct bytes film = {0};

    make_film(&film, (struct make){.piped = false});
    make_film(&film, (struct make){.uneven = true});
    struct walk_report report = film_walk(&film, "film.avi");
    cr_expect_eq(finding_worst(&report.findings), FINDING_SUSPICIOUS);
    cr_expect(film_has(&report, FINDING_TRAILING_JUNK));
    bytes_release(&film);
}

Test(walk_avi, accepts_harmless_oddities)
{
    static const struct film_case sound[] = {
        {"sound", FILM_SOUND, 0, 0, FINDING_NOTE, FINDING_CODES},
    };

    expect_all((struct make){.uneven = true}, sound, 1);
    expect_all((struct make){.records = true}, sound, 1);
}

Test(walk_avi, reports_the_running_time)
{
    struct bytes film = {0};

    make_film(&film, (struct make){.piped = false});
    struct walk_report report = film_walk(&film, "film.avi");
    cr_expect_float_eq(report.duration_s, 1.6, 0.001);
    bytes_release(&film);
}

/* An OpenDML index that points at itself, and one that points past the end. */
Test(walk_avi, follows_an_index_once)
{
    for (int behind = 0; behind < 2; behind++) {
        struct bytes film = {0};
        size_t riff = film_chunk(&film, "RIFF", "AVI ");
        size_t hdrl = film_chunk(&film, "LIST", "hdrl");
        size_t strl = film_chunk(&film, "LIST", "strl");
        size_t indx = film_chunk(&film, "indx", NULL);
        film_little(&film, 4, 2);
        film_little(&film, 0, 2);
        film_little(&film, UINT32_MAX, 4);
        bytes_puts(&film, "00dc");
        film_fill(&film, 0, 12);
        film_little(&film, behind ? UINT64_C(1) << 62 : indx, 8);
        film_little(&film, 40, 4);
        film_little(&film, 1, 4);
        film_chunk_end(&film, indx);
        film_chunk_end(&film, strl);
        film_chunk_end(&film, hdrl);
        size_t movi = film_chunk(&film, "LIST", "movi");
        film_fill(&film, 0, 0);
        film_chunk_end(&film, movi);
        film_chunk_end(&film, riff);
        struct walk_report report = film_walk(&film, "film.avi");
        cr_expect(film_has(&report, behind ? FINDING_TRUNCATED : FINDING_BROKEN_INDEX));
        cr_expect_lt(report.elements, 100);
        bytes_release(&film);
    }
}

/* In a large file the index is followed to one chunk in 125 KB, and nothing else is read. */
Test(walk_avi, reads_the_places_in_the_index_of_a_large_file)
{
    enum { MANY = 4000, MIDDLE = 4300000, MIB = 1 << 20 };
    static const struct film_case rows[] = {
        {"sound", FILM_SOUND, 0, 0, FINDING_NOTE, FINDING_CODES},
        {"cut off", FILM_CUT, MIDDLE, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"cut by a bit", FILM_CUT, -1000, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"64 KiB less", FILM_REMOVE, MIDDLE, 65536, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"a MiB of zeros", FILM_ZERO, MIDDLE, MIB, FINDING_SUSPICIOUS, FINDING_BROKEN_INDEX},
        {"a zeroed index", FILM_ZERO, -64000, 64000, FINDING_SUSPICIOUS, FINDING_BROKEN_INDEX},
        {"its header", FILM_ZERO, 0, 4096, FINDING_CORRUPT, FINDING_NO_HEADER},
        {"junk", FILM_APPEND, 0, 99999, FINDING_SUSPICIOUS, FINDING_TRAILING_JUNK},
    };
    struct bytes film = {0};

    make_film(&film, (struct make){.chunks = MANY});
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        film_expect_large(&film, "film.avi", &rows[i]);
    }
    struct walk_report report = film_walk_large(&film, "film.avi");
    cr_expect_lt(report.bytes_read, film.len / 4);
    cr_expect_lt(report.elements, 200);
    bytes_release(&film);
}

/* --- the content in the header ---------------------------------------------------------------- */

static void add_hex(struct bytes *b, const char *digits)
{
    for (; *digits; digits += 2) {
        char pair[3] = {digits[0], digits[1], '\0'};
        film_fill(b, (int)strtoul(pair, NULL, 16), 1);
    }
}

/* A stream of the header; formats and properties in hexadecimal. type NULL: no stream. */
struct stream {
    const char *type; /* "vids", and a handler */
    unsigned scale, rate, length;
    const char *format, *properties;
};

struct content_row {
    const char *name;
    struct stream streams[3];
    unsigned all_pictures; /* OpenDML's; 0: not stated */
    const char *chunk, *data;
    const char *states;
};

/* Fields of 4 and 2 bytes, least significant first, of formats and properties. */
#define BITMAP_HIGH(height, bits, fourcc)                                                          \
    "28000000d0020000" height "0100" bits fourcc "0000000000000000000000000000000000000000"
#define BITMAP(fourcc) BITMAP_HIGH("40020000", "1800", fourcc)
#define WAVE(tag, channels) tag channels "80bb000000000000010010000000"
#define PROPERTIES(aspect, fields)                                                                 \
    "000000000000000032000000d002000040020000" aspect "d002000040020000" fields

static void add_stream(struct bytes *b, const struct stream *stream)
{
    size_t strl = film_chunk(b, "LIST", "strl"), strh = film_chunk(b, "strh", NULL);

    bytes_add(b, stream->type, 8);
    film_fill(b, 0, 12);
    film_little(b, stream->scale, 4);
    film_little(b, stream->rate, 4);
    film_little(b, 0, 4);
    film_little(b, stream->length, 4);
    film_fill(b, 0, 20);
    film_chunk_end(b, strh);
    size_t strf = film_chunk(b, "strf", NULL);
    add_hex(b, stream->format ? stream->format : "");
    film_chunk_end(b, strf);
    if (stream->properties) {
        size_t vprp = film_chunk(b, "vprp", NULL);
        add_hex(b, stream->properties);
        film_chunk_end(b, vprp);
    }
    film_chunk_end(b, strl);
}

static struct walk_report walk_content(const struct content_row *row)
{
    struct bytes film = {0};
    size_t riff = film_chunk(&film, "RIFF", "AVI "), hdrl = film_chunk(&film, "LIST", "hdrl");

    size_t avih = film_chunk(&film, "avih", NULL);
    film_fill(&film, 0, 56);
    film_chunk_end(&film, avih);
    for (int i = 0; i < 3 && row->streams[i].type; i++)
        add_stream(&film, &row->streams[i]);
    if (row->all_pictures) {
        size_t odml = film_chunk(&film, "LIST", "odml"), dmlh = film_chunk(&film, "dmlh", NULL);
        film_little(&film, row->all_pictures, 4);
        film_chunk_end(&film, dmlh);
        film_chunk_end(&film, odml);
    }
    film_chunk_end(&film, hdrl);
    size_t movi = film_chunk(&film, "LIST", "movi");
    size_t chunk = film_chunk(&film, row->chunk ? row->chunk : "00dc", NULL);
    add_hex(&film, row->data ? row->data : "");
    film_chunk_end(&film, chunk);
    film_chunk_end(&film, movi);
    film_chunk_end(&film, riff);
    struct walk_report report = film_walk(&film, "film.avi");
    bytes_release(&film);
    return report;
}

/* clang-format off */
#define PICTURE(fourcc) {"vidsXVID", 1, 25, 100, BITMAP(fourcc), NULL}
#define XVID "58564944"
#define SEEN(more) "{\"duration\":4.0,\"width\":720,\"height\":576,\"resolution\":\"576p\",\"frame_rate\":25.0," more "}"
#define IS_XVID "\"video_codec\":\"XviD\",\"bit_depth\":8"

Test(walk_avi, reads_its_header)
{
    static const struct content_row rows[] = {
        {.name = "a picture", .streams = {PICTURE(XVID)}, .states = SEEN(IS_XVID)},
        {.name = "the format before the handler", .streams = {{"vidsxvid", 1, 25, 100, BITMAP("48323634"), NULL}}, .states = SEEN("\"video_codec\":\"H.264\"")},
        {.name = "on its head", .streams = {{"vidsDIB ", 1, 25, 100, BITMAP_HIGH("c0fdffff", "1800", "00000000"), NULL}}, .states = SEEN("\"video_codec\":\"rawvideo\",\"bit_depth\":8")},
        {.name = "a height of -2147483648", .streams = {{"vidsXVID", 1, 25, 100, BITMAP_HIGH("00000080", "1800", XVID), NULL}}, .states = "{\"duration\":4.0,\"frame_rate\":25.0," IS_XVID "}"},
        {.name = "0 x 0", .streams = {{"vidsXVID", 1, 25, 100, "28000000000000000000000001001800" XVID, NULL}}, .states = "{\"duration\":4.0,\"frame_rate\":25.0," IS_XVID "}"},
        {.name = "65535 x 65535", .streams = {{"vidsXVID", 1, 25, 100, "28000000ffff0000ffff000001001800" XVID, NULL}},
         .states = "{\"duration\":4.0,\"width\":65535,\"height\":65535,\"frame_rate\":25.0," IS_XVID "}"},
        {.name = "two pictures", .streams = {PICTURE(XVID), {"vidsH264", 1, 50, 100, "28000000ff000000ff00000001001800" "48323634", NULL}}, .states = SEEN(IS_XVID)},
        {.name = "half a format", .streams = {{"vidsXVID", 1, 25, 100, "28000000d002", NULL}}, .states = "{\"duration\":4.0,\"frame_rate\":25.0}"},
        {.name = "an aspect", .streams = {{"vidsXVID", 1, 25, 100, BITMAP(XVID), PROPERTIES("09001000", "01000000")}},
         .states = "{\"duration\":4.0,\"width\":1024,\"height\":576,\"resolution\":\"576p\",\"frame_rate\":25.0," IS_XVID "}"},
        {.name = "an aspect that lies", .streams = {{"vidsXVID", 1, 25, 100, BITMAP(XVID), PROPERTIES("0100ffff", "01000000")}}, .states = SEEN(IS_XVID)},
        {.name = "no aspect", .streams = {{"vidsXVID", 1, 25, 100, BITMAP(XVID), PROPERTIES("00000000", "01000000")}}, .states = SEEN(IS_XVID)},
        {.name = "fields", .streams = {{"vidsXVID", 1, 25, 100, BITMAP(XVID), PROPERTIES("03000400", "02000000")}},
         .states = "{\"duration\":4.0,\"width\":768,\"height\":576,\"resolution\":\"576i\",\"frame_rate\":25.0,\"interlaced\":true," IS_XVID "}"},
        {.name = "pictures of all RIFFs", .streams = {PICTURE(XVID)}, .all_pictures = 200,
         .states = "{\"duration\":8.0,\"width\":720,\"height\":576,\"resolution\":\"576p\",\"frame_rate\":25.0," IS_XVID "}"},
        {.name = "a film rate", .streams = {{"vidsXVID", 1001, 24000, 24, BITMAP(XVID), NULL}},
         .states = "{\"duration\":1.001,\"width\":720,\"height\":576,\"resolution\":\"576p\",\"frame_rate\":23.976," IS_XVID "}"},
        {.name = "no rate", .streams = {{"vidsXVID", 1, 0, 100, BITMAP(XVID), NULL}},
         .states = "{\"width\":720,\"height\":576,\"resolution\":\"576p\"," IS_XVID "}"},
        {.name = "a length never filled in", .streams = {{"vidsXVID", 1, 25, UINT32_MAX, BITMAP(XVID), NULL}},
         .states = "{\"width\":720,\"height\":576,\"resolution\":\"576p\",\"frame_rate\":25.0," IS_XVID "}"},
        {.name = "years", .streams = {{"vidsXVID", 100000, 1, 1000, BITMAP(XVID), NULL}}, .states = "{\"width\":720,\"height\":576,\"resolution\":\"576p\"," IS_XVID "}"},
        {.name = "two sounds", .streams = {PICTURE(XVID), {"auds\0\0\0\0", 1, 48000, 0, WAVE("5500", "0200"), NULL}, {"auds\0\0\0\0", 1, 48000, 0, WAVE("0020", "0600"), NULL}},
         .states = SEEN(IS_XVID ",\"audio_codec\":\"MP3\",\"audio_channels\":\"2.0\",\"audio_tracks\":2")},
        {.name = "sound that is a bit longer", .streams = {PICTURE(XVID), {"auds\0\0\0\0", 1, 48000, 240000, WAVE("0100", "0100"), NULL}},
         .states = "{\"duration\":5.0,\"width\":720,\"height\":576,\"resolution\":\"576p\",\"frame_rate\":25.0," IS_XVID ",\"audio_codec\":\"PCM\",\"audio_channels\":\"1.0\"}"},
        {.name = "sound of hours", .streams = {PICTURE(XVID), {"auds\0\0\0\0", 1, 1, 24000, WAVE("0100", "0100"), NULL}},
         .states = SEEN(IS_XVID ",\"audio_codec\":\"PCM\",\"audio_channels\":\"1.0\"")},
        {.name = "an extensible format", .streams = {PICTURE(XVID), {"auds\0\0\0\0", 1, 48000, 0,
          "feff060080bb00000000000001001000160010003f0000000100000000001000800000aa00389b71", NULL}},
         .states = SEEN(IS_XVID ",\"audio_codec\":\"PCM\",\"audio_channels\":\"5.1\"")},
        {.name = "channels that lie", .streams = {PICTURE(XVID), {"auds\0\0\0\0", 1, 48000, 0, WAVE("0100", "ffff"), NULL}}, .states = SEEN(IS_XVID ",\"audio_codec\":\"PCM\"")},
        {.name = "subtitles", .streams = {PICTURE(XVID), {"txts\0\0\0\0", 1, 25, 100, "", NULL}, {"vidsDXSB", 1, 25, 100, BITMAP("44585342"), NULL}}, .states = SEEN(IS_XVID ",\"subtitles\":[\"und\"]")},
        {.name = "MP2 that is called MP3", .streams = {PICTURE(XVID), {"auds\0\0\0\0", 1, 48000, 0, WAVE("5500", "0200"), NULL}}, .chunk = "01wb", .data = "fffda4c000000000",
         .states = SEEN(IS_XVID ",\"audio_codec\":\"MP2\",\"audio_channels\":\"1.0\"")},
        {.name = "an aspect in the stream", .streams = {{"vidsFMP4", 1, 25, 100, BITMAP("464d5034"), NULL}}, .chunk = "00dc",
         .data = "000001b001000001b58913000001000000012000c48d8800c514042c1443", .states = "{\"duration\":4.0,\"width\":640,\"height\":352,\"resolution\":\"360p\",\"frame_rate\":25.0,\"interlaced\":false,\"video_codec\":\"MPEG-4\",\"bit_depth\":8}"},
    };
    /* clang-format on */

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct walk_report report = walk_content(&rows[i]);
        json_t *media = content_json(&report.content);
        char *text = media ? json_dumps(media, JSON_COMPACT | JSON_REAL_PRECISION(6)) : NULL;
        cr_assert_not_null(text, "%s: nothing is known", rows[i].name);
        cr_expect_str_eq(text, rows[i].states, "%s: %s, and should be %s", rows[i].name, text,
                         rows[i].states);
        cr_expect_leq(finding_worst(&report.findings), FINDING_NOTE, "%s", rows[i].name);
        free(text);
        json_decref(media);
    }
}

Test(walk_avi, handles_a_thousand_streams)
{
    static const struct stream stream = {"vidsXVID", 1, 25, 100, BITMAP(XVID), NULL};
    static const struct stream other = {"vidsXVID", 1, 25, 100, BITMAP("48323634"), NULL};
    struct bytes film = {0};
    size_t riff = film_chunk(&film, "RIFF", "AVI "), hdrl = film_chunk(&film, "LIST", "hdrl");

    for (int i = 0; i < 1000; i++)
        add_stream(&film, i < 64 ? &stream : &other);
    film_chunk_end(&film, hdrl);
    size_t movi = film_chunk(&film, "LIST", "movi");
    film_chunk_end(&film, film_chunk(&film, "00dc", NULL));
    film_chunk_end(&film, movi);
    film_chunk_end(&film, riff);
    struct walk_report report = film_walk(&film, "film.avi");
    cr_expect_eq(report.content.track_count, CONTENT_TRACKS);
    cr_expect_eq(report.content.dropped, 1000 - CONTENT_TRACKS);
    cr_expect_str_eq(report.content.tracks[CONTENT_TRACKS - 1].codec, "XviD",
                     "a later stream says nothing of it");
    bytes_release(&film);
}
