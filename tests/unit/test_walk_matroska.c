/* Matroska files: sound ones of several makes, and damage to them. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "film.h"

enum { CLUSTERS = 6, BLOCKS = 10, BLOCK = 1000 };

struct make {
    bool live; /* sizes are unknown */
    bool no_cues;
    bool with_void; /* a long one, behind Tracks */
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

Test(walk_matroska, accuses_no_live_file_but_damaged_ones)
{
    static const struct film_case rows[] = {
        {"sound", FILM_SOUND, 0, 0, FINDING_NOTE, FINDING_CODES},
        {"cut", FILM_CUT, 30000, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"some removed", FILM_REMOVE, 25001, 5000, FINDING_CORRUPT, FINDING_LOST_SYNC},
        {"junk behind", FILM_APPEND, 0, 5000, FINDING_SUSPICIOUS, FINDING_TRAILING_JUNK},
    };

    EXPECT_ALL(rows, .live = true, .no_cues = true);
}

Test(walk_matroska, accepts_what_is_odd)
{
    static const struct film_case sound[] = {
        {"sound", FILM_SOUND, 0, 0, FINDING_NOTE, FINDING_CODES},
    };

    EXPECT_ALL(sound, .no_cues = true);
    EXPECT_ALL(sound, .with_void = true);
    EXPECT_ALL(sound, .live = true);
}

Test(walk_matroska, tells_the_running_time)
{
    struct bytes film = {0}, live = {0};

    make_film(&film, (struct make){.live = false});
    make_film(&live, (struct make){.live = true});
    struct walk_report report = film_walk(&film, "film.mkv");
    cr_expect_float_eq(report.duration_s, 6.0, 0.001);
    /* The last cluster's, as far as anybody knows. */
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

/* CRC-32 of "123456789" is 0xcbf43926 (its check value in every catalogue of them). */
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

Test(walk_matroska, bears_elements_that_claim_everything)
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

/* A SeekHead that says that itself is a Cues: it is looked at once. */
Test(walk_matroska, goes_round_in_no_circle)
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

/* A track with a ContentEncodings; scope is said only if it is not 0. */
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

/* RFC 9559 5.1.4.1.31: type 1 is encryption; algorithm 0 of it is a signature only. */
Test(walk_matroska, tells_encrypted_tracks_from_compressed_ones)
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

/* Pieces of a WebM stream: the head has no cluster, each other piece nothing but clusters. */
Test(walk_matroska, tells_the_pieces_of_a_stream)
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

/* Wrong hints for seeking: a head of the index that names an element which is not there, and one of
 * many entries of the index. Where an index leads past the end, or mostly astray, something else is
 * wrong. */
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

Test(walk_matroska, bears_an_entry_of_the_index_that_is_of_no_use)
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

Test(walk_matroska, bears_a_hint_to_an_element_that_is_not_there)
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
