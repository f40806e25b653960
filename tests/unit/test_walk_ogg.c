/* Ogg files: sound ones, chained ones, and damage to them. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "film.h"

enum { PAGES = 40, FIRST = 2, LAST = 4 };

/* The checksum as RFC 3533 describes it, bit by bit: another way than the library's. */
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

Test(walk_ogg, accepts_streams_one_behind_the_other)
{
    struct bytes film = {0};

    for (uint32_t serial = 1; serial <= 40; serial++)
        make_film(&film, serial);
    struct walk_report report = film_walk(&film, "film.ogg");
    cr_expect_eq(report.findings.count, 0);
    cr_expect_float_eq(report.duration_s, 3.9, 0.001);
    bytes_release(&film);
}

/* 12 MB in windows of 128 KiB, one in 190 KiB: what lies in one is found, and how it ends. */
Test(walk_ogg, looks_into_windows_of_a_large_file)
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

/* A stream that was cut out of a longer one, or joined while it was sent, has its headers and then
 * pages from the middle on: their numbers begin anywhere. A gap further on is another matter. */
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
