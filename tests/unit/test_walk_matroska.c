/* Matroska files: sound ones of several writers, and damage to them. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "film.h"

enum { CLUSTERS = 6, BLOCKS = 10, BLOCK = 1000 };

struct make {
    bool live; /* sizes are unknown */
    bool no_cues;
    bool with_void; /* a long Void element after Tracks */
};

static size_t begin(struct bytes *b, uint32_t id, bool unknown)
{
    size_t at = film_element(b, id);

    if (unknown)
        film_patch_big(b, at - 8, UINT64_C(0x01ffffffffffffff), 8);
    return at;
}

static void end(struct bytes *b, size_t at, bool unknown)
{
    if (!unknown)
        film_element_end(b, at);
}

static void add_head(struct bytes *b)
{
    size_t ebml = film_element(b, 0x1A45DFA3);

    size_t type = film_element(b, 0x4282);
    bytes_puts(b, "matroska");
    film_element_end(b, type);
    film_element_end(b, ebml);
}

static void add_tracks(struct bytes *b, bool live)
{
    size_t info = film_element(b, 0x1549A966);
    film_element_number(b, 0x2AD7B1, 1000000, 3);
    if (!live)
        film_element_number(b, 0x4489, UINT64_C(0x40b7700000000000), 8); /* 6000.0 */
    film_element_end(b, info);
    size_t tracks = film_element(b, 0x1654AE6B);
    size_t entry = film_element(b, 0xAE);
    film_element_number(b, 0xD7, 1, 1);
    film_element_number(b, 0x83, 1, 1);
    size_t codec = film_element(b, 0x86);
    bytes_puts(b, "V_MPEG4/ISO/AVC");
    film_element_end(b, codec);
    film_element_end(b, entry);
    film_element_end(b, tracks);
}

static void add_cluster(struct bytes *b, unsigned number, bool live)
{
    size_t cluster = begin(b, 0x1F43B675, live);

    film_element_number(b, 0xE7, (uint64_t)number * 1000, 2);
    for (int i = 0; i < BLOCKS; i++) {
        size_t block = film_element(b, 0xA3);
        film_big(b, 0x81000080, 4);
        film_data(b, BLOCK);
        film_element_end(b, block);
    }
    end(b, cluster, live);
}

static void make_film(struct bytes *b, struct make how)
{
    size_t clusters[CLUSTERS];

    add_head(b);
    size_t segment = begin(b, 0x18538067, how.live);
    add_tracks(b, how.live);
    if (how.with_void) {
        size_t pad = film_element(b, 0xEC);
        film_fill(b, 0, 40000);
        film_element_end(b, pad);
    }
    for (unsigned i = 0; i < CLUSTERS; i++) {
        clusters[i] = b->len - segment;
        add_cluster(b, i, how.live);
    }
    size_t cues = how.no_cues ? 0 : film_element(b, 0x1C53BB6B);
    for (unsigned i = 0; cues && i < CLUSTERS; i++) {
        size_t point = film_element(b, 0xBB);
        film_element_number(b, 0xB3, (uint64_t)i * 1000, 2);
        size_t positions = film_element(b, 0xB7);
        film_element_number(b, 0xF7, 1, 1);
        film_element_number(b, 0xF1, clusters[i], 4);
        film_element_end(b, positions);
        film_element_end(b, point);
    }
    if (cues)
        film_element_end(b, cues);
    end(b, segment, how.live);
}

static void expect_all(struct make how, const struct film_case *rows, size_t count)
{
    struct bytes film = {0};

    make_film(&film, how);
    for (size_t i = 0; i < count; i++) {
        film_expect(&film, "film.mkv", &rows[i]);
    }
    bytes_release(&film);
}

#define EXPECT_ALL(rows, ...)                                                                      \
    expect_all((struct make){__VA_ARGS__}, rows, sizeof(rows) / sizeof *(rows))

Test(walk_matroska, finds_damage)
{
    static const struct film_case rows[] = {
        {"sound", FILM_SOUND, 0, 0, FINDING_NOTE, FINDING_CODES},
        {"cut", FILM_CUT, 30000, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"one byte less", FILM_CUT, -1, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"cut in the head", FILM_CUT, 60, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"header zeroed", FILM_ZERO, 0, 4096, FINDING_CORRUPT, FINDING_NO_HEADER},
        {"some removed", FILM_REMOVE, 25001, 15000, FINDING_CORRUPT, FINDING_LOST_SYNC},
        {"zeros inside", FILM_ZERO, 25001, 15000, FINDING_CORRUPT, FINDING_LOST_SYNC},
        {"others inside", FILM_WRITE, 25001, 3000, FINDING_CORRUPT, FINDING_CODES},
        {"junk behind", FILM_APPEND, 0, 5000, FINDING_SUSPICIOUS, FINDING_TRAILING_JUNK},
        {"zeros behind", FILM_ZEROS, 0, 5000, FINDING_SUSPICIOUS, FINDING_ZEROS},
    };

    EXPECT_ALL(rows, .live = false);
}

Test(walk_matroska, accepts_live_files_but_not_damaged_ones)
{
    static const struct film_case rows[] = {
        {"sound", FILM_SOUND, 0, 0, FINDING_NOTE, FINDING_CODES},
        {"cut", FILM_CUT, 30000, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"some removed", FILM_REMOVE, 25001, 5000, FINDING_CORRUPT, FINDING_LOST_SYNC},
        {"junk behind", FILM_APPEND, 0, 5000, FINDING_SUSPICIOUS, FINDING_TRAILING_JUNK},
    };

    EXPECT_ALL(rows, .live = true, .no_cues = true);
}

Test(walk_matroska, accepts_harmless_oddities)
{
    static const struct film_case sound[] = {
        {"sound", FILM_SOUND, 0, 0, FINDING_NOTE, FINDING_CODES},
    };

    EXPECT_ALL(sound, .no_cues = true);
    EXPECT_ALL(sound, .with_void = true);
    EXPECT_ALL(sound, .live = true);
}

Test(walk_matroska, doubts_a_file_after_the_first)
{
    for (unsigned live = 0; live < 2; live++) {
        struct bytes film = {0};

        make_film(&film, (struct make){.live = live});
        make_film(&film, (struct make){.live = live, .with_void = true});
        struct walk_report report = film_walk(&film, "film.mkv");
        cr_expect_eq(finding_worst(&report.findings), FINDING_SUSPICIOUS, "%u", live);
        cr_expect(film_has(&report, FINDING_TRAILING_JUNK), "%u", live);
        bytes_release(&film);
    }
}

Test(walk_matroska, reports_the_running_time)
{
    struct bytes film = {0}, live = {0};

    make_film(&film, (struct make){.live = false});
    make_film(&live, (struct make){.live = true});
    struct walk_report report = film_walk(&film, "film.mkv");
    cr_expect_float_eq(report.duration_s, 6.0, 0.001);
    /* The last cluster is the last known one. */
    report = film_walk(&live, "film.mkv");
    cr_expect_float_eq(report.duration_s, 5.0, 0.001);
    bytes_release(&film);
    bytes_release(&live);
}

Test(walk_matroska, finds_an_index_that_points_elsewhere)
{
    struct bytes film = {0};

    make_film(&film, (struct make){.live = false});
    film_patch_big(&film, film.len - 4, 77, 4);
    struct walk_report report = film_walk(&film, "film.mkv");
    cr_expect(film_has(&report, FINDING_BROKEN_INDEX));
    cr_expect_eq(finding_worst(&report.findings), FINDING_SUSPICIOUS);
    bytes_release(&film);
}

/* CRC-32 of "123456789" is 0xcbf43926 (the usual check value). */
Test(walk_matroska, compares_checksums)
{
    for (int right = 0; right < 2; right++) {
        struct bytes film = {0};
        add_head(&film);
        size_t segment = film_element(&film, 0x18538067);
        add_tracks(&film, false);
        size_t tags = film_element(&film, 0x1254C367);
        film_big(&film, 0xBF84, 2);
        film_little(&film, right ? 0xcbf43926 : 0xcbf43927, 4);
        bytes_puts(&film, "123456789");
        film_element_end(&film, tags);
        add_cluster(&film, 0, false);
        film_element_end(&film, segment);
        struct walk_report report = film_walk(&film, "film.mkv");
        cr_expect_eq(film_has(&report, FINDING_BAD_STRUCTURE), !right);
        bytes_release(&film);
    }
}

Test(walk_matroska, handles_elements_of_impossible_size)
{
    static const struct {
        uint32_t id;
        uint64_t size;
    } rows[] = {
        {0x1F43B675, UINT64_C(0x01fffffffffffffe)},
        {0x1C53BB6B, UINT64_C(0x01fffffffffffffe)},
        {0x114D9B74, UINT64_C(0x0100000000ffffff)},
        {0xEC, UINT64_C(0x01fffffffffffff0)},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct bytes film = {0};
        add_head(&film);
        begin(&film, 0x18538067, true);
        add_tracks(&film, true);
        add_cluster(&film, 0, false);
        size_t at = film_element(&film, rows[i].id);
        film_patch_big(&film, at - 8, rows[i].size, 8);
        film_data(&film, 100);
        struct walk_report report = film_walk(&film, "film.mkv");
        cr_expect(film_has(&report, FINDING_TRUNCATED), "row %zu", i);
        bytes_release(&film);
    }
}

/* A SeekHead that points at itself as Cues: it is read once. */
Test(walk_matroska, does_not_loop)
{
    struct bytes film = {0};

    add_head(&film);
    size_t segment = film_element(&film, 0x18538067);
    size_t head = film_element(&film, 0x114D9B74);
    size_t seek = film_element(&film, 0x4DBB);
    film_element_number(&film, 0x53AB, 0x114D9B74, 4);
    film_element_number(&film, 0x53AC, 0, 4);
    film_element_end(&film, seek);
    film_element_end(&film, head);
    add_tracks(&film, false);
    add_cluster(&film, 0, false);
    film_element_end(&film, segment);
    struct walk_report report = film_walk(&film, "film.mkv");
    cr_expect_eq(report.findings.count, 0);
    bytes_release(&film);
}

/* --- the content in the headers --------------------------------------------------------------- */

/* Adds elements in the notation ID=number, ID~real, ID"text", ID#bytes in hexadecimal (up to a
 * space), ID(elements). IDs are hexadecimal. Returns the text after them. */
static const char *add_elements(struct bytes *b, const char *text)
{
    while (*text && *text != ')') {
        char *end;
        uint32_t id = (uint32_t)strtoul(text, &end, 16);
        size_t at = film_element(b, id);
        text = end + 1;
        if (*end == '(') {
            text = add_elements(b, text);
            text += *text == ')';
        } else if (*end == '=') {
            film_big(b, strtoull(text, &end, 10), 8);
            text = end;
        } else if (*end == '~') {
            double real = strtod(text, &end);
            uint64_t bits;
            memcpy(&bits, &real, sizeof bits);
            film_big(b, bits, 8);
            text = end;
        } else if (*end == '"') {
            for (; *text != '"'; text++)
                bytes_add(b, text, 1);
            text++;
        } else {
            for (; *text && *text != ' ' && *text != ')'; text += 2) {
                char digits[3] = {text[0], text[1], '\0'};
                film_big(b, strtoul(digits, NULL, 16), 1);
            }
        }
        film_element_end(b, at);
        text += *text == ' ';
    }
    return text;
}

/* A file: the contents of Info, Tracks and Chapters, and the clusters. NULL: not present. */
struct content_row {
    const char *name, *info, *tracks, *chapters, *clusters, *states;
};

#define LENGTH "4489~6000"
#define PICTURE "AE(D7=1 83=1 86\"V_MPEG4/ISO/AVC\" 23E383=40000000 E0(B0=1280 BA=720)) "
#define SOUND "AE(D7=2 83=2 86\"A_MPEG/L3\" E1(9F=2)) "
#define SIZED(more) "AE(D7=1 83=1 86\"V_X\" E0(B0=720 BA=576 " more ")) "

/* Walks a file with this content. Returns scan.media as text; the caller frees it. */
static char *content_of(const struct content_row *row, struct walk_report *report)
{
    struct bytes film = {0};

    add_head(&film);
    size_t segment = film_element(&film, 0x18538067);
    size_t info = film_element(&film, 0x1549A966);
    add_elements(&film, row->info ? row->info : LENGTH);
    film_element_end(&film, info);
    if (row->chapters)
        add_elements(&film, row->chapters);
    size_t tracks = film_element(&film, 0x1654AE6B);
    add_elements(&film, row->tracks);
    film_element_end(&film, tracks);
    add_elements(&film, row->clusters ? row->clusters : "1F43B675(E7=0 A3#81000080)");
    film_element_end(&film, segment);
    *report = film_walk(&film, "film.mkv");
    bytes_release(&film);
    json_t *media = content_json(&report->content);
    char *text =
        media ? json_dumps(media, JSON_COMPACT | JSON_REAL_PRECISION(6)) : copy_text("", 0);
    json_decref(media);
    return text;
}

static void expect_contents(const struct content_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct walk_report report;
        char *text = content_of(&rows[i], &report);
        cr_expect_str_eq(text, rows[i].states, "%s: %s, and should be %s", rows[i].name, text,
                         rows[i].states);
        cr_expect_leq(finding_worst(&report.findings), FINDING_NOTE, "%s", rows[i].name);
        free(text);
    }
}

#define EXPECT_CONTENTS(rows) expect_contents(rows, sizeof(rows) / sizeof *(rows))

/* clang-format off */
#define SHOWN(width, height, resolution) "{\"duration\":6.0,\"width\":" width ",\"height\":" height \
    ",\"resolution\":\"" resolution "\",\"video_codec\":\"V_X\"}"

Test(walk_matroska, reads_the_displayed_size)
{
    static const struct content_row rows[] = {
        {.name = "as stored", .tracks = SIZED(""), .states = SHOWN("720", "576", "576p")},
        {.name = "in pixels", .tracks = SIZED("54B0=1024 54BA=576"), .states = SHOWN("1024", "576", "576p")},
        {.name = "larger, the same aspect", .tracks = SIZED("54B0=1440 54BA=1152"), .states = SHOWN("720", "576", "576p")},
        {.name = "an aspect only", .tracks = SIZED("54B0=16 54BA=9 54B2=3"), .states = SHOWN("1024", "576", "576p")},
        {.name = "an unknown unit", .tracks = SIZED("54B0=16 54BA=9 54B2=4"), .states = SHOWN("720", "576", "576p")},
        {.name = "cropped", .tracks = SIZED("54CC=8 54DD=8 54BB=70 54AA=74"), .states = SHOWN("704", "432", "480p")},
        {.name = "cropped, an aspect", .tracks = SIZED("54BB=72 54AA=72 54B0=1024 54BA=432"), .states = SHOWN("1024", "432", "576p")},
        {.name = "cropped to nothing", .tracks = SIZED("54CC=700 54DD=700 54BB=576"), .states = SHOWN("720", "576", "576p")},
        {.name = "turned", .tracks = SIZED("7670(7671=0 7675~-90)"), .states = SHOWN("576", "720", "576p")},
        {.name = "a sphere, turned", .tracks = SIZED("7670(7671=1 7675~90)"), .states = SHOWN("720", "576", "576p")},
        {.name = "one eye of two", .tracks = SIZED("53B8=1 54B0=360 54BA=576"), .states = SHOWN("720", "576", "576p")},
        {.name = "an aspect that lies", .tracks = SIZED("54B0=100000 54BA=1 54B2=3"), .states = SHOWN("720", "576", "576p")},
        {.name = "no size", .tracks = "AE(D7=1 83=1 86\"V_X\" E0(B0=0 BA=0))", .states = "{\"duration\":6.0,\"video_codec\":\"V_X\"}"},
        {.name = "the largest size", .tracks = "AE(D7=1 83=1 86\"V_X\" E0(B0=65535 BA=65535 54B0=65535 54BA=1))", .states = "{\"duration\":6.0,\"width\":65535,\"height\":65535,\"video_codec\":\"V_X\"}"},
        {.name = "a larger one", .tracks = "AE(D7=1 83=1 86\"V_X\" E0(B0=18446744073709551615 BA=65535))", .states = "{\"duration\":6.0,\"video_codec\":\"V_X\"}"},
    };

    EXPECT_CONTENTS(rows);
}

#define NAMED(codec) "{\"duration\":6.0,\"video_codec\":\"" codec "\"}"
#define HEARD(codec, channels) "{\"duration\":6.0,\"audio_codec\":\"" codec "\",\"audio_channels\":\"" channels "\",\"languages\":[\"en\"]}"
#define BITMAP(fourcc) "2800000040010000b4fffffF01001800" fourcc "0000000000000000000000000000000000000000"
#define WAVE(tag, channels) tag channels "0080bb0000000000000100100000"

Test(walk_matroska, reads_codecs_wherever_they_are_named)
{
    static const struct content_row rows[] = {
        {.name = "by id", .tracks = "AE(D7=1 83=1 86\"V_MPEGH/ISO/HEVC\")", .states = NAMED("H.265")},
        {.name = "by FourCC", .tracks = "AE(D7=1 83=1 86\"V_MS/VFW/FOURCC\" 63A2#" BITMAP("58564944") ")",
         .states = "{\"duration\":6.0,\"width\":320,\"height\":76,\"resolution\":\"240p\",\"video_codec\":\"XviD\",\"bit_depth\":8}"},
        {.name = "FourCC, cut", .tracks = "AE(D7=1 83=1 86\"V_MS/VFW/FOURCC\" 63A2#2800)", .states = NAMED("V_MS/VFW/FOURCC")},
        {.name = "by QuickTime", .tracks = "AE(D7=1 83=1 86\"V_QUICKTIME\" 63A2#0000005661766331)", .states = NAMED("H.264")},
        {.name = "unknown", .tracks = "AE(D7=1 83=1 86\"V_REAL/RV40\")", .states = NAMED("V_REAL/RV40")},
        {.name = "VP9 says its depth", .tracks = "AE(D7=1 83=1 86\"V_VP9\" 63A2#01010202010a03010a)",
         .states = "{\"duration\":6.0,\"interlaced\":false,\"video_codec\":\"VP9\",\"bit_depth\":10}"},
        {.name = "VP9 says so in its first frame", .tracks = "AE(D7=1 83=1 86\"V_VP9\")", .clusters = "1F43B675(E7=0 A3#810000809049834200000000)",
         .states = "{\"duration\":6.0,\"interlaced\":false,\"video_codec\":\"VP9\",\"bit_depth\":10}"},
        {.name = "AAC's configuration before Channels", .tracks = "AE(D7=1 83=2 86\"A_AAC\" 63A2#11b056e500 E1(9F=2))", .states = HEARD("AAC", "5.1")},
        {.name = "by wave format", .tracks = "AE(D7=1 83=2 86\"A_MS/ACM\" 63A2#" WAVE("0020", "0600") ")", .states = HEARD("AC-3", "5.1")},
        {.name = "by an unknown one", .tracks = "AE(D7=1 83=2 86\"A_MS/ACM\" 63A2#" WAVE("3412", "0100") ")", .states = HEARD("0x1234", "1.0")},
        {.name = "one channel where none is stated", .tracks = "AE(D7=1 83=2 86\"A_PCM/INT/LIT\")", .states = HEARD("PCM", "1.0")},
        {.name = "MP2 in its first frame, laced", .tracks = "AE(D7=1 83=2 86\"A_MPEG/L3\" E1(9F=1))", .clusters = "1F43B675(E7=0 A3#810000060181fffda4c000000000)",
         .states = HEARD("MP2", "1.0")},
        {.name = "MP3 whose beginning was removed", .tracks = "AE(D7=1 83=2 86\"A_MPEG/L3\" E1(9F=1) 6D80(6240(5034(4254=3 4255#fffb))))",
         .clusters = "1F43B675(E7=0 A3#8100008090440000)", .states = HEARD("MP3", "2.0")},
        {.name = "compressed", .tracks = "AE(D7=1 83=2 86\"A_MPEG/L3\" E1(9F=1) 6D80(6240(5034(4254=0))))",
         .clusters = "1F43B675(E7=0 A3#81000080fffb90440000)", .states = HEARD("MP3", "1.0")},
    };

    EXPECT_CONTENTS(rows);
}

#define HDR(hdr) "{\"duration\":6.0,\"video_codec\":\"V_X\",\"hdr\":\"" hdr "\"}"

Test(walk_matroska, reads_colours_fields_and_rates)
{
    static const struct content_row rows[] = {
        {.name = "PQ", .tracks = "AE(D7=1 83=1 86\"V_X\" E0(55B0(55BA=16 55B2=10)))", .states = "{\"duration\":6.0,\"video_codec\":\"V_X\",\"bit_depth\":10,\"hdr\":\"HDR10\"}"},
        {.name = "HLG", .tracks = "AE(D7=1 83=1 86\"V_X\" E0(55B0(55BA=18)))", .states = HDR("HLG")},
        {.name = "Dolby Vision", .tracks = "AE(D7=1 83=1 86\"V_X\" 41E4(41E7=1685480259 41ED#010010351000000000))", .states = HDR("DV")},
        {.name = "HDR10+ beside a block", .tracks = "AE(D7=1 83=1 86\"V_VP9\")", .clusters = "1F43B675(E7=0 A0(A1#810000008249834200 75A1(A6(A5#b5003c000104))))",
         .states = "{\"duration\":6.0,\"interlaced\":false,\"video_codec\":\"VP9\",\"bit_depth\":8,\"hdr\":\"HDR10+\"}"},
        {.name = "HDR10+ in a frame", .tracks = "AE(D7=1 83=1 86\"V_AV1\")", .clusters = "1F43B675(E7=0 A3#810000802a0604b5003c00010400)",
         .states = "{\"duration\":6.0,\"interlaced\":false,\"video_codec\":\"AV1\",\"hdr\":\"HDR10+\"}"},
        {.name = "another addition", .tracks = "AE(D7=1 83=1 86\"V_X\" 41E4(41E7=4 41ED#010010351000000000))", .states = NAMED("V_X")},
        {.name = "fields", .tracks = "AE(D7=1 83=1 86\"V_X\" E0(9A=1 9D=1))", .states = "{\"duration\":6.0,\"interlaced\":true,\"video_codec\":\"V_X\"}"},
        {.name = "whole pictures", .tracks = "AE(D7=1 83=1 86\"V_X\" E0(9A=2))", .states = "{\"duration\":6.0,\"interlaced\":false,\"video_codec\":\"V_X\"}"},
        {.name = "a stated rate", .tracks = "AE(D7=1 83=1 86\"V_X\" 23E383=41708333)", .states = "{\"duration\":6.0,\"frame_rate\":23.976,\"video_codec\":\"V_X\"}"},
        {.name = "a rate that lies", .tracks = "AE(D7=1 83=1 86\"V_X\" 23E383=1)", .states = NAMED("V_X")},
        {.name = "the average, out of order", .tracks = "AE(D7=1 83=1 86\"V_X\")",
         .clusters = "1F43B675(E7=0 A3#81000080 A0(A1#81006400) A0(A1#81003200)) 1F43B675(E7=150 A3#81000080 A3#81003280)",
         .states = "{\"duration\":6.0,\"frame_rate\":20.0,\"video_codec\":\"V_X\"}"},
    };

    EXPECT_CONTENTS(rows);
}

#define LANGUAGES(languages) "{\"duration\":6.0,\"audio_codec\":\"A_X\",\"audio_channels\":\"1.0\"" languages "}"

Test(walk_matroska, reads_tracks_languages_and_chapters)
{
    static const struct content_row rows[] = {
        {.name = "English where none is stated", .tracks = "AE(D7=1 83=2 86\"A_X\")", .states = LANGUAGES(",\"languages\":[\"en\"]")},
        {.name = "one that is no language", .tracks = "AE(D7=1 83=2 86\"A_X\" 22B59C\"und\")", .states = LANGUAGES("")},
        {.name = "BCP 47 before ISO 639", .tracks = "AE(D7=1 83=2 86\"A_X\" 22B59D\"pt-BR\" 22B59C\"eng\")", .states = LANGUAGES(",\"languages\":[\"pt\"]")},
        {.name = "subtitles", .tracks = "AE(D7=1 83=2 86\"A_X\") AE(D7=2 83=17 22B59C\"ger\") AE(D7=3 83=17 22B59C\"und\")",
         .states = LANGUAGES(",\"languages\":[\"en\"],\"subtitles\":[\"de\",\"und\"]")},
        {.name = "the default track", .tracks = "AE(D7=1 83=2 86\"A_Y\" 88=0 22B59C\"fre\") AE(D7=2 83=2 86\"A_X\")", .states = LANGUAGES(",\"audio_tracks\":2,\"languages\":[\"fr\",\"en\"]")},
        {.name = "the first of two default tracks", .tracks = "AE(D7=1 83=2 86\"A_X\" 88=1) AE(D7=2 83=2 86\"A_Y\" 88=1 E1(9F=8))", .states = LANGUAGES(",\"audio_tracks\":2,\"languages\":[\"en\"]")},
        {.name = "a track that is switched off", .tracks = "AE(D7=1 83=2 86\"A_Y\" B9=0) AE(D7=2 83=2 86\"A_X\")", .states = LANGUAGES(",\"audio_tracks\":2,\"languages\":[\"en\"]")},
        {.name = "no kind", .tracks = "AE(D7=1 86\"V_X\")", .states = "{\"duration\":6.0}"},
        {.name = "chapters", .tracks = "AE(D7=1 83=1 86\"V_X\")", .chapters = "1043A770(45B9(B6(91=0) B6(91=1 B6(91=2)) B6(98=1)))",
         .states = "{\"duration\":6.0,\"video_codec\":\"V_X\",\"chapters\":2}"},
        {.name = "those of the default edition", .tracks = "AE(D7=1 83=1 86\"V_X\")", .chapters = "1043A770(45B9(B6(91=0)) 45B9(45DB=1 B6(91=0) B6(91=1) B6(91=2)))",
         .states = "{\"duration\":6.0,\"video_codec\":\"V_X\",\"chapters\":3}"},
    };

    EXPECT_CONTENTS(rows);
}

#define LASTS(seconds) "{\"duration\":" seconds ",\"video_codec\":\"V_X\"}"
#define ONE "AE(D7=1 83=1 86\"V_X\" 22B59C\"eng\")"
#define LATE "1F43B675(E7=5000 A3#81000080)"

Test(walk_matroska, reports_the_length_and_not_the_end)
{
    static const struct content_row rows[] = {
        {.name = "from 0 on", .tracks = ONE, .states = LASTS("6.0")},
        {.name = "a scale", .info = "2AD7B1=500000 4489~6000", .tracks = ONE, .states = LASTS("3.0")},
        {.name = "the end of a late file", .tracks = ONE, .clusters = LATE, .states = LASTS("1.0")},
        {.name = "the length of a late file", .info = "4489~6000 4D80\"libebml v1.4.4 + libmatroska v1.7.1\"", .tracks = ONE, .clusters = LATE, .states = LASTS("6.0")},
        {.name = "a length that ends before the last cluster", .info = "4489~4000", .tracks = ONE, .clusters = LATE, .states = LASTS("4.0")},
        {.name = "none", .info = "2AD7B1=1000000", .tracks = ONE, .clusters = LATE, .states = "{\"video_codec\":\"V_X\"}"},
        {.name = "0", .info = "4489~0", .tracks = ONE, .states = "{\"video_codec\":\"V_X\"}"},
        {.name = "below 0", .info = "4489~-6000", .tracks = ONE, .states = "{\"video_codec\":\"V_X\"}"},
        {.name = "no number", .info = "4489~nan", .tracks = ONE, .states = "{\"video_codec\":\"V_X\"}"},
    };

    EXPECT_CONTENTS(rows);
}

/* Some thousand years: the file is too short for that, and the length is left out. */
Test(walk_matroska, rejects_a_length_of_years)
{
    static const struct content_row row = {.info = "2AD7B1=1000000000 4489~100000000000", .tracks = ONE};
    struct walk_report report;
    char *text = content_of(&row, &report);

    cr_expect_str_eq(text, "{\"video_codec\":\"V_X\"}");
    free(text);
}
/* clang-format on */

/* Returns element repeated between two others; the caller frees it. */
static char *repeat(const char *before, const char *element, size_t count, const char *after)
{
    struct bytes text = {0};

    bytes_puts(&text, before);
    for (size_t i = 0; i < count; i++)
        bytes_puts(&text, element);
    bytes_puts(&text, after);
    char *copy = copy_text(bytes_text(&text), text.len);
    bytes_release(&text);
    return copy;
}

Test(walk_matroska, handles_a_thousand_tracks_and_a_million_chapters)
{
    char *tracks = repeat("", ONE " ", 1000, ""),
         *atoms = repeat("1043A770(45B9(", "B6() ", 1000000, "))");
    const struct content_row row = {.tracks = tracks, .chapters = atoms};
    struct walk_report report;
    char *text = content_of(&row, &report);

    cr_expect_str_eq(text, LASTS("6.0"));
    cr_expect_eq(report.content.track_count, CONTENT_TRACKS);
    cr_expect_eq(report.content.dropped, 1000 - CONTENT_TRACKS);
    cr_expect_leq(finding_worst(&report.findings), FINDING_NOTE);
    cr_expect_lt(report.elements, 60000);
    free(text);
    free(atoms);
    free(tracks);
}

Test(walk_matroska, handles_a_language_of_10_kB)
{
    char *tracks = repeat("AE(D7=1 83=2 86\"A_X\" 22B59C\"", "deu", 3500, "\")");
    struct walk_report report;
    char *text = content_of(&(struct content_row){.tracks = tracks}, &report);

    cr_expect_str_eq(text, LANGUAGES(""));
    free(text);
    free(tracks);
}

/* A later Tracks, and a second file after the first, change nothing. */
Test(walk_matroska, reads_tracks_after_the_clusters_and_only_once)
{
    struct bytes film = {0};

    for (int i = 0; i < 2; i++) {
        add_head(&film);
        size_t segment = film_element(&film, 0x18538067);
        add_elements(&film, "1549A966(4489~6000) 1F43B675(E7=0 A3#81000080)");
        add_elements(&film,
                     i ? "1654AE6B(" SOUND ")" : "1654AE6B(" PICTURE ") 1654AE6B(" SOUND ")");
        film_element_end(&film, segment);
    }
    struct walk_report report = film_walk(&film, "film.mkv");
    cr_expect_eq(report.content.track_count, 1);
    cr_expect_str_eq(report.content.tracks[0].codec, "H.264");
    cr_expect_float_eq(report.content.tracks[0].frame_rate, 25, 0.001);
    bytes_release(&film);
}

/* Adds a track with a ContentEncodings; scope is written only if it is not 0. */
static void add_locked_track(struct bytes *b, unsigned type, unsigned scope, unsigned algorithm)
{
    size_t tracks = film_element(b, 0x1654AE6B), entry = film_element(b, 0xAE);

    film_element_number(b, 0xD7, 1, 1);
    size_t codec = film_element(b, 0x86);
    bytes_puts(b, "V_MPEG4/ISO/AVC");
    film_element_end(b, codec);
    size_t encodings = film_element(b, 0x6D80), encoding = film_element(b, 0x6240);
    if (scope)
        film_element_number(b, 0x5032, scope, 1);
    film_element_number(b, 0x5033, type, 1);
    size_t how = film_element(b, type ? 0x5035 : 0x5034);
    film_element_number(b, type ? 0x47E1 : 0x4254, algorithm, 1);
    film_element_end(b, how);
    film_element_end(b, encoding);
    film_element_end(b, encodings);
    film_element_end(b, entry);
    film_element_end(b, tracks);
}

/* RFC 9559 5.1.4.1.31: type 1 is encryption; its algorithm 0 is only a signature. */
Test(walk_matroska, distinguishes_encrypted_from_compressed_tracks)
{
    static const struct {
        const char *name;
        unsigned type, scope, algorithm;
        bool is_locked;
    } rows[] = {
        {"AES", 1, 1, 5, true},
        {"AES, no scope", 1, 0, 5, true},
        {"a signature", 1, 1, 0, false},
        {"compressed", 0, 1, 3, false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct bytes film = {0};
        add_head(&film);
        size_t segment = film_element(&film, 0x18538067);
        add_locked_track(&film, rows[i].type, rows[i].scope, rows[i].algorithm);
        add_cluster(&film, 0, false);
        film_element_end(&film, segment);
        struct walk_report report = film_walk(&film, "film.webm");
        bool found = report.findings.count && film_has(&report, FINDING_ENCRYPTED);
        cr_expect_eq(found, rows[i].is_locked, "%s", rows[i].name);
        cr_expect_eq(finding_worst(&report.findings),
                     rows[i].is_locked ? FINDING_SUSPICIOUS : FINDING_NOTE, "%s", rows[i].name);
        bytes_release(&film);
    }
}

/* Pieces of a WebM stream: the head has no cluster, each other piece only clusters. */
Test(walk_matroska, recognizes_the_pieces_of_a_stream)
{
    struct bytes head = {0}, piece = {0};

    add_head(&head);
    begin(&head, 0x18538067, true);
    add_tracks(&head, true);
    struct walk_report report = film_walk(&head, "film.webm");
    char *verdict = film_verdict(&report);
    cr_expect(film_has(&report, FINDING_SEGMENT), "%s", verdict);
    cr_expect_eq(finding_worst(&report.findings), FINDING_NOTE, "%s", verdict);
    free(verdict);

    add_cluster(&piece, 3, false);
    add_cluster(&piece, 4, true);
    report = film_walk(&piece, "film.chk");
    verdict = film_verdict(&report);
    cr_expect_str_eq(walk_kind_word(report.kind), "matroska");
    cr_expect(film_has(&report, FINDING_SEGMENT), "%s", verdict);
    cr_expect_eq(finding_worst(&report.findings), FINDING_NOTE, "%s", verdict);
    free(verdict);

    static const struct film_case rows[] = {
        {"cut", FILM_CUT, -300, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"zeros", FILM_ZERO, 4000, 2500, FINDING_CORRUPT, FINDING_CODES},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        film_expect(&piece, "film.chk", &rows[i]);
    bytes_release(&head);
    bytes_release(&piece);
}

/* Makes a file with wrong hints for seeking: a seek head that names a missing element, and one
 * wrong entry of many in the index. If an index points past the end, or most entries are wrong,
 * something else is damaged. */
static void make_indexed(struct bytes *b, unsigned clusters, unsigned wrong, uint64_t wrong_place)
{
    size_t places[32];

    add_head(b);
    size_t segment = film_element(b, 0x18538067);
    add_tracks(b, false);
    for (unsigned i = 0; i < clusters; i++) {
        places[i] = b->len - segment;
        add_cluster(b, i, false);
    }
    size_t cues = film_element(b, 0x1C53BB6B);
    for (unsigned i = 0; i < clusters; i++) {
        size_t point = film_element(b, 0xBB);
        size_t positions = film_element(b, 0xB7);
        film_element_number(b, 0xF1, i < wrong ? wrong_place : places[i], 4);
        film_element_end(b, positions);
        film_element_end(b, point);
    }
    film_element_end(b, cues);
    film_element_end(b, segment);
}

Test(walk_matroska, tolerates_a_wrong_index_entry)
{
    static const struct {
        const char *name;
        unsigned wrong;
        uint64_t place;
        enum finding_weight worst;
    } rows[] = {
        {"none", 0, 77, FINDING_NOTE},
        {"one of 24", 1, 77, FINDING_NOTE},
        {"a third", 8, 77, FINDING_SUSPICIOUS},
        {"one, past the end", 1, 100000000, FINDING_SUSPICIOUS},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct bytes film = {0};
        make_indexed(&film, 24, rows[i].wrong, rows[i].place);
        struct walk_report report = film_walk(&film, "film.mkv");
        cr_expect_eq(finding_worst(&report.findings), rows[i].worst, "%s", rows[i].name);
        cr_expect_eq(film_has(&report, FINDING_BROKEN_INDEX), rows[i].wrong > 0, "%s",
                     rows[i].name);
        bytes_release(&film);
    }
}

Test(walk_matroska, tolerates_a_hint_to_a_missing_element)
{
    for (int past = 0; past < 2; past++) {
        struct bytes film = {0};
        add_head(&film);
        size_t segment = film_element(&film, 0x18538067);
        size_t head = film_element(&film, 0x114D9B74), seek = film_element(&film, 0x4DBB);
        film_element_number(&film, 0x53AB, 0x1254C367, 4);
        film_element_number(&film, 0x53AC, past ? 100000000 : 100, 4);
        film_element_end(&film, seek);
        film_element_end(&film, head);
        add_tracks(&film, false);
        add_cluster(&film, 0, false);
        film_element_end(&film, segment);
        struct walk_report report = film_walk(&film, "film.mkv");
        cr_expect_eq(finding_worst(&report.findings), past ? FINDING_SUSPICIOUS : FINDING_NOTE);
        cr_expect(film_has(&report, FINDING_BROKEN_INDEX));
        bytes_release(&film);
    }
}
