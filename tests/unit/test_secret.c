/* Files with one secret each: their places, and how their bytes are trimmed. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "child.h"
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

Test(secret, a_long_or_binary_file_is_rejected_by_name)
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

static void expect_exposed(const char *path, const char *words)
{
    struct buf lines = BUF_INIT(1024);
    char *line = words ? format_text("%s: mode %s (chmod 600 %s)\n", path, words, path)
                       : format_text("%s", "");

    secret_add_exposed(&lines, path);
    secret_add_exposed(&lines, path); /* a second time must not add a line */
    cr_expect_str_eq(buf_text(&lines), line);
    free(line);
    buf_release(&lines);
}

Test(secret, of_files_that_others_can_read_or_write_there_is_one_warning)
{
    static const struct {
        mode_t mode;
        const char *words;
    } rows[] = {
        {0600, NULL},
        {0400, NULL},
        {0660, NULL}, /* group permission is the user's choice */
        {0601, NULL},
        {0644, "0644: other users can read it"},
        {0444, "0444: other users can read it"},
        {0604, "0604: other users can read it"},
        {0602, "0602: other users can change it"},
        {0666, "0666: other users can read and change it"},
    };

    put("vault/key", "text");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_assert_eq(chmod("vault/key", rows[i].mode), 0);
        expect_exposed("vault/key", rows[i].words);
    }
    cr_assert_eq(symlink("vault/key", "link"), 0);
    expect_exposed("link", "0666: other users can read and change it");
}

Test(secret, other_kinds_and_missing_files_are_not_reported)
{
    cr_assert_eq(mkfifo("pipe", 0666), 0);
    cr_assert_eq(chmod("pipe", 0666), 0);
    expect_exposed("pipe", NULL);
    expect_exposed("none", NULL);
    expect_exposed("/dev/null", NULL);
    expect_exposed("/", NULL);
}

/* As in a container whose user is not root: its secrets belong to root, with mode 0444. */
static int look_as_somebody(void *path)
{
    if (setgid(12345) != 0 || setuid(12345) != 0)
        return 2;
    struct buf lines = BUF_INIT(1024);
    secret_add_exposed(&lines, path);
    int status = lines.len ? 1 : 0;
    buf_release(&lines);
    return status;
}

Test(secret, nothing_is_said_of_somebody_elses_file)
{
    struct outcome came = {0};
    char *path = tmpdir_path(directory, "key");

    if (geteuid() != 0)
        cr_skip_test("only root has files of somebody else");
    put("key", "text");
    cr_assert_eq(chmod("key", 0444), 0);
    cr_assert_eq(chmod(directory, 0755), 0);
    child_run(look_as_somebody, path, NULL, 0, &came);
    cr_expect_eq(came.status, 0, "%d", came.status);
    cr_assert_eq(chown("key", 12345, 12345), 0);
    child_run(look_as_somebody, path, NULL, 0, &came);
    cr_expect_eq(came.status, 1, "%d", came.status);
    free(path);
    outcome_release(&came);
}
