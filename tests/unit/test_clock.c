/* The clock, and the file that replaces it. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/msg.h"
#include "child.h"
#include "tmpdir.h"

static char *directory;
static char *path;

static void make_place(void)
{
    directory = tmpdir_make();
    path = tmpdir_path(directory, "clock");
}

static void remove_place(void)
{
    tmpdir_remove(directory);
    free(directory);
    free(path);
}

TestSuite(clock, .init = make_place, .fini = remove_place);

static void put(int64_t ms)
{
    cr_assert(tmpdir_write(directory, "clock", &ms, sizeof ms, 0644));
}

static int64_t in_file(void)
{
    struct bytes got = {0};
    int64_t ms;

    cr_assert(tmpdir_read(directory, "clock", &got));
    memcpy(&ms, got.at, sizeof ms);
    bytes_release(&got);
    return ms;
}

Test(clock, is_the_systems_unless_a_file_is_named)
{
    clock_use_file(NULL);
    clock_use_file("");
    cr_expect(clock_is_real());
    int64_t before = clock_steady_ms();
    cr_expect(clock_now_ms() > 1700000000000, "%lld", (long long)clock_now_ms());
    cr_expect(llabs(clock_now_s() - clock_now_ms() / 1000) <= 1);
    clock_sleep_ms(0);
    clock_sleep_ms(-1000000);
    cr_expect(clock_steady_ms() >= before);
}

Test(clock, stands_still_in_a_file_until_somebody_sleeps)
{
    put(1795352400999);
    clock_use_file(path);
    cr_expect_not(clock_is_real());
    cr_expect_eq(clock_now_ms(), 1795352400999);
    cr_expect_eq(clock_now_s(), 1795352400);
    cr_expect_eq(clock_steady_ms(), 1795352400999);
    clock_sleep_ms(0);
    clock_sleep_ms(-5);
    cr_expect_eq(in_file(), 1795352400999);
    clock_sleep_ms(3600001);
    cr_expect_eq(clock_now_ms(), 1795356001000);
    cr_expect_eq(in_file(), 1795356001000);
}

static int sleep_long(void *unused)
{
    (void)unused;
    clock_sleep_ms(1000);
    return 0;
}

Test(clock, is_shared_through_the_file)
{
    struct outcome came = {0};

    put(5000);
    clock_use_file(path);
    child_run(sleep_long, NULL, NULL, 0, &came);
    cr_expect_eq(clock_now_ms(), 6000);
    outcome_release(&came);
}

static int use(void *file)
{
    msg_start("p");
    clock_use_file(file);
    return 0;
}

Test(clock, rejects_an_invalid_file)
{
    struct outcome came = {0};
    char *missing = format_text("p: %s: No such file or directory\n", path);
    char *small = format_text("p: %s: not a clock file\n", path);

    child_run(use, path, NULL, 0, &came);
    cr_expect_eq(came.status, EX_NOINPUT);
    cr_expect_str_eq(bytes_text(&came.err), missing);
    cr_assert(tmpdir_write(directory, "clock", "1234567", 7, 0644));
    child_run(use, path, NULL, 0, &came);
    cr_expect_eq(came.status, EX_NOINPUT);
    cr_expect_str_eq(bytes_text(&came.err), small);
    free(missing);
    free(small);
    outcome_release(&came);
}
