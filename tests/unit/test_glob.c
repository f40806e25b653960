/* Patterns that exclude files, and the paths that each matches. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "base/glob.h"

Test(glob, fits)
{
    static const struct {
        const char *pattern, *path;
        bool directory, fits;
    } rows[] = {
        /* a name, at any depth */
        {"a.mkv", "a.mkv", false, true},
        {"a.mkv", "/v/x/a.mkv", false, true},
        {"a.mkv", "/v/x/ba.mkv", false, false},
        {"a.mkv", "/v/x/A.mkv", false, false},
        {"*.sample.mkv", "/v/f.sample.mkv", false, true},
        {"*", "/v/f.mkv", false, true},
        {"*", ".hidden", false, true},
        {"?.mkv", "/v/f.mkv", false, true},
        {"?.mkv", "/v/fg.mkv", false, false},
        {"[ab].mkv", "v/b.mkv", false, true},
        {"[!ab].mkv", "v/b.mkv", false, false},
        {"[ab.mkv", "v/[ab.mkv", false, true},
        {"\\[ab].mkv", "v/[ab].mkv", false, true},
        {"\\[ab].mkv", "v/a.mkv", false, false},
        /* directories only */
        {"Extras/", "/v/Extras", true, true},
        {"Extras/", "/v/Extras", false, false},
        {"Extras//", "/v/Extras", true, true},
        /* the end of a path */
        {"Extras/*.mkv", "/v/f/Extras/a.mkv", false, true},
        {"Extras/*.mkv", "Extras/a.mkv", false, true},
        {"Extras/*.mkv", "/v/f/Extras/b/a.mkv", false, false},
        {"Extras/*.mkv", "/v/f/MyExtras/a.mkv", false, false},
        {"Extras/*.mkv", "a.mkv", false, false},
        {"./Extras/*.mkv", "v/Extras/a.mkv", false, true},
        {"**/Extras/*", "v/Extras/a.mkv", false, true},
        {"f*/b", "/v/f/c/b", true, false},
        /* the whole path */
        {"/v/Extras", "/v/Extras", true, true},
        {"/v/Extras", "/w/v/Extras", true, false},
        {"/v/*/a.mkv", "/v/f/a.mkv", false, true},
        {"/v/*/a.mkv", "/v/f/g/a.mkv", false, false},
        {"/v/Extras", "Extras", true, false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct globs globs = {0};
        struct why why;

        cr_assert(globs_add(&globs, rows[i].pattern, &why));
        globs_finish(&globs);
        cr_expect_eq(globs_fit(&globs, rows[i].path, rows[i].directory), rows[i].fits, "%s on %s",
                     rows[i].pattern, rows[i].path);
        globs_release(&globs);
    }
}

Test(glob, fits_a_file_by_its_directories)
{
    struct globs globs = {0};
    struct why why;

    cr_assert(globs_add(&globs, "Extras/", &why));
    globs_finish(&globs);
    cr_expect(globs_fit_file(&globs, "/v/Extras/a/b.mkv"));
    cr_expect(globs_fit_file(&globs, "Extras//b.mkv"));
    cr_expect_not(globs_fit_file(&globs, "/v/Extras"));
    cr_expect_not(globs_fit_file(&globs, "/v/Extras.mkv"));
    globs_release(&globs);
}

Test(glob, rejects_invalid_patterns)
{
    static const char *const wrong[] = {"", "/", "//", "./", "**/"};
    struct globs globs = {0};
    struct why why;

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        cr_expect_not(globs_add(&globs, wrong[i], &why), "'%s'", wrong[i]);
        cr_expect_eq(why.status, EX_USAGE);
    }
    cr_expect(globs_are_none(&globs));
    cr_expect(globs_are_none(NULL));
    cr_expect_not(globs_fit(&globs, "a", false));
    globs_release(&globs);
}

Test(glob, key_does_not_depend_on_the_order)
{
    static const char *const patterns[] = {"a", "*.b", "c/"};
    struct globs one = {0}, other = {0};
    struct why why;

    for (size_t i = 0; i < 3; i++) {
        cr_assert(globs_add(&one, patterns[i], &why));
        cr_assert(globs_add(&other, patterns[2 - i], &why));
    }
    char *key = globs_key(&one), *same = globs_key(&other);
    cr_expect_str_eq(key, same);
    free(same);
    cr_assert(globs_add(&other, "d", &why));
    same = globs_key(&other);
    cr_expect_str_neq(key, same);
    free(same);
    free(key);
    globs_release(&one);
    globs_release(&other);
}
