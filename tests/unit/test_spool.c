/* Stored bytes are returned complete and in order, however many there are. */
#include <criterion/criterion.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/spool.h"

static void collect(const char *bytes, size_t len, void *to)
{
    buf_add(to, bytes, len);
}

static void expect(struct spool *s, const struct buf *expected)
{
    struct buf got = BUF_INIT((size_t)1 << 26);

    cr_expect(spool_copy(s, collect, &got, NULL));
    cr_expect_eq(got.len, expected->len);
    cr_expect_eq(memcmp(buf_text(&got), buf_text(expected), got.len), 0);
    buf_release(&got);
}

Test(spool, returns_nothing_if_empty)
{
    struct spool s = SPOOL_INIT;
    struct buf none = BUF_INIT(1);

    expect(&s, &none);
    spool_release(&s);
}

/* Parts in the file, in memory, across both, and past the end. */
Test(spool, gives_back_a_part)
{
    static const struct {
        size_t from, len;
    } parts[] = {{0, 10},
                 {5, 0},
                 {SPOOL_HELD_MAX - 5, 5},
                 {SPOOL_HELD_MAX + 150, 900},
                 {0, SPOOL_HELD_MAX + 2000},
                 {100000, 200000},
                 {SPOOL_HELD_MAX + 1700, 10},
                 {SPOOL_HELD_MAX + 9000, 10}};
    struct spool s = SPOOL_INIT;
    struct buf all = BUF_INIT((size_t)1 << 22);

    while (all.len < SPOOL_HELD_MAX + 1700) {
        char piece[32];
        int len = snprintf(piece, sizeof piece, "%zu,", all.len);

        spool_add(&s, piece, (size_t)len);
        buf_add(&all, piece, (size_t)len);
    }
    cr_assert(s.file && s.held.len);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        size_t from = parts[i].from < all.len ? parts[i].from : all.len;
        size_t len = parts[i].len < all.len - from ? parts[i].len : all.len - from;
        struct buf got = BUF_INIT((size_t)1 << 22);

        cr_expect(spool_copy_part(&s, parts[i].from, parts[i].len, collect, &got, NULL));
        cr_expect_eq(got.len, len, "part %zu: %zu bytes", i, got.len);
        cr_expect_eq(memcmp(buf_text(&got), all.at + from, got.len), 0, "part %zu", i);
        buf_release(&got);
    }
    spool_add(&s, "more", 4); /* its position is not lost */
    buf_add(&all, "more", 4);
    expect(&s, &all);
    spool_release(&s);
    buf_release(&all);
}

Test(spool, keeps_few_bytes_in_memory)
{
    struct spool s = SPOOL_INIT;
    struct buf all = BUF_INIT(100);

    spool_add(&s, "one", 3);
    spool_add(&s, "\0two", 4);
    buf_add(&all, "one\0two", 7);
    expect(&s, &all);
    cr_expect_null(s.file);
    spool_release(&s);
    buf_release(&all);
}

Test(spool, keeps_many_bytes_in_a_file_and_can_go_on_after_a_copy)
{
    struct spool s = SPOOL_INIT;
    struct buf all = BUF_INIT((size_t)1 << 26);
    char piece[1000];

    for (int i = 0; i < 5000; i++) {
        memset(piece, 'a' + i % 26, sizeof piece);
        spool_add(&s, piece, sizeof piece - (size_t)(i % 7));
        buf_add(&all, piece, sizeof piece - (size_t)(i % 7));
        if (i % 1700 == 0)
            expect(&s, &all);
    }
    cr_expect_not_null(s.file);
    expect(&s, &all);
    expect(&s, &all);
    spool_release(&s);
    buf_release(&all);
}

Test(spool, gives_back_all_bytes_through_a_descriptor)
{
    static const size_t sizes[] = {0, 5, SPOOL_HELD_MAX + 7};

    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct spool s = SPOOL_INIT;
        struct why why;
        char *bytes = cvi_alloc(sizes[i] + 1), *back = cvi_alloc(sizes[i] + 1);
        size_t got = 0;
        ssize_t n;

        memset(bytes, 'x', sizes[i]);
        spool_add(&s, bytes, sizes[i] / 2);
        spool_add(&s, bytes, sizes[i] - sizes[i] / 2);
        int fd = spool_descriptor(&s, &why);
        cr_assert_geq(fd, 0);
        while ((n = read(fd, back + got, sizes[i] + 1 - got)) > 0)
            got += (size_t)n;
        cr_expect_eq(got, sizes[i]);
        cr_expect_eq(memcmp(bytes, back, got), 0);
        spool_release(&s);
        free(bytes);
        free(back);
    }
}

Test(spool, tells_that_something_could_not_be_kept)
{
    struct spool s = SPOOL_INIT;
    struct buf got = BUF_INIT(100);
    struct why why = {0};
    char *much = cvi_alloc(SPOOL_HELD_MAX);

    s.file = fopen("/dev/full", "w+");
    cr_assert_not_null(s.file);
    spool_add(&s, much, SPOOL_HELD_MAX);
    cr_expect_eq(spool_descriptor(&s, &why), -1);
    spool_add(&s, "more", 4);
    cr_expect_not(spool_copy(&s, collect, &got, &why));
    cr_expect_eq(why.status, EX_IOERR);
    cr_expect_str_eq(why.text, "temporary file: cannot be written: No space left on device");
    cr_expect_eq(got.len, 0);
    spool_release(&s);
    free(much);
}

/* A file that cannot be read from its start would look like empty input. */
Test(spool, a_file_that_cannot_be_read_again_is_reported)
{
    struct spool s = SPOOL_INIT;
    struct why why;

    s.file = tmpfile();
    cr_assert(s.file);
    cr_assert_eq(close(fileno(s.file)), 0);
    cr_expect_eq(spool_descriptor(&s, &why), -1);
    cr_expect_eq(why.status, EX_IOERR);
    cr_expect_str_eq(why.text, "temporary file: cannot be read: Bad file descriptor");
    spool_release(&s);
}
