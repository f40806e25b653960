/* The files found, their order, and the files skipped. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bytes.h"
#include "scan/find.h"
#include "tmpdir.h"

static char *top;

static void make(const char *name)
{
    cr_assert(tmpdir_write(top, name, "x", 1, 0644));
}

static void link_to(const char *target, const char *name)
{
    char *path = tmpdir_path(top, name);

    cr_assert_eq(symlink(target, path), 0);
    free(path);
}

/* Checks all results, as "name name ...", without the temporary directory before each; ! marks
 * errors. */
static void expect(const struct scan_find_rules *rules, char *const *operands, int status,
                   const char *wanted)
{
    struct scan_find_rules silent = *rules;
    struct bytes got = {0};
    struct scan_found found;
    struct why why;
    bool wait;

    silent.silent = true;
    struct scan_find *find = scan_find_new(&silent, operands, NULL);
    for (;;) {
        enum scan_find_got came = scan_find_next(find, &found, &wait, &why);

        if (came == SCAN_FIND_END)
            break;
        if (came != SCAN_FIND_PAUSE) {
            size_t skip = strncmp(found.path, top, strlen(top)) == 0 ? strlen(top) + 1 : 0;

            bytes_puts(&got, got.len ? " " : "");
            bytes_puts(&got, came == SCAN_FIND_BAD ? "!" : "");
            bytes_puts(&got, found.path + skip);
        }
        free(found.path);
    }
    cr_expect_str_eq(bytes_text(&got), wanted);
    cr_expect_eq(scan_find_status(find), status);
    bytes_release(&got);
    scan_find_free(find);
}

static void expect_below(const struct scan_find_rules *rules, const char *wanted)
{
    char *operands[] = {top, NULL};

    expect(rules, operands, 0, wanted);
}

static void set_up(void)
{
    top = tmpdir_make();
}

static void tear_down(void)
{
    tmpdir_remove(top);
    free(top);
}

TestSuite(scan_find, .init = set_up, .fini = tear_down);

Test(scan_find, finds_videos_in_the_order_of_their_paths)
{
    make("b.mkv");
    make("a.MP4");
    make("a/z.WebM");
    make("a b.avi");
    make("a/c/d.ts");
    make("note.txt");
    make("mkv");
    make(".mkv");
    make("Z.mkv");
    expect_below(&(struct scan_find_rules){0}, "Z.mkv a b.avi a.MP4 a/c/d.ts a/z.WebM b.mkv");
    expect_below(&(struct scan_find_rules){.flat = true}, "Z.mkv a b.avi a.MP4 b.mkv");
}

Test(scan_find, accepts_other_extensions)
{
    static const char *const endings[] = {"TXT", "x", NULL};

    make("a.mkv");
    make("b.txt");
    make("c.tar.X");
    expect_below(&(struct scan_find_rules){.extensions = endings}, "b.txt c.tar.X");
}

Test(scan_find, skips_recycle_bins_and_hidden_directories)
{
    make(".trash/a.mkv");
    make("lost+found/b.mkv");
    make("@eaDir/c.mkv");
    make("._d.mkv");
    make(".e.mkv");
    expect_below(&(struct scan_find_rules){0}, ".e.mkv");
    expect_below(&(struct scan_find_rules){.hidden = true},
                 ".e.mkv .trash/a.mkv @eaDir/c.mkv lost+found/b.mkv");
}

Test(scan_find, does_not_follow_links_in_circles)
{
    make("d/a.mkv");
    make("other/b.mkv");
    link_to("..", "d/up");
    link_to(".", "d/self");
    link_to("nowhere", "d/dangling.mkv");
    link_to("a.mkv", "d/link.mkv");
    link_to("../other", "d/other");
    link_to("loop.mkv", "d/loop.mkv");
    expect_below(&(struct scan_find_rules){0}, "d/a.mkv d/link.mkv other/b.mkv");
    expect_below(&(struct scan_find_rules){.follow = true},
                 "d/a.mkv d/link.mkv d/other/b.mkv other/b.mkv");
}

Test(scan_find, skips_other_kinds_of_files)
{
    char *fifo = tmpdir_path(top, "f.mkv");

    make("dir.mkv/a.mkv");
    cr_assert_eq(mkfifo(fifo, 0600), 0);
    expect_below(&(struct scan_find_rules){0}, "dir.mkv/a.mkv");
    free(fifo);
}

Test(scan_find, accepts_a_named_file_with_any_extension)
{
    char *text = tmpdir_path(top, "a.txt"), *missing = tmpdir_path(top, "missing.mkv");
    char null[] = "/dev/null";
    char *operands[] = {missing, text, null, NULL};

    make("a.txt");
    expect(&(struct scan_find_rules){0}, operands, EX_NOINPUT, "!missing.mkv a.txt !/dev/null");
    free(text);
    free(missing);
}

Test(scan_find, continues_after_an_unreadable_directory)
{
    char *closed = tmpdir_path(top, "closed"), *operands[] = {top, NULL};

    make("closed/a.mkv");
    make("open/b.mkv");
    cr_assert_eq(chmod(closed, 0), 0);
    if (geteuid() == 0) /* root can read everything */
        expect_below(&(struct scan_find_rules){0}, "closed/a.mkv open/b.mkv");
    else
        expect(&(struct scan_find_rules){0}, operands, EX_RECORD, "open/b.mkv");
    chmod(closed, 0700);
    free(closed);
}

Test(scan_find, parts_make_up_the_whole)
{
    enum { FILES = 300, PARTS = 3 };
    unsigned counts[PARTS + 1] = {0};

    for (int i = 0; i < FILES; i++) {
        char name[32];

        snprintf(name, sizeof name, "Show S01E%02d.mkv", i);
        unsigned long part = scan_find_shard(name, PARTS);
        cr_assert(part >= 1 && part <= PARTS);
        counts[part]++;
    }
    for (int part = 1; part <= PARTS; part++)
        cr_expect(counts[part] > FILES / PARTS / 2, "part %d has %u of %d", part, counts[part],
                  FILES);
    /* The same on every machine, and in every later version. */
    cr_expect_eq(scan_find_shard("a/b.mkv", 5), 4);
}

/* For a file below a directory, only the path below it counts. */
Test(scan_find, gives_a_file_to_the_same_part_wherever_its_directory_is)
{
    make("here/a.mkv");
    make("there/a.mkv");
    char *here = tmpdir_path(top, "here/"), *there = tmpdir_path(top, "there");
    char *operands[] = {here, there, NULL};
    unsigned long part = scan_find_shard("a.mkv", 2);

    expect(&(struct scan_find_rules){.shard = part, .shards = 2}, operands, 0,
           "here/a.mkv there/a.mkv");
    expect(&(struct scan_find_rules){.shard = 3 - part, .shards = 2}, operands, 0, "");
    free(here);
    free(there);
}

/* --- named directories --- */

/* Checks the results of each directory: "name 3 whole". */
static void expect_roots(char *const *operands, const char *wanted)
{
    const struct scan_find_rules rules = {.silent = true};
    struct scan_find *find = scan_find_new(&rules, operands, NULL);
    enum scan_find_got came = SCAN_FIND_PAUSE;
    struct bytes got = {0};
    struct scan_found found;
    struct scan_root root;
    struct why why;
    bool wait;

    while (came != SCAN_FIND_END) {
        char line[64];

        came = scan_find_next(find, &found, &wait, &why);
        free(found.path);
        if (!scan_find_root(find, &root))
            continue;
        cr_expect_not(scan_find_root(find, &root), "once");
        snprintf(line, sizeof line, "%s%s %d%s%s", got.len ? ", " : "", strrchr(root.path, '/') + 1,
                 (int)root.files, root.whole ? "" : " not whole", root.error ? " closed" : "");
        bytes_puts(&got, line);
        free(root.path);
    }
    cr_expect_str_eq(bytes_text(&got), wanted);
    bytes_release(&got);
    scan_find_free(find);
}

Test(scan_find, counts_the_files_of_each_named_directory)
{
    make("a/1.mkv");
    make("a/b/2.mkv");
    make("a/3.txt");
    make("empty/3.txt");
    make("file.mkv");
    link_to("a", "link");
    link_to("nowhere", "dangling");
    char *a = tmpdir_path(top, "a"), *empty = tmpdir_path(top, "empty");
    char *file = tmpdir_path(top, "file.mkv"), *link = tmpdir_path(top, "link");
    char *dangling = tmpdir_path(top, "dangling"), *inner = tmpdir_path(top, "a/b");

    expect_roots((char *[]){a, NULL}, "a 2");
    expect_roots((char *[]){file, a, file, empty, dangling, link, inner, file, NULL},
                 "a 2, empty 0, link 2, b 1");
    expect_roots((char *[]){file, NULL}, "");
    free(a);
    free(empty);
    free(file);
    free(link);
    free(dangling);
    free(inner);
}
