/* Foreign text in a page: dangerous characters are shown but have no effect; the rest is
 * unchanged. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "page/text.h"

enum { MOST = 1 << 20 };

static struct buf out = {.max = MOST};

static void release(void)
{
    buf_release(&out);
}

TestSuite(page_text, .fini = release);

Test(page_text, escapes)
{
    static const struct {
        const char *text, *escaped;
    } rows[] = {
        {NULL, ""},
        {"", ""},
        {"Heat (1995).mkv", "Heat (1995).mkv"},
        {"Amélie 天気 😀", "Amélie 天気 😀"},
        {"<b>&\"'</b>", "&lt;b&gt;&amp;&quot;&#39;&lt;/b&gt;"},
        {"a\tb\nc\x1b[1m\x7f", "a␉b␊c␛[1m␡"},
        {"\xc2\x85\xc2\x9f", "[U+0085][U+009F]"},
        {"\u202egnp\u2066\u200f", "[U+202E]gnp[U+2066][U+200F]"},
        {"\u2028\ufeff\uffff", "[U+2028][U+FEFF][U+FFFF]"},
        {"\U000e0041\U0001fffe", "[U+E0041][U+1FFFE]"},
        {"می‌خواهم", "می‌خواهم"},
        {"a\xff"
         "b\xc3",
         "a\uFFFD"
         "b\uFFFD"},
        {"<\xed\xa0\x80>", "&lt;\uFFFD\uFFFD\uFFFD&gt;"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        buf_clear(&out);
        page_escape(&out, rows[i].text);
        cr_expect_str_eq(buf_text(&out), rows[i].escaped, "row %zu: %s", i, buf_text(&out));
    }
}

Test(page_text, every_byte_leaves_the_page_whole)
{
    for (unsigned first = 1; first < 256; first++) {
        for (unsigned second = 1; second < 256; second++) {
            const char text[] = {(char)first, (char)second, '\0'};

            buf_clear(&out);
            page_escape(&out, text);
            cr_assert_null(strpbrk(buf_text(&out), "<>\"'\x1b\x7f\n"), "%x %x", first, second);
            cr_assert(out.len > 0);
        }
    }
}

Test(page_text, cuts_between_characters)
{
    page_escape_most(&out, "ééé", 2);
    cr_expect_str_eq(buf_text(&out), "éé…");
    buf_clear(&out);
    page_escape_most(&out, "abc", 3);
    cr_expect_str_eq(buf_text(&out), "abc");
    buf_clear(&out);
    page_escape_most(&out, "a<c", 2);
    cr_expect_str_eq(buf_text(&out), "a&lt;…");
}

/* A shortened name is in the page completely, up to a limit. */
Test(page_text, names_can_be_opened)
{
    char name[20001];

    memset(name, 'x', sizeof name);
    name[PAGE_NAME_SHOWN] = '\0';
    page_name(&out, name);
    cr_expect_null(strstr(buf_text(&out), "<details"));
    cr_expect_eq(out.len, PAGE_NAME_SHOWN + strlen("<bdi></bdi>"));
    buf_clear(&out);
    memset(name, 'x', sizeof name);
    name[10000] = '\0';
    page_name(&out, name);
    cr_expect_not_null(strstr(buf_text(&out), "<details"));
    cr_expect_not_null(strstr(buf_text(&out), name));
    buf_clear(&out);
    memset(name, 'x', sizeof name);
    name[20000] = '\0';
    page_name(&out, name);
    cr_expect_null(strstr(buf_text(&out), name));
    cr_expect_leq(out.len, PAGE_NAME_MOST + PAGE_NAME_SHOWN + 100);
}

Test(page_text, numbers)
{
    static const struct {
        uint64_t number;
        const char *text, *bytes;
    } rows[] = {
        {0, "0", "0 bytes"},
        {1, "1", "1 byte"},
        {999, "999", "999 bytes"},
        {1000, "1,000", "1.0 kB"},
        {999499, "999,499", "999 kB"},
        {999500, "999,500", "1.0 MB"},
        {9940000, "9,940,000", "9.9 MB"},
        {9960000, "9,960,000", "10 MB"},
        {4700000000, "4,700,000,000", "4.7 GB"},
        {UINT64_MAX, "18,446,744,073,709,551,615", "18 EB"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        buf_clear(&out);
        page_number(&out, rows[i].number);
        cr_expect_str_eq(buf_text(&out), rows[i].text);
        buf_clear(&out);
        page_bytes(&out, rows[i].number);
        cr_expect_str_eq(buf_text(&out), rows[i].bytes);
    }
}

Test(page_text, places_and_shares)
{
    static const struct {
        double seconds;
        const char *text;
    } places[] = {
        {-1, "0:00"},      {0, "0:00"},     {7.9, "0:07"},     {600, "10:00"},
        {3723, "1:02:03"}, {1e300, "0:00"}, {0.0 / 1, "0:00"},
    };
    static const struct {
        double share;
        const char *text;
    } shares[] = {
        {0, "0%"},       {0.0001, "under 0.1%"}, {0.004, "0.4%"},      {0.0994, "9.9%"},
        {0.0996, "10%"}, {0.5, "50%"},           {0.9999, "over 99%"}, {1, "100%"},
    };

    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        buf_clear(&out);
        page_clock(&out, places[i].seconds);
        cr_expect_str_eq(buf_text(&out), places[i].text);
    }
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        buf_clear(&out);
        page_share(&out, shares[i].share);
        cr_expect_str_eq(buf_text(&out), shares[i].text);
    }
}

/* A path may be copied if the page shows it unchanged. */
Test(page_text, knows_text_that_is_shown_unchanged)
{
    static char longest[PAGE_NAME_MOST + 2];

    memset(longest, 'a', PAGE_NAME_MOST);
    cr_expect(page_is_exact(longest));
    longest[PAGE_NAME_MOST] = 'a';
    cr_expect_not(page_is_exact(longest));
    cr_expect(page_is_exact("/videos/<b>&\"'/Amélie 天気 😀 می‌خواهم.mkv"));
    cr_expect(page_is_exact(""));
    static const char *const shown_otherwise[] = {"a\tb",   "a\nb", "\x7f", "\u202egnp",
                                                  "\u2028", "\xff", "a\xc3"};
    for (size_t i = 0; i < sizeof shown_otherwise / sizeof *shown_otherwise; i++)
        cr_expect_not(page_is_exact(shown_otherwise[i]), "%zu", i);
}
