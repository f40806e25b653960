/* Reads results in YAML format, as written by the earlier program in Python (versions 2 to 6): a
 * map with "results", or a list. Anchors and tags are ignored. Aliases are rejected, because they
 * can make the output extremely large ("billion laughs"). */
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "extract/fields.h"
#include "extract/parts.h"
#include "json/ndjson.h"

enum {
    DEPTH_MAX = 32,
    UNUSED_MAX = 4 * NDJSON_LINE_MAX, /* maximum number of bytes read between two events */
};

struct stream {
    struct reading *r;
    size_t fed;    /* number of bytes that libyaml has read since the last event */
    bool too_long; /* `fed` exceeds the maximum */

    size_t depth;            /* the number of open maps and lists */
    bool is_map[DEPTH_MAX];  /* for each open map or list: whether it is a map */
    bool has_key[DEPTH_MAX]; /* for each open map: whether the next value's key was read */
    size_t list;             /* depth of the list of entries, if it is open; otherwise 0 */
    bool top_key_is_results; /* the last key of the top-level map is "results" */
    bool has_totals;         /* the top-level map has a key of a scan's totals */
    long long entry;

    bool in_entry;
    const char *bad; /* why the current entry is rejected; NULL: it is valid so far */
    struct buf text; /* the current entry as JSON */
    char *key;       /* the key of the next value in the entry, or NULL */
    long long line;  /* line on which the entry begins */
};

/* --- Entries -------------------------------------------------------------------------------- */

static void end_entry(struct stream *s)
{
    struct split_item item = {.line = s->line, .entry = s->entry};

    s->in_entry = false;
    if (s->bad) {
        reading_complain(s->r, "bad-entry", &item, s->bad);
        s->r->found++;
    } else {
        item.too_long = s->text.len > NDJSON_LINE_MAX;
        item.text = buf_text(&s->text);
        item.len = s->text.len;
        reading_item(s->r, &item);
    }
    buf_clear(&s->text);
    free(s->key);
    s->key = NULL;
    s->bad = NULL;
}

static void begin_entry(struct stream *s, long long line)
{
    s->in_entry = true;
    s->entry++;
    s->line = line;
}

/* Adds what comes before a value: a comma and, in a map, the key. */
static void add_key(struct stream *s)
{
    field_next(&s->text);
    if (s->key) {
        field_add_text(&s->text, s->key, strlen(s->key));
        buf_putc(&s->text, ':');
    }
    free(s->key);
    s->key = NULL;
}

static void add_scalar(struct stream *s, const yaml_event_t *event)
{
    const char *text = (const char *)event->data.scalar.value;
    size_t len = event->data.scalar.length;

    bool is_plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;

    if (is_plain && s->key) {
        field_add(&s->text, s->key, text, len, true);
        free(s->key);
        s->key = NULL;
    } else if (is_plain) {
        field_add_guess(&s->text, text, len);
    } else {
        add_key(s);
        field_add_text(&s->text, text, len);
    }
}

/* --- Events --------------------------------------------------------------------------------- */

/* Processes a scalar if it is a key. Returns false if it is a value. */
static bool take_key(struct stream *s, const yaml_event_t *event)
{
    static const char *const totals[] = {"summary", "scan_summary", "total_files",
                                         "processed_files"};
    const char *text = (const char *)event->data.scalar.value;

    if (!s->depth || !s->is_map[s->depth - 1] || s->has_key[s->depth - 1])
        return false;
    s->has_key[s->depth - 1] = true;
    if (s->in_entry) {
        free(s->key);
        s->key = cvi_strdup(text);
    } else if (s->depth == 1) {
        s->top_key_is_results = strcmp(text, "results") == 0;
        for (size_t i = 0; i < sizeof totals / sizeof *totals; i++)
            s->has_totals |= strcmp(text, totals[i]) == 0;
    }
    return true;
}

static void end_value(struct stream *s)
{
    if (s->depth)
        s->has_key[s->depth - 1] = false;
    if (s->in_entry && s->depth == s->list)
        end_entry(s);
}

static void take_scalar(struct stream *s, const yaml_event_t *event)
{
    if (take_key(s, event))
        return;
    if (s->list && s->depth == s->list && !s->in_entry) {
        begin_entry(s, (long long)event->start_mark.line + 1);
        s->bad = "not a record: expected a map";
    }
    if (s->in_entry && !s->bad)
        add_scalar(s, event);
    end_value(s);
}

/* Begins a list or map. Returns false if it is nested too deeply. */
static bool open_nest(struct stream *s, bool map, const yaml_event_t *event)
{
    bool is_key = s->depth && s->is_map[s->depth - 1] && !s->has_key[s->depth - 1];

    if (s->list && s->depth == s->list && !s->in_entry) {
        begin_entry(s, (long long)event->start_mark.line + 1);
        if (!map)
            s->bad = "not a record: expected a map";
    }
    if (s->in_entry && is_key)
        s->bad = "a list or map where a key is expected";
    if (s->in_entry && !s->bad) {
        add_key(s);
        buf_putc(&s->text, map ? '{' : '[');
    }
    if (s->depth == DEPTH_MAX)
        return false;
    if (is_key)
        s->has_key[s->depth - 1] = true;
    s->is_map[s->depth] = map;
    s->has_key[s->depth++] = false;
    if (!map && !s->list &&
        (s->depth == 1 || (s->depth == 2 && s->is_map[0] && s->top_key_is_results))) {
        s->list = s->depth;
        s->r->understood = true;
    }
    return true;
}

static void close_nest(struct stream *s)
{
    if (s->in_entry && !s->bad)
        buf_putc(&s->text, s->is_map[s->depth - 1] ? '}' : ']');
    if (s->depth == s->list)
        s->list = 0;
    s->depth--;
    end_value(s);
}

static void take_alias(struct stream *s, const yaml_event_t *event)
{
    static const char refused[] = "contains an alias (*), which is not supported";

    if (s->list && s->depth == s->list && !s->in_entry)
        begin_entry(s, (long long)event->start_mark.line + 1);
    if (s->in_entry)
        s->bad = refused;
    if (s->depth && s->is_map[s->depth - 1] && !s->has_key[s->depth - 1])
        s->has_key[s->depth - 1] = true;
    else
        end_value(s);
}

static void end_document(struct stream *s)
{
    s->r->summary = s->r->summary || s->has_totals;
    s->has_totals = s->top_key_is_results = false;
}

static bool take_event(struct stream *s, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        take_scalar(s, event);
        return true;
    case YAML_ALIAS_EVENT:
        take_alias(s, event);
        return true;
    case YAML_MAPPING_START_EVENT:
        return open_nest(s, true, event);
    case YAML_SEQUENCE_START_EVENT:
        return open_nest(s, false, event);
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
        close_nest(s);
        return true;
    case YAML_DOCUMENT_END_EVENT:
        end_document(s);
        return true;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_START_EVENT:
        break;
    }
    return true;
}

/* --- The file ------------------------------------------------------------------------------- */

/* Passes the next bytes to libyaml. Returns 0 if parsing must stop. */
static int feed(void *context, unsigned char *to, size_t room, size_t *given)
{
    struct stream *s = context;
    struct reading *r = s->r;

    *given = 0;
    if (s->fed > UNUSED_MAX) {
        s->too_long = true;
        return 0;
    }
    if (!r->len && !r->ended && !reading_more(r))
        return 0;
    *given = r->len < room ? r->len : room;
    memcpy(to, r->block, *given);
    memmove(r->block, r->block + *given, r->len - *given);
    r->len -= *given;
    s->fed += *given;
    return 1;
}

static void complain(struct stream *s, const yaml_parser_t *parser, const char *why)
{
    struct split_item item = {.line = (long long)parser->mark.line + 1};

    if (s->r->interrupted || (s->r->broken && !s->too_long))
        return;
    if (s->list)
        item.entry = s->in_entry ? s->entry : s->entry + 1;
    if (s->too_long) {
        why = "longer than the maximum length of an entry";
        item.line = s->in_entry ? s->line : item.line;
    }
    reading_complain(s->r, "broken", &item, why ? why : "not YAML from here on");
    s->r->broken = true;
}

void format_yaml_read(struct reading *r)
{
    struct stream s = {.r = r, .text.max = 8 * (size_t)NDJSON_LINE_MAX};
    yaml_parser_t parser;
    bool done = false;

    if (!yaml_parser_initialize(&parser))
        msg_die(EX_OSERR, "out of memory");
    yaml_parser_set_input(&parser, feed, &s);
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    while (!done) {
        yaml_event_t event;

        if (!yaml_parser_parse(&parser, &event)) {
            complain(&s, &parser, parser.problem);
            break;
        }
        s.fed = 0;
        done = event.type == YAML_STREAM_END_EVENT;
        if (!take_event(&s, &event)) {
            complain(&s, &parser, "nested too deeply");
            done = true;
        }
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    free(s.key);
    buf_release(&s.text);
    if (!r->understood && !r->summary && !r->broken && !r->interrupted) {
        reading_complain(r, "not-a-record", &(struct split_item){.line = 1},
                         "neither a scan document nor records");
        r->broken = true;
    }
}

/* Returns whether the line begins with a key of a result document. */
static bool has_known_key(const char *line)
{
    static const char *const keys[] = {
        "results:",   "summary:",   "scan_summary:", "metadata:",        "analytics:",
        "directory:", "scan_mode:", "total_files:",  "processed_files:", "corrupt_files:",
    };

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (strncmp(line, keys[i], strlen(keys[i])) == 0)
            return true;
    }
    return false;
}

/* Returns whether the line begins a list of maps with a known key: "- confidence: 0.9". */
static bool is_list_of_maps(const char *line)
{
    char key[64] = "";
    size_t len;

    if (strncmp(line, "- ", 2) != 0)
        return false;
    line += 2 + strspn(line + 2, " ");
    len = strcspn(line, ":\n");
    if (line[len] != ':' || len >= sizeof key)
        return false;
    memcpy(key, line, len);
    return field_is_known(key);
}

bool format_yaml_is(const char *head, size_t len)
{
    char *text = cvi_strndup(head, len), *line = text;
    bool is = false;

    if (strncmp(line, "\xef\xbb\xbf", 3) == 0)
        line += 3;
    for (; *line == '#' || *line == '\n' || *line == '\r'; line += *line == '\n')
        line += strcspn(line, "\n");
    is = (strncmp(line, "---", 3) == 0 && strchr(" \t\r\n", line[3])) ||
         strncmp(line, "%YAML", 5) == 0 || has_known_key(line) || is_list_of_maps(line);
    free(text);
    return is;
}
