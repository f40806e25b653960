/* Program streams: sound ones of both types, and damage to them. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "film.h"

enum { PACKS = 200, EACH = 2700 /* ticks of 90 kHz between two packs */ };
#define PACK 2048L

static void add_pack_header(struct bytes *b, uint64_t clock)
{
    uint64_t high = clock >> 30 & 7, middle = clock >> 15 & 0x7fff, low = clock & 0x7fff;

    film_big(b, 0x1ba, 4);
    film_big(b,
             UINT64_C(1) << 46 | high << 43 | UINT64_C(1) << 42 | middle << 27 | UINT64_C(1) << 26 |
                 low << 11 | UINT64_C(1) << 10 | 1,
             6);
    film_big(b, 0x01ffff, 3);
    film_big(b, 0xf8, 1);
}

/* Adds a packet with a time that fills the pack. */
static void add_packet(struct bytes *b, unsigned stream, uint64_t time, size_t len)
{
    size_t at = b->len;

    film_big(b, 0x100 | stream, 4);
    film_big(b, len - 6, 2);
    film_big(b, 0x808005, 3);
    film_big(b,
             0x2100010001 | (time >> 30 & 7) << 33 | (time >> 15 & 0x7fff) << 17 |
                 (time & 0x7fff) << 1,
             5);
    film_data(b, len - (b->len - at));
}

/* Makes packs of one size, each lasting each ticks, with sound of a constant rate in every second
 * one. */
static void make_paced(struct bytes *b, unsigned count, unsigned each)
{
    for (unsigned i = 0; i < count; i++) {
        add_pack_header(b, (uint64_t)i * each);
        add_packet(b, i % 2 ? 0xc0 : 0xe0, 9000 + (uint64_t)i * each, PACK - 14);
    }
}

static void make_film(struct bytes *b, unsigned count)
{
    make_paced(b, count, EACH);
}

static void expect_all(const struct film_case *rows, size_t count)
{
    struct bytes film = {0};

    make_film(&film, PACKS);
    for (size_t i = 0; i < count; i++) {
        film_expect(&film, "film.mpg", &rows[i]);
    }
    bytes_release(&film);
}

Test(walk_ps, finds_damage)
{
    static const struct film_case rows[] = {
        {"sound", FILM_SOUND, 0, 0, FINDING_NOTE, FINDING_CODES},
        {"cut in a packet", FILM_CUT, 100000, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"cut in a header", FILM_CUT, 204807, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"cut between packs", FILM_CUT, 204800, 0, FINDING_NOTE, FINDING_CODES},
        {"header zeroed", FILM_ZERO, 0, 4096, FINDING_CORRUPT, FINDING_NO_HEADER},
        {"some removed", FILM_REMOVE, 100000, 10001, FINDING_CORRUPT, FINDING_LOST_SYNC},
        {"whole packs removed", FILM_REMOVE, 204800, 32768, FINDING_SUSPICIOUS,
         FINDING_MISSING_DATA},
        {"zeros inside", FILM_ZERO, 100000, 10000, FINDING_CORRUPT, FINDING_LOST_SYNC},
        {"junk behind", FILM_APPEND, 0, 5000, FINDING_SUSPICIOUS, FINDING_TRAILING_JUNK},
        {"zeros behind", FILM_ZEROS, 0, 50000, FINDING_SUSPICIOUS, FINDING_ZEROS},
        {"an empty sector", FILM_ZEROS, 0, 2324, FINDING_NOTE, FINDING_CODES},
    };

    expect_all(rows, sizeof rows / sizeof *rows);
}

Test(walk_ps, accepts_another_film_after_the_end_code)
{
    struct bytes film = {0};

    make_film(&film, 100);
    film_big(&film, 0x1b9, 4);
    make_film(&film, 90); /* a different film: a copy would be suspicious */
    film_big(&film, 0x1b9, 4);
    struct walk_report report = film_walk(&film, "film.mpg");
    cr_expect_eq(finding_worst(&report.findings), FINDING_NOTE);
    bytes_release(&film);
}

Test(walk_ps, doubts_a_film_that_was_appended_to_itself)
{
    struct bytes film = {0};

    make_film(&film, 100);
    make_film(&film, 100);
    struct walk_report report = film_walk(&film, "film.mpg");
    cr_expect_eq(finding_worst(&report.findings), FINDING_SUSPICIOUS);
    cr_expect(film_has(&report, FINDING_TRAILING_JUNK));
    bytes_release(&film);
}

Test(walk_ps, reads_the_packs_of_mpeg_1)
{
    struct bytes film = {0};

    for (unsigned i = 0; i < 50; i++) {
        film_big(&film, 0x1ba, 4);
        uint64_t clock = (uint64_t)i * 9000;
        film_big(&film, UINT64_C(0x2100010001) | clock >> 15 << 17 | (clock & 0x7fff) << 1, 5);
        film_big(&film, 0x801b91, 3);
        film_big(&film, 0x1e0, 4);
        film_big(&film, 1000, 2);
        film_big(&film, 0x0f, 1);
        film_data(&film, 999);
    }
    struct walk_report report = film_walk(&film, "film.mpg");
    cr_expect_eq(report.findings.count, 0);
    cr_expect_float_eq(report.duration_s, 4.9, 0.001);
    bytes_release(&film);
}

Test(walk_ps, finds_packs_out_of_step_in_a_large_file)
{
    enum { MANY = 10000, PLACE = 11000001, LESS = 70001 };
    struct bytes film = {0};

    make_film(&film, MANY);
    struct walk_report report = film_walk(&film, "film.mpg");
    cr_expect_eq(finding_worst(&report.findings), FINDING_NOTE);
    cr_expect_float_eq(report.duration_s, MANY * 0.03, 0.1);
    struct film_case removed = {"removed", FILM_REMOVE,     PLACE,
                                LESS,      FINDING_CORRUPT, FINDING_LOST_SYNC};
    film_expect(&film, "film.mpg", &removed);
    bytes_release(&film);
}

/* The rate is constant, so the clock shows where to search between two windows. */
Test(walk_ps, finds_whole_packs_missing_between_two_windows)
{
    enum { MANY = 8000 };
    static const struct film_case rows[] = {
        {"sound", FILM_SOUND, 0, 0, FINDING_NOTE, FINDING_CODES},
        {"packs", FILM_REMOVE, 4000 * PACK, 32 * PACK, FINDING_SUSPICIOUS, FINDING_MISSING_DATA},
        {"the first", FILM_REMOVE, 100 * PACK, 32 * PACK, FINDING_SUSPICIOUS, FINDING_MISSING_DATA},
        {"behind a window", FILM_REMOVE, 7900 * PACK, 32 * PACK, FINDING_SUSPICIOUS,
         FINDING_MISSING_DATA},
        {"a MiB of zeros", FILM_ZERO, 4100 * PACK, 512 * PACK, FINDING_CORRUPT, FINDING_LOST_SYNC},
        {"a few more", FILM_REMOVE, 3210 * PACK, 99 * PACK, FINDING_SUSPICIOUS,
         FINDING_MISSING_DATA},
    };
    struct bytes film = {0};

    make_paced(&film, MANY, 300);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        film_expect_large(&film, "film.mpg", &rows[i]);
    struct walk_report report = film_walk_large(&film, "film.mpg");
    cr_expect_lt(report.bytes_read, film.len / 2);
    bytes_release(&film);
}

/* If the rate varies, nothing is reported, whatever the clock says. */
Test(walk_ps, accepts_a_rate_that_varies)
{
    enum { MANY = 4000 };
    struct bytes film = {0};
    uint64_t clock = 0;

    for (unsigned i = 0; i < MANY; i++) {
        clock += i / 200 % 3 ? 900 : 4500;
        add_pack_header(&film, clock);
        add_packet(&film, 0xe0, 9000 + clock, PACK - 14);
    }
    struct walk_report report = film_walk_large(&film, "film.mpg");
    char *verdict = film_verdict(&report);
    cr_expect_eq(finding_worst(&report.findings), FINDING_NOTE, "%s", verdict);
    free(verdict);
    bytes_release(&film);
}

/* --- DVD ------------------------------------------------------------------------------------ */

enum { UNIT = 10, NOWHERE = 0x3fffffff };

/* Adds a navigation pack for a unit of UNIT packs at number, in a part of the film that ends at
 * end. */
static void add_navigation(struct bytes *b, unsigned number, unsigned end, uint64_t clock)
{
    static const unsigned leaps[20] = {240, 120, 60, 20, 15, 14, 13, 12, 11, 10,
                                       9,   8,   7,  6,  5,  4,  3,  2,  1,  1};
    size_t at = b->len;

    add_pack_header(b, clock);
    film_big(b, 0x1bb0012, 6);
    film_fill(b, 0xff, 18);
    film_big(b, 0x1bf03d400, 7);
    film_big(b, number, 4);
    film_fill(b, 0, 0x400 - (b->len - at));
    film_big(b, 0x1bf03fa01, 7);
    film_big(b, clock, 4);
    film_big(b, number, 4);
    film_big(b, UNIT - 1, 4);
    film_fill(b, 0, 0x4f5 - (b->len - at));
    for (int i = 0; i < 20; i++) {
        bool there = number + leaps[i] * UNIT < end;
        film_big(b, there ? 0x80000000 | leaps[i] * UNIT : NOWHERE, 4);
    }
    film_fill(b, 0, PACK - (b->len - at));
}

/* Makes units of a film numbered from first, with packs at uneven times, and no sound. */
static void make_dvd(struct bytes *b, unsigned first, unsigned units)
{
    for (unsigned i = 0; i < units * UNIT; i++) {
        unsigned number = first + i;
        uint64_t clock = (uint64_t)number * EACH + (uint64_t)(i / 700) * 90000;
        if (i % UNIT == 0) {
            add_navigation(b, number, first + units * UNIT, clock);
        } else {
            add_pack_header(b, clock);
            add_packet(b, 0xe0, 9000 + clock, PACK - 14);
        }
    }
}

/* Only pictures of a varying rate: gaps show only in the navigation packs. */
Test(walk_ps, follows_the_navigation_packs_of_a_dvd)
{
    static const struct film_case rows[] = {
        {"sound", FILM_SOUND, 0, 0, FINDING_NOTE, FINDING_CODES},
        {"packs", FILM_REMOVE, 2004 * PACK, 3 * PACK, FINDING_SUSPICIOUS, FINDING_MISSING_DATA},
        {"navigation", FILM_REMOVE, 2000 * PACK, 2 * PACK, FINDING_SUSPICIOUS,
         FINDING_MISSING_DATA},
        {"across units", FILM_REMOVE, 2345 * PACK, 32 * PACK, FINDING_SUSPICIOUS,
         FINDING_MISSING_DATA},
        {"at the beginning", FILM_REMOVE, 15 * PACK, 32 * PACK, FINDING_SUSPICIOUS,
         FINDING_MISSING_DATA},
        {"at the end", FILM_REMOVE, 3950 * PACK, 32 * PACK, FINDING_SUSPICIOUS,
         FINDING_MISSING_DATA},
        {"cut into units", FILM_REMOVE, 2000 * PACK, 40 * PACK, FINDING_NOTE, FINDING_CODES},
        {"begins in a unit", FILM_REMOVE, 0, 5 * PACK, FINDING_NOTE, FINDING_CODES},
        {"ends in a unit", FILM_CUT, 3333 * PACK, 0, FINDING_NOTE, FINDING_CODES},
    };
    struct bytes film = {0};

    make_dvd(&film, 7000, 400);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        film_expect_large(&film, "film.mpg", &rows[i]);
    bytes_release(&film);
}

Test(walk_ps, accepts_parts_of_dvds_that_were_joined)
{
    struct bytes film = {0};

    make_dvd(&film, 7000, 120);
    film.len -= 3 * PACK; /* inside a unit */
    make_dvd(&film, 100, 120);
    make_dvd(&film, 900000, 120); /* and between units */
    struct walk_report report = film_walk_large(&film, "film.vob");
    char *verdict = film_verdict(&report);
    cr_expect_eq(finding_worst(&report.findings), FINDING_NOTE, "%s", verdict);
    free(verdict);
    bytes_release(&film);
}

/* --- content ---------------------------------------------------------------------------------- */

/* Adds a pack with a packet that begins with this data. */
static void add_data(struct bytes *b, unsigned stream, uint64_t time, const char *data, size_t len)
{
    size_t at = b->len + 14 + 14;

    add_pack_header(b, time);
    add_packet(b, stream, time, PACK - 14);
    for (size_t i = 0; i < len; i++)
        b->at[at + i] = data[i];
}

/* A sequence of 720 x 576, 16:9, 25 pictures a second, and a picture of two fields. */
static const char sequence[] = "\0\0\1\xb3\x2d\x02\x40\x33\xff\xff\xe0\x18"
                               "\0\0\1\xb5\x14\x82\0\1\0\0"
                               "\0\0\1\0\0\x0f\xff\xf8"
                               "\0\0\1\xb5\x8f\xff\xf3\x80\0\0\0\1\1";

/* A DVD's sound formats, each with its header; and subtitles. */
static const struct {
    const char *bytes;
    size_t len;
    char stream;
    const char *codec;
    unsigned channels;
} dvd[] = {
    {"\x80\1\0\1\x0b\x77\0\0\x24\x40\xe1", 11, 'a', "AC-3", 6},
    {"\x89\1\0\1"
     "\x7f\xfe\x80\x01\xfc\x3c\x75\xb2\x76\xc0\x05\x38\x00\x09\xef\x7b",
     20, 'a', "DTS", 6},
    {"\xa0\7\0\4\0\1\x80", 7, 'a', "PCM", 2},
    {"\x20\0\0", 3, 's', "dvd_subtitle", 0},
};

Test(walk_ps, lists_its_streams)
{
    struct bytes film = {0};

    for (unsigned i = 0; i < 50; i++) {
        uint64_t time = 90000 + i * 3600;
        add_data(&film, 0xe0, time, sequence, sizeof sequence - 1);
        for (size_t k = 0; k < sizeof dvd / sizeof *dvd; k++)
            add_data(&film, 0xbd, time, dvd[k].bytes, dvd[k].len);
    }
    struct walk_report report = film_walk(&film, "film.vob");
    const struct content *content = &report.content;
    cr_assert_eq(content->track_count, 5);
    cr_expect_str_eq(content->tracks[0].codec, "MPEG-2");
    cr_expect_eq(content->tracks[0].width, 1024);
    cr_expect_eq(content->tracks[0].height, 576);
    cr_expect_eq(content->tracks[0].scan, CONTENT_INTERLACED);
    cr_expect_float_eq(content->tracks[0].frame_rate, 25, 0.001);
    for (size_t i = 0; i < sizeof dvd / sizeof *dvd; i++) {
        const struct content_track *track = &content->tracks[i + 1];
        cr_expect_eq(track->stream, dvd[i].stream);
        cr_expect_str_eq(track->codec, dvd[i].codec, "%s", track->codec);
        cr_expect_eq(track->channels, dvd[i].channels, "%s: %u", track->codec, track->channels);
    }
    cr_expect_float_eq(content->duration_s, 2, 0.01, "%g", content->duration_s);
    bytes_release(&film);
}

Test(walk_ps, handles_a_thousand_streams_and_times_that_jump)
{
    struct bytes film = {0};

    for (unsigned i = 0; i < 1000; i++) {
        char id = (char)i;
        add_data(&film, i % 2 ? 0xbd : 0xc0 + i / 2 % 48, i * UINT64_C(9000000), &id, 1);
    }
    struct walk_report report = film_walk(&film, "film.mpg");
    cr_expect_eq(report.content.track_count, CONTENT_TRACKS);
    cr_expect_eq(report.content.duration_s, 0, "%g", report.content.duration_s);
    bytes_release(&film);
}
