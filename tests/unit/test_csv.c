/* Fields according to RFC 4180, and cells that no spreadsheet takes for a formula. */
#include <criterion/criterion.h>

#include "base/csv.h"

static const struct {
    const char *text;
    const char *field;
    const char *cell; /* NULL: the same */
} fields[] = {
    {NULL, "", NULL},
    {"", "", NULL},
    {"Heat", "Heat", NULL},
    {"a,b", "\"a,b\"", NULL},
    {"\"", "\"\"\"\"", NULL},
    {"\"a\" \"b\"", "\"\"\"a\"\" \"\"b\"\"\"", NULL},
    {"a\nb", "\"a\nb\"", NULL},
    {"a\rb", "\"a\rb\"", NULL},
    {" a", "\" a\"", NULL},
    {"a ", "\"a \"", NULL},
    {"a b", "a b", NULL},
    {"=1+1", "=1+1", "'=1+1"},
    {"-", "-", "'-"},
    {"+1,2", "\"+1,2\"", "\"'+1,2\""},
    {"@x", "@x", "'@x"},
    {"\tx", "\tx", "'\tx"},
    {"\rx", "\"\rx\"", "\"'\rx\""},
    {"\n", "\"\n\"", "\"'\n\""},
    {"＝1", "＝1", "'＝1"},
    {" =1", "\" =1\"", "\"' =1\""},
    {"   +1", "\"   +1\"", "\"'   +1\""},
    {" \t-1", "\" \t-1\"", "\"' \t-1\""},
    {" \rx", "\" \rx\"", "\"' \rx\""},
    {" \tx", "\" \tx\"", "\"' \tx\""},
    {"\v=1", "\v=1", "'\v=1"},
    {"\x1f@x", "\x1f@x", "'\x1f@x"},
    {"\xef\xbb\xbf=1", "\xef\xbb\xbf=1", "'\xef\xbb\xbf=1"},
    {"\xef\xbb\xbf @x", "\xef\xbb\xbf @x", "'\xef\xbb\xbf @x"},
    {"\xc2\xa0-1", "\xc2\xa0-1", "'\xc2\xa0-1"},
    {"\xe2\x80\x8b=1", "\xe2\x80\x8b=1", "'\xe2\x80\x8b=1"},
    {"\xe2\x80\xaf\xe3\x80\x80＠x", "\xe2\x80\xaf\xe3\x80\x80＠x", "'\xe2\x80\xaf\xe3\x80\x80＠x"},
    {"\xc2\x85"
     "=1",
     "\xc2\x85"
     "=1",
     "'"
     "\xc2\x85"
     "=1"},
    {"\xc2\x9f"
     "=1",
     "\xc2\x9f"
     "=1",
     "'"
     "\xc2\x9f"
     "=1"},
    {"\xc2\xad"
     "=1",
     "\xc2\xad"
     "=1",
     "'"
     "\xc2\xad"
     "=1"},
    {"\xcd\x8f"
     "=1",
     "\xcd\x8f"
     "=1",
     "'"
     "\xcd\x8f"
     "=1"},
    {"\xd8\x9c"
     "=1",
     "\xd8\x9c"
     "=1",
     "'"
     "\xd8\x9c"
     "=1"},
    {"\xe1\x85\x9f"
     "=1",
     "\xe1\x85\x9f"
     "=1",
     "'"
     "\xe1\x85\x9f"
     "=1"},
    {"\xe1\x85\xa0"
     "=1",
     "\xe1\x85\xa0"
     "=1",
     "'"
     "\xe1\x85\xa0"
     "=1"},
    {"\xe1\x9e\xb4"
     "=1",
     "\xe1\x9e\xb4"
     "=1",
     "'"
     "\xe1\x9e\xb4"
     "=1"},
    {"\xe1\xa0\x8e"
     "=1",
     "\xe1\xa0\x8e"
     "=1",
     "'"
     "\xe1\xa0\x8e"
     "=1"},
    {"\xe2\x80\xa8"
     "=1",
     "\xe2\x80\xa8"
     "=1",
     "'"
     "\xe2\x80\xa8"
     "=1"},
    {"\xe2\x80\xa9"
     "=1",
     "\xe2\x80\xa9"
     "=1",
     "'"
     "\xe2\x80\xa9"
     "=1"},
    {"\xe2\x80\xae"
     "=1",
     "\xe2\x80\xae"
     "=1",
     "'"
     "\xe2\x80\xae"
     "=1"},
    {"\xe2\x81\xa6"
     "=1",
     "\xe2\x81\xa6"
     "=1",
     "'"
     "\xe2\x81\xa6"
     "=1"},
    {"\xe2\x81\xaa"
     "=1",
     "\xe2\x81\xaa"
     "=1",
     "'"
     "\xe2\x81\xaa"
     "=1"},
    {"\xe2\xa0\x80"
     "=1",
     "\xe2\xa0\x80"
     "=1",
     "'"
     "\xe2\xa0\x80"
     "=1"},
    {"\xe3\x85\xa4"
     "=1",
     "\xe3\x85\xa4"
     "=1",
     "'"
     "\xe3\x85\xa4"
     "=1"},
    {"\xef\xb8\x8f"
     "=1",
     "\xef\xb8\x8f"
     "=1",
     "'"
     "\xef\xb8\x8f"
     "=1"},
    {"\xef\xbe\xa0"
     "=1",
     "\xef\xbe\xa0"
     "=1",
     "'"
     "\xef\xbe\xa0"
     "=1"},
    {"\xef\xbf\xb9"
     "=1",
     "\xef\xbf\xb9"
     "=1",
     "'"
     "\xef\xbf\xb9"
     "=1"},
    {"\xf3\xa0\x80\x81"
     "=1",
     "\xf3\xa0\x80\x81"
     "=1",
     "'"
     "\xf3\xa0\x80\x81"
     "=1"},
    {"\xf3\xa0\x84\x80"
     "=1",
     "\xf3\xa0\x84\x80"
     "=1",
     "'"
     "\xf3\xa0\x84\x80"
     "=1"},
    {"\xf0\x9d\x85\xb3"
     "=1",
     "\xf0\x9d\x85\xb3"
     "=1",
     "'"
     "\xf0\x9d\x85\xb3"
     "=1"},
    {"\xef\xb9\xa2"
     "1",
     "\xef\xb9\xa2"
     "1",
     "'"
     "\xef\xb9\xa2"
     "1"},
    {"\xef\xb9\xa3"
     "1",
     "\xef\xb9\xa3"
     "1",
     "'"
     "\xef\xb9\xa3"
     "1"},
    {"\xef\xb9\xa6"
     "1",
     "\xef\xb9\xa6"
     "1",
     "'"
     "\xef\xb9\xa6"
     "1"},
    {"\xef\xb9\xab"
     "1",
     "\xef\xb9\xab"
     "1",
     "'"
     "\xef\xb9\xab"
     "1"},
    {"\xe2\x88\x92"
     "1",
     "\xe2\x88\x92"
     "1",
     "'"
     "\xe2\x88\x92"
     "1"},
    {"\xe2\x80\xa8"
     "＝1",
     "\xe2\x80\xa8"
     "＝1",
     "'"
     "\xe2\x80\xa8"
     "＝1"},
    {"\xe2\x80\xa8"
     "Heat",
     "\xe2\x80\xa8"
     "Heat",
     NULL},
    {"\xff=1", "\xff=1", "'\xff=1"},
    {" Heat = 1", "\" Heat = 1\"", NULL},
    {"\xef\xbb\xbfHeat", "\xef\xbb\xbfHeat", NULL},
    {"\xe2\x80", "\xe2\x80", NULL},
    {" ", "\" \"", NULL},
    {"9 - 1 = 8", "9 - 1 = 8", NULL},
    {"'=", "'=", NULL},
    {"\xff", "\xff", NULL},
};

Test(csv, puts_quotes_where_they_are_needed)
{
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        struct buf field = BUF_INIT(256), cell = BUF_INIT(256);

        csv_field(&field, fields[i].text, true);
        csv_cell(&cell, fields[i].text, true);
        cr_expect_str_eq(buf_text(&field), fields[i].field);
        cr_expect_str_eq(buf_text(&cell), fields[i].cell ? fields[i].cell : fields[i].field);
        buf_release(&field);
        buf_release(&cell);
    }
}

Test(csv, makes_rows)
{
    struct buf row = BUF_INIT(256);

    csv_field(&row, "a", true);
    csv_field(&row, NULL, false);
    csv_cell(&row, "=", false);
    csv_number(&row, 0, 0);
    csv_number(&row, 0, 1);
    csv_number(&row, INT64_MAX, 1);
    csv_end(&row);
    cr_expect_str_eq(buf_text(&row), "a,,'=,0,,9223372036854775807\r\n");
    buf_release(&row);
}
