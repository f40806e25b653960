/* AVI files: sound ones of several makes, and damage to them. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "film.h"

enum { CHUNKS = 40, CHUNK = 2001 };

struct make {
    bool piped;    /* sizes were never filled in, and there is no index */
    bool absolute; /* offsets of the index count from the file's beginning */
    bool uneven;   /* no byte behind a chunk of odd size */
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
        /* Nor is an index announced. */
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

Test(walk_avi, accuses_no_piped_file_but_damaged_ones)
{
    static const struct film_case rows[] = {
        {"sound", FILM_SOUND, 0, 0, FINDING_NOTE, FINDING_CODES},
        {"cut", FILM_CUT, 30000, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"some removed", FILM_REMOVE, 25001, 15000, FINDING_CORRUPT, FINDING_LOST_SYNC},
        {"junk behind", FILM_APPEND, 0, 5000, FINDING_SUSPICIOUS, FINDING_TRAILING_JUNK},
    };

    expect_all((struct make){.piped = true}, rows, sizeof rows / sizeof *rows);
}

Test(walk_avi, accepts_what_is_odd)
{
    static const struct film_case sound[] = {
        {"sound", FILM_SOUND, 0, 0, FINDING_NOTE, FINDING_CODES},
    };

    expect_all((struct make){.uneven = true}, sound, 1);
    expect_all((struct make){.records = true}, sound, 1);
}

Test(walk_avi, tells_the_running_time)
{
    struct bytes film = {0};

    make_film(&film, (struct make){.piped = false});
    struct walk_report report = film_walk(&film, "film.avi");
    cr_expect_float_eq(report.duration_s, 1.6, 0.001);
    bytes_release(&film);
}

/* An OpenDML index that points at itself, and one at places behind the end. */
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

/* Of a large one the index is followed to a chunk in 125 KB, and nothing else is read. */
Test(walk_avi, looks_where_the_index_of_a_large_file_points)
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
