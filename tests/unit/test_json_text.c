/* What json_text_add writes is what Jansson writes, byte for byte. */
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

Test(json_text, writes_what_jansson_writes)
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
