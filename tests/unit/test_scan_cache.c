/* The scan cache: results are found by the file's identity, and when they are as good as a scan. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "scan/cache.h"
#include "tmpdir.h"

enum { NOW = 1000000 };

static struct stat a_file(void)
{
    return (struct stat){.st_dev = 7,
                         .st_ino = (ino_t)-1, /* the largest possible value */
                         .st_size = 5000,
                         .st_mtim = {.tv_sec = 100, .tv_nsec = 5},
                         .st_ctim = {.tv_sec = 200, .tv_nsec = 6}};
}

static struct scan_known a_result(void)
{
    struct scan_known known = {.status = SCAN_SUSPICIOUS,
                               .depth = SCAN_SAMPLED,
                               .decoder = "5.1",
                               .engine = SCAN_FILE_ENGINE,
                               .at = NOW,
                               .hash = "abc"};

    known.scan = json_pack("{s:s}", "status", "suspicious");
    return known;
}

Test(scan_cache, returns_stored_results)
{
    char *dir = tmpdir_make(), *path = tmpdir_path(dir, "state/scans.db");
    struct scan_known known = a_result(), got;
    struct stat file = a_file();
    struct why why;

    struct database *m = database_open(path, &scan_cache_form, &why);
    cr_assert(m, "%s", why.text);
    cr_expect_not(scan_cache_get(m, &file, &got));
    scan_cache_put(m, &file, &known);
    cr_expect(database_is_unsettled(m));
    database_close(m);
    m = database_open(path, &scan_cache_form, &why);
    cr_assert(m);
    cr_assert(scan_cache_get(m, &file, &got));
    cr_expect(got.same && got.same_bytes);
    cr_expect(got.status == SCAN_SUSPICIOUS && got.depth == SCAN_SAMPLED && got.at == NOW);
    cr_expect_str_eq(got.decoder, "5.1");
    cr_expect_str_eq(got.hash, "abc");
    cr_expect(json_equal(got.scan, known.scan));
    scan_known_release(&got);

    file.st_ctim.tv_nsec++;
    cr_assert(scan_cache_get(m, &file, &got));
    cr_expect(!got.same && got.same_bytes, "renamed, or its mode was changed");
    scan_known_release(&got);
    file.st_size++;
    cr_assert(scan_cache_get(m, &file, &got));
    cr_expect(!got.same && !got.same_bytes);
    scan_known_release(&got);
    file.st_ino = 3;
    cr_expect_not(scan_cache_get(m, &file, &got));

    scan_known_release(&known);
    database_close(m);
    tmpdir_remove(dir);
    free(path);
    free(dir);
}

Test(scan_cache, forgets_old_entries_but_not_hashes)
{
    char *dir = tmpdir_make(), *path = tmpdir_path(dir, "scans.db");
    struct scan_known known = a_result(), got;
    struct stat with = a_file(), without = a_file();
    struct why why;

    without.st_ino = 5;
    struct database *m = database_open(path, &scan_cache_form, &why);
    scan_cache_put(m, &with, &known);
    *known.hash = '\0';
    scan_cache_put(m, &without, &known);
    scan_cache_prune(m, NOW + 729LL * 86400, -1);
    cr_expect(scan_cache_get(m, &without, &got));
    scan_known_release(&got);
    scan_cache_prune(m, NOW + 731LL * 86400, -1);
    cr_expect_not(scan_cache_get(m, &without, &got));
    cr_expect(scan_cache_get(m, &with, &got));
    scan_known_release(&got);
    scan_known_release(&known);
    database_close(m);
    tmpdir_remove(dir);
    free(path);
    free(dir);
}

/* Opens the cache at path; the caller closes it. */
static struct database *open_cache(const char *path)
{
    struct why why;
    struct database *m = database_open(path, &scan_cache_form, &why);

    cr_assert(m, "%s", why.text);
    return m;
}

static bool is_known(struct database *m, const struct stat *file)
{
    struct scan_known got;
    bool known = scan_cache_get(m, file, &got);

    scan_known_release(&got);
    return known;
}

Test(scan_cache, a_file_that_is_found_again_and_again_is_not_forgotten)
{
    char *dir = tmpdir_make(), *path = tmpdir_path(dir, "scans.db");
    struct scan_known known = a_result(), got;
    struct stat there = a_file(), gone = a_file();
    int64_t year = 365LL * 86400;

    gone.st_ino = 5;
    struct database *m = open_cache(path);
    scan_cache_put(m, &there, &known);
    scan_cache_put(m, &gone, &known);
    *known.hash = '\0';
    cr_assert(scan_cache_get(m, &there, &got));
    scan_cache_see(m, &there, &got, NOW + 3 * year);
    scan_known_release(&got);
    cr_assert(scan_cache_get(m, &there, &got));
    cr_expect_eq(got.seen, NOW + 3 * year);
    cr_expect_eq(got.at, NOW, "when it was scanned is another matter");
    scan_known_release(&got);
    scan_cache_prune(m, NOW + 3 * year, -1);
    cr_expect(is_known(m, &there) && is_known(m, &gone), "it has a hash");
    scan_cache_prune(m, NOW - year, 0);
    cr_expect(is_known(m, &there) && is_known(m, &gone), "the clock was put back");
    scan_cache_prune(m, NOW + 3 * year, year);
    cr_expect(is_known(m, &there) && !is_known(m, &gone));
    scan_known_release(&known);
    database_close(m);
    tmpdir_remove(dir);
    free(path);
    free(dir);
}

Test(scan_cache, a_file_found_often_is_noted_once_a_day)
{
    char *dir = tmpdir_make(), *path = tmpdir_path(dir, "scans.db");
    struct scan_known known = a_result();
    struct stat file = a_file();
    struct database *m = open_cache(path);

    scan_cache_put(m, &file, &known);
    database_settle(m);
    known.seen = NOW;
    scan_cache_see(m, &file, &known, NOW + 86399);
    cr_expect_not(database_is_unsettled(m));
    scan_cache_see(m, &file, &known, NOW - 1);
    cr_expect(database_is_unsettled(m), "the clock was put back: the later time was wrong");
    scan_known_release(&known);
    database_close(m);
    tmpdir_remove(dir);
    free(path);
    free(dir);
}

Test(scan_cache, reports_when_the_same_bytes_were_last_scanned)
{
    char *dir = tmpdir_make(), *path = tmpdir_path(dir, "scans.db");
    struct scan_known known = a_result();
    struct stat file = a_file();
    struct database *m = open_cache(path);

    scan_cache_put(m, &file, &known);
    cr_expect_eq(scan_cache_last(m, &file, NOW), NOW);
    cr_expect_eq(scan_cache_last(m, &file, NOW - 1), 0, "later than now");
    file.st_ctim.tv_sec++;
    cr_expect_eq(scan_cache_last(m, &file, NOW), NOW, "renamed");
    file.st_size++;
    cr_expect_eq(scan_cache_last(m, &file, NOW), 0);
    cr_expect_eq(scan_cache_last(NULL, &file, NOW), 0);
    scan_known_release(&known);
    database_close(m);
    tmpdir_remove(dir);
    free(path);
    free(dir);
}

Test(scan_cache, remembers_directories)
{
    char *dir = tmpdir_make(), *path = tmpdir_path(dir, "scans.db");
    struct scan_cache_root put = {"/videos", "", 7, 1203, NOW}, got = put, other = put;
    struct database *m = open_cache(path);

    cr_expect_not(scan_cache_get_root(m, &got));
    scan_cache_put_root(m, &put);
    got.device = got.files = got.at = 0;
    cr_assert(scan_cache_get_root(m, &got));
    cr_expect(got.device == 7 && got.files == 1203 && got.at == NOW);
    other.rules = "flat";
    cr_expect_not(scan_cache_get_root(m, &other));
    scan_cache_prune(m, NOW + 86400, 0);
    cr_expect(scan_cache_get_root(m, &got), "less than a day is a day");
    scan_cache_prune(m, NOW + 3 * INT64_C(86400), 3 * INT64_C(86400));
    cr_expect(scan_cache_get_root(m, &got));
    scan_cache_prune(m, NOW + 3 * INT64_C(86400) + 1, 3 * INT64_C(86400));
    cr_expect_not(scan_cache_get_root(m, &got));
    cr_expect_not(scan_cache_get_root(NULL, &got));
    scan_cache_put_root(NULL, &put);
    database_close(m);
    tmpdir_remove(dir);
    free(path);
    free(dir);
}

/* The first schema: it has no directories, and no time when a file was last found. */
static const struct database_form first_form = {
    .version = 1,
    .tables = "CREATE TABLE file (device INTEGER NOT NULL, inode INTEGER NOT NULL,"
              " size INTEGER NOT NULL, modified_ns INTEGER NOT NULL, changed_ns INTEGER NOT NULL,"
              " status INTEGER NOT NULL, depth INTEGER NOT NULL, engine INTEGER NOT NULL,"
              " decoder TEXT NOT NULL, at INTEGER NOT NULL, hash TEXT NOT NULL, scan TEXT NOT NULL,"
              " PRIMARY KEY (device, inode)) WITHOUT ROWID;"
              "INSERT INTO file VALUES (7, -1, 5000, 100000000005, 200000000006, 1, 1, 2, '5.1',"
              " 1000000, 'abc', '{\"status\":\"suspicious\"}');",
    .without = "",
};

Test(scan_cache, the_cache_of_an_earlier_version_is_kept)
{
    char *dir = tmpdir_make(), *path = tmpdir_path(dir, "scans.db");
    struct scan_known got;
    struct stat file = a_file();
    struct why why;

    database_close(database_open(path, &first_form, &why));
    for (int i = 0; i < 2; i++) {
        struct database *m = open_cache(path);

        cr_assert(scan_cache_get(m, &file, &got));
        cr_expect(got.same && got.at == NOW && got.seen == NOW);
        scan_known_release(&got);
        database_close(m);
    }
    cr_expect_null(database_open(path, &first_form, &why));
    cr_expect(strstr(why.text, "newer version"), "%s", why.text);
    tmpdir_remove(dir);
    free(path);
    free(dir);
}

Test(scan_cache, may_be_missing)
{
    struct scan_known known = a_result(), got;
    struct stat file = a_file();
    struct why why;

    cr_expect_null(database_open("/dev/null/scans.db", &scan_cache_form, &why));
    cr_expect_not(scan_cache_get(NULL, &file, &got));
    scan_cache_put(NULL, &file, &known);
    database_settle(NULL);
    scan_cache_prune(NULL, 0, -1);
    database_close(NULL);
    scan_known_release(&known);
}

static const struct row {
    const char *what;
    enum scan_mode mode;
    enum scan_status status;
    enum scan_depth depth;
    const char *had, *have; /* versions of ffmpeg; NULL: none now */
    long engine_off;
    int64_t age, older_than;
    bool differs, enough;
} rows[] = {
    {"the same question", SCAN_QUICK, SCAN_HEALTHY, SCAN_SAMPLED, "5", "5", 0, 9, -1, false, true},
    {"the file is another", SCAN_QUICK, SCAN_HEALTHY, SCAN_SAMPLED, "5", "5", 0, 9, -1, true,
     false},
    {"deep after quick", SCAN_DEEP, SCAN_HEALTHY, SCAN_SAMPLED, "5", "5", 0, 9, -1, false, false},
    {"quick after deep", SCAN_QUICK, SCAN_HEALTHY, SCAN_DECODED, "5", "5", 0, 9, -1, false, true},
    {"hybrid after quick, healthy", SCAN_HYBRID, SCAN_HEALTHY, SCAN_SAMPLED, "5", "5", 0, 9, -1,
     false, true},
    {"hybrid after quick, doubted", SCAN_HYBRID, SCAN_SUSPICIOUS, SCAN_SAMPLED, "5", "5", 0, 9, -1,
     false, false},
    {"hybrid after quick, corrupt", SCAN_HYBRID, SCAN_CORRUPT, SCAN_SAMPLED, "5", "5", 0, 9, -1,
     false, true},
    {"still no ffmpeg", SCAN_DEEP, SCAN_HEALTHY, SCAN_WALKED, "", NULL, 0, 9, -1, false, true},
    {"ffmpeg has come", SCAN_QUICK, SCAN_HEALTHY, SCAN_WALKED, "", "5", 0, 9, -1, false, false},
    {"ffmpeg has gone", SCAN_FULL, SCAN_HEALTHY, SCAN_SAMPLED, "5", NULL, 0, 9, -1, false, true},
    {"another ffmpeg", SCAN_QUICK, SCAN_HEALTHY, SCAN_SAMPLED, "5", "6", 0, 9, -1, false, false},
    {"another walk", SCAN_QUICK, SCAN_HEALTHY, SCAN_SAMPLED, "5", "5", 1, 9, -1, false, false},
    {"younger than asked", SCAN_QUICK, SCAN_HEALTHY, SCAN_SAMPLED, "5", "5", 0, 9, 10, false, true},
    {"as old as asked", SCAN_QUICK, SCAN_HEALTHY, SCAN_SAMPLED, "5", "5", 0, 10, 10, false, false},
    {"from the future", SCAN_QUICK, SCAN_HEALTHY, SCAN_SAMPLED, "5", "5", 0, -1, -1, false, false},
};

Test(scan_cache, knows_when_a_cached_result_is_good_enough)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct row *row = &rows[i];
        struct scan_known known = a_result();
        struct scan_want want = {
            .mode = row->mode, .decoder = row->have, .now = NOW, .older_than = row->older_than};

        known.same = !row->differs;
        known.status = row->status;
        known.depth = row->depth;
        known.engine += row->engine_off;
        known.at = NOW - row->age;
        strncpy(known.decoder, row->had, sizeof known.decoder - 1);
        memset(known.decoder + strlen(row->had), 0, sizeof known.decoder - strlen(row->had));
        cr_expect_eq(scan_known_is_enough(&known, &want), row->enough, "%s", row->what);
        scan_known_release(&known);
    }
    cr_expect_not(
        scan_known_is_enough(&(struct scan_known){.same = true, .engine = SCAN_FILE_ENGINE},
                             &(struct scan_want){.older_than = -1}),
        "nothing is known");
}
