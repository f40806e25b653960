/* json_text_add writes the same bytes as Jansson, except for characters that would command a
 * terminal. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "json/text.h"

static const char *const values[] = {
    "{}",
    "[]",
    "[[],{}]",
    "null",
    "true",
    "false",
    "0",
    "-1",
    "9223372036854775807",
    "-9223372036854775808",
    "7.9",
    "1e300",
    "\"\"",
    "\"plain\"",
    "\"\\\"quoted\\\" and \\\\ and / and \\u007f\"",
    "\"\\b\\f\\n\\r\\t\\u0000\\u0001\\u001f\"",
    "\"Am\\u00e9lie \\u6708 \\ud83c\\udfac\"",
    "{\"z\":1,\"a\":[1,2,{\"\\u0007\":null}],\"\":\"\"}",
};

Test(json_text, writes_the_same_as_jansson)
{
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        json_auto_t *value = json_loads(values[i], JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
        char *wanted = json_dumps(value, JSON_TEXT_FLAGS | JSON_ENCODE_ANY);
        struct buf got = BUF_INIT(4096);

        cr_assert_not_null(wanted, "%s", values[i]);
        json_text_add(&got, value);
        cr_expect_str_eq(buf_text(&got), wanted);
        free(wanted);
        buf_release(&got);
    }
}

/* Characters that command a terminal, break a line or change the direction of text; and their
 * harmless neighbours. */
static const struct {
    const char *raw, *safe;
} marks[] = {
    {"\"\xc2\x80"
     " \xc2\x85"
     " \xc2\x9b"
     "31m \xc2\x9f"
     "\"",
     "\"\\u0080 \\u0085 \\u009B31m \\u009F\""},
    {"\"\xd8\x9c"
     "\xe2\x80\x8e"
     "\xe2\x80\x8f"
     "\"",
     "\"\\u061C\\u200E\\u200F\""},
    {"\"\xe2\x80\xa8"
     "\xe2\x80\xa9"
     "\xe2\x80\xaa"
     "\xe2\x80\xae"
     "\xe2\x81\xa6"
     "\xe2\x81\xa9"
     "\"",
     "\"\\u2028\\u2029\\u202A\\u202E\\u2066\\u2069\""},
    {"{\"\xc2\x9b"
     "\":\"a\xe2\x80\xae"
     "\"}",
     "{\"\\u009B\":\"a\\u202E\"}"},
    {"\"\xc2\xa0"
     "\xd8\x9b"
     "\xd8\x9d"
     "\xe2\x80\x8d"
     "\xe2\x80\x90"
     "\xe2\x80\xa7"
     "\xe2\x80\xaf"
     "\xe2\x81\xa5"
     "\xe2\x81\xaa"
     "\"",
     "\"\xc2\xa0"
     "\xd8\x9b"
     "\xd8\x9d"
     "\xe2\x80\x8d"
     "\xe2\x80\x90"
     "\xe2\x80\xa7"
     "\xe2\x80\xaf"
     "\xe2\x81\xa5"
     "\xe2\x81\xaa"
     "\""},
};

Test(json_text, escapes_terminal_commands_and_loses_nothing)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        json_auto_t *value = json_loads(marks[i].raw, JSON_DECODE_ANY, NULL);
        struct buf got = BUF_INIT(4096), again = BUF_INIT(4096);

        json_text_add(&got, value);
        cr_expect_str_eq(buf_text(&got), marks[i].safe);
        json_text_guard(&again, marks[i].raw, strlen(marks[i].raw));
        cr_expect_str_eq(buf_text(&again), marks[i].safe);
        json_auto_t *back = json_loads(buf_text(&got), JSON_DECODE_ANY, NULL);
        cr_expect(json_equal(value, back), "%s", marks[i].raw);
        buf_release(&got);
        buf_release(&again);
    }
}
