/* Reading a file in pieces: bounds, counting, errors and holes. */
#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tmpdir.h"
#include "walk/source.h"

struct world {
    char *dir, *path;
    int fd;
};

static struct world make(const void *bytes, size_t len)
{
    struct world world = {.dir = tmpdir_make()};

    tmpdir_write(world.dir, "film", bytes, len, 0600);
    world.path = tmpdir_path(world.dir, "film");
    world.fd = open(world.path, O_RDWR);
    return world;
}

static void drop(struct world *world)
{
    close(world->fd);
    tmpdir_remove(world->dir);
    free(world->path);
    free(world->dir);
}

Test(walk_source, reads_up_to_the_end_and_no_further)
{
    static char bytes[100000];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * 7 >> 3);
    struct world world = make(bytes, sizeof bytes);
    struct walk_source *source = walk_source_file(world.fd, sizeof bytes);

    static const struct {
        uint64_t offset;
        size_t len;
        bool there;
    } rows[] = {
        {0, 1, true},
        {99990, 10, true},
        {99991, 10, false},
        {100000, 0, true},
        {100001, 0, false},
        {5, WALK_SOURCE_PIECE, true},
        {5, WALK_SOURCE_PIECE + 1, false},
        {70000, 30000, true},
        {69000, 2000, true},
        {UINT64_MAX, 2, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const unsigned char *got = walk_source_at(source, rows[i].offset, rows[i].len);
        cr_expect_eq(got != NULL, rows[i].there, "row %zu", i);
        if (got)
            cr_expect_arr_eq(got, bytes + rows[i].offset, rows[i].len, "row %zu", i);
    }
    cr_expect_eq(walk_source_error(source, NULL), 0);
    walk_source_free(source);
    drop(&world);
}

Test(walk_source, reads_little_after_a_jump)
{
    static char bytes[1 << 20];
    struct world world = make(bytes, sizeof bytes);
    struct walk_source *source = walk_source_file(world.fd, sizeof bytes);

    for (uint64_t i = 0; i < 10; i++)
        walk_source_at(source, i * 100000, 8);
    cr_expect_leq(walk_source_cost(source), 5120);
    walk_source_free(source);
    drop(&world);
}

Test(walk_source, reports_a_file_that_became_shorter)
{
    static char bytes[10000];
    struct world world = make(bytes, sizeof bytes);
    struct walk_source *source = walk_source_file(world.fd, sizeof bytes);
    uint64_t offset = 0;

    cr_assert_eq(ftruncate(world.fd, 5000), 0);
    cr_expect_not_null(walk_source_at(source, 4990, 10));
    cr_expect_null(walk_source_at(source, 9000, 10));
    cr_expect_eq(walk_source_error(source, &offset), ENODATA);
    cr_expect_eq(offset, 9000);
    walk_source_free(source);
    drop(&world);
}

Test(walk_source, reports_why_reading_failed)
{
    struct walk_source *source = walk_source_file(-1, 100);

    cr_expect_null(walk_source_at(source, 0, 10));
    cr_expect_eq(walk_source_error(source, NULL), EBADF);
    walk_source_free(source);
}

Test(walk_source, finds_holes_reported_by_the_file_system)
{
    struct world world = make("begin", 5);
    uint64_t from = 0, to = 0;

    cr_assert_eq(ftruncate(world.fd, 1 << 20), 0);
    cr_assert_eq(pwrite(world.fd, "end", 3, (1 << 20) - 3), 3);
    struct walk_source *source = walk_source_file(world.fd, 1 << 20);
    /* The file system may not report holes. */
    if (walk_source_hole(source, 0, 65536, &from, &to)) {
        cr_expect_leq(from, 65536);
        cr_expect_geq(to, (1 << 20) - 65536);
        cr_expect_not(walk_source_hole(source, to, 65536, &from, &to));
        cr_expect_not(walk_source_hole(source, 0, 2 << 20, &from, &to));
    }
    walk_source_free(source);
    drop(&world);
}

/* Writes one byte at each offset (-1: no more) in an empty file of 64 MiB. */
static void expect_written(const off_t *offsets, uint64_t least, uint64_t most)
{
    enum { SIZE = 64 << 20 };
    struct world world = make("", 0);

    cr_assert_eq(ftruncate(world.fd, SIZE), 0);
    for (; *offsets >= 0; offsets++)
        cr_assert_eq(pwrite(world.fd, "x", 1, *offsets), 1);
    struct walk_source *source = walk_source_file(world.fd, SIZE);
    uint64_t written = walk_source_written(source);
    /* If the file system does not report holes, the whole file counts as written. */
    cr_expect((written >= least && written <= most) || written == SIZE, "%llu",
              (unsigned long long)written);
    walk_source_free(source);
    drop(&world);
}

Test(walk_source, finds_the_end_of_written_data)
{
    enum { BLOCK = 1 << 20, LAST = (64 << 20) - 1 };

    expect_written((const off_t[]){-1}, 0, 0);
    expect_written((const off_t[]){0, -1}, 1, BLOCK);
    expect_written((const off_t[]){0, 16 << 20, -1}, (16 << 20) + 1, (16 << 20) + BLOCK);
    expect_written((const off_t[]){0, LAST, -1}, LAST + 1, LAST + 1);
}

Test(walk_source, finds_no_holes_in_memory)
{
    uint64_t from, to;
    struct walk_source *source = walk_source_memory("", 0);

    cr_expect_not(walk_source_hole(source, 0, 1, &from, &to));
    cr_expect_eq(walk_source_written(source), walk_source_size(source));
    cr_expect_not_null(walk_source_at(source, 0, 0));
    cr_expect_null(walk_source_at(source, 0, 1));
    walk_source_free(source);
}
