/* Records whose numbers are larger than Jansson's: read all the same. */
#include <criterion/criterion.h>
#include <string.h>

#include "ndjson.h"

Test(ndjson, reads_a_record_whatever_the_size_of_its_numbers)
{
    static const char *const numbers[] = {"9223372036854775807",   "9223372036854775808",
                                          "-98765432109876543210", "1e999",
                                          "-1.5E+40000",           "[1e999,18446744073709551615]",
                                          "\"\\\"1e999\"",         "{\"1e999\\\\\":1e999}"};

    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct buf text = BUF_INIT(100);
        struct why why;

        buf_printf(&text, "{\"n\":%s,\"m\":7,\"t\":\"1e999 18446744073709551616\"}", numbers[i]);
        json_t *record = ndjson_load(text.at, text.len, &why);
        cr_expect(record, "%s: %s", numbers[i], record ? "" : why.text);
        cr_expect_eq(json_integer_value(json_object_get(record, "m")), 7);
        cr_expect_str_eq(json_string_value(json_object_get(record, "t")),
                         "1e999 18446744073709551616");
        json_decref(record);
        buf_release(&text);
    }
}

Test(ndjson, reads_integers_of_any_length)
{
    for (size_t len = 15; len < 400; len++) {
        struct buf text = BUF_INIT(500);

        buf_puts(&text, "{\"n\":");
        for (size_t i = 0; i < len; i++)
            buf_putc(&text, '9');
        buf_putc(&text, '}');
        json_t *record = ndjson_load(text.at, text.len, NULL);
        cr_expect(json_is_number(json_object_get(record, "n")), "of %zu digits", len);
        json_decref(record);
        buf_release(&text);
    }
}

Test(ndjson, reads_a_large_integer_as_the_nearest_real)
{
    static const char text[] = "{\"n\":18446744073709551615}";
    json_t *record = ndjson_load(text, strlen(text), NULL);
    double n = json_number_value(json_object_get(record, "n"));

    cr_expect(n > 1.84467440737e19 && n < 1.84467440738e19, "%f", n);
    json_decref(record);
}

Test(ndjson, refuses_what_is_no_object_and_what_is_no_json)
{
    static const char *const texts[] = {"", "[1]", "7", "{", "{\"a\":1e999", "{\"a\":1e999}x"};
    struct why why;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        cr_expect_null(ndjson_load(texts[i], strlen(texts[i]), &why), "%s", texts[i]);
        cr_expect_eq(why.status, EX_DATAERR);
    }
}
