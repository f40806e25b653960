/* Runs every .case file under tests/cmd, tests/pipe and tests/guide; tests/README.md describes
 * them. */
#define _XOPEN_SOURCE 700 /* nftw */
#include "bytes.h"
#include "launch.h"
#include "play.h"
#include "spawn.h"
#include "words.h"

#include <criterion/criterion.h>
#include <criterion/hooks.h>
#include <criterion/parameterized.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern char **environ;

static struct words cases;

static int collect(const char *path, const struct stat *st, int kind, struct FTW *where)
{
    const char *only = getenv("CVI_CASES");
    size_t n = strlen(path);

    (void)st;
    (void)where;
    if (kind == FTW_F && n > 5 && strcmp(path + n - 5, ".case") == 0 &&
        (!only || strstr(path, only)))
        words_add(&cases, path);
    return 0;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The worker processes collect the files again: the same files in the same order. */
static void find_cases(void)
{
    words_release(&cases);
    nftw("tests/cmd", collect, 16, FTW_PHYS);
    nftw("tests/pipe", collect, 16, FTW_PHYS);
    nftw("tests/guide", collect, 16, FTW_PHYS);
    if (cases.count)
        qsort(cases.at, cases.count, sizeof *cases.at, by_name);
}

ParameterizedTestParameters(cases, each_does_what_it_says)
{
    find_cases();
    int *at = cr_malloc((cases.count + 1) * sizeof *at);

    for (size_t i = 0; i < cases.count; i++)
        at[i] = (int)i;
    return cr_make_param_array(int, at, cases.count);
}

/* Returns whether to rewrite failing cases: CVI_UPDATE is neither empty nor 0. */
static bool is_update(void)
{
    const char *update = getenv("CVI_UPDATE");

    return update && *update && strcmp(update, "0") != 0;
}

ParameterizedTest(int *i, cases, each_does_what_it_says)
{
    struct bytes why = {0};

    find_cases();
    cr_assert((size_t)*i < cases.count);
    const char *path = cases.at[*i];
    bool good = play_case(path, is_update(), &why);
    if (good && why.len)
        cr_skip_test("%s: %s", path, bytes_text(&why));
    const char *build = getenv("CVI_BUILD");
    cr_expect(good, "%s\n%sagain: %s%s CVI_CASES=%s %s/test/test_cases", path, bytes_text(&why),
              build ? "CVI_BUILD=" : "", build ? build : "", path, launch_build());
    bytes_release(&why);
    words_release(&cases);
}

/* Before any case runs, asks make which files are out of date, because only make knows, and exits
 * with status 2 if there are any. Otherwise the results of a missing or old program would be
 * written into a case, and look right. */
ReportHook(PRE_ALL)(struct criterion_test_set *tests)
{
    struct words argv = {0};
    struct outcome came = {0};
    char *rest = NULL;

    (void)tests;
    if (!is_update())
        return;
    char *build = format_text("B=%s", launch_build());
    bool split = words_split(&argv, "/usr/bin/env MAKEFLAGS= make -s --no-print-directory unbuilt");
    words_add(&argv, build);
    spawn_run(&(struct spawn){.argv = argv.at, .env = environ}, &came);
    if (getenv("CVI_BIN"))
        bytes_puts(&came.out, "CVI_BIN: names programs that make does not know\n");
    if (!split || came.status != 0 || came.trouble.len)
        bytes_puts(&came.out, "make: cannot tell what is built\n");
    bool fresh = came.out.len == 0;
    for (char *line = fresh ? NULL : strtok_r(came.out.at, "\n", &rest); line;
         line = strtok_r(NULL, "\n", &rest))
        fprintf(stderr, "test_cases: %s, so no case is rewritten (run: make update)\n", line);
    outcome_release(&came);
    words_release(&argv);
    free(build);
    if (!fresh)
        exit(2);
}

Test(cases, are_found)
{
    const char *only = getenv("CVI_CASES");

    find_cases();
    cr_expect(cases.count > 0, "no case fits CVI_CASES='%s'", only ? only : "");
    words_release(&cases);
}
