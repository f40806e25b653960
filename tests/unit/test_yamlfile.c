/* The tree of a file, and the messages, with line numbers, about invalid files. */
#include <criterion/criterion.h>
#include <string.h>

#include "base/buf.h"
#include "config/yaml.h"

/* Adds the tree in one line: {key@line:'text', list@line:[null]}. */
static void draw(const struct yamlfile_node *node, struct buf *out)
{
    const char *marks = node->kind == YAMLFILE_MAP ? "{}" : "[]";

    if (node->kind == YAMLFILE_TEXT) {
        buf_printf(out, node->text ? "'%s'" : "null", node->text);
        return;
    }
    buf_putc(out, marks[0]);
    for (const struct yamlfile_node *member = node->first; member; member = member->next) {
        if (member->key)
            buf_printf(out, "%s@%zu:", member->key, member->line);
        draw(member, out);
        if (member->next)
            buf_putc(out, ' ');
    }
    buf_putc(out, marks[1]);
}

static const struct {
    const char *yaml;
    const char *tree;
} trees[] = {
    {"", "{}"},
    {"# nothing\n", "{}"},
    {"---\n", "{}"},
    {"~\n", "{}"},
    {"{}", "{}"},
    {"a: b\n", "{a@1:'b'}"},
    {"a: b", "{a@1:'b'}"},
    {"\xef\xbb\xbf"
     "a: b\n",
     "{a@1:'b'}"},
    {"a: b # remark\r\n\r\nc: 'd # e'\r\n", "{a@1:'b' c@3:'d # e'}"},
    {"trakt:\n  client_id: \"x\"\n  include_statuses: [\"healthy\", Corrupt]\n",
     "{trakt@1:{client_id@2:'x' include_statuses@3:['healthy' 'Corrupt']}}"},
    {"a:\n- b\n- c\n", "{a@1:['b' 'c']}"},
    {"a:\n  - b\n  - ''\n  -\n", "{a@1:['b' '' null]}"},
    {"a:\nb: ~\nc: null\nd: 'null'\ne: NULLS\n",
     "{a@1:null b@2:null c@3:null d@4:'null' e@5:'NULLS'}"},
    {"a: |\n  b\n  c\nd: >\n  e\n  f\n", "{a@1:'b\nc\n' d@4:'e f\n'}"},
    {"a: '\xc3\xa9'\n", "{a@1:'\xc3\xa9'}"},
    {"a: 012\nb: yes\nc: 1.50\n", "{a@1:'012' b@2:'yes' c@3:'1.50'}"},
    {"%YAML 1.1\n---\na: b\n...\n", "{a@3:'b'}"},
    {"a: '*b'\nc: \"!d\"\ne: '&f'\n", "{a@1:'*b' c@2:'!d' e@3:'&f'}"},
    {"{\"a\": {\"b\": [1, 2]}}\n", "{a@1:{b@1:['1' '2']}}"},
};

Test(yamlfile, a_file_becomes_a_tree_that_knows_its_lines)
{
    for (size_t i = 0; i < sizeof trees / sizeof *trees; i++) {
        struct buf out = BUF_INIT(4096);
        struct yamlfile_node *tree;
        struct why why = {0};

        cr_assert(yamlfile_parse("f", trees[i].yaml, strlen(trees[i].yaml), &tree, &why), "%s: %s",
                  trees[i].yaml, why.text);
        draw(tree, &out);
        cr_expect_str_eq(buf_text(&out), trees[i].tree);
        yamlfile_free(tree);
        buf_release(&out);
    }
}

static const struct {
    const char *yaml;
    const char *words; /* part of the message */
} refusals[] = {
    {"a: b\nc\n", "f:2: a ':' is missing"},
    {"a:\n\tb: c\n", "f:2: indented with a tab"},
    {"a:\n  b: c\n  \td: e\n", "f:3: indented with a tab"},
    {"a:\n  b: c\n d: e\n", "f:3: a ':' is missing, or the indentation differs"},
    {"a: b: c\n", "f:1: too many ':'"},
    {"a: b\n  c: d\n", "f:2: too many ':', or a line indented too far"},
    {"x: y\na: \"b\nc: d\n", "f:2: a quote is opened here and never closed"},
    {"a: [b\nc: d\n", "f:1: a '[' is opened here and never closed, or a ',' is missing in it"},
    {"a: {b: c\nd: e\n", "f:1: a '{' is opened here and never closed, or a ',' is missing in it"},
    {"x: y\na: [1,\n", "f:2: a value is missing, or a '[' or '{' is opened and never closed"},
    {"a: {b: c,\n\n\n", "f:3: a value is missing, or a '[' or '{'"},
    {"a: [1,,2]\n", "f:1: a value is missing"},
    {"a: \"\\u12\"\n", "f:1: an invalid '\\x' or '\\u' in double quotes"},
    {"a: |x\n b\n", "f:1: after '|' or '>', the text must begin on the next line"},
    {"a: @b\n", "f:1: a string that starts with this character must be quoted"},
    {"a: \"b\\z\"\n", "f:1: a '\\' in double quotes"},
    {"a:\n- b\nc\n", "f:3: "},
    {"a:\n  - b\n  c: d\n", "f:3: a list item must start with '- '"},
    {"a: &x b\n", "f:1: anchors"},
    {"a: &x [b]\n", "f:1: anchors"},
    {"a: &x {b: c}\n", "f:1: anchors"},
    {"a: *x\n", "f:1: anchors"},
    {"a: b\nc: !!str d\n", "f:2: anchors"},
    {"a: !t [b]\n", "f:1: anchors"},
    {"a: ! b\n", "f:1: anchors"},
    {"a: b\n---\nc: d\n", "f:2: a second document begins"},
    {"--- a\n--- b\n", "f:2: a second document begins"},
    {"a: b\nc: d\na: e\n", "f:3: a: given twice (first in line 1)"},
    {"a:\n  b: c\n  b: d\n", "f:3: b: given twice (first in line 2)"},
    {"- a\n- b\n", "f:1: expected settings"},
    {"word\n", "f:1: expected settings"},
    {"? [a]\n: b\n", "f:1: expected a name before the ':'"},
    {"? {a: b}\n: c\n", "f:1: expected a name before the ':'"},
    {"a: \"b\\0c\"\n", "f:1: a string contains a NUL character"},
    {"a: b\nc: \x01\n", "f:2: a control character"},
    {"a: b\nc: \xff\nd: e\n", "f:2: not UTF-8"},
    {"\xff\xfe"
     "a",
     "f:1: not UTF-8"},
    {"a: [[[[[[[[b]]]]]]]]\n", "f:1: nested too deeply"},
    {"a: {b: {c: {d: {e: {f: {g: {h: {i: j}}}}}}}}\n", "f:1: nested too deeply"},
};

static void expect_refusal(const char *yaml, size_t len, const char *words)
{
    struct yamlfile_node *tree;
    struct why why = {0};

    cr_expect_not(yamlfile_parse("f", yaml, len, &tree, &why), "%s", yaml);
    cr_expect_null(tree);
    cr_expect_eq(why.status, EX_CONFIG);
    cr_expect_not_null(strstr(why.text, words), "%s: %s", yaml, why.text);
}

Test(yamlfile, invalid_parts_are_reported_with_their_line)
{
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
        expect_refusal(refusals[i].yaml, strlen(refusals[i].yaml), refusals[i].words);
}

Test(yamlfile, a_nul_byte_is_a_control_character)
{
    expect_refusal("a: b\nc: \0\n", 10, "f:2: a control character");
}

Test(yamlfile, too_many_values_are_refused)
{
    struct buf yaml = BUF_INIT(1 << 20);

    buf_puts(&yaml, "a: [");
    for (int i = 0; i < 10000; i++)
        buf_puts(&yaml, "b,\n");
    buf_puts(&yaml, "]\n");
    expect_refusal(yaml.at, yaml.len, "too many values");
    buf_release(&yaml);
}

Test(yamlfile, an_unknown_key_is_reported_with_a_suggestion)
{
    static const char *const keys[] = {"client_id", "client_secret", NULL};
    static const char yaml[] = "client_id: a\nclient_idd: b\n", far[] = "color: red\n";
    struct yamlfile_node *tree;
    struct why why = {0};

    cr_assert(yamlfile_parse("f", yaml, strlen(yaml), &tree, &why));
    cr_expect_not(yamlfile_only(tree, "f", "trakt.", keys, &why));
    cr_expect_str_eq(why.text, "f:2: trakt.client_idd: unknown key (did you mean client_id?)");
    yamlfile_free(tree);
    cr_assert(yamlfile_parse("f", far, strlen(far), &tree, &why));
    cr_expect_not(yamlfile_only(tree, "f", "", keys, &why));
    cr_expect_str_eq(why.text, "f:1: color: unknown key (known: client_id, client_secret)");
    yamlfile_free(tree);
}
