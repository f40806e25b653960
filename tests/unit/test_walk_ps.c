/* Program streams: sound ones of both makes, and damage to them. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "film.h"

enum { PACKS = 200, PACK = 2048, EACH = 2700 /* ticks of 90 kHz between two packs */ };

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

/* A packet with a time, that fills the pack. */
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

/* Packs of one size: sound in every second one, of a constant rate. */
static void make_film(struct bytes *b, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        add_pack_header(b, (uint64_t)i * EACH);
        add_packet(b, i % 2 ? 0xc0 : 0xe0, 9000 + (uint64_t)i * EACH, PACK - 14);
    }
}

static void expect_all(const struct film_case *rows, size_t count)
{
    struct bytes film = {0};

    make_film(&film, PACKS);
    for (size_t i = 0; i < count; i++) {
        char *wrong = film_try(&film, "film.mpg", &rows[i]);
        cr_expect_null(wrong, "%s", wrong);
        free(wrong);
    }
    bytes_release(&film);
}

Test(walk_ps, finds_damage)
{
    static const struct film_case rows[] = {
        {"sound",               FILM_SOUND,  0,      0,     FINDING_NOTE,       FINDING_CODES        },
        {"cut in a packet",     FILM_CUT,    100000, 0,     FINDING_CORRUPT,    FINDING_TRUNCATED    },
        {"cut in a header",     FILM_CUT,    204807, 0,     FINDING_CORRUPT,    FINDING_TRUNCATED    },
        {"cut between packs",   FILM_CUT,    204800, 0,     FINDING_NOTE,       FINDING_CODES        },
        {"header zeroed",       FILM_ZERO,   0,      4096,  FINDING_CORRUPT,    FINDING_NO_HEADER    },
        {"some removed",        FILM_REMOVE, 100000, 10001, FINDING_CORRUPT,    FINDING_LOST_SYNC    },
        {"whole packs removed", FILM_REMOVE, 204800, 32768, FINDING_SUSPICIOUS,
         FINDING_MISSING_DATA                                                                        },
        {"zeros inside",        FILM_ZERO,   100000, 10000, FINDING_CORRUPT,    FINDING_LOST_SYNC    },
        {"junk behind",         FILM_APPEND, 0,      5000,  FINDING_SUSPICIOUS, FINDING_TRAILING_JUNK},
        {"zeros behind",        FILM_ZEROS,  0,      50000, FINDING_SUSPICIOUS, FINDING_ZEROS        },
        {"an empty sector",     FILM_ZEROS,  0,      2324,  FINDING_NOTE,       FINDING_CODES        },
    };

    expect_all(rows, sizeof rows / sizeof *rows);
}

Test(walk_ps, accepts_the_end_code_and_another_film_behind)
{
    struct bytes film = {0};

    make_film(&film, 100);
    film_big(&film, 0x1b9, 4);
    make_film(&film, 100);
    film_big(&film, 0x1b9, 4);
    struct walk_report report = film_walk(&film, "film.mpg");
    cr_expect_eq(finding_worst(&report.findings), FINDING_NOTE);
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
    char *wrong = film_try(&film, "film.mpg", &removed);
    cr_expect_null(wrong, "%s", wrong);
    free(wrong);
    bytes_release(&film);
}
