/* Files with one secret each: where they are looked for, and what is left of their bytes. */
#include <criterion/criterion.h>
#include <string.h>
#include <unistd.h>

#include "config/secret.h"
#include "tmpdir.h"

static char *directory;

static void enter(void)
{
    directory = tmpdir_make();
    cr_assert_eq(chdir(directory), 0);
}

static void leave(void)
{
    cr_assert_eq(chdir("/"), 0);
    tmpdir_remove(directory);
    free(directory);
}

TestSuite(secret, .init = enter, .fini = leave);

static void put(const char *name, const char *text)
{
    cr_assert(tmpdir_write(directory, name, text, strlen(text), 0600));
}

static void expect_found(const char *in, const char *text, const char *at)
{
    struct buf out = BUF_INIT(64);
    struct why why = {0};
    char *path;

    cr_assert(secret_find(in, "cvi_test_key", &out, &path, &why), "%s", why.text);
    cr_expect_str_eq(buf_text(&out), text);
    cr_expect_str_eq(path ? path : "nowhere", at);
    free(path);
    buf_release(&out);
}

Test(secret, the_first_file_that_is_not_blank_is_taken)
{
    expect_found(NULL, "", "nowhere");
    expect_found("", "", "nowhere");
    put("docker/secrets/cvi_test_key", "plain");
    expect_found(NULL, "plain", "docker/secrets/cvi_test_key");
    put("docker/secrets/cvi_test_key.txt", " \r\n\t");
    expect_found(NULL, "plain", "docker/secrets/cvi_test_key");
    put("docker/secrets/cvi_test_key.txt", "text\n");
    expect_found(NULL, "text", "docker/secrets/cvi_test_key.txt");
    put("vault/cvi_test_key", "vault");
    expect_found("vault/", "vault", "vault/cvi_test_key");
    expect_found("no-such-directory", "text", "docker/secrets/cvi_test_key.txt");
}

Test(secret, blanks_and_a_byte_order_mark_around_the_text_go)
{
    put("vault/cvi_test_key", "\xef\xbb\xbf\r\n\t a b \r\n\r\n");
    expect_found("vault", "a b", "vault/cvi_test_key");
    put("vault/cvi_test_key", "\xef\xbb\xbf");
    expect_found("vault", "", "nowhere");
}

Test(secret, a_file_that_is_too_long_or_no_text_is_refused_by_name)
{
    struct buf out = BUF_INIT(4);
    struct why why = {0};
    char *path;

    put("vault/cvi_test_key", "abcde");
    cr_expect_not(secret_find("vault", "cvi_test_key", &out, &path, &why));
    cr_expect_eq(why.status, EX_CONFIG);
    cr_expect_str_eq(why.text, "vault/cvi_test_key: longer than 4 bytes");
    cr_expect_null(path);
    buf_clear(&out);
    cr_expect_not(secret_read("none", &out, &why));
    cr_expect_eq(why.status, EX_NOINPUT);
    cr_assert(tmpdir_write(directory, "nul", "\0a", 2, 0600));
    cr_expect_not(secret_read("nul", &out, &why));
    cr_expect_eq(why.status, EX_CONFIG);
    buf_release(&out);
}
