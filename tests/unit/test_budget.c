/* The budget that processes share: its contents, its owner, and unusable files. */
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
#include "http/budget.h"
#include "tmpdir.h"

#define NOW INT64_C(1795348800000)

static char *directory;
static char *path;
static char *clock_path;

static void set_clock(int64_t ms)
{
    int fd = open(clock_path, O_RDWR);

    cr_assert_eq(pwrite(fd, &ms, sizeof ms, 0), (ssize_t)sizeof ms);
    close(fd);
}

static void make_place(void)
{
    directory = tmpdir_make();
    path = tmpdir_path(directory, "new/budget.db");
    clock_path = tmpdir_path(directory, "clock");
    cr_assert(tmpdir_write(directory, "clock", &(int64_t){NOW}, sizeof(int64_t), 0666));
    clock_use_file(clock_path);
}

static void remove_place(void)
{
    tmpdir_remove(directory);
    free(directory);
    free(path);
    free(clock_path);
}

TestSuite(budget, .init = make_place, .fini = remove_place);

static struct budget *open_as(const char *server, const char *client)
{
    return budget_new(path, server, client);
}

static struct budget *open_one(void)
{
    return open_as("https://api.trakt.tv", "client");
}

/* Returns the wait before a request; if it could be sent now, it is not sent. */
static int64_t wait_of(struct budget *budget, enum http_bucket bucket, int64_t now)
{
    static const struct budget_news unsent = {.unsent = true};
    struct budget_turn turn;
    bool busy;
    set_clock(now);
    int64_t wait_ms = budget_take(budget, bucket, &turn, &busy);

    if (!wait_ms)
        budget_settle(budget, &turn, &unsent);
    return wait_ms;
}

/* Returns how many of most requests may be sent now. The very first would be sent alone. */
static int take(struct budget *budget, enum http_bucket bucket, int most, int64_t now)
{
    struct budget_turn turn;
    bool busy;
    int taken = 0;

    set_clock(now);
    if (bucket != HTTP_WRITE)
        wait_of(budget, bucket, now);
    while (taken < most && budget_take(budget, bucket, &turn, &busy) == 0)
        taken++;
    return taken;
}

/* Sends one request, whose answer states the bucket's rate. */
static void ask(struct budget *budget, enum http_bucket bucket, const struct http_rate *rate)
{
    const struct budget_news news = {.rate = rate, .date_s = NOW / 1000};
    struct budget_turn turn;
    bool busy;

    cr_assert_eq(budget_take(budget, bucket, &turn, &busy), 0);
    budget_settle(budget, &turn, &news);
}

Test(budget, is_kept_for_the_next_run)
{
    struct budget *budget = open_one();

    cr_expect_eq(take(budget, HTTP_READ, 600, NOW), 500);
    budget_free(budget);
    budget = open_one();
    cr_expect_eq(wait_of(budget, HTTP_READ, NOW + 1000), 299000);
    budget_free(budget);
}

Test(budget, is_shared_by_all_processes)
{
    struct budget *one = open_one(), *other = open_one();

    cr_expect_eq(take(one, HTTP_READ, 300, NOW), 300);
    cr_expect_eq(take(other, HTTP_READ, 300, NOW), 200);
    cr_expect_eq(take(one, HTTP_READ, 300, NOW), 0);
    cr_expect_eq(take(one, HTTP_WRITE, 2, NOW), 1);
    cr_expect_eq(wait_of(other, HTTP_WRITE, NOW + 100), 1000);
    budget_free(one);
    budget_free(other);
}

Test(budget, is_each_server_s_and_client_s_own)
{
    struct budget *budgets[] = {open_as("https://a", "one"), open_as("https://a", "two"),
                                open_as("https://b", "one"), open_as("https://b", NULL)};

    for (size_t i = 0; i < sizeof budgets / sizeof *budgets; i++) {
        cr_expect_eq(take(budgets[i], HTTP_READ, 600, NOW), 500, "%zu", i);
        cr_expect_eq(take(budgets[i], HTTP_PUBLIC, 600, NOW), 500, "%zu", i);
        budget_free(budgets[i]);
    }
}

Test(budget, does_not_count_logins)
{
    struct budget *budget = open_one();

    cr_expect_eq(take(budget, HTTP_UNCOUNTED, 1000, NOW), 1000);
    budget_free(budget);
    cr_expect_neq(access(path, F_OK), 0, "a file was made for nothing");
}

Test(budget, takes_from_the_bucket_that_trakt_names)
{
    const struct http_rate rate = {HTTP_PUBLIC, 10, 9, 300, NOW / 1000 + 300};
    struct budget *budget = open_one(), *other = open_one();

    ask(budget, HTTP_READ, &rate);
    cr_expect_eq(take(budget, HTTP_READ, 20, NOW), 9);
    cr_expect_eq(take(other, HTTP_PUBLIC, 20, NOW), 0);
    cr_expect_eq(take(other, HTTP_READ, 600, NOW), 500);
    budget_free(budget);
    budget_free(other);
}

/* A request that Trakt counts in an empty bucket takes no other request's place there: all 500 may
 * still arrive in the next window. */
Test(budget, counts_all_in_flight_if_trakt_names_an_empty_bucket)
{
    const struct http_rate rate = {HTTP_PUBLIC, 500, 0, 300, NOW / 1000 + 300};
    struct budget *budget = open_one(), *other = open_one();

    cr_expect_eq(take(other, HTTP_PUBLIC, 600, NOW), 500);
    ask(budget, HTTP_READ, &rate);
    cr_expect_eq(take(other, HTTP_PUBLIC, 600, NOW + 300000), 0);
    budget_free(budget);
    budget_free(other);
}

Test(budget, does_not_mistake_a_read_for_a_write)
{
    const struct http_rate write = {HTTP_WRITE, 1, 0, 1, NOW / 1000 + 1};
    const struct http_rate unknown = {HTTP_UNCOUNTED, 1, 0, 300, NOW / 1000 + 300};
    struct budget *budget = open_one();

    ask(budget, HTTP_READ, &write);
    ask(budget, HTTP_READ, &unknown);
    cr_expect_eq(take(budget, HTTP_READ, 600, NOW), 498);
    budget_free(budget);
}

Test(budget, holds_all_after_a_429)
{
    static const struct budget_news held = {.date_s = -1, .hold_ms = 7500};
    struct budget *budget = open_one(), *other = open_one();
    struct budget_turn turn;
    bool busy;

    cr_expect_eq(budget_take(budget, HTTP_PUBLIC, &turn, &busy), 0);
    budget_settle(budget, &turn, &held);
    cr_expect_eq(wait_of(other, HTTP_PUBLIC, NOW), 7500);
    cr_expect_eq(wait_of(other, HTTP_READ, NOW), 0);
    budget_free(budget);
    budget_free(other);
}

Test(budget, announces_a_wait_once_in_a_pipe)
{
    struct budget *one = open_one(), *other = open_one();

    cr_expect(budget_announces(one, HTTP_READ, 300000));
    cr_expect(!budget_announces(other, HTTP_READ, 300500));
    cr_expect(budget_announces(other, HTTP_PUBLIC, 300000));
    cr_expect(budget_announces(other, HTTP_READ, 600000));
    budget_free(one);
    budget_free(other);
}

/* Another pipeline, which is a process group of its own. */
static int announce_elsewhere(void *context)
{
    struct budget *budget = open_one();

    (void)context;
    setpgid(0, 0);
    bool told = budget_announces(budget, HTTP_READ, 300000);
    budget_free(budget);
    return told ? 0 : 1;
}

Test(budget, announces_in_each_pipe)
{
    struct outcome came = {0};
    struct budget *budget = open_one();

    cr_expect(budget_announces(budget, HTTP_READ, 300000));
    child_run(announce_elsewhere, NULL, NULL, 0, &came);
    cr_expect_eq(came.status, 0);
    outcome_release(&came);
    budget_free(budget);
}

static int take_many(void)
{
    struct budget *budget = open_one();
    int taken = take(budget, HTTP_READ, 300, NOW);

    budget_free(budget);
    return taken / 2; /* an exit status has room for 255 */
}

Test(budget, is_never_overdrawn_by_processes)
{
    pid_t children[4];
    int sum = 0;

    for (size_t i = 0; i < 4; i++) {
        children[i] = fork();
        if (children[i] == 0)
            _exit(take_many());
    }
    for (size_t i = 0; i < 4; i++) {
        int status;

        cr_assert_eq(waitpid(children[i], &status, 0), children[i]);
        cr_assert(WIFEXITED(status));
        sum += WEXITSTATUS(status);
    }
    cr_expect(sum >= 248 && sum <= 250, "%d pairs of 250", sum);
}

Test(budget, outlives_a_process_that_is_killed)
{
    pid_t child = fork();
    int status;

    if (child == 0) {
        take(open_one(), HTTP_READ, 5, NOW);
        raise(SIGKILL);
    }
    cr_assert_eq(waitpid(child, &status, 0), child);
    struct budget *budget = open_one();
    cr_expect_eq(take(budget, HTTP_READ, 600, NOW), 495);
    budget_free(budget);
    budget = open_one();
    cr_expect_eq(take(budget, HTTP_READ, 1, NOW + 600000), 0, "495 may be under way");
    cr_expect_eq(take(budget, HTTP_READ, 600, NOW + 900000), 500);
    budget_free(budget);
}

/* --- Unusable files: reported once; then requests are counted for this process only --- */

static int use_it(void *context)
{
    struct budget *budget = open_one();

    (void)context;
    if (geteuid() == 0 && (setegid(65534) != 0 || seteuid(65534) != 0))
        return 2;
    int reads = take(budget, HTTP_READ, 600, NOW);
    int writes = take(budget, HTTP_WRITE, 2, NOW);
    budget_free(budget);
    return reads == 500 && writes == 1 ? 0 : 1;
}

static void is_no_use(int (*use)(void *), const char *words)
{
    struct outcome came = {0};
    const char *told;

    child_run(use, NULL, NULL, 0, &came);
    cr_expect_eq(came.status, 0, "%s: %d", words, came.status);
    told = strstr(bytes_text(&came.err), words);
    cr_assert_not_null(told, "'%s' is not in '%s'", words, bytes_text(&came.err));
    told = strstr(told, "continuing without counting the requests of other programs");
    cr_assert_not_null(told, "%s", bytes_text(&came.err));
    cr_expect_null(strchr(told, '\n')[1] ? told : NULL, "%s", bytes_text(&came.err));
    outcome_release(&came);
}

static int as_owner(void *context)
{
    struct budget *budget = open_one();
    int reads = take(budget, HTTP_READ, 600, NOW);

    (void)context;
    budget_free(budget);
    return reads == 500 ? 0 : 1;
}

static void make_file(void)
{
    struct budget *budget = open_one();

    take(budget, HTTP_READ, 1, NOW);
    budget_free(budget);
}

/* Replaces count bytes of the file at offset. */
static void patch(off_t offset, const void *bytes, size_t count)
{
    int fd = open(path, O_WRONLY);

    cr_assert_eq(pwrite(fd, bytes, count, offset), (ssize_t)count);
    close(fd);
}

Test(budget, is_private_if_the_file_is_not_a_database)
{
    cr_assert(tmpdir_write(directory, "new/budget.db", "nonsense, and more of it", 24, 0600));
    is_no_use(as_owner, "file is not a database");
}

Test(budget, is_its_own_where_the_file_is_damaged)
{
    static const char rubbish[200] = {1, 2, 3};

    make_file();
    patch(100, rubbish, sizeof rubbish);
    is_no_use(as_owner, "malformed");
}

/* The header of a SQLite file has user_version at 60 (https://sqlite.org/fileformat2.html). */
Test(budget, is_private_if_the_file_is_of_a_newer_version)
{
    static const unsigned char two[] = {0, 0, 0, 2}, none[] = {0, 0, 0, 0};

    make_file();
    patch(60, two, sizeof two);
    is_no_use(as_owner, "newer version");
    patch(60, none, sizeof none);
    is_no_use(as_owner, "not a file of this program");
}

Test(budget, is_its_own_where_the_file_cannot_be_written)
{
    char *parent = tmpdir_path(directory, "new");

    make_file();
    cr_assert_eq(chmod(directory, 0755), 0);
    cr_assert_eq(chmod(path, 0444), 0);
    cr_assert_eq(chmod(parent, 0555), 0);
    is_no_use(use_it, "ermission denied");
    free(parent);
}

static int with_a_full_disk(void *context)
{
    const struct rlimit none = {.rlim_cur = 4096, .rlim_max = 4096};

    signal(SIGXFSZ, SIG_IGN);
    return setrlimit(RLIMIT_FSIZE, &none) == 0 ? as_owner(context) : 2;
}

Test(budget, is_its_own_where_the_disk_is_full)
{
    is_no_use(with_a_full_disk, "budget.db");
}

static int while_it_fills(void *context)
{
    const struct rlimit small = {.rlim_cur = 100000, .rlim_max = 100000};
    struct budget *budget = open_one();

    (void)context;
    signal(SIGXFSZ, SIG_IGN);
    take(budget, HTTP_READ, 1, NOW);
    if (setrlimit(RLIMIT_FSIZE, &small) != 0)
        return 2;
    int reads = take(budget, HTTP_READ, 600, NOW);
    budget_free(budget);
    return reads == 499 ? 0 : 1;
}

Test(budget, goes_on_where_it_was_when_the_disk_fills)
{
    is_no_use(while_it_fills, "I/O error");
}

/* Holds the write lock until told to exit. */
static pid_t hold_lock(int *say)
{
    int told[2], wait[2];
    char byte;
    pid_t child;

    cr_assert_eq(pipe(told) | pipe(wait), 0);
    child = fork();
    if (child == 0) {
        int fd = open(path, O_RDWR);
        /* The pending byte, where every SQLite lock begins, and the shared bytes after it. */
        struct flock lock = {
            .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0x40000000, .l_len = 512};

        close(wait[1]);
        if (fcntl(fd, F_SETLK, &lock) != 0 || write(told[1], "", 1) != 1)
            _exit(1);
        _exit(read(wait[0], &byte, 1) == 0 ? 0 : 1);
    }
    close(wait[0]);
    close(told[1]);
    cr_assert_eq(read(told[0], &byte, 1), 1);
    close(told[0]);
    *say = wait[1];
    return child;
}

Test(budget, is_its_own_where_the_file_stays_locked)
{
    int say, status;
    pid_t child;

    make_file();
    child = hold_lock(&say);
    is_no_use(as_owner, "locked");
    close(say);
    cr_assert_eq(waitpid(child, &status, 0), child);
    cr_expect_eq(status, 0);
}

Test(budget, does_without_a_path)
{
    struct budget *budget = budget_new(NULL, "https://api.trakt.tv", "client");

    cr_expect_eq(take(budget, HTTP_READ, 600, NOW), 500);
    budget_free(budget);
    budget_free(NULL);
}
