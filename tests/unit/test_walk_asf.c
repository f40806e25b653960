/* ASF files: sound ones, finished and not, and damage to them. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "film.h"

enum { PACKETS = 30, PACKET = 3200, HEADER = 30 + 104 };

static size_t object(struct bytes *b, const char *id)
{
    size_t at = b->len;

    bytes_add(b, id, 16);
    film_little(b, 0, 8);
    return at;
}

static void object_end(struct bytes *b, size_t at)
{
    film_patch_little(b, at + 16, b->len - at, 8);
}

/* broadcast: it was sent while it was made, so that counts and sizes are not known. */
static void make_film(struct bytes *b, bool broadcast)
{
    size_t header = object(b, "\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c");
    film_little(b, 1, 4);
    film_little(b, 0x0201, 2);
    size_t properties =
        object(b, "\xa1\xdc\xab\x8c\x47\xa9\xcf\x11\x8e\xe4\x00\xc0\x0c\x20\x53\x65");
    film_fill(b, 0, 16 + 8 + 8);
    film_little(b, broadcast ? 0 : PACKETS, 8);
    film_little(b, 50000000, 8); /* 5 s, 3 s of them before the film */
    film_little(b, 50000000, 8);
    film_little(b, 3000, 8);
    film_little(b, broadcast, 4);
    film_little(b, PACKET, 4);
    film_little(b, PACKET, 4);
    film_little(b, 1000000, 4);
    object_end(b, properties);
    object_end(b, header);
    size_t data = object(b, "\x36\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c");
    film_fill(b, 0, 16);
    film_little(b, broadcast ? 0 : PACKETS, 8);
    film_little(b, 0x0101, 2);
    for (int i = 0; i < PACKETS; i++) {
        film_big(b, 0x820000, 3);
        film_data(b, PACKET - 3);
    }
    if (!broadcast)
        object_end(b, data);
}

static void expect_all(bool broadcast, const struct film_case *rows, size_t count)
{
    struct bytes film = {0};

    make_film(&film, broadcast);
    for (size_t i = 0; i < count; i++) {
        film_expect(&film, "film.wmv", &rows[i]);
    }
    bytes_release(&film);
}

Test(walk_asf, finds_damage)
{
    static const struct film_case rows[] = {
        {"sound", FILM_SOUND, 0, 0, FINDING_NOTE, FINDING_CODES},
        {"cut", FILM_CUT, 30000, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"a packet less", FILM_CUT, -PACKET, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"only a header", FILM_CUT, HEADER, 0, FINDING_CORRUPT, FINDING_LOST_SYNC},
        {"half a header", FILM_CUT, 100, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"header zeroed", FILM_ZERO, 0, 4096, FINDING_CORRUPT, FINDING_NO_HEADER},
        {"some removed", FILM_REMOVE, 30000, 9999, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"zeros inside", FILM_ZERO, 30000, 9999, FINDING_CORRUPT, FINDING_LOST_SYNC},
        {"junk behind", FILM_APPEND, 0, 5000, FINDING_SUSPICIOUS, FINDING_TRAILING_JUNK},
    };

    expect_all(false, rows, sizeof rows / sizeof *rows);
}

Test(walk_asf, accuses_no_broadcast)
{
    static const struct film_case rows[] = {
        {"sound", FILM_SOUND, 0, 0, FINDING_NOTE, FINDING_CODES},
        {"cut", FILM_CUT, 30000, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
    };

    expect_all(true, rows, sizeof rows / sizeof *rows);
}

Test(walk_asf, tells_the_running_time)
{
    struct bytes film = {0};

    make_film(&film, false);
    struct walk_report report = film_walk(&film, "film.wmv");
    cr_expect_float_eq(report.duration_s, 2.0, 0.001);
    bytes_release(&film);
}

/* A header with one more object; the film is as ever. */
static struct walk_report walk_with(const char *id)
{
    struct bytes film = {0}, more = {0}, whole = {0};

    make_film(&film, false);
    size_t extra = object(&more, id);
    film_fill(&more, 0, 60);
    object_end(&more, extra);
    bytes_add(&whole, film.at, HEADER);
    film_patch_little(&whole, 16, HEADER + more.len, 8);
    bytes_add(&whole, more.at, more.len);
    bytes_add(&whole, film.at + HEADER, film.len - HEADER);
    struct walk_report report = film_walk(&whole, "film.wmv");
    bytes_release(&film);
    bytes_release(&more);
    bytes_release(&whole);
    return report;
}

/* The three objects of a content encryption (3.14 to 3.16), and one that is none. */
Test(walk_asf, finds_encrypted_content)
{
    static const struct {
        const char *id;
        bool is_locked;
    } rows[] = {
        {"\xfb\xb3\x11\x22\x23\xbd\xd2\x11\xb4\xb7\x00\xa0\xc9\x55\xfc\x6e", true},
        {"\x14\xe6\x8a\x29\x22\x26\x17\x4c\xb9\x35\xda\xe0\x7e\xe9\x28\x9c", true},
        {"\x33\x85\x05\x43\x81\x69\xe6\x49\x9b\x74\xad\x12\xcb\x86\xd5\x8c", true},
        {"\x33\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c", false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct walk_report report = walk_with(rows[i].id);
        cr_expect_eq(film_has(&report, FINDING_ENCRYPTED), rows[i].is_locked, "%zu", i);
        cr_expect_eq(finding_worst(&report.findings),
                     rows[i].is_locked ? FINDING_SUSPICIOUS : FINDING_NOTE, "%zu", i);
    }
}

/* A writer that cannot go back leaves the counts of the header as they were, 0, and the data object
 * with no more than its own size: the packets follow all the same. */
Test(walk_asf, accuses_no_file_that_was_written_through_a_pipe)
{
    struct bytes film = {0};

    make_film(&film, false);
    film_patch_little(&film, 30 + 56, 0, 8);      /* packets */
    film_patch_little(&film, HEADER + 16, 50, 8); /* the size of the data object */
    struct walk_report report = film_walk(&film, "film.wmv");
    char *verdict = film_verdict(&report);
    cr_expect_eq(finding_worst(&report.findings), FINDING_NOTE, "%s", verdict);
    free(verdict);
    /* An index may follow, of any size. */
    for (int i = 0; i < 2; i++) {
        size_t index =
            object(&film, "\x90\x08\x00\x33\xb1\xe5\xcf\x11\x89\xf4\x00\xa0\xc9\x03\x49\xcb");
        film_fill(&film, 0, i ? 9000 : 86);
        object_end(&film, index);
        if (i)
            bytes_add(&film, "$E\x08\0\0\0\0\0\0\0\x08\0", 12); /* the end of a stream */
        report = film_walk(&film, "film.wmv");
        verdict = film_verdict(&report);
        cr_expect_eq(finding_worst(&report.findings), FINDING_NOTE, "%d: %s", i, verdict);
        free(verdict);
    }
    bytes_release(&film);
}
