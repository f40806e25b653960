/* The kind of a file, and checks common to all kinds. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "film.h"
#include "record/content.h"
#include "tmpdir.h"
#include "walk/walker.h"

static const struct {
    const char *name;
    const char *bytes;
    size_t len;
    const char *kind;
    enum finding_weight worst;
    enum finding_code code; /* FINDING_CODES: none expected */
} kinds[] = {
#define BYTES(text) (text), sizeof(text) - 1
    {"empty.mkv", BYTES(""), "unknown", FINDING_CORRUPT, FINDING_EMPTY},
    {"one.mp4", BYTES("x"), "unknown", FINDING_CORRUPT, FINDING_NO_HEADER},
    {"zero.mkv", BYTES("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), "unknown", FINDING_CORRUPT,
     FINDING_NO_HEADER},
    {"zero.bin", BYTES("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), "unknown", FINDING_SUSPICIOUS,
     FINDING_NO_HEADER},
    {"web.mp4", BYTES("<!DOCTYPE html><html>"), "unknown", FINDING_SUSPICIOUS, FINDING_WRONG_KIND},
    {"a.mkv", BYTES("PK\3\4abcdefgh"), "unknown", FINDING_SUSPICIOUS, FINDING_WRONG_KIND},
    {"a.rmvb", BYTES(".RMF\0\0\0\x12"), "unknown", FINDING_NOTE, FINDING_WRONG_KIND},
    /* Bare streams, with their own endings and with other common ones. */
    {"a.m2v", BYTES("\0\0\1\xb3\x0a\0\x78"), "unknown", FINDING_NOTE, FINDING_WRONG_KIND},
    {"a.mpg", BYTES("\0\0\1\xb3\x0a\0\x78"), "unknown", FINDING_NOTE, FINDING_WRONG_KIND},
    {"a.MPEG", BYTES("\0\0\1\xb3\x0a\0\x78"), "unknown", FINDING_NOTE, FINDING_WRONG_KIND},
    {"a.mkv", BYTES("\0\0\1\xb3\x0a\0\x78"), "unknown", FINDING_SUSPICIOUS, FINDING_WRONG_KIND},
    {"a.m4v", BYTES("\0\0\1\xb0\1\0\0\1"), "unknown", FINDING_NOTE, FINDING_WRONG_KIND},
    {"a.264", BYTES("\0\0\0\1\6\5\xff"), "unknown", FINDING_NOTE, FINDING_WRONG_KIND},
    {"a.264", BYTES("\0\0\1\6\5\xff"), "unknown", FINDING_NOTE, FINDING_WRONG_KIND},
    {"a.264", BYTES("\0\0\0\0\0\0\1\x27\x42"), "unknown", FINDING_NOTE, FINDING_WRONG_KIND},
    {"a.h264", BYTES("\0\0\0\1\x09\xf0"), "unknown", FINDING_NOTE, FINDING_WRONG_KIND},
    {"a.avc", BYTES("\0\0\0\1\x67\x64"), "unknown", FINDING_NOTE, FINDING_WRONG_KIND},
    {"a.mp4", BYTES("\0\0\0\1\6\5\xff"), "unknown", FINDING_SUSPICIOUS, FINDING_WRONG_KIND},
    {"a.265", BYTES("\0\0\0\1\x40\1\x0c"), "unknown", FINDING_NOTE, FINDING_WRONG_KIND},
    {"a.hevc", BYTES("\0\0\0\1\x46\1\x10"), "unknown", FINDING_NOTE, FINDING_WRONG_KIND},
    {"a.266", BYTES("\0\0\0\1\0\x79\0"), "unknown", FINDING_NOTE, FINDING_WRONG_KIND},
    {"a.vc1", BYTES("\0\0\1\x0f\xca"), "unknown", FINDING_NOTE, FINDING_WRONG_KIND},
    {"a.obu", BYTES("\x12\0\x0a\x0b\0"), "unknown", FINDING_NOTE, FINDING_WRONG_KIND},
    {"a.obu", BYTES("\xe5\x6d\xe3\x6d\1\x10"), "unknown", FINDING_NOTE, FINDING_WRONG_KIND},
    {"a.h263", BYTES("\0\0\x80\2\x08"), "unknown", FINDING_NOTE, FINDING_WRONG_KIND},
    {"a.bin", BYTES("\0\0\x80\2\x08"), "unknown", FINDING_SUSPICIOUS, FINDING_NO_HEADER},
    {"a.h261", BYTES("\0\1\0\x16"), "unknown", FINDING_NOTE, FINDING_WRONG_KIND},
    {"a.drc", BYTES("BBCD\0\0\0\0"), "unknown", FINDING_NOTE, FINDING_WRONG_KIND},
    {"a.mjpeg", BYTES("\xff\xd8\xff\xe0"), "unknown", FINDING_NOTE, FINDING_WRONG_KIND},
    {"a.mkv", BYTES("\xff\xd8\xff\xe0"), "unknown", FINDING_SUSPICIOUS, FINDING_WRONG_KIND},
    {"a.gxf", BYTES("\0\0\0\0\1\xbc\0"), "unknown", FINDING_NOTE, FINDING_WRONG_KIND},
    {"a.roq", BYTES("\x84\x10\xff\xff\xff\xff\x1e"), "unknown", FINDING_NOTE, FINDING_WRONG_KIND},
    {"a.mxf", BYTES("\6\x0e\x2b\x34\2\5"), "unknown", FINDING_NOTE, FINDING_WRONG_KIND},
    {"a.mkv", BYTES(".RMF\0\0\0\x12"), "unknown", FINDING_SUSPICIOUS, FINDING_WRONG_KIND},
    {"a.MKV",
     BYTES("\0\0\0\x10"
           "ftypisom\0\0\0\0"),
     "mp4", FINDING_CORRUPT, FINDING_WRONG_KIND},
    {"d.x/b.mp4", BYTES("\x1a\x45\xdf\xa3\x80"), "matroska", FINDING_CORRUPT, FINDING_WRONG_KIND},
    {"mkv", BYTES("\x1a\x45\xdf\xa3\x80"), "matroska", FINDING_CORRUPT, FINDING_TRUNCATED},
    {"a.mpg", BYTES("\0\0\1\xba!"), "mpeg-ps", FINDING_CORRUPT, FINDING_TRUNCATED},
    {"a.avi", BYTES("RIFF\4\0\0\0AVI "), "avi", FINDING_CORRUPT, FINDING_NO_INDEX},
    {"a.flv", BYTES("FLV\1\5\0\0"), "flv", FINDING_CORRUPT, FINDING_TRUNCATED},
    {"a.ogv", BYTES("OggS\0\2"), "ogg", FINDING_CORRUPT, FINDING_TRUNCATED},
    {"a.wmv", BYTES("\x30\x26\xb2\x75\x8e\x66\xcf\x11"), "asf", FINDING_CORRUPT, FINDING_TRUNCATED},
#undef BYTES
};

Test(walk, recognizes_a_file_by_its_first_bytes)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct bytes b = {0};
        bytes_add(&b, kinds[i].bytes, kinds[i].len);
        struct walk_report report = film_walk(&b, kinds[i].name);
        char *verdict = film_verdict(&report);
        cr_expect_str_eq(walk_kind_word(report.kind), kinds[i].kind, "%s", kinds[i].name);
        cr_expect_eq(finding_worst(&report.findings), kinds[i].worst, "%s: %s", kinds[i].name,
                     verdict);
        cr_expect(film_has(&report, kinds[i].code), "%s: %s", kinds[i].name, verdict);
        free(verdict);
        bytes_release(&b);
    }
}

/* A kind is a row of WALK_KINDS: if it cannot be recognized, its walk is never called. */
Test(walk, can_recognize_each_kind)
{
    static const struct walk_kind *const all[] = {
#define ADDRESS(kind) &(kind),
        WALK_KINDS(ADDRESS)
#undef ADDRESS
    };

    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const struct walk_kind *kind = all[i];
        cr_expect_str_not_empty(kind->word);
        cr_expect_not_null(kind->endings[0], "%s: no ending", kind->word);
        cr_expect(kind->openings[0].length || kind->recognize, "%s: no opening", kind->word);
        cr_expect_not_null(kind->walk, "%s: no walk", kind->word);
        for (size_t k = 0; k < i; k++)
            cr_expect_str_neq(kind->word, all[k]->word, "%s: twice", kind->word);
    }
}

/* Writes an EBML header, a segment of unknown size, and count empty elements in it. */
static void many_elements(struct bytes *b, int count)
{
    film_element_end(b, film_element(b, 0x1A45DFA3));
    film_big(b, 0x18538067, 4);
    film_big(b, 0xff, 1);
    for (int i = 0; i < count; i++)
        film_big(b, 0xEC80, 2);
}

Test(walk, gives_up_on_a_file_with_too_many_elements)
{
    struct walk_limits limits = {.elements = 1000};
    struct walk_report report;
    struct bytes b = {0};

    many_elements(&b, 100000);
    struct walk_source *source = walk_source_memory(b.at, b.len);
    walk(source, "a.mkv", &limits, &report);
    cr_expect(film_has(&report, FINDING_LIMIT));
    cr_expect_eq(finding_worst(&report.findings), FINDING_SUSPICIOUS);
    cr_expect_leq(report.elements, 1001);
    walk_source_free(source);
    bytes_release(&b);
}

Test(walk, gives_up_on_a_file_that_needs_too_much_reading)
{
    struct walk_limits limits = {.bytes = 10000};
    struct walk_report report;
    struct bytes b = {0};

    many_elements(&b, 100000);
    struct walk_source *source = walk_source_memory(b.at, b.len);
    walk(source, NULL, &limits, &report);
    cr_expect(film_has(&report, FINDING_LIMIT));
    cr_expect_leq(report.bytes_read, 10000 + WALK_SOURCE_PIECE);
    walk_source_free(source);
    bytes_release(&b);
}

Test(walk, reports_a_file_that_becomes_shorter)
{
    struct bytes b = {0};
    struct walk_report report;
    char *dir = tmpdir_make(), *path = tmpdir_path(dir, "a.mkv");

    many_elements(&b, 100);
    tmpdir_write(dir, "a.mkv", b.at, b.len, 0600);
    int fd = open(path, O_RDONLY);
    struct walk_source *source = walk_source_file(fd, b.len + 5000);
    walk(source, path, NULL, &report);
    cr_expect(film_has(&report, FINDING_CHANGING));
    cr_expect_eq(finding_worst(&report.findings), FINDING_SUSPICIOUS);
    walk_source_free(source);
    close(fd);
    bytes_release(&b);
    tmpdir_remove(dir);
    free(path);
    free(dir);
}

Test(walk, reads_little_of_a_sparse_file)
{
    struct walk_report report;
    char *dir = tmpdir_make(), *path = tmpdir_path(dir, "a.mkv");
    const off_t size = (off_t)4 << 30;
    int fd = open(path, O_RDWR | O_CREAT, 0600);

    cr_assert_eq(ftruncate(fd, size), 0);
    struct walk_source *source = walk_source_file(fd, (uint64_t)size);
    walk(source, path, NULL, &report);
    cr_expect(film_has(&report, FINDING_NO_HEADER));
    cr_expect_leq(report.bytes_read, 4 << 20);
    walk_source_free(source);
    close(fd);
    tmpdir_remove(dir);
    free(path);
    free(dir);
}

/* In a video without a walk, a hole may be silence stored so by the file system; a hole at its end
 * is a part never received. For a known container, the walk decides. */
Test(walk, doubts_a_hole_at_the_end_of_other_files)
{
    for (int at_end = 0; at_end < 2; at_end++) {
        char *dir = tmpdir_make(), *path = tmpdir_path(dir, "film.mxf");
        int fd = open(path, O_RDWR | O_CREAT, 0600);
        cr_assert_eq(pwrite(fd, "\6\x0e\x2b\x34\2\5", 6, 0), 6);
        cr_assert_eq(ftruncate(fd, 1 << 20), 0);
        if (!at_end)
            cr_assert_eq(pwrite(fd, "end", 3, (1 << 20) - 3), 3);
        struct walk_source *source = walk_source_file(fd, 1 << 20);
        struct walk_report report;
        walk(source, path, NULL, &report);
        walk_source_free(source);
        close(fd);
        if (film_has(&report, FINDING_HOLE)) /* not every file system can report holes */
            cr_expect_eq(finding_worst(&report.findings),
                         at_end ? FINDING_SUSPICIOUS : FINDING_NOTE);
        tmpdir_remove(dir);
        free(path);
        free(dir);
    }
}

/* The name endings of videos in a library: of kinds with and without a walk, but not of sound,
 * subtitles, or pieces of streams. */
Test(walk, knows_the_extensions_of_videos)
{
    static const char *const videos[] = {
        "3g2",  "3gp",    "asf", "avi", "divx", "f4v", "flv",  "m2t",  "m2ts", "m2v", "m4p",
        "m4v",  "mk3d",   "mkv", "mov", "mp4",  "mpe", "mpeg", "mpg",  "mts",  "ogm", "ogv",
        "qt",   "tod",    "mod", "trp", "ts",   "tp",  "vob",  "webm", "wmv",  "evo", "vro",
        "ismv", "dvr-ms", "MKV", "264", "h265", "ivf", "mxf",  "rmvb", "wtv",  "m1v", "dv"};
    static const char *const others[] = {"m4s", "m4a", "mka", "mks", "ogg", "oga",
                                         "wma", "srt", "jpg", "txt", "",    "zip"};

    for (size_t i = 0; i < sizeof videos / sizeof *videos; i++)
        cr_expect(walk_is_video_ending(videos[i]), "%s", videos[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        cr_expect_not(walk_is_video_ending(others[i]), "%s", others[i]);
}
