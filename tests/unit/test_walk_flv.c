/* FLV files: a sound one, and damage to it. */
#include <criterion/criterion.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "film.h"
#include "record/content.h"

enum { TAGS = 60, TAG = 1500 };

static void add_tag(struct bytes *b, unsigned type, unsigned time_ms, size_t len)
{
    film_big(b, type, 1);
    film_big(b, len, 3);
    film_big(b, time_ms, 3);
    film_fill(b, 0, 4);
    film_data(b, len);
    film_big(b, len + 11, 4);
}

static void add_number(struct bytes *b, const char *name, double number)
{
    uint64_t bits;

    memcpy(&bits, &number, sizeof bits);
    film_big(b, strlen(name), 2);
    bytes_puts(b, name);
    film_big(b, 0, 1);
    film_big(b, bits, 8);
}

/* Makes a film; size is the size stated in it. Returns the offset of that value. */
static size_t make_tagged(struct bytes *b, double size, unsigned tags)
{
    bytes_add(b, "FLV\1\5\0\0\0\x09\0\0\0\0", 13);
    size_t at = b->len;
    add_tag(b, 18, 0, 0);
    b->len -= 4;
    bytes_add(b, "\2\0\x0aonMetaData\x08\0\0\0\2", 18);
    add_number(b, "duration", 2.4);
    add_number(b, "filesize", size);
    size_t told = b->len - 8;
    film_big(b, 9, 3);
    film_patch_big(b, at + 1, b->len - at - 11, 3);
    film_big(b, b->len - at, 4);
    for (unsigned i = 0; i < tags; i++)
        add_tag(b, i % 2 ? 8 : 9, i * 40, TAG);
    return told;
}

static void make_film(struct bytes *b, double size)
{
    make_tagged(b, size, TAGS);
}

Test(walk_flv, finds_damage)
{
    static const struct film_case rows[] = {
        {"sound", FILM_SOUND, 0, 0, FINDING_NOTE, FINDING_CODES},
        {"cut in a tag", FILM_CUT, 30000, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"cut in a head", FILM_CUT, -1510, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"no last size", FILM_CUT, -4, 0, FINDING_NOTE, FINDING_SHORT},
        {"header zeroed", FILM_ZERO, 0, 4096, FINDING_CORRUPT, FINDING_NO_HEADER},
        {"some removed", FILM_REMOVE, 30000, 9999, FINDING_CORRUPT, FINDING_LOST_SYNC},
        {"zeros inside", FILM_ZERO, 30000, 9999, FINDING_CORRUPT, FINDING_LOST_SYNC},
        {"junk behind", FILM_APPEND, 0, 5000, FINDING_SUSPICIOUS, FINDING_TRAILING_JUNK},
        {"zeros behind", FILM_ZEROS, 0, 5000, FINDING_SUSPICIOUS, FINDING_ZEROS},
    };
    struct bytes film = {0};

    make_film(&film, 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        film_expect(&film, "film.flv", &rows[i]);
    }
    bytes_release(&film);
}

Test(walk_flv, doubts_a_file_after_the_first)
{
    for (unsigned same = 0; same < 2; same++) {
        struct bytes film = {0};

        make_film(&film, 0);
        make_tagged(&film, 0, same ? TAGS : TAGS - 5);
        struct walk_report report = film_walk(&film, "film.flv");
        cr_expect_eq(finding_worst(&report.findings), FINDING_SUSPICIOUS);
        cr_expect(film_has(&report, FINDING_TRAILING_JUNK));
        bytes_release(&film);
    }
}

Test(walk_flv, trusts_the_stated_size)
{
    struct bytes film = {0}, cut = {0};

    make_film(&film, 1);
    struct walk_report report = film_walk(&film, "film.flv");
    cr_expect_float_eq(report.duration_s, 2.4, 0.001);
    cr_expect_eq(report.findings.count, 0);
    make_film(&cut, 10e6);
    report = film_walk(&cut, "film.flv");
    cr_expect(film_has(&report, FINDING_TRUNCATED));
    cr_expect_eq(finding_worst(&report.findings), FINDING_SUSPICIOUS);
    bytes_release(&film);
    bytes_release(&cut);
}

/* 12 MB in windows of 64 KiB, one in 188 KiB: damage inside a window is found, and the beginning
 * and the end are read. */
Test(walk_flv, checks_windows_of_a_large_file)
{
    enum { MANY = 8000, BETWEEN = 6200000, MIB = 1 << 20 };
    static const struct film_case rows[] = {
        {"sound", FILM_SOUND, 0, 0, FINDING_NOTE, FINDING_CODES},
        {"cut in a tag", FILM_CUT, BETWEEN, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"cut by a bit", FILM_CUT, -1000, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"64 KiB less", FILM_REMOVE, BETWEEN, 65536, FINDING_SUSPICIOUS, FINDING_TRUNCATED},
        {"a MiB of zeros", FILM_ZERO, BETWEEN, MIB, FINDING_CORRUPT, FINDING_LOST_SYNC},
        {"zeros at last", FILM_ZERO, -500000, 500000, FINDING_CORRUPT, FINDING_LOST_SYNC},
        {"some junk", FILM_APPEND, 0, 5000, FINDING_SUSPICIOUS, FINDING_TRAILING_JUNK},
        {"much junk", FILM_APPEND, 0, 99999, FINDING_SUSPICIOUS, FINDING_TRAILING_JUNK},
    };
    struct bytes film = {0};
    uint64_t bits;

    size_t told = make_tagged(&film, 0, MANY);
    double size = (double)film.len;
    memcpy(&bits, &size, sizeof bits);
    film_patch_big(&film, told, bits, 8);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        film_expect_large(&film, "film.flv", &rows[i]);
    }
    struct walk_report report = film_walk_large(&film, "film.flv");
    cr_expect_lt(report.elements, MANY / 2);
    bytes_release(&film);
}

/* Recorders that write 0 after each tag, or omit the header from the size. */
Test(walk_flv, accepts_large_files_with_odd_sizes_after_their_tags)
{
    enum { MANY = 6000, WHOLE = TAG + 11 + 4 };
    static const uint32_t odd[] = {0, TAG};

    for (size_t k = 0; k < sizeof odd / sizeof *odd; k++) {
        struct bytes film = {0};

        make_tagged(&film, 0, MANY);
        for (size_t i = 0; i < MANY; i++)
            film_patch_big(&film, film.len - i * WHOLE - 4, odd[k], 4);
        struct walk_report report = film_walk_large(&film, "film.flv");
        char *verdict = film_verdict(&report);
        cr_expect_eq(report.findings.count, 0, "%lu: %s", (unsigned long)odd[k], verdict);
        free(verdict);
        bytes_release(&film);
    }
}

/* A file whose script has only the values in numbers (name, value, …, NULL), then one tag. */
struct told {
    const char *name;
    double number;
};

static void begin_told(struct bytes *b, const struct told *told)
{
    bytes_add(b, "FLV\1\5\0\0\0\x09\0\0\0\0", 13);
    size_t at = b->len;
    add_tag(b, 18, 0, 0);
    b->len -= 4;
    bytes_add(b, "\2\0\x0aonMetaData\x08\0\0\0\2", 18);
    for (; told->name; told++)
        add_number(b, told->name, told->number);
    film_big(b, 9, 3);
    film_patch_big(b, at + 1, b->len - at - 11, 3);
    film_big(b, b->len - at, 4);
}

static void add_bytes(struct bytes *b, unsigned type, unsigned time_ms, const char *bytes,
                      size_t len)
{
    add_tag(b, type, time_ms, len);
    memcpy(b->at + b->len - 4 - len, bytes, len);
}

/* Reads ten pictures of 40 ms each that begin with these bytes, and sound that begins with
 * others. */
static struct content read_told(const struct told *told, const char *picture, size_t picture_len,
                                const char *sound, size_t sound_len)
{
    struct bytes b = {0};

    begin_told(&b, told);
    for (unsigned i = 0; i < 10; i++)
        add_bytes(&b, 9, 1000 + i * 40, picture, picture_len);
    add_bytes(&b, 8, 1400, sound, sound_len);
    struct walk_report report = film_walk(&b, "film.flv");
    bytes_release(&b);
    return report.content;
}

Test(walk_flv, reads_its_codecs)
{
    static const struct {
        const char *picture, *sound;
        size_t picture_len, sound_len;
        const char *video, *audio;
        uint32_t width, height;
        unsigned channels;
    } rows[] = {
        {"\x12\0\0\x84\0\x80\xa0\0\x78\0\0\0\0", "\x2e\0", 13, 2, "flv1", "MP3", 320, 240, 1},
        {"\x12\0\0\x85\2\0\0\0\0\0\0\0\0", "\x2f\0", 13, 2, "flv1", "MP3", 128, 96, 2},
        {"\x14\0\0", "\xb2\0", 3, 2, "vp6f", "speex", 640, 360, 1},
        {"\x17\1\0\0\0", "\xaf\0\x12\x10", 5, 4, "H.264", "AAC", 640, 360, 2},
        {"\x91"
         "hvc1\0",
         "\x90"
         "ec-3",
         6, 5, "H.265", "E-AC-3", 640, 360, 6},
        {"\x93"
         "av01",
         "\x90"
         "Opus"
         "OpusHead\1\2\0\0\0\0\0\0\0\0\0",
         5, 24, "AV1", "Opus", 640, 360, 2},
        {"\x1f", "\xc0", 1, 1, "", "", 640, 360, 6},
    };
    static const struct told told[] = {{"width", 640}, {"height", 360}, {"audiochannels", 6}, {0}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct content content =
            read_told(told, rows[i].picture, rows[i].picture_len, rows[i].sound, rows[i].sound_len);
        const struct content_track *video = content_main(&content, 'v'),
                                   *audio = content_main(&content, 'a');
        cr_assert(video && audio, "row %zu", i);
        cr_expect_str_eq(video->codec, rows[i].video, "row %zu: %s", i, video->codec);
        cr_expect_str_eq(audio->codec, rows[i].audio, "row %zu: %s", i, audio->codec);
        cr_expect(video->width == rows[i].width && video->height == rows[i].height,
                  "row %zu: %u x %u", i, video->width, video->height);
        cr_expect_eq(audio->channels, rows[i].channels, "row %zu: %u", i, audio->channels);
    }
}

Test(walk_flv, takes_the_length_from_the_script_or_the_tags)
{
    static const struct {
        double length;
        struct told told[3];
    } rows[] = {
        {0.4, {{0}}},
        {2.5, {{"duration", 2.5}}},
        {0.4, {{"duration", 0}}},
        {0.4, {{"duration", -5}}},
        {2.5, {{"duration", 2.5}, {"width", -1}}},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct content content = read_told(rows[i].told, "\x12\0", 2, "\x2f", 1);
        cr_expect_float_eq(content.duration_s, rows[i].length, 0.001, "row %zu: %f", i,
                           content.duration_s);
        cr_expect_float_eq(content_main(&content, 'v')->frame_rate, 25, 0.001, "row %zu", i);
    }
}

#define SCRIPT_SAYS(size, more)                                                                    \
    "{\"duration\":0.4," size "\"frame_rate\":25.0,\"video_codec\":\"H.264\"" more "}"

/* Values that the codec does not state come from the script, which may be wrong. */
Test(walk_flv, ignores_wrong_numbers)
{
    static const struct {
        const char *states;
        struct told told[5];
    } rows[] = {
        {SCRIPT_SAYS("\"width\":65535,\"height\":65535,", ""),
         {{"width", 65535}, {"height", 65535}}},
        {SCRIPT_SAYS("", ""), {{"width", 0}, {"height", 0}}},
        {SCRIPT_SAYS("", ""), {{"width", -640}, {"height", -360}}},
        {SCRIPT_SAYS("", ""), {{"width", 1e300}, {"height", 360}}},
        {SCRIPT_SAYS("", ""), {{"width", 640}}},
        {SCRIPT_SAYS("", ""), {{"audiochannels", 1e300}}},
        {SCRIPT_SAYS("", ""), {{"audiochannels", -6}}},
        {"{\"frame_rate\":25.0,\"video_codec\":\"H.264\"}", {{"duration", 1e12}}},
        {SCRIPT_SAYS("", ""), {{"duration", -1e300}}},
        {SCRIPT_SAYS("", ""), {{"framerate", 1e300}}},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct content content = read_told(rows[i].told, "\x17\1\0\0\0", 5, "\xc0", 1);
        json_t *media = content_json(&content);
        char *text = json_dumps(media, JSON_COMPACT | JSON_REAL_PRECISION(6));
        cr_expect_str_eq(text, rows[i].states, "row %zu: %s", i, text);
        free(text);
        json_decref(media);
    }
}

/* If the configuration of the sound never comes, the file is not read to its end for it. */
Test(walk_flv, does_not_search_the_whole_file_for_a_configuration)
{
    static const struct told told[] = {{0}};
    struct bytes b = {0};

    begin_told(&b, told);
    for (unsigned i = 0; i < 2000; i++) {
        add_tag(&b, 8, i * 40, 6000);
        memcpy(b.at + b.len - 4 - 6000, "\xaf\1", 2);
    }
    struct walk_report with = film_walk(&b, "film.flv");
    cr_expect_lt(with.bytes_read, b.len + 1000000, "%llu", (unsigned long long)with.bytes_read);
    bytes_release(&b);
}
