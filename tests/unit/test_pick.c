/* Records of which only some members are read: those that are built, those left to Jansson, and
 * that both ways read the same. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "json/ndjson.h"
#include "json/pick.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* Returns the compact text of the members read, a new string; NULL if the text is in doubt. */
static char *read_some(const char *const *paths, const char *text)
{
    struct pick *pick = paths ? pick_new(paths) : NULL;
    json_t *record = pick_load(pick, text, strlen(text));
    char *dumped = record ? json_dumps(record, JSON_COMPACT | JSON_REAL_PRECISION(17)) : NULL;

    json_decref(record);
    pick_free(pick);
    return dumped;
}

static void expect(const char *const *paths, const char *text, const char *expected)
{
    char *got = read_some(paths, text);

    cr_expect(expected ? got && !strcmp(got, expected) : !got, "%s became %s", text,
              got ? got : "nothing");
    free(got);
}

Test(pick, reads_only_requested_members)
{
    static const struct {
        const char *paths[4], *text, *expected;
    } table[] = {
        {{NULL}, "{\"a\":1}", "{}"},
        {{"a"}, "{\"a\":{\"b\":[1,2]},\"b\":3}", "{\"a\":{\"b\":[1,2]}}"},
        {{"a", "c"}, "{\"c\":1,\"b\":2,\"a\":3}", "{\"c\":1,\"a\":3}"},
        {{"a.b"}, "{\"a\":{\"c\":1,\"b\":2},\"b\":3}", "{\"a\":{\"b\":2}}"},
        {{"a.b", "a.c"}, "{\"a\":{\"c\":1,\"b\":2,\"d\":3}}", "{\"a\":{\"c\":1,\"b\":2}}"},
        {{"a.b.c"}, "{\"a\":{\"b\":{\"d\":1}}}", "{\"a\":{\"b\":{}}}"},
        {{"a.b"}, "{\"a\":[{\"b\":1}]}", "{\"a\":[{\"b\":1}]}"},
        {{"a.b"}, "{\"a\":null}", "{\"a\":null}"},
        {{"a.b"}, "{\"b\":1}", "{}"},
        {{"a?"}, "{\"a\":{\"b\":[1,2]},\"b\":3}", "{\"a\":null}"},
        {{"a?"}, "{\"b\":3}", "{}"},
        {{"a?", "a.b"}, "{\"a\":{\"b\":1,\"c\":2}}", "{\"a\":{\"b\":1}}"},
        {{"a.b", "a"}, "{\"a\":{\"b\":1,\"c\":2}}", "{\"a\":{\"b\":1,\"c\":2}}"},
        {{"a.b?"}, "{\"a\":{\"b\":1,\"c\":2}}", "{\"a\":{\"b\":null}}"},
        {{"ab"}, "{\"a\":1,\"abc\":2,\"ab\":3,\"\":4}", "{\"ab\":3}"},
    };

    for (size_t i = 0; i < COUNT(table); i++)
        expect(table[i].paths, table[i].text, table[i].expected);
}

Test(pick, reads_all_values_as_jansson_does)
{
    static const char *const values[] = {
        "0",
        "-0",
        "-1",
        "999999999999999999",
        "-999999999999999999",
        "0.1",
        "-0.0",
        "7.90",
        "2413.370",
        "23.976",
        "123456789012345",
        "0.123456789012345",
        "12345678901234.5",
        "1234567890123456.5",
        "0.30000000000000004",
        "0.0000000000000000000001",
        "1e5",
        "1E+22",
        "-1.5e-10",
        "9007199254740993.0",
        "true",
        "false",
        "null",
        "\"\"",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u20ac\\u0001\"",
        "\"caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80\"",
        "\"\x7f\"",
        "\"a string of more than eight bytes, with an escape \\\" at its end\\\\\"",
        "[]",
        "{}",
        "[ 1 , [ ] , { \"a\" : [ null ] } ]",
        "{\"a\":1,\"b\":{\"a\":2},\"a\":3}",
    };

    for (size_t i = 0; i < COUNT(values); i++) {
        struct buf text = BUF_INIT(1000);

        buf_printf(&text, " { \"v\" : %s , \"w\" : 1 } ", values[i]);
        json_t *value = json_loadb(text.at, text.len, 0, NULL);
        char *expected = json_dumps(value, JSON_COMPACT | JSON_REAL_PRECISION(17));
        expect(NULL, text.at, expected);
        free(expected);
        json_object_del(value, "w");
        expected = json_dumps(value, JSON_COMPACT | JSON_REAL_PRECISION(17));
        expect((const char *const[]){"v", NULL}, text.at, expected);
        free(expected);
        json_decref(value);
        buf_release(&text);
    }
}

Test(pick, leaves_doubtful_text_to_jansson)
{
    static const char *const texts[] = {
        "",
        "[]",
        "1",
        "{",
        "{\"a\":1",
        "{\"a\":1,}",
        "{\"a\":1}x",
        "{\"a\":1}}",
        "{\"a\" 1}",
        "{a:1}",
        "{\"a\":01}",
        "{\"a\":1.}",
        "{\"a\":.5}",
        "{\"a\":+1}",
        "{\"a\":-}",
        "{\"a\":1e}",
        "{\"a\":truex}",
        "{\"a\":nul}",
        "{\"a\":NaN}",
        "{\"a\":[1 2]}",
        "{\"a\":[1}",
        "{\"a\":{\"b\":1]}",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\x1f\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\\u0000\"}",
        "{\"a\":\"\\ud83d\\ude00\"}",
        "{\"a\":\"\\udcff\"}",
        "{\"a\":\"\xff\"}",
        "{\"a\":\"\xc0\xaf\"}",
        "{\"a\":\"\xed\xa0\x80\"}",
        "{\"a\":\"\xf4\x90\x80\x80\"}",
        "{\"a\":\"a long string, and \xff in the middle of it\"}",
        "{\"a\":1000000000000000000}",
        "{\"a\":1e100}",
        "{\"\\u0061\":1}",
        "{\"\\u0000\":1}",
        "{\"\xff\":1}",
    };
    const char *const asked[] = {"a", NULL}, *const others[] = {"b.c", NULL};

    for (size_t i = 0; i < COUNT(texts); i++) {
        expect(asked, texts[i], NULL);
        expect(others, texts[i], NULL);
        expect(NULL, texts[i], NULL);
    }
}

Test(pick, leaves_a_member_that_comes_twice_to_jansson)
{
    const char *const asked[] = {"a", "b.c", NULL};

    expect(asked, "{\"a\":1,\"a\":2}", NULL);
    expect(asked, "{\"b\":{\"c\":1,\"c\":2}}", NULL);
    expect(asked, "{\"b\":{},\"b\":{\"c\":2}}", NULL);
    expect(asked, "{\"d\":1,\"d\":2,\"b\":{\"d\":1,\"d\":2}}", "{\"b\":{}}");
}

Test(pick, leaves_deep_nesting_to_jansson)
{
    static const struct {
        int depth;
        bool sound;
    } table[] = {{63, true}, {64, false}, {3000, false}, {100000, false}};
    const char *const asked[] = {"a", NULL}, *const others[] = {"b", NULL};

    for (size_t i = 0; i < COUNT(table); i++) {
        struct buf text = BUF_INIT(1 << 20);

        buf_puts(&text, "{\"a\":");
        for (int k = 0; k < table[i].depth; k++)
            buf_putc(&text, '[');
        for (int k = 0; k < table[i].depth; k++)
            buf_putc(&text, ']');
        buf_putc(&text, '}');
        char *some = read_some(asked, text.at), *other = read_some(others, text.at);
        cr_expect_eq(some != NULL, table[i].sound, "%d", table[i].depth);
        cr_expect_eq(other != NULL, table[i].sound, "%d", table[i].depth);
        free(some);
        free(other);
        buf_release(&text);
    }
}

Test(pick, reads_a_megabyte_of_blanks)
{
    struct buf text = BUF_INIT(1 << 21);

    buf_puts(&text, "{\"a\":");
    for (int i = 0; i < 1 << 20; i++)
        buf_putc(&text, " \t\r\n"[i % 4]);
    buf_puts(&text, "1}");
    expect((const char *const[]){"a", NULL}, text.at, "{\"a\":1}");
    buf_release(&text);
}

Test(pick, takes_any_number_of_paths)
{
    struct pick *pick = pick_new((const char *const[]){NULL});

    for (int i = 0; i < 100; i++) {
        char path[16];

        snprintf(path, sizeof path, "k%d", i);
        pick_add(pick, path);
    }
    json_t *record = pick_load(pick, "{\"k99\":1}", 9);
    cr_expect_eq(json_integer_value(json_object_get(record, "k99")), 1);
    json_decref(record);
    pick_free(pick);
}

/* If the reader is in doubt, the record is read anyway. */
Test(pick, reads_a_line_like_jansson)
{
    static const char *const texts[] = {
        "{\"a\":1,\"a\":2}",
        "{\"\\u0061\":2}",
        "{\"b\":18446744073709551615,\"a\":2}",
        "{\"a\":2,\"b\":\"\\ud83d\\ude00\"}",
    };
    struct pick *pick = pick_new((const char *const[]){"a", NULL});

    for (size_t i = 0; i < COUNT(texts); i++) {
        json_t *record = ndjson_load_some(pick, texts[i], strlen(texts[i]), NULL);

        cr_expect_eq(json_integer_value(json_object_get(record, "a")), 2, "%s", texts[i]);
        json_decref(record);
    }
    pick_free(pick);
}
