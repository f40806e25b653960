/* Names are read one by one, whatever ends them and however they arrive. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/names.h"

static int pipe_with(const char *bytes, size_t len, int *writer)
{
    int ends[2];

    cr_assert_eq(pipe(ends), 0);
    cr_assert_eq(write(ends[1], bytes, len), (ssize_t)len);
    if (writer)
        *writer = ends[1];
    else
        close(ends[1]);
    return ends[0];
}

static void expect(struct names *names, enum names_got wanted, const char *name)
{
    const char *got = NULL;
    struct why why;

    cr_expect_eq(names_next(names, &got, &why), wanted);
    if (name)
        cr_expect_str_eq(got, name);
}

Test(names, end_with_newline_or_nul)
{
    static const char lines[] = "a b.mkv\n\n-x\n\xff\xfe.mkv\nlast", nuls[] = "a\nb\0\0c";
    struct names names = NAMES(pipe_with(lines, sizeof lines - 1, NULL), '\n');

    expect(&names, NAMES_GOT, "a b.mkv");
    expect(&names, NAMES_GOT, "-x");
    expect(&names, NAMES_GOT, "\xff\xfe.mkv");
    expect(&names, NAMES_GOT, "last");
    expect(&names, NAMES_END, NULL);
    names_release(&names);
    close(names.fd);
    names = NAMES(pipe_with(nuls, sizeof nuls - 1, NULL), '\0');
    expect(&names, NAMES_GOT, "a\nb");
    expect(&names, NAMES_GOT, "c");
    expect(&names, NAMES_END, NULL);
    names_release(&names);
    close(names.fd);
}

/* Windows line ends are not part of names; of names that end with NUL nothing is taken away. */
Test(names, lines_of_windows)
{
    static const char lines[] = "a.mkv\r\n\r\nb\rc.mkv\r\nlast.mkv\r", nuls[] = "a\r\0b\r";
    struct names names = NAMES(pipe_with(lines, sizeof lines - 1, NULL), '\n');

    expect(&names, NAMES_GOT, "a.mkv");
    expect(&names, NAMES_GOT, "b\rc.mkv");
    expect(&names, NAMES_GOT, "last.mkv");
    expect(&names, NAMES_END, NULL);
    names_release(&names);
    close(names.fd);
    names = NAMES(pipe_with(nuls, sizeof nuls - 1, NULL), '\0');
    expect(&names, NAMES_GOT, "a\r");
    expect(&names, NAMES_GOT, "b\r");
    names_release(&names);
    close(names.fd);
}

/* No name is lost silently when find -print0 is read as lines. */
Test(names, of_print0_read_as_lines)
{
    static const char first[] = "a.mkv\0b.mkv\0c.mkv\0", later[] = "a.mkv\nb.mkv\0c.mkv\nd.mkv\n";
    struct names names = NAMES(pipe_with(first, sizeof first - 1, NULL), '\n');

    expect(&names, NAMES_NUL, NULL);
    expect(&names, NAMES_END, NULL);
    names_release(&names);
    close(names.fd);
    names = NAMES(pipe_with(later, sizeof later - 1, NULL), '\n');
    expect(&names, NAMES_GOT, "a.mkv");
    expect(&names, NAMES_NUL, NULL);
    expect(&names, NAMES_END, NULL);
    names_release(&names);
    close(names.fd);
}

Test(names, does_not_wait)
{
    int writer;
    struct names names = NAMES(pipe_with("on", 2, &writer), '\n');

    expect(&names, NAMES_WAIT, NULL);
    cr_assert_eq(write(writer, "e\ntw", 4), 4);
    expect(&names, NAMES_GOT, "one");
    expect(&names, NAMES_WAIT, NULL);
    close(writer);
    expect(&names, NAMES_GOT, "tw");
    expect(&names, NAMES_END, NULL);
    names_release(&names);
    close(names.fd);
}

Test(names, skips_names_that_are_too_long)
{
    enum { LONG = NAMES_LONGEST + NAMES_LONGEST / 2, PIECE = 4096 };
    char piece[PIECE];
    int ends[2];

    cr_assert_eq(pipe(ends), 0);
    memset(piece, 'x', sizeof piece);
    struct names names = NAMES(ends[0], '\n');
    bool told = false;
    for (int sent = 0; sent < LONG * 3; sent += PIECE) {
        const char *got;
        struct why why;

        cr_assert_eq(write(ends[1], piece, PIECE), PIECE);
        enum names_got came = names_next(&names, &got, &why);
        cr_assert(came == NAMES_WAIT || (came == NAMES_LONG && !told));
        told |= came == NAMES_LONG;
    }
    cr_expect(told);
    cr_assert_eq(write(ends[1], "\nnext\n", 6), 6);
    close(ends[1]);
    expect(&names, NAMES_GOT, "next");
    expect(&names, NAMES_END, NULL);
    names_release(&names);
    close(names.fd);
}

Test(names, reports_read_errors)
{
    struct names names = NAMES(-1, '\n');

    names.fd = pipe_with("", 0, NULL);
    close(names.fd); /* reading from a closed descriptor would fail */
    expect(&names, NAMES_FAILED, NULL);
    expect(&names, NAMES_END, NULL);
    names_release(&names);
}
