/* Reads results in CSV format (RFC 4180), as written by the earlier program in Python (versions 2
 * to 6) and its predecessor. Each row is an entry; the header has the keys. */
#include <stdlib.h>
#include <string.h>

#include "extract/fields.h"
#include "extract/parts.h"
#include "json/ndjson.h"

enum { COLUMNS_MAX = 64 };

enum state { AT_FIELD, IN_FIELD, IN_QUOTES, AFTER_QUOTE };

struct table {
    struct reading *r;
    char *columns[COLUMNS_MAX]; /* the keys in the header, converted by field_key */
    size_t column_count;
    bool headed; /* the header has been read */

    struct buf row;               /* the fields of the current row so far, joined */
    size_t ends[COLUMNS_MAX + 1]; /* the end of each field in `row` */
    size_t count;                 /* number of complete fields; can exceed column_count */
    bool too_long;
    enum state state;
    long long line, row_line, entry;
};

/* --- Rows ----------------------------------------------------------------------------------- */

static void end_field(struct table *t)
{
    if (t->count < sizeof t->ends / sizeof *t->ends)
        t->ends[t->count] = t->row.len;
    t->count++;
    t->state = AT_FIELD;
}

static const char *field_at(const struct table *t, size_t i, size_t *len)
{
    size_t start = i ? t->ends[i - 1] : 0;

    *len = t->ends[i] - start;
    return buf_text(&t->row) + start;
}

static void read_header(struct table *t)
{
    t->headed = true;
    for (size_t i = 0; i < t->count && i < COLUMNS_MAX; i++) {
        size_t len;
        const char *text = field_at(t, i, &len);
        char *name = cvi_strndup(text, len);

        t->columns[t->column_count++] = cvi_strdup(field_key(name));
        free(name);
    }
}

/* Adds a field. An empty "is_corrupt" becomes an invalid value, so that the health is unknown; null
 * would mean that the file is healthy. */
static void add_field(struct buf *entry, const char *key, const char *text, size_t len)
{
    if (len || strcmp(key, "is_corrupt") != 0) {
        field_add(entry, key, text, len, false);
        return;
    }
    field_next(entry);
    buf_puts(entry, "\"is_corrupt\":\"\"");
}

static void put_row(struct table *t, struct split_item *item)
{
    /* A byte can become an escape sequence of six bytes. */
    struct buf entry = BUF_INIT(8 * (size_t)NDJSON_LINE_MAX);

    buf_putc(&entry, '{');
    /* A row that is too long can have any number of fields. */
    for (size_t i = 0; i < t->count && i < t->column_count; i++) {
        size_t len;
        const char *text = field_at(t, i, &len);

        add_field(&entry, t->columns[i], text, len);
    }
    buf_putc(&entry, '}');
    item->text = entry.at;
    item->len = entry.len;
    reading_item(t->r, item);
    buf_release(&entry);
}

/* Ends a row. Rejects a row with more or fewer fields than the header, because it may be
 * truncated. */
static void end_row(struct table *t)
{
    struct split_item item = {.text = "", .line = t->row_line, .too_long = t->too_long};
    char why[100];

    end_field(t);
    bool blank = t->count == 1 && !t->row.len && !t->too_long;
    if (!t->headed) {
        read_header(t);
    } else if (!blank) {
        item.entry = ++t->entry;
        if (t->too_long || t->count == t->column_count) {
            put_row(t, &item);
        } else {
            snprintf(why, sizeof why, "%zu values, but the header has %zu", t->count,
                     t->column_count);
            reading_complain(t->r, "bad-entry", &item, why);
            t->r->found++;
        }
    }
    buf_clear(&t->row);
    t->count = 0;
    t->too_long = false;
    t->row_line = t->line;
}

static void add(struct table *t, char c)
{
    if (!t->too_long && !buf_putc(&t->row, c))
        t->too_long = true;
}

/* --- Bytes ---------------------------------------------------------------------------------- */

static void read_plain(struct table *t, char c)
{
    if (c == ',') {
        end_field(t);
    } else if (c == '\n') {
        size_t start = t->count && t->count <= COLUMNS_MAX ? t->ends[t->count - 1] : 0;

        if (t->state != AFTER_QUOTE && t->row.len > start && t->row.at[t->row.len - 1] == '\r')
            t->row.len--;
        end_row(t);
    } else if (c == '"' && t->state == AT_FIELD) {
        t->state = IN_QUOTES;
    } else if (c == '"' && t->state == AFTER_QUOTE) {
        add(t, c);
        t->state = IN_QUOTES;
    } else if (c != '\r' || t->state != AFTER_QUOTE) {
        add(t, c);
        t->state = IN_FIELD;
    }
}

static void read_bytes(struct table *t, const char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        t->line += bytes[i] == '\n';
        if (t->state != IN_QUOTES)
            read_plain(t, bytes[i]);
        else if (bytes[i] == '"')
            t->state = AFTER_QUOTE;
        else
            add(t, bytes[i]);
    }
}

/* Returns the length of the byte order mark at the beginning, or 0. */
static size_t mark_of(const char *head, size_t len)
{
    return len >= 3 && memcmp(head, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

void format_csv_read(struct reading *r)
{
    struct table t = {.r = r, .row.max = NDJSON_LINE_MAX, .line = 1, .row_line = 1};
    size_t mark = mark_of(r->block, r->len);

    r->understood = true;
    read_bytes(&t, r->block + mark, r->len - mark);
    r->len = 0;
    while (!r->ended && reading_more(r)) {
        read_bytes(&t, r->block, r->len);
        r->len = 0;
    }
    if (r->ended && t.state == IN_QUOTES) {
        const struct split_item item = {.line = t.row_line, .entry = t.entry + 1};

        reading_complain(r, "broken", &item, "unexpected end of file: a quote is not closed");
    } else if (r->ended && (t.count || t.row.len || t.state != AT_FIELD)) {
        end_row(&t);
    }
    for (size_t i = 0; i < t.column_count; i++)
        free(t.columns[i]);
    buf_release(&t.row);
}

bool format_csv_is(const char *head, size_t len)
{
    size_t mark = mark_of(head, len);
    size_t blank = mark + strspn(head + mark, " \t\r");

    /* A line of JSON is not a header, even if its keys "path" and "status" look like columns. */
    if (blank < len && strchr("{[", head[blank]))
        return false;
    const char *end = memchr(head, '\n', len);
    char *line = cvi_strndup(head + mark, (end ? (size_t)(end - head) : len) - mark);
    char *rest = line;
    bool name = false, health = false;

    for (char *field; (field = strsep(&rest, ",")) != NULL;) {
        field[strcspn(field, "\r")] = '\0';
        if (*field == '"') {
            field++;
            field[strcspn(field, "\"")] = '\0';
        }
        name |= field_is_name(field_key(field));
        health |= field_is_health(field_key(field));
    }
    free(line);
    return name && health;
}
