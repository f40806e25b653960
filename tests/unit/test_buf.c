/* Buffers: growing, the stated maximum, and detaching. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

Test(buf, is_an_empty_text_before_anything_is_added)
{
    struct buf b = BUF_INIT(10);

    cr_expect_str_eq(buf_text(&b), "");
    cr_expect_eq(b.len, 0);
    buf_release(&b);
}

Test(buf, is_a_text_too_when_room_was_reserved_and_never_filled)
{
    /* The buffer of an empty file. Its memory was used before. */
    for (size_t size = 64; size <= 4096; size *= 2) {
        struct buf b = BUF_INIT(8192);
        char *used = cvi_malloc(size + 1);

        memset(used, 'x', size + 1);
        free(used);
        cr_assert(buf_reserve(&b, size));
        cr_expect_eq(b.at[0], '\0', "%zu bytes", size);
        buf_release(&b);
    }
}

Test(buf, adds_nothing_beyond_the_maximum)
{
    struct buf b = BUF_INIT(5);

    cr_expect(buf_puts(&b, "abc"));
    cr_expect_not(buf_puts(&b, "def"));
    cr_expect_not(buf_printf(&b, "%d", 123));
    cr_expect(buf_puts(&b, "de"));
    cr_expect_not(buf_putc(&b, 'f'));
    cr_expect_null(buf_reserve(&b, (size_t)-1));
    cr_expect_str_eq(buf_text(&b), "abcde");
    buf_release(&b);
}

Test(buf, grows_and_stays_a_c_string)
{
    struct buf b = BUF_INIT(100000);

    for (int i = 0; i < 1000; i++)
        cr_assert(buf_printf(&b, "%d,", i));
    cr_expect_eq(b.len, strlen(b.at));
    cr_expect_eq(strncmp(b.at, "0,1,2,", 6), 0);
    buf_drop(&b, 2);
    cr_expect_eq(strncmp(b.at, "1,2,", 4), 0);
    buf_clear(&b);
    cr_expect_str_eq(buf_text(&b), "");
    buf_release(&b);
}

Test(buf, hands_its_bytes_over)
{
    struct buf b = BUF_INIT(10);
    char *none = buf_detach(&b);

    cr_expect_str_eq(none, "");
    buf_puts(&b, "x");
    char *text = buf_detach(&b);
    cr_expect_str_eq(text, "x");
    cr_expect_null(b.at);
    free(none);
    free(text);
}

Test(buf, formats_new_text)
{
    char *text = cvi_format("%s-%d", "a", 7);

    cr_expect_str_eq(text, "a-7");
    free(text);
}

/* A read may yield nothing: the buffer is a valid string anyway, whatever the memory held. */
Test(buf, is_a_string_even_if_reserved_room_stays_unused)
{
    for (int i = 0; i < 100; i++) {
        struct buf b = BUF_INIT(1 << 20);
        char *dirt = malloc(100);

        memset(dirt, 'x', 100);
        free(dirt);
        cr_assert(buf_reserve(&b, 99));
        cr_assert_str_eq(buf_text(&b), "");
        buf_release(&b);
    }
}
