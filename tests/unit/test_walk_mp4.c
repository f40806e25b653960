/* ISO-BMFF files: sound ones of several writers, and damage to them. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "film.h"

enum { SAMPLES = 40, SAMPLE = 2000 };

/* A full box: version and flags after the header. */
static size_t full_box(struct bytes *b, const char *fourcc, uint32_t flags)
{
    size_t at = film_box(b, fourcc);

    film_big(b, flags, 4);
    return at;
}

static void leaf(struct bytes *b, const char *fourcc, size_t len)
{
    size_t at = film_box(b, fourcc);

    film_data(b, len);
    film_box_end(b, at);
}

static void add_stsd(struct bytes *b)
{
    size_t stsd = full_box(b, "stsd", 0);
    film_big(b, 1, 4);
    size_t entry = film_box(b, "avc1");
    film_fill(b, 0, 78);
    size_t config = film_box(b, "avcC");
    film_big(b, UINT64_C(0x01640028ff), 5);
    film_big(b, 0, 2);
    film_box_end(b, config);
    film_box_end(b, entry);
    film_box_end(b, stsd);
}

/* Adds chunks of ten samples each; the offset of the first is filled in later. */
static void add_tables(struct bytes *b, uint32_t samples, size_t *offsets)
{
    size_t stsc = full_box(b, "stsc", 0);
    film_big(b, samples ? 1 : 0, 4);
    if (samples) {
        film_big(b, 1, 4);
        film_big(b, 10, 4);
        film_big(b, 1, 4);
    }
    film_box_end(b, stsc);
    size_t stsz = full_box(b, "stsz", 0);
    film_big(b, 0, 4);
    film_big(b, samples, 4);
    for (uint32_t i = 0; i < samples; i++)
        film_big(b, SAMPLE, 4);
    film_box_end(b, stsz);
    size_t stco = full_box(b, "stco", 0);
    film_big(b, samples / 10, 4);
    *offsets = b->len;
    film_fill(b, 0, (size_t)samples / 10 * 4);
    film_box_end(b, stco);
}

/* Adds a moov with one track. Returns the place of its chunk offsets. */
static size_t add_moov(struct bytes *b, uint32_t samples, bool fragmented)
{
    size_t offsets, moov = film_box(b, "moov");
    size_t mvhd = full_box(b, "mvhd", 0);
    film_fill(b, 0, 8);
    film_big(b, 1000, 4);
    film_big(b, 4000, 4);
    film_fill(b, 0, 80);
    film_box_end(b, mvhd);
    size_t trak = film_box(b, "trak");
    size_t tkhd = full_box(b, "tkhd", 0);
    film_fill(b, 0, 8);
    film_big(b, 1, 4);
    film_fill(b, 0, 68);
    film_box_end(b, tkhd);
    size_t mdia = film_box(b, "mdia");
    size_t hdlr = full_box(b, "hdlr", 0);
    bytes_add(b, "\0\0\0\0vide\0\0\0\0\0\0\0\0\0\0\0\0\0", 21);
    film_box_end(b, hdlr);
    size_t minf = film_box(b, "minf");
    size_t stbl = film_box(b, "stbl");
    add_stsd(b);
    add_tables(b, samples, &offsets);
    film_box_end(b, stbl);
    film_box_end(b, minf);
    film_box_end(b, mdia);
    film_box_end(b, trak);
    if (fragmented) {
        size_t mvex = film_box(b, "mvex");
        size_t trex = full_box(b, "trex", 0);
        film_big(b, 1, 4);
        film_fill(b, 0, 16);
        film_box_end(b, trex);
        film_box_end(b, mvex);
    }
    film_box_end(b, moov);
    return offsets;
}

/* Each sample is filled by one NAL unit. */
static void add_samples(struct bytes *b, int count)
{
    for (int i = 0; i < count; i++) {
        film_big(b, SAMPLE - 4, 4);
        film_data(b, SAMPLE - 4);
    }
}

static void add_ftyp(struct bytes *b)
{
    size_t ftyp = film_box(b, "ftyp");

    bytes_add(b, "isom\0\0\2\0isomiso2", 16);
    film_box_end(b, ftyp);
}

static void set_offsets(struct bytes *b, size_t offsets, size_t data)
{
    for (size_t i = 0; i < SAMPLES / 10; i++)
        film_patch_big(b, offsets + i * 4, data + i * 10 * SAMPLE, 4);
}

/* The index follows the data: ftyp at 0 (24 bytes), mdat at 24, moov at the end. */
static void make_plain(struct bytes *b)
{
    add_ftyp(b);
    size_t mdat = film_box(b, "mdat");
    size_t data = b->len;
    add_samples(b, SAMPLES);
    film_box_end(b, mdat);
    set_offsets(b, add_moov(b, SAMPLES, false), data);
}

/* The index first, and padding. */
static void make_fast(struct bytes *b)
{
    add_ftyp(b);
    size_t offsets = add_moov(b, SAMPLES, false);
    size_t pad = film_box(b, "free");
    film_fill(b, 0, 40000);
    film_box_end(b, pad);
    size_t mdat = film_box(b, "mdat");
    set_offsets(b, offsets, b->len);
    add_samples(b, SAMPLES);
    film_box_end(b, mdat);
}

static void add_fragment(struct bytes *b, uint32_t number)
{
    size_t moof = film_box(b, "moof");
    size_t mfhd = full_box(b, "mfhd", 0);
    film_big(b, number, 4);
    film_box_end(b, mfhd);
    size_t traf = film_box(b, "traf");
    size_t tfhd = full_box(b, "tfhd", 0x020000);
    film_big(b, 1, 4);
    film_box_end(b, tfhd);
    size_t trun = full_box(b, "trun", 0x201);
    film_big(b, 10, 4);
    size_t offset = b->len;
    film_big(b, 0, 4);
    for (int i = 0; i < 10; i++)
        film_big(b, SAMPLE, 4);
    film_box_end(b, trun);
    film_box_end(b, traf);
    film_box_end(b, moof);
    film_patch_big(b, offset, b->len - moof + 8, 4);
    size_t mdat = film_box(b, "mdat");
    add_samples(b, 10);
    film_box_end(b, mdat);
}

static void make_fragments(struct bytes *b)
{
    add_ftyp(b);
    add_moov(b, 0, true);
    for (uint32_t i = 1; i <= 4; i++)
        add_fragment(b, i);
}

static void expect_all(void (*make)(struct bytes *), const struct film_case *rows, size_t count)
{
    struct bytes film = {0};

    make(&film);
    for (size_t i = 0; i < count; i++) {
        film_expect(&film, "film.mp4", &rows[i]);
    }
    bytes_release(&film);
}

#define EXPECT_ALL(make, rows) expect_all(make, rows, sizeof(rows) / sizeof *(rows))

Test(walk_mp4, finds_damage_in_a_plain_file)
{
    static const struct film_case rows[] = {
        {"sound", FILM_SOUND, 0, 0, FINDING_NOTE, FINDING_CODES},
        {"cut in the data", FILM_CUT, 40000, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"cut in the index", FILM_CUT, -20, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"no index", FILM_CUT, 80032, 0, FINDING_CORRUPT, FINDING_NO_INDEX},
        {"header zeroed", FILM_ZERO, 0, 4096, FINDING_CORRUPT, FINDING_NO_HEADER},
        {"some removed", FILM_REMOVE, 30001, 20000, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"junk behind", FILM_APPEND, 0, 5000, FINDING_SUSPICIOUS, FINDING_TRAILING_JUNK},
        {"zeros behind", FILM_ZEROS, 0, 5000, FINDING_SUSPICIOUS, FINDING_ZEROS},
        {"a few zeros", FILM_ZEROS, 0, 4, FINDING_NOTE, FINDING_TRAILING_JUNK},
        {"zeros in samples", FILM_ZERO, 20000, 5000, FINDING_CORRUPT, FINDING_ZEROS},
        {"other lengths", FILM_WRITE, 20000, 5000, FINDING_CORRUPT, FINDING_BAD_STRUCTURE},
        {"index zeroed", FILM_ZERO, -200, 200, FINDING_CORRUPT, FINDING_CODES},
    };

    EXPECT_ALL(make_plain, rows);
}

Test(walk_mp4, doubts_a_file_after_the_first)
{
    void (*const makes[])(struct bytes *) = {make_plain, make_fast};

    for (size_t i = 0; i < 4; i++) {
        struct bytes film = {0};

        makes[i % 2](&film);
        makes[i / 2](&film);
        struct walk_report report = film_walk(&film, "film.mp4");
        cr_expect_eq(finding_worst(&report.findings), FINDING_SUSPICIOUS, "%zu", i);
        cr_expect(film_has(&report, FINDING_TRAILING_JUNK), "%zu", i);
        bytes_release(&film);
    }
}

Test(walk_mp4, finds_damage_if_the_index_comes_first)
{
    static const struct film_case rows[] = {
        {"sound", FILM_SOUND, 0, 0, FINDING_NOTE, FINDING_CODES},
        {"cut", FILM_CUT, 100000, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"one byte off", FILM_CUT, -1, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"removed", FILM_REMOVE, 90000, 4096, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"data gone", FILM_CUT, 40700, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
    };

    EXPECT_ALL(make_fast, rows);
}

Test(walk_mp4, finds_damage_in_fragments)
{
    static const struct film_case rows[] = {
        {"sound", FILM_SOUND, 0, 0, FINDING_NOTE, FINDING_CODES},
        {"cut in a fragment", FILM_CUT, -5000, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"cut behind a moof", FILM_CUT, -20008, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"cut between two", FILM_CUT, -20116, 0, FINDING_NOTE, FINDING_CODES},
        {"some removed", FILM_REMOVE, 30000, 4096, FINDING_CORRUPT, FINDING_LOST_SYNC},
        {"junk behind", FILM_APPEND, 0, 5000, FINDING_SUSPICIOUS, FINDING_TRAILING_JUNK},
        {"zeros in samples", FILM_ZERO, 30000, 5000, FINDING_CORRUPT, FINDING_ZEROS},
    };

    EXPECT_ALL(make_fragments, rows);
}

Test(walk_mp4, reports_the_running_time)
{
    struct bytes film = {0};

    make_plain(&film);
    struct walk_report report = film_walk(&film, "film.mp4");
    cr_expect_float_eq(report.duration_s, 4.0, 0.001);
    bytes_release(&film);
}

Test(walk_mp4, accepts_data_to_the_end_of_the_file)
{
    struct bytes film = {0};
    size_t mdat;

    make_fast(&film);
    mdat = film.len - (size_t)SAMPLES * SAMPLE - 8;
    film_patch_big(&film, mdat, 0, 4);
    struct walk_report report = film_walk(&film, "film.mov");
    cr_expect_eq(report.findings.count, 0);
    bytes_release(&film);
}

/* Values that cannot be true: each is reported, and none is trusted. */
Test(walk_mp4, trusts_no_claim)
{
    static const struct {
        const char *name, *fourcc;
        int offset; /* of the number after the code */
        uint64_t number;
        int width;
    } rows[] = {
        {"a count of samples", "stsz", 8, UINT32_MAX, 4},
        {"a count of chunks", "stco", 4, UINT32_MAX, 4},
        {"a count of runs", "stsc", 4, UINT32_MAX, 4},
        {"samples in a chunk", "stsc", 12, UINT32_MAX, 4},
        {"the first chunk", "stsc", 8, 0, 4},
        {"a chunk's place", "stco", 8, UINT32_MAX, 4},
        {"a box in the moov", "mdia", -4, UINT32_MAX, 4},
        {"a box of size 0", "minf", -4, 0, 4},
        {"a box of size 7", "stbl", -4, 7, 4},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct bytes film = {0};
        make_plain(&film);
        long at = bytes_find(&film, 0, rows[i].fourcc, 4);
        cr_assert_gt(at, 0);
        film_patch_big(&film, (size_t)(at + 4 + rows[i].offset + (rows[i].offset < 0 ? -4 : 0)),
                       rows[i].number, rows[i].width);
        struct walk_report report = film_walk(&film, "film.mp4");
        cr_expect_geq(finding_worst(&report.findings), FINDING_SUSPICIOUS, "%s", rows[i].name);
        cr_expect_leq(report.bytes_read, 4 * film.len, "%s", rows[i].name);
        bytes_release(&film);
    }
}

Test(walk_mp4, does_not_overflow_64_bits)
{
    struct bytes film = {0};

    add_ftyp(&film);
    film_big(&film, 1, 4);
    bytes_puts(&film, "mdat");
    film_big(&film, UINT64_MAX, 8);
    film_data(&film, 1000);
    struct walk_report report = film_walk(&film, "film.mp4");
    cr_expect(film_has(&report, FINDING_TRUNCATED));
    cr_expect(film_has(&report, FINDING_NO_INDEX));
    bytes_release(&film);
}

Test(walk_mp4, handles_a_million_nested_boxes)
{
    struct bytes film = {0};
    enum { DEEP = 100000 };

    add_ftyp(&film);
    film_big(&film, 8 + DEEP * 8, 4);
    bytes_puts(&film, "moov");
    for (uint32_t i = 0; i < DEEP; i++) {
        film_big(&film, (uint64_t)(DEEP - i) * 8, 4);
        bytes_puts(&film, "trak");
    }
    struct walk_report report = film_walk(&film, "film.mp4");
    cr_expect(film_has(&report, FINDING_LIMIT));
    bytes_release(&film);
}

Test(walk_mp4, accepts_a_piece_of_a_stream_with_its_first_boxes)
{
    struct bytes film = {0};

    leaf(&film, "styp", 16);
    add_fragment(&film, 7);
    struct walk_report report = film_walk(&film, "film.m4s");
    cr_expect_eq(finding_worst(&report.findings), FINDING_NOTE);
    bytes_release(&film);

    struct bytes start = {0};
    add_ftyp(&start);
    add_moov(&start, 0, true);
    report = film_walk(&start, "film.mp4");
    cr_expect_eq(finding_worst(&report.findings), FINDING_NOTE);
    bytes_release(&start);
}

/* A protected sample entry; a row of a table. */
struct lock {
    const char *name;
    const char *entry;  /* the code of the sample entry */
    const char *format; /* the codec in sinf; NULL: no sinf */
    const char *scheme; /* in schm; NULL: no schm */
    int is_protected;   /* in tenc; -1: no tenc */
    bool with_senc;     /* the fragments have senc boxes */
    bool with_pssh;
    bool is_piff;   /* tenc and senc are PIFF boxes of type uuid */
    bool is_locked; /* the expected result */
};

static const unsigned char piff_tenc[] = {0x89, 0x74, 0xdb, 0xce, 0x7b, 0xe7, 0x4c, 0x51,
                                          0x84, 0xf9, 0x71, 0x48, 0xf9, 0x88, 0x25, 0x54};
static const unsigned char piff_senc[] = {0xa2, 0x39, 0x4f, 0x52, 0x5a, 0x9b, 0x4f, 0x14,
                                          0xa2, 0x44, 0x6c, 0x42, 0x7c, 0x64, 0x8d, 0xf4};

/* Begins a box, or a PIFF box with the id instead; with version and flags. */
static size_t lock_box(struct bytes *b, bool is_piff, const char *fourcc,
                       const unsigned char id[16])
{
    size_t at = film_box(b, is_piff ? "uuid" : fourcc);

    if (is_piff)
        bytes_add(b, id, 16);
    film_big(b, 0, 4);
    return at;
}

static void add_sinf(struct bytes *b, const struct lock *lock)
{
    size_t sinf = film_box(b, "sinf");
    size_t frma = film_box(b, "frma");
    bytes_add(b, lock->format, 4);
    film_box_end(b, frma);
    if (lock->scheme) {
        size_t schm = full_box(b, "schm", 0);
        bytes_add(b, lock->scheme, 4);
        film_big(b, 0x10000, 4);
        film_box_end(b, schm);
    }
    size_t schi = film_box(b, "schi");
    if (lock->is_protected >= 0) {
        size_t tenc = lock_box(b, lock->is_piff, "tenc", piff_tenc);
        film_big(b, (uint64_t)lock->is_protected, 3);
        film_big(b, lock->is_protected ? 8 : 0, 1);
        film_fill(b, 0x5a, 16);
        film_box_end(b, tenc);
    }
    film_box_end(b, schi);
    film_box_end(b, sinf);
}

static void add_locked_entry(struct bytes *b, const struct lock *lock)
{
    size_t stsd = full_box(b, "stsd", 0);

    film_big(b, 1, 4);
    size_t entry = film_box(b, lock->entry);
    film_fill(b, 0, 78);
    size_t config = film_box(b, "avcC");
    film_big(b, UINT64_C(0x01640028ff), 5);
    film_big(b, 0, 2);
    film_box_end(b, config);
    if (lock->format)
        add_sinf(b, lock);
    film_box_end(b, entry);
    film_box_end(b, stsd);
}

/* Adds a fragment whose samples are not NAL units, because they are encrypted. */
static void add_locked_fragment(struct bytes *b, const struct lock *lock)
{
    size_t moof = film_box(b, "moof"), traf = film_box(b, "traf");
    size_t tfhd = full_box(b, "tfhd", 0x020000);
    film_big(b, 1, 4);
    film_box_end(b, tfhd);
    size_t trun = full_box(b, "trun", 0x201);
    film_big(b, 10, 4);
    size_t offset = b->len;
    film_big(b, 0, 4);
    for (int i = 0; i < 10; i++)
        film_big(b, SAMPLE, 4);
    film_box_end(b, trun);
    if (lock->with_senc) {
        size_t senc = lock_box(b, lock->is_piff, "senc", piff_senc);
        film_big(b, 10, 4);
        film_data(b, 80);
        film_box_end(b, senc);
    }
    film_box_end(b, traf);
    film_box_end(b, moof);
    film_patch_big(b, offset, b->len - moof + 8, 4);
    size_t mdat = film_box(b, "mdat");
    if (lock->is_locked)
        film_data(b, (size_t)SAMPLE * 10);
    else
        add_samples(b, 10);
    film_box_end(b, mdat);
}

static void make_locked(struct bytes *b, const struct lock *lock)
{
    add_ftyp(b);
    size_t moov = film_box(b, "moov"), trak = film_box(b, "trak");
    size_t tkhd = full_box(b, "tkhd", 0);
    film_fill(b, 0, 8);
    film_big(b, 1, 4);
    film_fill(b, 0, 68);
    film_box_end(b, tkhd);
    size_t mdia = film_box(b, "mdia"), hdlr = full_box(b, "hdlr", 0);
    bytes_add(b, "\0\0\0\0vide\0\0\0\0\0\0\0\0\0\0\0\0\0", 21);
    film_box_end(b, hdlr);
    size_t minf = film_box(b, "minf"), stbl = film_box(b, "stbl"), offsets;
    add_locked_entry(b, lock);
    add_tables(b, 0, &offsets);
    film_box_end(b, stbl);
    film_box_end(b, minf);
    film_box_end(b, mdia);
    film_box_end(b, trak);
    size_t mvex = film_box(b, "mvex");
    film_box_end(b, mvex);
    if (lock->with_pssh) {
        size_t pssh = full_box(b, "pssh", 0);
        film_fill(b, 0x77, 16);
        film_big(b, 0, 4);
        film_box_end(b, pssh);
    }
    film_box_end(b, moov);
    add_locked_fragment(b, lock);
    add_locked_fragment(b, lock);
}

Test(walk_mp4, reports_locked_samples_as_encrypted_not_broken)
{
    static const struct lock rows[] = {
        {"cenc", "encv", "avc1", "cenc", 1, true, true, false, true},
        {"cbcs, with an IV for all", "encv", "avc1", "cbcs", 1, false, false, false, true},
        {"keys by groups of samples", "encv", "avc1", "cenc", 0, true, false, false, true},
        {"PIFF", "encv", "avc1", "piff", 1, true, false, true, true},
        {"no tenc", "encv", "avc1", "cenc", -1, true, false, false, true},
        {"no sinf", "encv", NULL, NULL, -1, false, false, false, true},
        {"FairPlay", "drmi", "avc1", "itun", -1, false, false, false, true},
        {"a pssh, and nothing locked", "avc1", NULL, NULL, -1, false, true, false, false},
        {"a sinf, and nothing locked", "encv", "avc1", "cenc", 0, false, true, false, false},
        {"a sinf in an ordinary entry", "avc1", "avc1", "cenc", 0, false, false, false, false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct bytes film = {0};
        make_locked(&film, &rows[i]);
        struct walk_report report = film_walk(&film, "film.mp4");
        char *verdict = film_verdict(&report);
        bool found = report.findings.count && film_has(&report, FINDING_ENCRYPTED);
        cr_expect_eq(found, rows[i].is_locked, "%s: %s", rows[i].name, verdict);
        cr_expect_eq(finding_worst(&report.findings),
                     rows[i].is_locked ? FINDING_SUSPICIOUS : FINDING_NOTE, "%s: %s", rows[i].name,
                     verdict);
        free(verdict);
        bytes_release(&film);
    }
}

/* A sinf that states the codec: samples that are not encrypted are checked as usual. */
Test(walk_mp4, checks_clear_samples_of_a_protected_entry)
{
    static const struct lock clear = {"clear", "encv", "avc1", "cenc", 0,
                                      false,   false,  false,  false};
    static const struct film_case row = {"zeros", FILM_ZERO,       -15000,
                                         5000,    FINDING_CORRUPT, FINDING_ZEROS};
    struct bytes film = {0};

    make_locked(&film, &clear);
    film_expect(&film, "film.mp4", &row);
    bytes_release(&film);
}

/* The head of an encrypted stream contains no encrypted samples. */
Test(walk_mp4, does_not_report_the_head_of_a_stream_as_encrypted)
{
    static const struct lock lock = {"cbcs", "encv", "avc1", "cbcs", 1, false, true, false, true};
    struct bytes film = {0};

    make_locked(&film, &lock);
    for (size_t at = 0; at + 4 < film.len; at++)
        if (memcmp(film.at + at, "moof", 4) == 0)
            film.len = at - 4;
    struct walk_report report = film_walk(&film, "film.mp4");
    cr_expect_not(film_has(&report, FINDING_ENCRYPTED));
    cr_expect(film_has(&report, FINDING_SEGMENT));
    bytes_release(&film);
}

Test(walk_mp4, finds_a_cut_in_an_encrypted_file)
{
    static const struct lock lock = {"cenc", "encv", "avc1", "cenc", 1, true, true, false, true};
    static const struct film_case row = {"cut", FILM_CUT,        -5000,
                                         0,     FINDING_CORRUPT, FINDING_TRUNCATED};
    struct bytes film = {0};

    make_locked(&film, &lock);
    film_expect(&film, "film.mp4", &row);
    bytes_release(&film);
}

/* A box of unknown type, with or without data: reserved space that was never filled, or a track
 * that only a camera's own program reads. Its contents are not judged. */
Test(walk_mp4, accepts_zeros_in_an_unknown_box)
{
    struct bytes film = {0};

    make_plain(&film);
    size_t box = film_box(&film, "axte");
    film_fill(&film, 0, 400000);
    film_box_end(&film, box);
    struct walk_report report = film_walk(&film, "film.mp4");
    char *verdict = film_verdict(&report);
    cr_expect_eq(finding_worst(&report.findings), FINDING_NOTE, "%s", verdict);
    free(verdict);
    bytes_release(&film);
}

/* Pieces of a stream: each requires the first one for playback, and is as good as it can be. */
Test(walk_mp4, recognizes_the_pieces_of_a_stream)
{
    static const char *const openings[] = {"styp", "sidx", "emsg", "prft", NULL};

    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
        struct bytes piece = {0};
        if (openings[i] && strcmp(openings[i], "sidx") == 0) {
            size_t sidx = full_box(&piece, "sidx", 0);
            film_fill(&piece, 0, 20);
            film_box_end(&piece, sidx);
        } else if (openings[i]) {
            leaf(&piece, openings[i], 16);
        }
        add_fragment(&piece, 7);
        struct walk_report report = film_walk(&piece, "film.m4s");
        char *verdict = film_verdict(&report);
        cr_expect_eq(finding_worst(&report.findings), FINDING_NOTE, "%zu: %s", i, verdict);
        cr_expect(film_has(&report, FINDING_SEGMENT), "%zu: %s", i, verdict);
        free(verdict);
        bytes_release(&piece);
    }
}

Test(walk_mp4, recognizes_the_head_of_a_stream)
{
    struct bytes head = {0};

    add_ftyp(&head);
    add_moov(&head, 0, true);
    struct walk_report report = film_walk(&head, "film.mp4");
    cr_expect_eq(finding_worst(&report.findings), FINDING_NOTE);
    cr_expect(film_has(&report, FINDING_SEGMENT));
    /* With a fragment it is a film. */
    add_fragment(&head, 1);
    report = film_walk(&head, "film.mp4");
    cr_expect_not(film_has(&report, FINDING_SEGMENT));
    bytes_release(&head);
}

Test(walk_mp4, finds_a_cut_in_a_piece_of_a_stream)
{
    static const struct film_case rows[] = {
        {"cut", FILM_CUT, -3000, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"no data", FILM_CUT, -20008, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"some removed", FILM_REMOVE, 5000, 3000, FINDING_CORRUPT, FINDING_TRUNCATED},
    };
    struct bytes piece = {0};

    leaf(&piece, "styp", 16);
    add_fragment(&piece, 7);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        film_expect(&piece, "film.m4s", &rows[i]);
    bytes_release(&piece);
}

/* Adds an index of fragments; wrong: the number of its entries that point to place. */
static void add_mfra(struct bytes *b, const size_t *moofs, unsigned count, unsigned wrong,
                     uint64_t place)
{
    size_t mfra = film_box(b, "mfra"), tfra = full_box(b, "tfra", 0);

    film_big(b, 1, 4);
    film_big(b, 0, 4);
    film_big(b, count, 4);
    for (unsigned i = 0; i < count; i++) {
        film_big(b, i, 4);
        film_big(b, i < wrong ? place : moofs[i], 4);
        film_big(b, 0x010101, 3);
    }
    film_box_end(b, tfra);
    film_box_end(b, mfra);
}

Test(walk_mp4, tolerates_a_wrong_entry_of_the_fragment_index)
{
    enum { FRAGMENTS = 16 };
    static const struct {
        const char *name;
        unsigned wrong;
        uint64_t place;
        enum finding_weight worst;
    } rows[] = {
        {"none", 0, 77, FINDING_NOTE},
        {"one of 16", 1, 77, FINDING_NOTE},
        {"a quarter", 4, 77, FINDING_SUSPICIOUS},
        {"one, past the end", 1, 100000000, FINDING_SUSPICIOUS},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct bytes film = {0};
        size_t moofs[FRAGMENTS];
        add_ftyp(&film);
        add_moov(&film, 0, true);
        for (unsigned n = 0; n < FRAGMENTS; n++) {
            moofs[n] = film.len;
            add_fragment(&film, n + 1);
        }
        add_mfra(&film, moofs, FRAGMENTS, rows[i].wrong, rows[i].place);
        struct walk_report report = film_walk(&film, "film.mp4");
        cr_expect_eq(finding_worst(&report.findings), rows[i].worst, "%s", rows[i].name);
        cr_expect_eq(film_has(&report, FINDING_BROKEN_INDEX), rows[i].wrong > 0, "%s",
                     rows[i].name);
        bytes_release(&film);
    }
}
