/* JSON as text: members, compacting, repair, and the bytes of a string. */
#include <criterion/criterion.h>
#include <jansson.h>
#include <string.h>

#include "json/raw.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

Test(raw, reads_the_members_of_an_object_as_they_were_written)
{
    static const char text[] = " { \"a\" : 7.90 ,\"b\":[1, {\"x\":\"}\"}],\"\":\"\\\"\" } ";
    static const char *const expected[][2] = {
        {"a", "7.90"},
        {"b", "[1, {\"x\":\"}\"}]"},
        {"", "\"\\\"\""},
    };
    struct raw_members members = {0};

    cr_assert(raw_read(&members, text, strlen(text), RAW_STRICT));
    cr_assert_eq(members.count, COUNT(expected));
    for (size_t i = 0; i < COUNT(expected); i++) {
        const struct raw_member *m = &members.at[i];

        cr_expect(m->key_len == strlen(expected[i][0]) &&
                  !memcmp(m->key, expected[i][0], m->key_len));
        cr_expect(m->len == strlen(expected[i][1]) && !memcmp(m->value, expected[i][1], m->len));
    }
    cr_expect_null(raw_find(&members, "c"));
    raw_release(&members);
}

Test(raw, finds_the_last_of_equal_keys)
{
    static const char text[] = "{\"a\":1,\"b\":2,\"a\":3}";
    struct raw_members members = {0};

    cr_assert(raw_read(&members, text, strlen(text), RAW_STRICT));
    cr_expect_eq(*raw_find(&members, "a")->value, '3');
    raw_release(&members);
}

/* Valid JSON; 'l': accepted only by the loose way; 'n': accepted by neither. */
static const struct {
    char who;
    const char *text;
} texts[] = {
    {'s', "{}"},
    {'s', " {\n} "},
    {'s', "{\"a\":[],\"b\":{},\"c\":[[1],{\"d\":null}]}"},
    {'s', "{\"a\":-0.5e-10,\"b\":0,\"c\":123456789012345678,\"d\":true}"},
    {'s', "{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\xc3\xa9\"}"},
    {'l', "{\"a\":1234567890123456789}"},
    {'l', "{\"a\":1e400}"},
    {'l', "{\"a\":01}"},
    {'l', "{\"a\":1.}"},
    {'l', "{\"a\":NaN}"},
    {'l', "{\"a\":\"\\ud83d\\ude00\"}"},
    {'l', "{\"a\":\"\\udcff\"}"},
    {'l', "{\"a\":\"\\u0000\"}"},
    {'l', "{\"a\":\"\\x\"}"},
    {'l', "{\"a\":\"\xff\"}"},
    {'l', "{\"a\":\"\xed\xa0\x80\"}"},
    {'l', "{\"a\":\"\n\"}"},
    {'n', ""},
    {'n', "{"},
    {'n', "{\"a\"}"},
    {'n', "{\"a\":}"},
    {'n', "{\"a\":1,}"},
    {'n', "{\"a\":1 \"b\":2}"},
    {'n', "{\"a\":[1 2]}"},
    {'n', "{\"a\":[1}"},
    {'n', "{\"a\":\"}"},
    {'n', "{\"a\":\"\\\"}"},
    {'n', "{a:1}"},
    {'n', "{\"a\":1} x"},
    {'n', "{\"a\":1}}"},
    {'n', "[1]"},
};

Test(raw, is_never_looser_than_jansson_when_strict)
{
    struct raw_members members = {0};

    for (size_t i = 0; i < COUNT(texts); i++) {
        size_t len = strlen(texts[i].text);
        bool strict = raw_read(&members, texts[i].text, len, RAW_STRICT);
        bool loose = raw_read(&members, texts[i].text, len, RAW_LOOSE);
        json_t *value = json_loadb(texts[i].text, len, 0, NULL);

        cr_expect_eq(strict, texts[i].who == 's', "%s", texts[i].text);
        cr_expect_eq(loose, texts[i].who != 'n', "%s", texts[i].text);
        cr_expect(!strict || value, "%s", texts[i].text);
        json_decref(value);
    }
    raw_release(&members);
}

Test(raw, leaves_deep_nesting_to_jansson)
{
    struct raw_members members = {0};
    struct buf text = BUF_INIT(1 << 20);

    buf_puts(&text, "{\"a\":");
    for (int i = 0; i < 100000; i++)
        buf_putc(&text, '[');
    cr_expect_not(raw_read(&members, text.at, text.len, RAW_STRICT));
    cr_expect_not(raw_read(&members, text.at, text.len, RAW_LOOSE));
    raw_release(&members);
    buf_release(&text);
}

typedef void rewrite(struct buf *out, const char *text, size_t len);

static void check_rewrite(rewrite *how, const char *in, const char *expected)
{
    struct buf out = BUF_INIT(1000);

    how(&out, in, strlen(in));
    cr_expect_str_eq(buf_text(&out), expected, "%s became %s", in, buf_text(&out));
    buf_release(&out);
}

Test(raw, compacts_outside_of_strings_only)
{
    check_rewrite(raw_compact, "{ \"a b\" :\n\t[ 1 , \"x \\\" y\" ],\r\n\"c\": 1.50 }\n",
                  "{\"a b\":[1,\"x \\\" y\"],\"c\":1.50}");
    check_rewrite(raw_compact, "", "");
    check_rewrite(raw_compact, "\"\\\\\" , 1", "\"\\\\\",1");
}

Test(raw, repairs_text_that_a_strict_parser_rejects)
{
    static const struct {
        const char *in;
        const char *out;
    } table[] = {
        {"{\"a\": [1, -2.50, true]}", "{\"a\":[1,-2.50,true]}"},
        {"[NaN,Infinity,-Infinity]", "[null,null,null]"},
        {"\"NaN \xc3\xa9\"", "\"NaN \xc3\xa9\""},
        {"\"a\xff\x62\"", "\"a\xef\xbf\xbd\x62\""},
        {"\"\\udcff\\ud83d\\ude00\"", "\"\\ufffd\\ud83d\\ude00\""},
        {"\"\\ud800x\\u0000\\n\\u00e9\"", "\"\\ufffdx\\ufffd\\n\\u00e9\""},
        {"\"tab\there\nnext\"", "\"tab\\u0009here\\u000anext\""},
    };

    for (size_t i = 0; i < COUNT(table); i++) {
        check_rewrite(raw_repair, table[i].in, table[i].out);
        json_t *value = json_loads(table[i].out, JSON_DECODE_ANY, NULL);
        cr_expect(value, "%s", table[i].out);
        json_decref(value);
    }
}

Test(raw, decodes_a_string_to_its_bytes)
{
    static const struct {
        const char *in;
        const char *out; /* NULL: no file name */
    } table[] = {
        {"\"\"", ""},
        {"\"a\\/b\\\\c\\\"\\t\\u00e9\"", "a/b\\c\"\t\xc3\xa9"},
        {"\"\\u0800\\u007f\"", "\xe0\xa0\x80\x7f"},
        {"\"\\ud83d\\ude00\"", "\xf0\x9f\x98\x80"},
        {"\"caf\\udce9.mkv\"", "caf\xe9.mkv"},
        {"\"caf\xe9.mkv\"", "caf\xe9.mkv"},
        {"\"\\ud800-\\udc7f\"", "\xef\xbf\xbd-\xef\xbf\xbd"},
        {"\"a\\u0000b\"", NULL},
        {"\"\\q\"", NULL},
        {"\"\\u12g4\"", NULL},
    };

    for (size_t i = 0; i < COUNT(table); i++) {
        struct buf out = BUF_INIT(100);
        bool decoded = raw_decode(&out, table[i].in, strlen(table[i].in));

        cr_expect_eq(decoded, table[i].out != NULL, "%s", table[i].in);
        if (table[i].out)
            cr_expect_str_eq(buf_text(&out), table[i].out, "%s", table[i].in);
        buf_release(&out);
    }
}

Test(raw, knows_scalars)
{
    static const char *const good[] = {"0", "-1", "1.5E+9", "true", "null", "NaN", "-Infinity"};
    static const char *const not_good[] = {"", "-", "01", "1-2", "1e", "tru", "nan", "2025-01-02"};

    for (size_t i = 0; i < COUNT(good); i++)
        cr_expect(raw_is_scalar(good[i], strlen(good[i])), "%s", good[i]);
    for (size_t i = 0; i < COUNT(not_good); i++)
        cr_expect_not(raw_is_scalar(not_good[i], strlen(not_good[i])), "%s", not_good[i]);
}
