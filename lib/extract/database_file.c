/* Reads scans.db, the SQLite database of the earlier program in Python (versions 4 to 6). Its table
 * scan_results has a row for each file in each scan. The last row for each file is used, because
 * later scans check only changed files. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/database.h"
#include "extract/fields.h"
#include "extract/parts.h"
#include "json/ndjson.h"
#include "record/stage.h"

enum { ROWS, NAMES = 0, TOTALS = 1 };

/* A column that is not copied, because it repeats all other columns (version 4). */
static const char doubled[] = "result_data";

bool format_database_is(const char *head, size_t len)
{
    static const char magic[] = "SQLite format 3"; /* and a NUL */

    return len >= sizeof magic && memcmp(head, magic, sizeof magic) == 0;
}

/* Reports why the database, or the rest of it, cannot be read. Removes the file name from `why`,
 * because reading_complain adds it. */
static void complain(struct reading *r, const char *code, long long entry, const char *why)
{
    size_t name = strlen(r->name);
    const struct split_item item = {.entry = entry};

    if (strncmp(why, r->name, name) == 0 && strncmp(why + name, ": ", 2) == 0)
        why += name + 2;
    reading_complain(r, code, &item, why);
    r->broken = true;
}

/* --- One row -------------------------------------------------------------------------------- */

/* Adds the number with as few digits as needed to read the same value back, as Python does. */
static void add_real(struct buf *out, double real)
{
    char text[40];

    if (!isfinite(real)) {
        buf_puts(out, "null");
        return;
    }
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, real);
        if (strtod(text, NULL) == real)
            break;
    }
    buf_puts(out, text);
    if (!text[strcspn(text, ".e")])
        buf_puts(out, ".0");
}

static void add_column(struct buf *out, struct database *d, int column)
{
    const char *name = database_column_name(d, ROWS, column);
    int64_t number = database_number(d, ROWS, column);
    size_t len;
    const char *text;

    field_next(out);
    field_add_text(out, name, strlen(name));
    buf_putc(out, ':');
    switch (database_kind(d, ROWS, column)) {
    case DATABASE_NULL:
        buf_puts(out, "null");
        break;
    case DATABASE_NUMBER:
        if (field_is_flag(name) && (number == 0 || number == 1))
            buf_puts(out, number ? "true" : "false");
        else
            buf_printf(out, "%lld", (long long)number);
        break;
    case DATABASE_REAL:
        add_real(out, database_real(d, ROWS, column));
        break;
    case DATABASE_TEXT:
    case DATABASE_BYTES:
        text = database_text(d, ROWS, column, &len);
        field_add_text(out, text ? text : "", len);
        break;
    }
}

/* Prints the record of a row. The last column is not in the table: it is max(rowid), which selects
 * the row. */
static void put_row(struct reading *r, struct database *d, long long entry)
{
    struct buf out = BUF_INIT(8 * (size_t)NDJSON_LINE_MAX);
    struct split_item item = {.entry = entry};

    buf_putc(&out, '{');
    for (int i = 0; i < database_columns(d, ROWS) - 1; i++) {
        if (strcmp(database_column_name(d, ROWS, i), doubled) != 0)
            add_column(&out, d, i);
    }
    buf_putc(&out, '}');
    item.too_long = out.len > NDJSON_LINE_MAX;
    item.text = out.at;
    item.len = out.len;
    reading_item(r, &item);
    buf_release(&out);
}

/* --- The database --------------------------------------------------------------------------- */

/* Returns the column of scan_results with the file name, which differs between versions; a constant
 * string. Returns NULL with `why` if the database has no scan results. Sets *totals to whether the
 * database has a table with the totals of scans. */
static const char *find_name(const char *path, bool *totals, struct why *why)
{
    static const struct database_form form = {
        .statements = {
            [NAMES] = "SELECT name FROM pragma_table_info('scan_results')",
            [TOTALS] = "SELECT count(*) FROM sqlite_master WHERE name IN ('scans', "
                       "'scan_summaries')",
        }};
    static const char *const names[] = {"filename", "file_path"};
    struct database *d = database_open_foreign(path, &form, why);
    const char *found = NULL;
    bool some = false, health = false;

    if (!d)
        return NULL;
    *totals = database_step(d, TOTALS) && database_number(d, TOTALS, 0);
    while (database_step(d, NAMES)) {
        size_t len;
        const char *column = database_text(d, NAMES, 0, &len);

        some = true;
        health |= column && field_is_health(column);
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            if (column && strcmp(column, names[i]) == 0)
                found = names[i];
        }
    }
    if (!database_why(d, why))
        found = NULL;
    else if (!found || !health)
        why_set(why, EX_DATAERR, "%s: a database, but not of scans: %s", path,
                found  ? "scan_results has no column for the status of a file"
                : some ? "scan_results has no column for the file name"
                       : "it has no table scan_results");
    database_close(d);
    return health ? found : NULL;
}

static void read_rows(struct reading *r, struct database *d, bool totals)
{
    long long entry = 0;
    struct why why;

    database_watch(d, stage_interrupted);
    while (!stage_interrupted() && database_step(d, ROWS))
        put_row(r, d, ++entry);
    r->interrupted = stage_interrupted();
    if (!r->interrupted && database_has_changed(d))
        complain(r, "broken", entry + 1,
                 "the database was changed while it was being read, so rows may be outdated or "
                 "missing (read it again when no program is writing to it)");
    else if (!r->interrupted && !database_why(d, &why))
        complain(r, "broken", entry + 1, why.text);
    r->summary = !entry && totals;
    r->understood = entry || !totals;
}

void format_database_read(struct reading *r)
{
    struct database_form form = {0};
    bool totals = false;
    struct why why;

    if (!r->path) {
        complain(r, "not-a-record", 0,
                 "a SQLite database cannot be read from a stream (name its file as an operand)");
        return;
    }
    const char *name = find_name(r->path, &totals, &why);
    /* Because of max(rowid), SQLite takes the values of the other columns from the last row. */
    char *sql =
        name ? cvi_format("SELECT *, max(rowid) FROM scan_results GROUP BY %s", name) : NULL;
    form.statements[ROWS] = sql;
    struct database *d = name ? database_open_foreign(r->path, &form, &why) : NULL;
    if (d)
        read_rows(r, d, totals);
    else
        complain(r, "not-a-record", 0, why.text);
    database_close(d);
    free(sql);
}
