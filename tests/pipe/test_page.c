/* The page of cvi-report in a real browser: each script of tests/page is a test. Without a browser,
 * they are skipped with a message. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "bytes.h"
#include "spawn.h"
#include "words.h"

enum { CANNOT_BE_RUN = 77 };

static void run(const char *script)
{
    static const char *const handed_on[] = {"PATH",         "TMPDIR",        "CVI_BUILD",
                                            "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"};
    struct words argv = {0}, env = {0};
    struct outcome came = {0};

    for (size_t i = 0; i < sizeof handed_on / sizeof *handed_on; i++) {
        if (getenv(handed_on[i])) {
            char *pair = format_text("%s=%s", handed_on[i], getenv(handed_on[i]));

            words_add(&env, pair);
            free(pair);
        }
    }
    if (!getenv("CVI_BUILD"))
        words_add(&env, "CVI_BUILD=build");
    words_add(&argv, "/bin/sh");
    words_add(&argv, script);
    struct spawn what = {.argv = argv.at, .env = env.at};
    spawn_run(&what, &came);
    if (came.status == CANNOT_BE_RUN)
        cr_skip_test("%s", came.err.at);
    cr_expect_eq(came.trouble.len, 0, "%s: %s", script, came.trouble.at);
    cr_expect_eq(came.status, 0, "%s: status %d\n%s", script, came.status, came.err.at);
    printf("%s", came.out.len ? came.out.at : "");
    outcome_release(&came);
    words_release(&argv);
    words_release(&env);
}

Test(page, is_used)
{
    run("tests/page/use.sh");
}

Test(page, has_a_shape_for_everybody)
{
    run("tests/page/shapes.sh");
}

Test(page, takes_names_for_text)
{
    run("tests/page/hostile.sh");
}

Test(page, holds_ten_thousand_files)
{
    run("tests/page/many.sh");
}
