/* The splitter: how a stream is interpreted, wherever its blocks end. */
#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "extract/split.h"

enum { MOST = 200 };

/* Writes the results as one string: E3:element O:object T2 (text on line 2) D (document) S:summary
 * B2:why (broken, line 2) b4:why (broken, at element 4). '~' marks parts that were too long. */
static bool show(struct split *s, struct buf *out)
{
    struct split_item item;

    for (;;) {
        switch (split_next(s, &item)) {
        case SPLIT_ELEMENT:
            buf_printf(out, "E%lld%s:%.*s ", item.entry, item.too_long ? "~" : "", (int)item.len,
                       item.text);
            break;
        case SPLIT_OBJECT:
            buf_printf(out, "O%s:%.*s ", item.too_long ? "~" : "", (int)item.len, item.text);
            break;
        case SPLIT_DOCUMENT:
            buf_puts(out, "D ");
            break;
        case SPLIT_SUMMARY:
            buf_printf(out, "S%s:%.*s ", item.too_long ? "~" : "", (int)item.len, item.text);
            break;
        case SPLIT_TEXT:
            buf_printf(out, "T%lld%s%s ", item.line, item.why ? ":" : "", item.why ? item.why : "");
            break;
        case SPLIT_BROKEN:
            buf_printf(out, "%c%lld:%s ", item.entry ? 'b' : 'B',
                       item.entry ? item.entry : item.line, item.why);
            break;
        case SPLIT_MORE:
            return true;
        case SPLIT_END:
            return false;
        }
    }
}

/* Feeds copies, so that a sanitizer sees any use of a freed block. */
static void split_in_blocks(const char *text, size_t len, size_t block, const char *wanted,
                            struct buf *out)
{
    struct split s = SPLIT_INIT(MOST);

    s.wants_summary = strcmp(wanted, "summary") == 0;
    s.wants_listings = strcmp(wanted, "listings") == 0;
    for (size_t at = 0; at < len; at += block) {
        size_t n = len - at < block ? len - at : block;
        char *copy = cvi_alloc(n);

        memcpy(copy, text + at, n);
        split_feed(&s, copy, n);
        cr_expect(show(&s, out));
        free(copy);
        split_feed(&s, "", 0);
    }
    split_finish(&s);
    cr_expect_not(show(&s, out));
    split_release(&s);
}

static void check_with(const char *text, size_t len, const char *wanted, const char *expected)
{
    static const size_t blocks[] = {1, 2, 3, 5, 7, 16, 64, 100000};

    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        struct buf out = BUF_INIT(1 << 20);

        split_in_blocks(text, len, blocks[i], wanted, &out);
        cr_expect_str_eq(buf_text(&out), expected, "in blocks of %zu: %.60s\ngave: %s\nnot:  %s",
                         blocks[i], text, buf_text(&out), expected);
        buf_release(&out);
    }
}

static void check(const char *text, size_t len, const char *expected)
{
    check_with(text, len, "", expected);
}

static const struct {
    const char *in;
    const char *found;
} table[] = {
    /* Empty input. */
    {"", ""},
    {" \r\n\t\n", ""},
    {"\xef\xbb\xbf", ""},
    /* Arrays. */
    {"[]", "D "},
    {"[{\"a\":1},{\"b\":[2,{}]}]", "E1:{\"a\":1} E2:{\"b\":[2,{}]} D "},
    {"\xef\xbb\xbf[\n 1 ,\n\"x\\\"]\", null\n]\n", "E1:1 E2:\"x\\\"]\" E3:null D "},
    {"[-1.5e+7,NaN,-Infinity,true]", "E1:-1.5e+7 E2:NaN E3:-Infinity E4:true D "},
    /* Objects with results in any position. */
    {"{\"results\":[{}]}", "E1:{} D "},
    {"{\"results\" : [ ] }", "D "},
    {"{\"a\":{\"results\":[1]},\"results\":[2],\"z\":[3]}", "E1:2 D "},
    {"{\"n\":-1,\"s\":\"\\\\\",\"results\":[{\"x\":\"}\"}],\"t\":null}", "E1:{\"x\":\"}\"} D "},
    {"{\"results\":[1]}{\"results\":[2]}", "E1:1 D E2:2 D "},
    {"{\"results\":[1],\"results\":[2]}", "E1:1 D E2:2 D "},
    /* Objects that are not documents. */
    {"{}", "O:{} "},
    {"{\"results\":null}", "O:{\"results\":null} "},
    {"{\"results\":{\"a\":[1]}}", "O:{\"results\":{\"a\":[1]}} "},
    {"{\n \"a\": 1\n}\n", "O:{\n \"a\": 1\n} "},
    {"{\"r\\u0065sults\":[1]}", "O:{\"r\\u0065sults\":[1]} "},
    {"{\"filename\":\"x\",\"scan\":{},\"results\":[1]}",
     "O:{\"filename\":\"x\",\"scan\":{},\"results\":[1]} "},
    /* Lines. */
    {"{\"a\":1}\n\n {\"b\":2} \r\n{\"c\":3}", "O:{\"a\":1} O:{\"b\":2} O:{\"c\":3} "},
    {"{\"a\":1}\nx{}\n{\"b\":2}\n", "O:{\"a\":1} T2 O:{\"b\":2} "},
    {"{\"a\":1}\n{\"a\":\n{\"b\":2}\n", "O:{\"a\":1} T2:expected a value or the end "
                                        "O:{\"b\":2} "},
    {"{\"a\":1}\n{\"a\":\"x\n{\"b\":2}\n", "O:{\"a\":1} T2:unexpected end of the line in a string "
                                           "O:{\"b\":2} "},
    {"{\"a\":1}\n{\"a\":\"x\\\n{\"b\":2}\n",
     "O:{\"a\":1} T2:unexpected end of the line in a string "
     "O:{\"b\":2} "},
    {"{\"a\":1}\n{\"a\":[1,\n{\"b\":2}\n",
     "O:{\"a\":1} T2:unexpected end of the line O:{\"b\":2} "},
    {"{\"a\":1}\n{\"a\":1", "O:{\"a\":1} T2:unexpected end of the line "},
    {"{\"a\":1}\n{\n\"results\":[\n1]}\n", "O:{\"a\":1} E1:1 D "},
    {"{\"a\":1\n{\"b\":2}\n{\"c\":3}\n", "T1:unexpected end of the line O:{\"b\":2} O:{\"c\":3} "},
    {"{\"a\":\"x\n{\"b\":2}\n", "T1:unexpected end of the line in a string O:{\"b\":2} "},
    {"{\n\"a\":1\n {\"b\":2}\n", "B3:a comma is missing "},
    {"[\n{\"a\":\"x\ny\"}]", "E1:{\"a\":\"x\ny\"} D "},
    {"{\"a\":1} junk", "O:{\"a\":1} T1 "},
    /* Text before and after. */
    {"Using latest scan (ID: N)\n{\"results\":[1]}", "T1 E1:1 D "},
    {"[INFO] reading\n[2025-01-02 03:04:05] more\n[]", "T1:expected a value or the end "
                                                       "T2:expected a value or the end D "},
    {"[1]\nthat was it\n", "E1:1 D T2 "},
    {"hello", "T1 "},
    {"null\n\"x\"\n", "T1 T2 "},
    /* Broken. */
    {"{\"results\":[{\"a\":1},{\"b\"", "E1:{\"a\":1} b2:unexpected end of file "},
    {"{\"results\":[1,2", "E1:1 b2:unexpected end of file "},
    {"{\"results\":[1,", "E1:1 b2:unexpected end of file "},
    {"{\"results\":[1]", "E1:1 D B1:unexpected end of file "},
    {"[1 2]\n[3]", "E1:1 b2:a comma is missing "},
    {"[1,]", "E1:1 b2:expected a value or the end "},
    {"[{\"a\":1},{\"b\":[}]\n[3]", "E1:{\"a\":1} b2:mismatched closing bracket "},
    {"[{\"a\":1},nonsense]", "E1:{\"a\":1} b2:expected a value or the end "},
    {"{\n\"a\" 1}\n", "B2:a colon is missing "},
    {"{\n\"a\":1,}\n", "B2:a key is missing "},
    {"{\n\"a\":1 2}\n", "B2:a comma is missing "},
    {"{\"a\":1]\n[]", "T1:a comma is missing D "},
    {"{\"filename\":\"/v", "B1:unexpected end of file "},
    {"{\n\n\"filename\":\"/v", "B1:unexpected end of file "},
};

ParameterizedTestParameters(split, finds_the_same_in_blocks_of_any_size)
{
    static int at[sizeof table / sizeof *table];

    for (int i = 0; i < (int)(sizeof at / sizeof *at); i++)
        at[i] = i;
    return cr_make_param_array(int, at, sizeof at / sizeof *at);
}

ParameterizedTest(int *i, split, finds_the_same_in_blocks_of_any_size)
{
    check(table[*i].in, strlen(table[*i].in), table[*i].found);
}

static const struct {
    const char *in;
    const char *found;
} listings[] = {
    {"{\"Items\":[{\"a\":1},2],\"TotalRecordCount\":2}", "E1:{\"a\":1} E2:2 D "},
    {"{\"MediaContainer\":{\"size\":1,\"Metadata\":[{}],\"z\":{}}}", "E1:{} D "},
    {"{\"id\":1,\"result\":{\"limits\":{\"end\":1},\"movies\":[1],\"episodes\":[2]},\"z\":0}",
     "E1:1 D E2:2 D "},
    {"{\"result\":{}}\n{\"result\":{\"tvshows\":[1]}}\n", "O:{\"result\":{}} E1:1 D "},
    {"{\n \"result\": {\n  \"movies\": [\n 1\n ]\n }\n}\n", "E1:1 D "},
    /* Only at the right level. */
    {"{\"Metadata\":[1]}", "O:{\"Metadata\":[1]} "},
    {"{\"MediaContainer\":{\"Items\":[1],\"results\":[2]}}",
     "O:{\"MediaContainer\":{\"Items\":[1],\"results\":[2]}} "},
    {"{\"result\":{\"result\":{\"movies\":[1]}}}", "O:{\"result\":{\"result\":{\"movies\":[1]}}} "},
    {"{\"filename\":\"x\",\"Items\":[1]}", "O:{\"filename\":\"x\",\"Items\":[1]} "},
    {"{\"result\":[1],\"MediaContainer\":2,\"Items\":3}",
     "O:{\"result\":[1],\"MediaContainer\":2,\"Items\":3} "},
    {"{\"result\":{},}", "T1:a key is missing "},
    /* Broken. */
    {"{\"Items\":[1,", "E1:1 b2:unexpected end of file "},
    {"{\"MediaContainer\":{\"Metadata\":[1]", "E1:1 D B1:unexpected end of file "},
    {"{\"a\":1}\n{\"result\":{\n{\"b\":2}\n", "O:{\"a\":1} T2:a key is missing O:{\"b\":2} "},
};

Test(split, finds_the_listings_of_media_servers)
{
    for (size_t i = 0; i < sizeof listings / sizeof *listings; i++)
        check_with(listings[i].in, strlen(listings[i].in), "listings", listings[i].found);
    check("{\"Items\":[1]}", 13, "O:{\"Items\":[1]} ");
}

Test(split, tells_utf_16_and_binary_files_apart_from_text)
{
    static const char wide[] = "UTF-16 (convert it to UTF-8: iconv -f UTF-16 -t UTF-8)";
    char expected[100];

    snprintf(expected, sizeof expected, "B1:%s ", wide);
    check("\xff\xfe{\0}\0", 6, expected);
    check("\xfe\xff\0{\0}", 6, expected);
    check("{\0}\0", 4, expected);
    check("\0[\0]", 4, expected);
    check("\x7f"
          "ELF\1\0\0\0\n[1]",
          12, "B1:binary: neither a scan document nor records ");
    check("\0\0\0\x20 ftyp", 9, "B1:binary: neither a scan document nor records ");
    check("{\"a\":1}\n\1\0\n{\"b\":2}", 18, "O:{\"a\":1} T2 O:{\"b\":2} ");
}

Test(split, knows_only_the_place_of_long_parts)
{
    struct buf in = BUF_INIT(10000);

    buf_puts(&in, "[{\"a\":1},{\"b\":\"");
    for (int i = 0; i < 1000; i++)
        buf_putc(&in, 'x');
    buf_puts(&in, "\"},{\"c\":3}]");
    check(in.at, in.len, "E1:{\"a\":1} E2~: E3:{\"c\":3} D ");

    buf_clear(&in);
    buf_printf(&in, "{\"a\":\"%0300d\"}\n{\"b\":\"%0300d\",\"results\":[1]}", 0, 0);
    check(in.at, in.len, "O~: E1:1 D ");
    buf_release(&in);
}

Test(split, takes_an_element_of_exactly_the_maximum)
{
    char in[MOST + 3];

    memset(in, '1', sizeof in);
    in[0] = '[';
    in[1] = in[MOST] = '"';
    in[MOST + 1] = ']';
    struct buf out = BUF_INIT(10000);
    for (size_t block = 1; block < sizeof in; block += 50) {
        buf_clear(&out);
        split_in_blocks(in, MOST + 2, block, "", &out);
        cr_expect_eq(out.len, MOST + strlen("E1: D "), "in blocks of %zu: %s", block, out.at);
    }
    buf_release(&out);
}

Test(split, survives_any_depth)
{
    enum { DEPTH = 100000 };
    struct buf in = BUF_INIT((size_t)3 * DEPTH);

    buf_putc(&in, '[');
    for (int i = 0; i < DEPTH; i++)
        buf_putc(&in, '[');
    for (int i = 0; i < DEPTH; i++)
        buf_putc(&in, ']');
    buf_puts(&in, ",1]");
    check(in.at, in.len, "E1~: E2:1 D ");
    buf_release(&in);
}

Test(split, numbers_lines_and_elements)
{
    struct split s = SPLIT_INIT(MOST);
    struct split_item item;
    static const char in[] = "text\n{\n\"results\": [\n\n 1,\n {\n},\n3]}\n";

    split_feed(&s, in, sizeof in - 1);
    split_finish(&s);
    cr_expect_eq(split_next(&s, &item), SPLIT_TEXT);
    cr_expect_eq(item.line, 1);
    cr_expect_eq(split_next(&s, &item), SPLIT_ELEMENT);
    cr_expect(item.line == 5 && item.entry == 1);
    cr_expect_eq(split_next(&s, &item), SPLIT_ELEMENT);
    cr_expect(item.line == 6 && item.entry == 2);
    cr_expect_eq(split_next(&s, &item), SPLIT_ELEMENT);
    cr_expect(item.line == 8 && item.entry == 3);
    split_release(&s);
}

Test(split, finds_the_summary_on_request)
{
    static const struct {
        const char *text, *expected;
    } rows[] = {
        {"{\n \"scan_summary\": {\"a\": [1, {\"b\": \"}\"}]},\n \"results\": [{\"c\": 2}]\n}\n",
         "S:{\"a\": [1, {\"b\": \"}\"}]} E1:{\"c\": 2} D "},
        {"{\n \"results\": [],\n \"scan_summary\": {}\n}\n", "D S:{} "},
        {"{\n \"scan_summary\": [1],\n \"results\": []\n}\n", "D "},
        {"{\n \"scan_summary\": {\"a\": 1}\n}\n",
         "S:{\"a\": 1} O:{\n \"scan_summary\": {\"a\": 1}\n} "},
        {"{\n \"x\": {\"scan_summary\": {}},\n \"results\": []\n}\n", "D "},
        {"{\n \"scan_summary\": {\"a\"", "B1:unexpected end of file "},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_with(rows[i].text, strlen(rows[i].text), "summary", rows[i].expected);
}
