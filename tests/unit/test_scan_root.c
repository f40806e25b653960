/* Directories that have lost files since the last scan, and how they are recognized. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "scan/cache.h"
#include "scan/root.h"
#include "tmpdir.h"

Test(scan_root, knows_a_loss)
{
    static const struct {
        uint64_t before, now;
        bool shrunk;
    } rows[] = {
        {0, 0, false},     {0, 9, false},      {1, 1, false},     {1, 0, true},
        {5, 4, false},     {5, 3, true},       {4, 3, true},      {10, 8, false},
        {10, 7, true},     {100, 80, false},   {100, 79, true},   {100, 0, true},
        {100, 120, false}, {1203, 963, false}, {1203, 962, true}, {UINT64_MAX, 1, true},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_eq(scan_root_has_shrunk(rows[i].before, rows[i].now), rows[i].shrunk,
                     "%llu to %llu", (unsigned long long)rows[i].before,
                     (unsigned long long)rows[i].now);
}

Test(scan_root, knows_a_directory_by_any_of_its_names)
{
    static const struct {
        const char *path, *cwd, *known;
    } rows[] = {
        {"/videos", "/home", "/videos"},
        {"/videos/", NULL, "/videos"},
        {"//videos/.//a/.", NULL, "/videos/a"},
        {"/", NULL, "/"},
        {".", "/videos", "/videos"},
        {"./a", "/videos", "/videos/a"},
        {"a/", "/videos", "/videos/a"},
        {".", "/", "/"},
        {"../a", "/v", "/v/../a"},
        {".a", "/v", "/v/.a"},
        {"a", NULL, "/a"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *known = scan_root_path(rows[i].path, rows[i].cwd);

        cr_expect_str_eq(known, rows[i].known, "%s", rows[i].path);
        free(known);
    }
}

Test(scan_root, tells_rules_apart)
{
    static const char *const endings[] = {"mkv", "mp4", NULL};
    static const struct {
        struct scan_find_rules rules;
        const char *text;
    } rows[] = {
        {{0}, ""},
        {{.silent = true}, ""},
        {{.flat = true}, "flat "},
        {{.follow = true, .one_filesystem = true, .hidden = true},
         "follow one-file-system hidden "},
        {{.shard = 2, .shards = 3, .extensions = endings}, "2/3 .mkv .mp4 "},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *text = scan_root_rules(&rows[i].rules);

        cr_expect_str_eq(text, rows[i].text);
        free(text);
    }
}

/* Successive scans, each with its results. */
static const struct scan {
    uint64_t files;
    dev_t device;
    bool partly; /* some files could not be read */
    bool allowed;
    const char *says; /* NULL: nothing */
} scans[] = {
    {10, 1, false, false, NULL},
    {8, 1, false, false, NULL},
    {0, 1, false, false, "empty, but had 8 files at the last scan: is it mounted?"},
    {0, 1, false, false, "had 8 files"}, /* the next scan does not trust it, either */
    {0, 2, false, false,
     "at the last scan, and the directory is on another device: is it mounted?"},
    {1, 1, true, false, NULL},
    {6, 1, false, false,
     "2 of 8 files are missing since the last scan: is it mounted?"}, /* a partial scan was not
                                                                         stored */
    {6, 1, false, true, NULL},
    {6, 1, false, false, NULL},
    {0, 1, false, true, NULL},
    {0, 1, false, false, NULL},
    {0, 2, false, false, NULL}, /* it was empty before */
    {7, 2, false, false, NULL},
    {7, 3, false, false, NULL}, /* device numbers may change with a reboot */
};

Test(scan_root, a_loss_is_reported_until_it_is_allowed)
{
    char *dir = tmpdir_make(), *path = tmpdir_path(dir, "scans.db"), videos[] = "/videos";
    const struct scan_find_rules rules = {0}, others = {.flat = true};
    struct why why;
    struct database *m = database_open(path, &scan_cache_form, &why);
    struct scan_root root = {.path = videos};

    for (size_t i = 0; i < sizeof scans / sizeof *scans; i++) {
        const struct scan *scan = &scans[i];

        root.files = scan->files;
        root.about.st_dev = scan->device;
        root.whole = !scan->partly;
        bool missing = scan_root_is_missing_files(m, &rules, &root, 1000, scan->allowed, &why);
        cr_expect_eq(missing, scan->says != NULL, "scan %zu", i);
        if (missing) {
            cr_expect(scan->says && strstr(why.text, scan->says), "scan %zu: %s", i, why.text);
            cr_expect_eq(why.status, EX_TEMPFAIL);
        }
    }
    root.files = 0;
    cr_expect_not(scan_root_is_missing_files(m, &others, &root, 1000, false, &why));
    cr_expect_not(scan_root_is_missing_files(NULL, &rules, &root, 1000, false, &why));
    database_close(m);
    tmpdir_remove(dir);
    free(path);
    free(dir);
}
