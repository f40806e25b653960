/* Builds a small tree from libyaml's events. No other file in lib/config uses libyaml. */
#include "config/yaml.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/buf.h"
#include "base/text.h"

/* Limits of a file. A real config file has a few dozen values on three levels. */
enum { DEPTH_MAX = 8, NODES_MAX = 10000 };

struct builder {
    const char *name;
    struct why *why;
    struct yamlfile_node *top;
    struct yamlfile_node *open[DEPTH_MAX]; /* the lists and maps that have begun and not ended */
    struct yamlfile_node *last[DEPTH_MAX]; /* the last member of each, so far */
    size_t depth;                          /* the number of open lists and maps */
    size_t nodes;
    char *key; /* the key whose value is read next; NULL: no key has been read */
    size_t key_line;
    bool begun; /* a document has begun */
};

void yamlfile_free(struct yamlfile_node *tree)
{
    while (tree) {
        struct yamlfile_node *next = tree->next;

        yamlfile_free(tree->first); /* no deeper than DEPTH_MAX */
        free(tree->key);
        free(tree->text);
        free(tree);
        tree = next;
    }
}

const struct yamlfile_node *yamlfile_member(const struct yamlfile_node *map, const char *key)
{
    const struct yamlfile_node *member = map && map->kind == YAMLFILE_MAP ? map->first : NULL;

    while (member && strcmp(member->key, key) != 0)
        member = member->next;
    return member;
}

bool yamlfile_has_value(const struct yamlfile_node *node)
{
    return node && (node->kind != YAMLFILE_TEXT ||
                    (node->text && node->text[strspn(node->text, " \t\r\n")]));
}

static bool refuse(const struct builder *b, size_t line, const char *problem)
{
    return why_set(b->why, EX_CONFIG, "%s:%zu: %s", b->name, line, problem);
}

static bool in_map(const struct builder *b)
{
    return b->depth && b->open[b->depth - 1]->kind == YAMLFILE_MAP;
}

/* Adds a node for the next value. */
static bool add(struct builder *b, enum yamlfile_kind kind, size_t line,
                struct yamlfile_node **added)
{
    if (b->nodes++ == NODES_MAX)
        return refuse(b, line, "too many values");

    struct yamlfile_node *node = cvi_alloc(sizeof *node);
    node->kind = kind;
    node->line = b->key ? b->key_line : line;
    node->key = b->key;
    b->key = NULL;
    *added = node;
    if (!b->depth) {
        b->top = node;
        return true;
    }
    struct yamlfile_node **last = &b->last[b->depth - 1];
    if (*last)
        (*last)->next = node;
    else
        b->open[b->depth - 1]->first = node;
    *last = node;
    return true;
}

static bool begin(struct builder *b, enum yamlfile_kind kind, size_t line)
{
    struct yamlfile_node *node;

    if (in_map(b) && !b->key)
        return refuse(b, line, "expected a name before the ':', not a list or a map");
    if (b->depth == DEPTH_MAX)
        return refuse(b, line, "nested too deeply");
    if (!add(b, kind, line, &node))
        return false;
    b->open[b->depth] = node;
    b->last[b->depth++] = NULL;
    return true;
}

static bool take_key(struct builder *b, const char *key, size_t line)
{
    const struct yamlfile_node *other = yamlfile_member(b->open[b->depth - 1], key);

    if (other)
        return why_set(b->why, EX_CONFIG, "%s:%zu: %.64s: given twice (first in line %zu)", b->name,
                       line, key, other->line);
    b->key = cvi_strdup(key);
    b->key_line = line;
    return true;
}

/* Returns whether an unquoted string means null in YAML 1.1. */
static bool says_null(const char *text)
{
    return !*text || strcmp(text, "~") == 0 || strcmp(text, "null") == 0 ||
           strcmp(text, "Null") == 0 || strcmp(text, "NULL") == 0;
}

static bool take_scalar(struct builder *b, const yaml_event_t *event, size_t line)
{
    const char *text = (const char *)event->data.scalar.value;
    struct yamlfile_node *node;

    if (strlen(text) != event->data.scalar.length)
        return refuse(b, line, "a string contains a NUL character");
    if (in_map(b) && !b->key)
        return take_key(b, text, line);
    if (!add(b, YAMLFILE_TEXT, line, &node))
        return false;
    if (event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE || !says_null(text))
        node->text = cvi_strdup(text);
    return true;
}

static bool is_marked(const yaml_char_t *anchor, const yaml_char_t *tag)
{
    return anchor || tag;
}

static bool take_event(struct builder *b, const yaml_event_t *event)
{
    static const char marked[] = "anchors (&), aliases (*) and tags (!) are not supported (quote a "
                                 "string that starts with one)";
    size_t line = event->start_mark.line + 1;

    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        if (b->begun)
            return refuse(b, line, "a second document begins (only one is allowed)");
        b->begun = true;
        return true;
    case YAML_ALIAS_EVENT:
        return refuse(b, line, marked);
    case YAML_SCALAR_EVENT:
        if (is_marked(event->data.scalar.anchor, event->data.scalar.tag))
            return refuse(b, line, marked);
        return take_scalar(b, event, line);
    case YAML_SEQUENCE_START_EVENT:
        if (is_marked(event->data.sequence_start.anchor, event->data.sequence_start.tag))
            return refuse(b, line, marked);
        return begin(b, YAMLFILE_LIST, line);
    case YAML_MAPPING_START_EVENT:
        if (is_marked(event->data.mapping_start.anchor, event->data.mapping_start.tag))
            return refuse(b, line, marked);
        return begin(b, YAMLFILE_MAP, line);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        b->depth--;
        return true;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        break;
    }
    return true;
}

/* The errors of libyaml 0.2, and the messages that replace them. */
static const struct {
    const char *said;
    const char *problem;
    bool at_start; /* report the line where the value begins, not the line of the error */
} problems[] = {
    {"mapping values are not allowed in this context",
     "too many ':', or a line indented too far (quote a string that contains ': ')", false},
    {"did not find expected key",
     "a ':' is missing, or the indentation differs from the lines above", false},
    {"could not find expected ':'", "a ':' is missing after the name", true},
    {"found unexpected end of stream", "a quote is opened here and never closed", true},
    {"did not find expected ',' or ']'",
     "a '[' is opened here and never closed, or a ',' is missing in it", true},
    {"did not find expected ',' or '}'",
     "a '{' is opened here and never closed, or a ',' is missing in it", true},
    {"did not find expected node content",
     "a value is missing, or a '[' or '{' is opened and never closed", false},
    {"did not find expected hexdecimal number",
     "an invalid '\\x' or '\\u' in double quotes (use single quotes)", false},
    {"did not find expected comment or line break",
     "after '|' or '>', the text must begin on the next line", false},
    {"did not find expected '-' indicator", "a list item must start with '- ', like those above it",
     false},
    {"found character that cannot start any token",
     "a string that starts with this character must be quoted", false},
    {"found unknown escape character", "a '\\' in double quotes (use single quotes)", false},
    {"did not find expected <document start>", "a second document begins (only one is allowed)",
     false},
};

/* Returns whether the indentation of the line contains a tab. */
static bool is_indented_with_tab(const char *bytes, size_t len, size_t line)
{
    const char *end = bytes + len;

    while (--line && bytes) {
        bytes = memchr(bytes, '\n', (size_t)(end - bytes));
        bytes = bytes ? bytes + 1 : NULL;
    }
    while (bytes && bytes < end && *bytes == ' ')
        bytes++;
    return bytes && bytes < end && *bytes == '\t';
}

static size_t line_of(const char *bytes, size_t offset)
{
    size_t line = 1;

    for (const char *c = bytes; (c = memchr(c, '\n', offset - (size_t)(c - bytes))) != NULL; c++)
        line++;
    return line;
}

static bool refuse_syntax(const struct builder *b, const yaml_parser_t *parser, const char *bytes,
                          size_t len)
{
    size_t line = parser->problem_mark.line + 1;
    size_t last = line_of(bytes, len && bytes[len - 1] == '\n' ? len - 1 : len);

    if (line > last)
        line = last;
    if (parser->error == YAML_READER_ERROR)
        return refuse(b,
                      line_of(bytes, parser->problem_offset < len ? parser->problem_offset : len),
                      "a control character");
    if (is_indented_with_tab(bytes, len, line))
        return refuse(b, line, "indented with a tab (use spaces)");
    for (size_t i = 0; i < sizeof problems / sizeof *problems; i++) {
        if (strcmp(parser->problem, problems[i].said) != 0)
            continue;
        if (problems[i].at_start && parser->context)
            line = parser->context_mark.line + 1;
        return refuse(b, line, problems[i].problem);
    }
    return refuse(b, line, parser->problem);
}

static bool build(struct builder *b, const char *bytes, size_t len)
{
    yaml_parser_t parser;
    bool done = false, good = true;

    if (!yaml_parser_initialize(&parser))
        msg_die(EX_OSERR, "out of memory");
    yaml_parser_set_input_string(&parser, (const unsigned char *)bytes, len);
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    while (good && !done) {
        yaml_event_t event;

        if (!yaml_parser_parse(&parser, &event)) {
            good = refuse_syntax(b, &parser, bytes, len);
            break;
        }
        good = take_event(b, &event);
        done = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return good;
}

/* Returns the number of the first line that is not UTF-8, or 0. */
static size_t find_foreign_line(const char *bytes, size_t len)
{
    const char *end = bytes + len;
    size_t line = 0;

    if (text_is_utf8(bytes, len))
        return 0;
    for (const char *at = bytes; at < end; at++) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));

        line++;
        stop = stop ? stop : end;
        if (!text_is_utf8(at, (size_t)(stop - at)))
            return line;
        at = stop;
    }
    return line;
}

/* Checks that the top of the document is a map. A document that is empty, has only comments, or is
 * a single null counts as an empty map. */
static bool settle_top(struct builder *b)
{
    struct yamlfile_node *top = b->top;

    if (top && (top->kind == YAMLFILE_LIST || top->text))
        return refuse(b, top->line, "expected settings, for example 'trakt:'");
    if (!top)
        top = b->top = cvi_alloc(sizeof *top);
    top->kind = YAMLFILE_MAP;
    return true;
}

bool yamlfile_parse(const char *name, const char *bytes, size_t len, struct yamlfile_node **tree,
                    struct why *why)
{
    struct builder b = {.name = name, .why = why};
    size_t foreign = find_foreign_line(bytes, len);

    *tree = NULL;
    if (foreign)
        return refuse(&b, foreign, "not UTF-8 (save the file as UTF-8)");
    if (!build(&b, bytes, len) || !settle_top(&b)) {
        yamlfile_free(b.top);
        free(b.key);
        return false;
    }
    *tree = b.top;
    return true;
}

static bool is_among(const char *const *keys, const char *key)
{
    while (*keys && strcmp(*keys, key) != 0)
        keys++;
    return *keys != NULL;
}

bool yamlfile_only(const struct yamlfile_node *map, const char *name, const char *prefix,
                   const char *const *keys, struct why *why)
{
    const struct yamlfile_node *node = map->first;
    struct buf list = BUF_INIT(256);

    while (node && is_among(keys, node->key))
        node = node->next;
    if (!node)
        return true;

    const char *near = text_nearest(node->key, keys);
    for (size_t i = 0; keys[i] && !near; i++)
        buf_printf(&list, "%s%s", i ? ", " : "", keys[i]);
    why_set(why, EX_CONFIG, "%s:%zu: %s%.64s: unknown key (%s%s%s)", name, node->line, prefix,
            node->key, near ? "did you mean " : "known: ", near ? near : buf_text(&list),
            near ? "?" : "");
    buf_release(&list);
    return false;
}
