/* Formats the status of a catalogue: lines with a name and a value, then a table of its sources. */
#include "catalog/show.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/table.h"
#include "base/text.h"

enum { A_DAY_S = 86400 };

static int64_t age_days(int64_t then_s, int64_t now_s)
{
    return now_s > then_s ? (now_s - then_s) / A_DAY_S : 0;
}

/* Adds a number with a comma between groups of three digits. */
static void add_number(struct buf *out, int64_t number)
{
    if (number >= 1000) {
        add_number(out, number / 1000);
        buf_printf(out, ",%03d", (int)(number % 1000));
    } else {
        buf_printf(out, "%d", (int)number);
    }
}

static void add_count(struct buf *out, int64_t count, const char *what)
{
    add_number(out, count);
    buf_printf(out, " %s%s", what, count == 1 ? "" : "s");
}

static void add_size(struct buf *out, int64_t bytes)
{
    if (bytes >= 1 << 20)
        buf_printf(out, "%.1f MiB", (double)bytes / (1 << 20));
    else
        buf_printf(out, "%.1f KiB", (double)bytes / (1 << 10));
}

static void add_age(struct buf *out, int64_t then_s, int64_t now_s)
{
    int64_t days = age_days(then_s, now_s);
    char text[CLOCK_TEXT];

    clock_text(then_s, text);
    buf_printf(out, "%.10s (", text);
    if (days)
        add_count(out, days, "day");
    buf_puts(out, days ? " ago)" : "today)");
}

static void add_source(struct table *table, const struct catalog_source *source)
{
    struct buf size = BUF_INIT(64);
    char text[CLOCK_TEXT] = "";

    if (source->bytes >= 0)
        add_size(&size, source->bytes);
    if (source->modified >= 0)
        clock_text(source->modified, text);
    text[text[0] ? 10 : 0] = '\0';
    table_add(table, source->name);
    table_add(table, source->kind);
    table_add(table, text);
    table_add(table, buf_text(&size));
    table_add_number(table, source->read);
    table_add_number(table, source->kept);
    buf_release(&size);
}

void catalog_status_text(struct buf *out, const char *path, const struct catalog_status *status,
                         int64_t now_s, size_t room)
{
    static const struct table_column columns[] = {
        {.title = "Source", .width = 26, .whole = true},
        {.title = "Kind", .width = 10},
        {.title = "Date", .width = 12},
        {.title = "Size", .width = 12},
        {.title = "Rows", .width = 11, .whole = true},
        {.title = "Used", .width = 11, .whole = true},
    };
    struct table table = {.columns = columns, .column_count = sizeof columns / sizeof *columns};

    buf_puts(out, "Catalogue: ");
    text_show(out, path);
    buf_puts(out, "\nTitles:    ");
    add_count(out, status->movies, "film");
    buf_puts(out, ", ");
    add_count(out, status->shows, "show");
    buf_puts(out, "\nNames:     ");
    add_number(out, status->names);
    buf_puts(out, "\nSize:      ");
    add_size(out, status->bytes);
    buf_puts(out, "\nBuilt:     ");
    add_age(out, status->built, now_s);
    buf_puts(out, ", by cvi ");
    text_show(out, status->version);
    buf_puts(out, "\n\n");
    for (size_t i = 0; i < status->source_count; i++)
        add_source(&table, &status->sources[i]);
    table_draw(&table, room, out);
    table_release(&table);
}

static json_t *time_or_null(int64_t seconds)
{
    char text[CLOCK_TEXT];

    if (seconds < 0)
        return json_null();
    clock_text(seconds, text);
    return json_string(text);
}

json_t *catalog_status_json(const char *path, const struct catalog_status *status, int64_t now_s)
{
    json_t *sources = json_array();

    for (size_t i = 0; i < status->source_count; i++) {
        const struct catalog_source *source = &status->sources[i];

        json_array_append_new(
            sources, json_pack("{s:s, s:s, s:o, s:o, s:I, s:I}", "name", source->name, "kind",
                               source->kind, "modified", time_or_null(source->modified), "bytes",
                               source->bytes < 0 ? json_null() : json_integer(source->bytes),
                               "rows", (json_int_t)source->read, "used", (json_int_t)source->kept));
    }
    return json_pack("{s:s, s:o, s:I, s:s, s:I, s:I, s:I, s:I, s:o}", "catalog", path, "built",
                     time_or_null(status->built), "age_days",
                     (json_int_t)age_days(status->built, now_s), "version", status->version,
                     "bytes", (json_int_t)status->bytes, "movies", (json_int_t)status->movies,
                     "shows", (json_int_t)status->shows, "names", (json_int_t)status->names,
                     "sources", sources);
}
