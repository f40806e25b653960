/* The location of a directory: types of file systems, and whether it is empty. */
#include <criterion/criterion.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "scan/place.h"

Test(scan_place, kinds_have_words_or_numbers)
{
    static const struct {
        uint64_t type;
        const char *word;
    } rows[] = {
        {0xef53, "ext4"},
        {0x58465342, "xfs"},
        {0xff534d42, "cifs"},
        {0x01021994, "tmpfs"},
        {0x1badface, "0x1badface"},
        {0, "0x0"},
        {UINT64_MAX, "0xffffffffffffffff"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char word[SCAN_PLACE_WORD];

        scan_place_word(rows[i].type, word);
        cr_expect_str_eq(word, rows[i].word);
    }
}

Test(scan_place, a_missing_directory_has_no_kind)
{
    char word[SCAN_PLACE_WORD];

    cr_expect(scan_place_kind("/", word));
    cr_expect_str_neq(word, "");
    errno = 0;
    cr_expect_not(scan_place_kind("/nowhere/at/all", word));
    cr_expect_str_eq(word, "");
    cr_expect_eq(errno, ENOENT);
}

Test(scan_place, empty_is_without_names)
{
    char path[] = "/tmp/cvi-place-XXXXXX", file[64];

    cr_assert(mkdtemp(path));
    cr_expect_eq(scan_place_is_empty(path), 1);
    snprintf(file, sizeof file, "%s/.hidden", path);
    close(open(file, O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
    cr_expect_eq(scan_place_is_empty(path), 0);
    unlink(file);
    rmdir(path);
    errno = 0;
    cr_expect_eq(scan_place_is_empty(path), -1);
    cr_expect_eq(errno, ENOENT);
}
