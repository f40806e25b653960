/* Values kept between runs: their lifetime, two concurrent processes, and unusable files. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "bytes.h"
#include "child.h"
#include "match/store.h"
#include "tmpdir.h"

static char *directory;
static char *path;
static char *clock_path;
static const struct store_ages ages = {{[STORE_FIND] = 1000, [STORE_MISS] = 10}};

static void set_clock(int64_t seconds)
{
    int64_t ms = seconds * 1000;

    cr_assert(tmpdir_write(directory, "clock", &ms, sizeof ms, 0600));
    clock_use_file(clock_path);
}

static void make_place(void)
{
    directory = tmpdir_make();
    path = tmpdir_path(directory, "new/cache.db");
    clock_path = tmpdir_path(directory, "clock");
}

static void remove_place(void)
{
    tmpdir_remove(directory);
    free(directory);
    free(path);
    free(clock_path);
}

TestSuite(store, .init = make_place, .fini = remove_place);

static struct database *must_open(void)
{
    struct why why;
    struct database *store = database_open(path, &store_form, &why);

    cr_assert_not_null(store, "%s", why.text);
    return store;
}

static void put(struct database *store, const char *key, enum store_kind kind, int number)
{
    json_auto_t *value = json_integer(number);

    store_put(store, key, kind, value);
}

/* Returns the number stored under key; -1: not found. */
static int get(struct database *store, const char *key)
{
    json_auto_t *value = store_get(store, key, &ages);

    return value ? (int)json_integer_value(value) : -1;
}

static int mode_of(const char *file)
{
    struct stat info;

    return stat(file, &info) == 0 ? (int)(info.st_mode & 07777) : -1;
}

Test(store, keeps_values_for_the_next_run)
{
    struct database *store = must_open();

    cr_expect_eq(get(store, "a"), -1);
    put(store, "a", STORE_FIND, 1);
    put(store, "a", STORE_FIND, 2);
    database_close(store);
    store = must_open();
    cr_expect_eq(get(store, "a"), 2);
    cr_expect_eq(get(store, "b"), -1);
    database_close(store);
}

Test(store, is_readable_by_the_user_only)
{
    char *parent = tmpdir_path(directory, "new");

    umask(0);
    database_close(must_open());
    cr_expect_eq(mode_of(path), 0600);
    cr_expect_eq(mode_of(parent), 0700);
    free(parent);
}

Test(store, forgets_by_kind_and_distrusts_the_future)
{
    static const struct {
        int64_t now;
        int find, miss;
    } cases[] = {
        {1000000, 1, 2},  {1000009, 1, 2},   {1000010, 1, -1},
        {1000999, 1, -1}, {1001000, -1, -1}, {999999, -1, -1},
    };
    set_clock(1000000);
    struct database *store = must_open();

    put(store, "find", STORE_FIND, 1);
    put(store, "miss", STORE_MISS, 2);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        set_clock(cases[i].now);
        cr_expect_eq(get(store, "find"), cases[i].find, "at %ld", (long)cases[i].now);
        cr_expect_eq(get(store, "miss"), cases[i].miss, "at %ld", (long)cases[i].now);
    }
    database_close(store);
}

Test(store, removes_old_entries)
{
    const struct store_ages longer = {{STORE_FOR_EVER, 100000}};
    json_t *value;

    set_clock(1000000);
    struct database *store = must_open();

    put(store, "find", STORE_FIND, 1);
    put(store, "miss", STORE_MISS, 2);
    set_clock(1000500);
    store_prune(store, &ages);
    cr_expect_eq(get(store, "find"), 1);
    value = store_get(store, "miss", &longer);
    cr_expect_null(value);
    store_prune(store, &longer);
    cr_expect_eq(get(store, "find"), 1);
    database_close(store);
}

Test(store, may_be_missing)
{
    json_t *value = store_get(NULL, "a", &ages);

    cr_expect_null(value);
    put(NULL, "a", STORE_FIND, 1);
    store_prune(NULL, &ages);
    database_close(NULL);
}

/* Stores a hundred values of its own, starting with an empty file. */
static int write_many(char name)
{
    struct why why;
    struct database *store = database_open(path, &store_form, &why);
    char key[] = {name, '0', '0', '\0'};

    for (int i = 0; store && i < 100; i++) {
        key[1] = (char)('0' + i / 10);
        key[2] = (char)('0' + i % 10);
        put(store, key, STORE_FIND, i);
    }
    database_close(store);
    return store ? 0 : 1;
}

Test(store, is_shared_by_processes)
{
    pid_t children[3];
    struct database *store;

    for (size_t i = 0; i < 3; i++) {
        children[i] = fork();
        if (children[i] == 0)
            _exit(write_many((char)('a' + i)));
    }
    for (size_t i = 0; i < 3; i++) {
        int status;

        cr_assert_eq(waitpid(children[i], &status, 0), children[i]);
        cr_expect_eq(status, 0);
    }
    store = must_open();
    for (const char *name = "abc"; *name; name++) {
        const char first[] = {*name, '0', '0', '\0'}, last[] = {*name, '9', '9', '\0'};

        cr_expect_eq(get(store, first), 0);
        cr_expect_eq(get(store, last), 99);
    }
    database_close(store);
}

/* Replaces count bytes of the file at offset. */
static void patch(off_t offset, const void *bytes, size_t count)
{
    int fd = open(path, O_WRONLY);

    cr_assert_eq(pwrite(fd, bytes, count, offset), (ssize_t)count);
    close(fd);
}

static void refuses(const char *words)
{
    struct why why = {0};
    struct database *store = database_open(path, &store_form, &why);

    cr_expect_null(store);
    cr_expect_eq(why.status, EX_IOERR);
    cr_expect(strstr(why.text, words), "'%s' is not in '%s'", words, why.text);
    database_close(store);
}

Test(store, rejects_other_files)
{
    cr_assert(tmpdir_write(directory, "new/cache.db", "nonsense, and more of it", 24, 0600));
    refuses("file is not a database");
}

Test(store, refuses_a_file_that_was_damaged)
{
    static const char rubbish[200] = {1, 2, 3};

    database_close(must_open());
    patch(100, rubbish, sizeof rubbish);
    refuses("malformed");
}

/* The header of a SQLite file has user_version at 60 (https://sqlite.org/fileformat2.html). */
Test(store, refuses_a_newer_version)
{
    static const unsigned char two[] = {0, 0, 0, 2}, none[] = {0, 0, 0, 0};

    database_close(must_open());
    patch(60, two, sizeof two);
    refuses("newer version");
    patch(60, none, sizeof none);
    refuses("not a file of this program");
}

Test(store, refuses_places_that_cannot_be)
{
    cr_assert(tmpdir_write(directory, "new", "", 0, 0600));
    struct why why = {0};
    struct database *store = database_open(path, &store_form, &why);

    cr_expect_null(store);
    cr_expect_neq(why.text[0], '\0');
    database_close(store);
}

Test(store, refuses_a_directory_and_a_device)
{
    struct why why = {0};
    struct database *store = database_open(directory, &store_form, &why);

    cr_expect_null(store);
    database_close(store);
    store = database_open("/dev/null", &store_form, &why);
    cr_expect_null(store);
    database_close(store);
}

/* As a user without write permission. */
static int open_read_only(void *context)
{
    struct why why = {0};
    struct database *store;

    (void)context;
    if (geteuid() == 0 && (setegid(65534) != 0 || seteuid(65534) != 0))
        return 2;
    store = database_open(path, &store_form, &why);
    msg_warn("%s", store ? "opened" : why.text);
    database_close(store);
    return 0;
}

Test(store, refuses_a_file_that_it_may_not_write)
{
    struct outcome came = {0};
    char *parent = tmpdir_path(directory, "new");

    database_close(must_open());
    cr_assert_eq(chmod(directory, 0755), 0);
    cr_assert_eq(chmod(path, 0444), 0);
    cr_assert_eq(chmod(parent, 0555), 0);
    child_run(open_read_only, NULL, NULL, 0, &came);
    cr_expect_eq(came.status, 0);
    cr_expect(strstr(bytes_text(&came.err), "ermission denied"), "%s", bytes_text(&came.err));
    outcome_release(&came);
    free(parent);
}

/* Takes the write lock, reports it, and waits until told to exit. */
static pid_t hold_lock(int *say)
{
    int told[2], ask[2];
    char byte;
    pid_t child;

    cr_assert_eq(pipe(told) | pipe(ask), 0);
    child = fork();
    if (child == 0) {
        int fd = open(path, O_RDWR);
        /* The pending byte, where every SQLite lock begins, and the shared bytes after it. */
        struct flock lock = {
            .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0x40000000, .l_len = 512};

        close(ask[1]);
        if (fcntl(fd, F_SETLK, &lock) != 0 || write(told[1], "", 1) != 1)
            _exit(1);
        _exit(read(ask[0], &byte, 1) == 0 ? 0 : 1);
    }
    close(ask[0]);
    close(told[1]);
    cr_assert_eq(read(told[0], &byte, 1), 1);
    close(told[0]);
    *say = ask[1];
    return child;
}

Test(store, goes_without_a_file_that_is_locked_for_long)
{
    int say, status;
    pid_t child;

    set_clock(1000000);
    database_close(must_open());
    child = hold_lock(&say);
    refuses("locked");
    cr_expect_geq(clock_now_ms(), 1000005000, "it was not waited for");
    close(say);
    cr_assert_eq(waitpid(child, &status, 0), child);
    cr_expect_eq(status, 0);
}

/* Fills the file up to a limit set with the system. */
static int fill_up(void *context)
{
    struct why why;
    struct database *store = database_open(path, &store_form, &why);
    json_auto_t *value = json_pack("s%", (const char *)context, strlen(context));

    for (int i = 0; i < 1000; i++) {
        char *key = cvi_format("%d", i);

        store_put(store, key, STORE_FIND, value);
        free(key);
    }
    bool empty = get(store, "0") == -1;
    database_close(store);
    return store && empty ? 0 : 1;
}

static int fill_disk(void *context)
{
    const struct rlimit small = {.rlim_cur = 200000, .rlim_max = 200000};

    signal(SIGXFSZ, SIG_IGN);
    if (setrlimit(RLIMIT_FSIZE, &small) != 0)
        return 2;
    return fill_up(context);
}

Test(store, continues_without_room_and_reports_it_once)
{
    char *text = cvi_alloc(5001);
    struct outcome came = {0};
    const char *words;

    memset(text, 'x', 5000);
    child_run(fill_disk, text, NULL, 0, &came);
    cr_expect_eq(came.status, 0);
    words = strstr(bytes_text(&came.err), "continuing without the cache of search results");
    cr_assert_not_null(words, "%s", bytes_text(&came.err));
    cr_expect_null(strstr(words + 1, "continuing without the cache of search results"));
    outcome_release(&came);
    free(text);
}
