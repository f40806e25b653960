/* Lines from a pipe, however they are split into pieces. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "probe/follow.h"

static void note(void *self, const char *line)
{
    struct buf *seen = self;

    buf_printf(seen, "%zu:%.8s|", strlen(line), line);
}

static const struct {
    const char *pieces[4]; /* each is read by itself */
    const char *lines;
} table[] = {
    {{"one\ntwo\n"}, "3:one|3:two|"},
    {{"o", "n", "e\ntw", "o\n"}, "3:one|3:two|"},
    {{"one\r\ntwo\r"}, "3:one|0:|3:two|"},
    {{"one\rtwo", "\nthree"}, "3:one|3:two|5:three|"},
    {{"\n\n"}, "0:|0:|"},
    {{"no end"}, "6:no end|"},
    {{NULL}, ""},
};

Test(probe_lines, are_complete)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct probe_lines lines = {0};
        struct buf seen = BUF_INIT(4096);
        int ends[2];

        cr_assert_eq(pipe(ends), 0);
        for (size_t n = 0; n < 4 && table[i].pieces[n]; n++) {
            size_t len = strlen(table[i].pieces[n]);

            cr_assert_eq(write(ends[1], table[i].pieces[n], len), (ssize_t)len);
            cr_expect(probe_lines_read(&lines, ends[0], note, &seen));
        }
        close(ends[1]);
        cr_expect_not(probe_lines_read(&lines, ends[0], note, &seen));
        cr_expect_str_eq(buf_text(&seen), table[i].lines);
        probe_lines_release(&lines);
        buf_release(&seen);
        close(ends[0]);
    }
}

/* A line that is too long is cut, whether it comes at once or in pieces; the next line is complete
 * again. */
Test(probe_lines, are_truncated_if_they_are_too_long)
{
    struct probe_lines lines = {0};
    struct buf seen = BUF_INIT(4096);
    char piece[10000];
    int ends[2];

    memset(piece, 'x', sizeof piece);
    cr_assert_eq(pipe(ends), 0);
    for (int i = 0; i < 30; i++) {
        cr_assert_eq(write(ends[1], piece, sizeof piece), (ssize_t)sizeof piece);
        cr_expect(probe_lines_read(&lines, ends[0], note, &seen));
    }
    cr_assert_eq(write(ends[1], "\nnext\n", 6), 6);
    cr_expect(probe_lines_read(&lines, ends[0], note, &seen));
    cr_expect_str_eq(buf_text(&seen), "4096:xxxxxxxx|4:next|");
    probe_lines_release(&lines);
    buf_release(&seen);
    close(ends[0]);
    close(ends[1]);
}

Test(probe_lines, contain_no_nul)
{
    struct probe_lines lines = {0};
    struct buf seen = BUF_INIT(4096);
    int ends[2];

    cr_assert_eq(pipe(ends), 0);
    cr_assert_eq(write(ends[1], "a\0b\0\n\0", 6), 6);
    close(ends[1]);
    while (probe_lines_read(&lines, ends[0], note, &seen))
        ;
    cr_expect_str_eq(buf_text(&seen), "4:a?b?|1:?|");
    probe_lines_release(&lines);
    buf_release(&seen);
    close(ends[0]);
}
