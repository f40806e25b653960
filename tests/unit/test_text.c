/* Text: valid UTF-8, folding, and output to a terminal. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static const struct {
    const char *bytes;
    size_t len;
    bool good;
    const char *repaired;
} utf8_cases[] = {
    {"", 0, true, ""},
    {"plain", 5, true, "plain"},
    {"Am\xc3\xa9lie", 7, true, "Am\xc3\xa9lie"},
    {"caf\xe9", 4, false, "caf\xef\xbf\xbd"},
    {"\xc3", 1, false, "\xef\xbf\xbd"},
    {"\xc0\xaf", 2, false, "\xef\xbf\xbd\xef\xbf\xbd"},
    {"\xed\xa0\x80", 3, false, "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
    {"\xf0\x9f\x8e\xac ok", 7, true, "\xf0\x9f\x8e\xac ok"},
    {"a\xff\xfe"
     "b",
     4, false,
     "a\xef\xbf\xbd\xef\xbf\xbd"
     "b"},
};

Test(text, tells_utf8_from_other_bytes_and_repairs_them)
{
    for (size_t i = 0; i < sizeof utf8_cases / sizeof *utf8_cases; i++) {
        struct buf out = BUF_INIT(100);
        bool broken = text_repair(&out, utf8_cases[i].bytes, utf8_cases[i].len);

        cr_expect_eq(text_is_utf8(utf8_cases[i].bytes, utf8_cases[i].len), utf8_cases[i].good,
                     "case %zu", i);
        cr_expect_eq(broken, !utf8_cases[i].good, "case %zu", i);
        cr_expect_str_eq(buf_text(&out), utf8_cases[i].repaired, "case %zu", i);
        buf_release(&out);
    }
}

static const struct {
    const char *text;
    const char *folded;
} fold_cases[] = {
    {"", ""},
    {"...", ""},
    {"The Matrix", "the matrix"},
    {"  The.Matrix_", "the matrix"},
    {"Amélie", "amelie"},
    {"AMÉLIE", "amelie"},
    {"Straße", "strasse"},
    {"Łódź", "lodz"},
    {"Æon Flux", "aeon flux"},
    {"Smørrebrød", "smorrebrod"},
    {"Don't Look Up", "dont look up"},
    {"Don’t Look Up", "dont look up"},
    {"WALL·E", "wall e"},
    {"8½", "81 2"},
    {"ＡＢＣ", "abc"},
    {"Ⅳ", "iv"},
    {"千と千尋の神隠し", "千と千尋の神隠し"},
    {"Москва слезам", "москва слезам"},
    {"bad\xff"
     "byte",
     "bad byte"},
};

Test(text, folds_different_spellings_to_the_same)
{
    for (size_t i = 0; i < sizeof fold_cases / sizeof *fold_cases; i++) {
        char *folded = text_fold(fold_cases[i].text);

        cr_expect_str_eq(folded, fold_cases[i].folded, "%s", fold_cases[i].text);
        free(folded);
    }
}

static const struct {
    const char *bytes;
    const char *standard;
    const char *url;
} base64_cases[] = {
    {"", "", ""},
    {"f", "Zg==", "Zg"},
    {"fo", "Zm8=", "Zm8"},
    {"foo", "Zm9v", "Zm9v"},
    {"foob", "Zm9vYg==", "Zm9vYg"},
    {"\xfb\xff\xfe", "+//+", "-__-"},
    {"caf\xe9", "Y2Fm6Q==", "Y2Fm6Q"},
};

/* In ASCII, letters and digits form words; two marks are part of words, and all others separate
 * them. */
Test(text, folds_each_of_ascii)
{
    for (char c = 1; c > 0 && c < 127; c++) {
        const char text[] = {'a', c, 'b', '\0'};
        char expected[] = "a b";
        char *folded = text_fold(text);

        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            expected[1] = c;
        else if (c >= 'A' && c <= 'Z')
            expected[1] = (char)(c + 32);
        else if (c == '\'' || c == '`')
            memcpy(expected, "ab", 3);
        cr_expect_str_eq(folded, expected, "character %d", c);
        free(folded);
    }
}

Test(text, writes_and_reads_base64)
{
    for (size_t i = 0; i < sizeof base64_cases / sizeof *base64_cases; i++) {
        const char *bytes = base64_cases[i].bytes;
        char *text = text_base64(bytes, strlen(bytes));
        char *url = text_base64url(bytes, strlen(bytes));
        struct buf back = BUF_INIT(100);

        cr_expect_str_eq(text, base64_cases[i].standard);
        cr_expect_str_eq(url, base64_cases[i].url);
        cr_expect(text_unbase64(&back, text));
        cr_expect_str_eq(buf_text(&back), bytes);
        buf_release(&back);
        free(text);
        free(url);
    }
}

Test(text, rejects_invalid_base64)
{
    static const char *const bad[] = {"Zg=", "Z===", "Zm9v!", "Zg==Zg==", "Zm 9v", "===="};

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct buf out = BUF_INIT(100);

        cr_expect_not(text_unbase64(&out, bad[i]), "%s", bad[i]);
        buf_release(&out);
    }
}

Test(text, keeps_control_characters_from_the_terminal)
{
    struct buf out = BUF_INIT(100);

    text_show(&out, "a\x1b[31mb\nc\x7f"
                    "d\xc2\x9b"
                    "e\xe2\x80\xae"
                    "f");
    cr_expect_str_eq(buf_text(&out), "a?[31mb?c?d?e?f");
    buf_release(&out);
}

static const struct {
    const char *text;
    size_t columns;
    const char *fitted;
} fit_cases[] = {
    {"abc", 5, "abc  "},
    {"abcdef", 6, "abcdef"},
    {"abcdef", 3, "ab…"},
    {"abcdef", 1, "…"},
    {"abcdef", 0, ""},
    {"千と千尋", 6, "千と… "},
    {"千と千尋", 5, "千と…"},
    {"e\xcc\x81x", 2, "e\xcc\x81x"},
    {"e\xcc\x81xy", 2, "e\xcc\x81…"},
    {"a\nb", 3, "a?b"},
    {"", 2, "  "},
};

Test(text, fits_a_column_by_display_width)
{
    for (size_t i = 0; i < sizeof fit_cases / sizeof *fit_cases; i++) {
        struct buf out = BUF_INIT(100);

        text_fit(&out, fit_cases[i].text, fit_cases[i].columns);
        cr_expect_str_eq(buf_text(&out), fit_cases[i].fitted, "%s", fit_cases[i].text);
        cr_expect_eq(text_width(buf_text(&out)), fit_cases[i].columns);
        buf_release(&out);
    }
}

static const struct {
    const char *path, *reason;
    size_t columns;
    const char *entry;
} entry_cases[] = {
    {"/videos/a.mkv", "cut off", 0, "/videos/a.mkv: cut off"},
    {"/videos/a.mkv", "cut off", 22, "/videos/a.mkv: cut off"},
    {"/videos/a.mkv", "cut off", 21, "…/a.mkv: cut off"},
    {"a-long-name.mkv", "cut off", 21, "a-long-name…: cut off"},
    {"/v/a-long-name.mkv", "cut off", 21, "a-long-name…: cut off"},
    {"/v/a-long-name.mkv", "a long reason", 20, "a-long-nam…: a long…"},
    {"/videos/a.mkv", "", 13, "/videos/a.mkv"},
    {"/videos/a.mkv", "", 12, "…/a.mkv"},
    {"/videos/a.mkv", "", 4, "a.m…"},
    {"/v/", "cut", 6, "/v/: …"},
    {"/v/a\x1b[1m", "b\nc", 0, "/v/a?[1m: b?c"},
    {"/v/千と千尋の神隠し.mkv", "cut", 14, "千と千尋…: cut"},
    {"a.mkv", "cut off", 1, "…: …"},
};

Test(text, tells_of_a_file_in_the_room_that_there_is)
{
    for (size_t i = 0; i < sizeof entry_cases / sizeof *entry_cases; i++) {
        struct buf out = BUF_INIT(100);

        text_entry(&out, entry_cases[i].path, entry_cases[i].reason, entry_cases[i].columns);
        cr_expect_str_eq(buf_text(&out), entry_cases[i].entry, "%zu: %s", i, buf_text(&out));
        buf_release(&out);
    }
}

Test(text, percent_encodes_all_but_unreserved_characters)
{
    struct buf out = BUF_INIT(100);

    text_percent(&out, "3% & A/b-_.~é");
    cr_expect_str_eq(buf_text(&out), "3%25%20%26%20A%2Fb-_.~%C3%A9");
    buf_release(&out);
}

static const struct {
    const char *a;
    const char *b;
    size_t distance;
} distance_cases[] = {
    {"", "", 0},
    {"abc", "", 3},
    {"watchlst", "watchlist", 1},
    {"dyr-run", "dry-run", 1},
    {"kitten", "sitting", 3},
};

Test(text, counts_edits)
{
    for (size_t i = 0; i < sizeof distance_cases / sizeof *distance_cases; i++) {
        cr_expect_eq(text_distance(distance_cases[i].a, distance_cases[i].b),
                     distance_cases[i].distance, "%s", distance_cases[i].a);
        cr_expect_eq(text_distance(distance_cases[i].b, distance_cases[i].a),
                     distance_cases[i].distance, "%s", distance_cases[i].b);
    }
}

Test(text, suggests_only_similar_words)
{
    static const char *const words[] = {"watchlist", "verbose", "version", NULL};

    cr_expect_str_eq(text_nearest("watchlst", words), "watchlist");
    cr_expect_str_eq(text_nearest("verbos", words), "verbose");
    cr_expect_str_eq(text_nearest("watch", words), "watchlist");
    cr_expect_str_eq(text_nearest("VERB", words), "verbose");
    cr_expect_null(text_nearest("ver", words), "two begin so");
    cr_expect_null(text_nearest("", words));
    cr_expect_null(text_nearest("frobnicate", words));
    cr_expect_null(text_nearest("x", (const char *const[]){NULL}));
}

static const struct {
    const char *text;
    bool good;
    long number;
} number_cases[] = {
    {"0", true, 0},
    {"007", true, 7},
    {"999", true, 999},
    {"1000", false, 0},
    {"99999999999999999999", false, 0},
    {"", false, 0},
    {"-1", false, 0},
    {"1x", false, 0},
    {" 1", false, 0},
};

Test(text, reads_whole_numbers_up_to_a_limit)
{
    for (size_t i = 0; i < sizeof number_cases / sizeof *number_cases; i++) {
        long number = 0;

        cr_expect_eq(text_number(number_cases[i].text, 999, &number), number_cases[i].good, "%s",
                     number_cases[i].text);
        cr_expect_eq(number, number_cases[i].number, "%s", number_cases[i].text);
    }
}

Test(text, trims_and_finds_base_names)
{
    char text[] = " \t x y\r\n";

    cr_expect_str_eq(text_trim(text), "x y");
    cr_expect_str_eq(text_basename("/a/b.mkv"), "b.mkv");
    cr_expect_str_eq(text_basename("C:\\a\\b.mkv"), "b.mkv");
    cr_expect_str_eq(text_basename("b.mkv"), "b.mkv");
    cr_expect_str_eq(text_basename("dir/"), "");
}

Test(text, refuses_a_single_digit_above_the_limit)
{
    long number = 0;

    cr_expect_not(text_number("9", 4, &number));
    cr_expect(text_number("4", 4, &number));
    cr_expect_eq(number, 4);
    cr_expect_not(text_number("5", 4, &number));
    cr_expect(text_number("0", 0, &number));
}
