/* The content read by the walk over an ISO-BMFF file: pitfalls of real files, and wrong headers. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "film.h"

enum { TIMESCALE = 1000, RATE = 25, ALL_ONES = -1 };

/* A track to be made; 0 stands for the usual value. */
struct made {
    const char *handler, *entry; /* "vide", "avc1" */
    uint32_t id, samples;
    bool is_disabled;
    int32_t matrix[4]; /* a b c d; all 0: 1 0 0 1 */
    uint32_t width, height, shown_width, shown_height;
    uint32_t aspect_width, aspect_height, clean_width, clean_height;
    uint32_t channels, language;
    const char *bcp47;
    uint32_t chapter_track;
    uint32_t delay;     /* of an empty edit */
    const char *config; /* a box in the entry, and its body */
    const char *body;
    size_t body_len;
};

/* A file to be made. */
struct movie {
    int64_t duration;  /* of mvhd; ALL_ONES: unknown */
    uint32_t extended; /* mehd */
    bool has_fragments;
    uint32_t fragment_start; /* tfdt */
    uint32_t chapters;       /* number stated in chpl */
    struct made tracks[5];   /* up to the first without an id */
};

static size_t full_box(struct bytes *b, const char *fourcc, uint32_t flags)
{
    size_t at = film_box(b, fourcc);

    film_big(b, flags, 4);
    return at;
}

static void add_matrix(struct bytes *b, const int32_t *m)
{
    bool is_plain = !m[0] && !m[1] && !m[2] && !m[3];

    film_big(b, is_plain ? 0x10000 : (uint32_t)m[0] << 16, 4);
    film_big(b, (uint32_t)m[1] << 16, 4);
    film_big(b, 0, 4);
    film_big(b, (uint32_t)m[2] << 16, 4);
    film_big(b, is_plain ? 0x10000 : (uint32_t)m[3] << 16, 4);
    film_fill(b, 0, 12);
    film_big(b, 0x40000000, 4);
}

static void add_tkhd(struct bytes *b, const struct made *made)
{
    size_t tkhd = full_box(b, "tkhd", made->is_disabled ? 0 : 3);

    film_fill(b, 0, 8);
    film_big(b, made->id, 4);
    film_fill(b, 0, 24);
    add_matrix(b, made->matrix);
    film_big(b, (made->shown_width ? made->shown_width : made->width) << 16, 4);
    film_big(b, (made->shown_height ? made->shown_height : made->height) << 16, 4);
    film_box_end(b, tkhd);
}

static void add_two(struct bytes *b, const char *fourcc, uint32_t one, uint32_t two)
{
    size_t box = film_box(b, fourcc);

    film_big(b, one, 4);
    film_big(b, two, 4);
    film_box_end(b, box);
}

static void add_stsd(struct bytes *b, const struct made *made)
{
    size_t stsd = full_box(b, "stsd", 0), entry, box;
    bool is_picture = strcmp(made->handler, "vide") == 0;

    film_big(b, 1, 4);
    entry = film_box(b, made->entry);
    film_fill(b, 0, is_picture ? 24 : 16);
    film_big(b, is_picture ? made->width : made->channels, 2);
    film_big(b, is_picture ? made->height : 16, 2);
    film_fill(b, 0, is_picture ? 50 : 8);
    if (made->aspect_width)
        add_two(b, "pasp", made->aspect_width, made->aspect_height);
    if (made->clean_width) {
        box = film_box(b, "clap");
        film_big(b, made->clean_width, 4);
        film_big(b, 1, 4);
        film_big(b, made->clean_height, 4);
        film_big(b, 1, 4);
        film_fill(b, 0, 16);
        film_box_end(b, box);
    }
    if (made->config) {
        box = film_box(b, made->config);
        bytes_add(b, made->body, made->body_len);
        film_box_end(b, box);
    }
    film_box_end(b, entry);
    film_box_end(b, stsd);
}

static void add_table(struct bytes *b, const char *fourcc, const uint32_t *numbers, size_t count)
{
    size_t table = full_box(b, fourcc, 0);

    for (size_t i = 0; i < count; i++)
        film_big(b, numbers[i], 4);
    film_box_end(b, table);
}

/* Adds samples of 8 bytes, each 40 ms, in one chunk after ftyp and the header of mdat. */
static void add_stbl(struct bytes *b, const struct made *made)
{
    size_t minf = film_box(b, "minf"), stbl = film_box(b, "stbl");
    uint32_t has = made->samples ? 1 : 0;

    add_stsd(b, made);
    add_table(b, "stts", (uint32_t[]){has, made->samples, TIMESCALE / RATE}, has ? 3 : 1);
    add_table(b, "stsc", (uint32_t[]){has, 1, made->samples, 1}, has ? 4 : 1);
    add_table(b, "stsz", (uint32_t[]){8, made->samples}, 2);
    add_table(b, "stco", (uint32_t[]){has, 32}, has ? 2 : 1);
    film_box_end(b, stbl);
    film_box_end(b, minf);
}

static void add_track(struct bytes *b, const struct made *made)
{
    size_t trak = film_box(b, "trak"), mdia, box;

    add_tkhd(b, made);
    if (made->delay) {
        size_t edts = film_box(b, "edts");
        add_table(b, "elst",
                  (uint32_t[]){2, made->delay, UINT32_MAX, 0x10000,
                               made->samples * TIMESCALE / RATE, 0, 0x10000},
                  7);
        film_box_end(b, edts);
    }
    if (made->chapter_track) {
        size_t tref = film_box(b, "tref");
        box = film_box(b, "chap");
        film_big(b, made->chapter_track, 4);
        film_box_end(b, box);
        film_box_end(b, tref);
    }
    mdia = film_box(b, "mdia");
    add_table(b, "mdhd",
              (uint32_t[]){0, 0, TIMESCALE, made->samples * TIMESCALE / RATE, made->language << 16},
              5);
    if (made->bcp47) {
        box = full_box(b, "elng", 0);
        bytes_add(b, made->bcp47, strlen(made->bcp47) + 1);
        film_box_end(b, box);
    }
    box = full_box(b, "hdlr", 0);
    film_fill(b, 0, 4);
    bytes_puts(b, made->handler);
    film_fill(b, 0, 13);
    film_box_end(b, box);
    add_stbl(b, made);
    film_box_end(b, mdia);
    film_box_end(b, trak);
}

static void add_extends(struct bytes *b, const struct movie *movie)
{
    size_t mvex = film_box(b, "mvex");

    if (movie->extended)
        add_table(b, "mehd", &movie->extended, 1);
    for (const struct made *made = movie->tracks; made->id; made++)
        add_table(b, "trex", (uint32_t[]){made->id, 1, TIMESCALE / RATE, 8, 0}, 5);
    film_box_end(b, mvex);
}

/* Adds a fragment of 50 samples of the first track. */
static void add_fragment(struct bytes *b, const struct movie *movie)
{
    size_t moof = film_box(b, "moof"), traf = film_box(b, "traf"), mdat;
    size_t at = full_box(b, "tfhd", 0x20000);

    film_big(b, movie->tracks[0].id, 4);
    film_box_end(b, at);
    add_table(b, "tfdt", &movie->fragment_start, 1);
    at = full_box(b, "trun", 1);
    film_big(b, 50, 4);
    size_t offset = b->len;
    film_big(b, 0, 4);
    film_box_end(b, at);
    film_box_end(b, traf);
    film_box_end(b, moof);
    film_patch_big(b, offset, b->len + 8 - moof, 4);
    mdat = film_box(b, "mdat");
    film_data(b, 400);
    film_box_end(b, mdat);
}

static void add_chapters(struct bytes *b, uint32_t count)
{
    size_t udta = film_box(b, "udta"), chpl = full_box(b, "chpl", 0x01000000);

    film_big(b, 0, 1);
    film_big(b, count, 4);
    for (uint32_t i = 0; i < (count < 3 ? count : 3); i++) {
        film_big(b, i, 8);
        film_big(b, 1, 1);
        film_big(b, 'A', 1);
    }
    film_box_end(b, chpl);
    film_box_end(b, udta);
}

static struct content read_movie(const struct movie *movie)
{
    struct bytes b = {0};
    size_t box = film_box(&b, "ftyp");

    bytes_add(&b, "isom\0\0\2\0isomiso2", 16);
    film_box_end(&b, box);
    box = film_box(&b, "mdat");
    film_data(&b, 8000);
    film_box_end(&b, box);
    size_t moov = film_box(&b, "moov"), mvhd = full_box(&b, "mvhd", 0);
    film_fill(&b, 0, 8);
    film_big(&b, TIMESCALE, 4);
    film_big(&b, movie->duration == ALL_ONES ? UINT32_MAX : (uint64_t)movie->duration, 4);
    film_fill(&b, 0, 80);
    film_box_end(&b, mvhd);
    for (const struct made *made = movie->tracks; made->id; made++)
        add_track(&b, made);
    if (movie->has_fragments)
        add_extends(&b, movie);
    if (movie->chapters)
        add_chapters(&b, movie->chapters);
    film_box_end(&b, moov);
    if (movie->has_fragments)
        add_fragment(&b, movie);
    struct walk_report report = film_walk(&b, "film.mp4");
    bytes_release(&b);
    return report.content;
}

#define PICTURE .handler = "vide", .entry = "avc1", .id = 1
#define SOUND .handler = "soun", .entry = "mp4a"

Test(walk_mp4_content, length_is_the_end_minus_the_start)
{
    static const struct {
        const char *name;
        double length;
        struct movie movie;
    } rows[] = {
        {"as stated", 8, {.duration = 8000, .tracks = {{PICTURE, .samples = 200}}}},
        {"0: by the track", 8, {.tracks = {{PICTURE, .samples = 200}}}},
        {"unknown: by the track", 8, {.duration = ALL_ONES, .tracks = {{PICTURE, .samples = 200}}}},
        {"begins late",
         8,
         {.duration = 108000, .tracks = {{PICTURE, .samples = 200, .delay = 100000}}}},
        {"only its picture begins late",
         9,
         {.duration = 9000,
          .tracks = {{PICTURE, .samples = 200, .delay = 1000}, {SOUND, .id = 2, .samples = 225}}}},
        {"edits alone",
         9,
         {.tracks = {{PICTURE, .samples = 200, .delay = 1000}, {SOUND, .id = 2, .samples = 200}}}},
        {"fragments", 2, {.has_fragments = true, .tracks = {{PICTURE}}}},
        {"fragments that begin late",
         2,
         {.has_fragments = true, .fragment_start = 600000, .tracks = {{PICTURE}}}},
        {"fragments behind samples",
         10,
         {.duration = 8000,
          .has_fragments = true,
          .fragment_start = 8000,
          .tracks = {{PICTURE, .samples = 200}}}},
        {"fragments and what is to come",
         60,
         {.extended = 60000, .has_fragments = true, .tracks = {{PICTURE}}}},
        {"nothing stated", -1, {.tracks = {{PICTURE}}}},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct content content = read_movie(&rows[i].movie);
        cr_expect_float_eq(content.duration_s, rows[i].length, 0.001, "%s: %f", rows[i].name,
                           content.duration_s);
    }
}

Test(walk_mp4_content, size_is_the_displayed_size)
{
    static const struct {
        const char *name;
        uint32_t width, height;
        struct made made;
    } rows[] = {
        {"plain", 1280, 720, {PICTURE, .width = 1280, .height = 720}},
        {"turned", 720, 1280, {PICTURE, .width = 1280, .height = 720, .matrix = {0, 1, -1, 0}}},
        {"turned back",
         720,
         1280,
         {PICTURE, .width = 1280, .height = 720, .matrix = {0, -1, 1, 0}}},
        {"on its head",
         1280,
         720,
         {PICTURE, .width = 1280, .height = 720, .matrix = {-1, 0, 0, -1}}},
        {"by pasp",
         1024,
         576,
         {PICTURE, .width = 720, .height = 576, .aspect_width = 64, .aspect_height = 45}},
        {"by pasp, turned",
         576,
         1024,
         {PICTURE, .width = 720, .height = 576, .aspect_width = 64, .aspect_height = 45,
          .matrix = {0, 1, -1, 0}}},
        {"pasp of 0", 720, 576, {PICTURE, .width = 720, .height = 576, .aspect_width = 64}},
        {"by tkhd", 1024, 576, {PICTURE, .width = 720, .height = 576, .shown_width = 1024}},
        {"by clap",
         768,
         576,
         {PICTURE, .width = 720, .height = 576, .aspect_width = 12, .aspect_height = 11,
          .clean_width = 704, .clean_height = 576}},
        {"clap larger than all",
         720,
         576,
         {PICTURE, .width = 720, .height = 576, .clean_width = 9999, .clean_height = 9999}},
        {"smaller by tkhd",
         1280,
         720,
         {PICTURE, .width = 1280, .height = 720, .shown_width = 640, .shown_height = 360}},
        {"nothing", 0, 0, {PICTURE}},
        {"the largest", 65535, 65535, {PICTURE, .width = 65535, .height = 65535}},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct movie movie = {.tracks = {rows[i].made}};
        struct content content = read_movie(&movie);
        const struct content_track *track = content_main(&content, 'v');
        cr_assert(track, "%s", rows[i].name);
        cr_expect(track->width == rows[i].width && track->height == rows[i].height, "%s: %u x %u",
                  rows[i].name, track->width, track->height);
    }
}

/* esds with AAC for two channels, though the entry states another number, and MP3; dac3 with
 * 5.1. */
#define AAC "\0\0\0\0\3\x17\0\1\0\4\x12\x40\x15\0\0\0\0\0\0\0\0\0\0\0\5\2\x12\x10"
#define DAC3 "\x10\x3d\x40"

Test(walk_mp4_content, channels_are_those_of_the_codec)
{
    static const struct {
        const char *name, *codec;
        unsigned channels;
        struct made made;
    } rows[] = {
        {"of the entry", "AAC", 6, {SOUND, .id = 1, .channels = 6}},
        {"of AAC",
         "AAC",
         2,
         {SOUND, .id = 1, .channels = 6, .config = "esds", .body = AAC, .body_len = 28}},
        {"of AC-3",
         "AC-3",
         6,
         {.handler = "soun",
          .entry = "ac-3",
          .id = 1,
          .channels = 2,
          .config = "dac3",
          .body = DAC3,
          .body_len = 3}},
        {"of AMR", "AMR", 1, {.handler = "soun", .entry = "samr", .id = 1, .channels = 2}},
        {"of Opus",
         "Opus",
         6,
         {.handler = "soun",
          .entry = "Opus",
          .id = 1,
          .channels = 2,
          .config = "dOps",
          .body = "\0\6",
          .body_len = 2}},
        {"of an esds that is cut",
         "AAC",
         2,
         {SOUND, .id = 1, .channels = 2, .config = "esds", .body = AAC, .body_len = 9}},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct movie movie = {.tracks = {rows[i].made}};
        struct content content = read_movie(&movie);
        const struct content_track *track = content_main(&content, 'a');
        cr_assert(track, "%s", rows[i].name);
        cr_expect_eq(track->channels, rows[i].channels, "%s: %u", rows[i].name, track->channels);
        cr_expect_str_eq(track->codec, rows[i].codec, "%s", rows[i].name);
    }
}

/* Three letters as stored in mdhd. */
#define LETTERS(a, b, c) ((((a)&31) << 10) | (((b)&31) << 5) | ((c)&31))

Test(walk_mp4_content, languages_of_all_kinds)
{
    static char long_text[10000];
    const struct {
        const char *name, *language;
        struct made made;
    } rows[] = {
        {"ISO", "de", {SOUND, .id = 1, .language = LETTERS('d', 'e', 'u')}},
        {"none", "", {SOUND, .id = 1, .language = LETTERS('u', 'n', 'd')}},
        {"QuickTime's", "fr", {SOUND, .id = 1, .language = 1}},
        {"QuickTime's, unknown", "", {SOUND, .id = 1, .language = 999}},
        {"all ones", "", {SOUND, .id = 1, .language = 0x7fff}},
        {"elng", "zh", {SOUND, .id = 1, .language = LETTERS('u', 'n', 'd'), .bcp47 = "zh-Hant-TW"}},
        {"elng of 10 kB",
         "de",
         {SOUND, .id = 1, .language = LETTERS('d', 'e', 'u'), .bcp47 = long_text}},
    };

    memset(long_text, 'x', sizeof long_text - 1);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct movie movie = {.tracks = {rows[i].made}};
        struct content content = read_movie(&movie);
        cr_assert_eq(content.track_count, 1, "%s", rows[i].name);
        cr_expect_str_eq(content.tracks[0].language, rows[i].language, "%s", rows[i].name);
    }
}

Test(walk_mp4_content, chapters_and_covers_are_not_tracks_of_the_film)
{
    static const struct movie movie = {
        .duration = 8000,
        .chapters = 2,
        .tracks =
            {
                {.handler = "vide",
                 .entry = "jpeg",
                 .id = 1,
                 .samples = 1,
                 .width = 600,
                 .height = 600},
                {.handler = "vide",
                 .entry = "avc1",
                 .id = 2,
                 .samples = 200,
                 .width = 640,
                 .height = 360,
                 .chapter_track = 3},
                {.handler = "text", .entry = "text", .id = 3, .samples = 5},
                {.handler = "sbtl", .entry = "tx3g", .id = 4, .samples = 9},
            },
    };
    struct content content = read_movie(&movie);
    const struct content_track *track = content_main(&content, 'v');

    cr_assert(track);
    cr_expect_str_eq(track->codec, "H.264");
    cr_expect_float_eq(track->frame_rate, 25, 0.001);
    cr_expect_eq(content.chapters, 5);
    cr_expect_eq(content.track_count, 3);
}

Test(walk_mp4_content, chapters_that_cannot_fit_in_the_file_are_not_counted)
{
    const struct movie movie = {
        .duration = 8000, .chapters = 1000000, .tracks = {{PICTURE, .samples = 200}}};

    cr_expect_leq(read_movie(&movie).chapters, 3);
}

Test(walk_mp4_content, the_enabled_one_of_two_main_tracks_is_used)
{
    static const struct movie movie = {
        .tracks = {{SOUND, .id = 1, .channels = 2, .is_disabled = true},
                   {SOUND, .id = 2, .channels = 6}},
    };
    struct content content = read_movie(&movie);

    cr_expect_eq(content_main(&content, 'a')->channels, 6);
}

Test(walk_mp4_content, encrypted_tracks_keep_the_name_of_their_codec)
{
    static const struct movie movie = {
        .tracks = {{.handler = "vide",
                    .entry = "encv",
                    .id = 1,
                    .config = "sinf",
                    .body = "\0\0\0\x0c"
                            "frmahvc1",
                    .body_len = 12}},
    };
    struct content content = read_movie(&movie);

    cr_expect_str_eq(content.tracks[0].codec, "H.265");
    cr_expect(content.tracks[0].is_encrypted);
}

Test(walk_mp4_content, hdr_and_fields_are_read_from_their_boxes)
{
    static const struct {
        const char *box, *body;
        size_t len;
        unsigned hdr;
        enum content_scan scan;
    } rows[] = {
        {"colr", "nclx\0\x09\0\x10\0\x09\0", 11, CONTENT_HDR10, CONTENT_SCAN_UNKNOWN},
        {"colr", "nclx\0\x09\0\x12\0\x09\0", 11, CONTENT_HLG, CONTENT_SCAN_UNKNOWN},
        {"colr", "nclc\0\1\0\1\0\1", 10, 0, CONTENT_SCAN_UNKNOWN},
        {"colr", "nclx", 4, 0, CONTENT_SCAN_UNKNOWN},
        {"dvvC", "\1\0\x10\x34\x10\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 24, CONTENT_DOLBY_VISION,
         CONTENT_SCAN_UNKNOWN},
        {"fiel", "\2\6", 2, 0, CONTENT_INTERLACED},
        {"fiel", "\1\0", 2, 0, CONTENT_PROGRESSIVE},
        {"fiel", "\7\0", 2, 0, CONTENT_SCAN_UNKNOWN},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct movie movie = {.tracks = {{PICTURE, .config = rows[i].box, .body = rows[i].body,
                                          .body_len = rows[i].len}}};
        struct content content = read_movie(&movie);
        cr_expect_eq(content.tracks[0].hdr & ~rows[i].hdr & ~(unsigned)CONTENT_HDR10, 0, "row %zu",
                     i);
        cr_expect_eq(content.tracks[0].hdr & rows[i].hdr, rows[i].hdr, "row %zu: %u", i,
                     content.tracks[0].hdr);
        cr_expect_eq(content.tracks[0].scan, rows[i].scan, "row %zu", i);
    }
}

Test(walk_mp4_content, a_thousand_tracks)
{
    struct bytes b = {0};
    static const struct made made = {SOUND, .id = 7, .channels = 2};
    size_t moov = film_box(&b, "moov");

    for (int i = 0; i < 1000; i++)
        add_track(&b, &made);
    film_box_end(&b, moov);
    struct walk_report report = film_walk(&b, "film.mp4");
    cr_expect_eq(report.content.track_count, CONTENT_TRACKS);
    cr_expect_eq(report.content.dropped, 1000 - CONTENT_TRACKS);
    bytes_release(&b);
}
