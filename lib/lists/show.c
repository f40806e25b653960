/* Shows results: first writes the file, then prints to standard output, then prints a message with
 * the file's name. */
#include "lists/show.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/msg.h"
#include "base/text.h"
#include "json/ndjson.h"
#include "json/text.h"
#include "terminal/screen.h"
#include "trakt/session.h"

enum { FORMAT_TABLE, FORMAT_JSON, FORMAT_CSV, FORMAT_RECORDS };
static const char *const formats[] = {"table", "json", "csv", "records", NULL};

static int format = FORMAT_TABLE;
static const char *output;
static const char *exported;
/* The output file. Until `save`, it is open only if it is a pipe or a device. */
static struct file_draft draft;
static struct why trouble; /* the error if the output file cannot be written */

const struct option show_options[] = {
    CHOICE(0, "format", &format, "FORMAT", formats, "table (the default), json, csv or records"),
    TEXT('o', "output", &output, "FILE", "also write the result to FILE (.csv; else JSON)"),
    TEXT(0, "export", &exported, "ZIP", "read an export of your account; no login needed"),
    GROUP(config_options),
    GROUP(screen_options),
    GROUP(option_common),
    {0},
};

/* Returns whether --output is "-": standard output gets the contents of the file, and nothing
 * else. */
static bool is_only_output(void)
{
    return output && strcmp(output, "-") == 0;
}

/* Checks whether the output file can be written. This must happen before other files are opened: if
 * the output is /dev/fd/7, another file could get descriptor 7. */
static void try_output(void)
{
    if (output && !is_only_output())
        file_try(&draft, output, file_output_mode(), &trouble);
}

/* Exits if the output would overwrite the export, because Trakt cannot create the same export
 * again. */
static void spare_export(void)
{
    struct stat one, other;

    if (exported && output && !is_only_output() && stat(exported, &one) == 0 &&
        stat(output, &other) == 0 && one.st_dev == other.st_dev && one.st_ino == other.st_ino)
        msg_die(EX_USAGE, "--output: %s is the export itself (choose another file)", output);
}

bool show_is_exported(void)
{
    return exported != NULL;
}

struct show_source show_start(struct config *config, char **environment)
{
    struct show_source source = {0};
    struct why why;

    spare_export();
    try_output();
    config_start(config, CONFIG_FOR_TRAKT, environment);
    screen_start(PROGRESS_VIEW, environment);
    if (exported) {
        if (!export_open(exported, &source.export, &why))
            msg_die_why(&why);
        return source;
    }
    screen_say("asking Trakt");
    source.trakt = session_open(config);
    if (!session_ready(config, source.trakt, true, &why)) {
        msg_warn("%s", why.text);
        if (why.status == EX_CONFIG)
            msg_warn("without a login, --export=ZIP reads an export of your account (app.trakt.tv, "
                     "Settings, Data)");
        msg_exit(why.status);
    }
    return source;
}

void show_end(struct show_source *source, struct config *config)
{
    trakt_close(source->trakt);
    export_close(source->export);
    config_release(config);
}

static void put_table(const struct show *show)
{
    struct buf text = BUF_INIT((size_t)1 << 30);
    bool headed = show->heading[0] && msg_get_level() != MSG_QUIET;

    if (headed)
        ndjson_put_text(show->heading, strlen(show->heading));
    if (headed && show->table)
        ndjson_put_text("", 0);
    if (show->table) {
        table_draw(show->table, screen_output_columns(), &text);
        ndjson_put_text(text.at, text.len - 1); /* the function adds a newline */
    }
    buf_release(&text);
}

/* Returns the JSON text, a new string that is safe for a terminal. Jansson escapes only control
 * characters below U+0020. If the text has other control characters or direction marks, all
 * non-ASCII characters are escaped. */
static char *dump(const json_t *json)
{
    const size_t flags = JSON_INDENT(2) | JSON_REAL_PRECISION(15);
    char *line = json_dumps(json, JSON_COMPACT);
    struct buf shown = BUF_INIT((size_t)1 << 30);

    text_show(&shown, line);
    bool plain = strcmp(line, buf_text(&shown)) == 0;
    free(line);
    buf_release(&shown);
    return json_dumps(json, plain ? flags : flags | JSON_ENSURE_ASCII);
}

static void add_records(struct buf *out, const json_t *records)
{
    const json_t *record;
    size_t i;

    json_array_foreach(records, i, record)
    {
        json_text_add(out, record);
        buf_putc(out, '\n');
    }
}

/* Returns the format of the file. A table is written as CSV or JSON, depending on the file's
 * extension. */
static int document_format(void)
{
    size_t length = output ? strlen(output) : 0;

    if (format != FORMAT_TABLE)
        return format;
    return length > 4 && strcasecmp(output + length - 4, ".csv") == 0 ? FORMAT_CSV : FORMAT_JSON;
}

static void add_document(struct buf *out, const struct show *show)
{
    int chosen = document_format();

    if (chosen == FORMAT_CSV) {
        show->csv(out, show->json);
    } else if (chosen == FORMAT_RECORDS) {
        add_records(out, show->records);
    } else {
        char *json = dump(show->json);

        buf_puts(out, json);
        buf_putc(out, '\n');
        free(json);
    }
}

/* Returns false after a message if the file cannot be written. */
static bool save(const struct buf *document)
{
    bool open = draft.stream ||
                (!trouble.status && file_begin(&draft, output, file_output_mode(), &trouble));

    if (open)
        fwrite(buf_text(document), 1, document->len, draft.stream); /* file_commit checks it */
    bool saved = open && file_commit(&draft, &trouble);
    if (!saved)
        msg_warn("%s", trouble.text);
    return saved;
}

int show_result(const struct show *show)
{
    struct buf document = BUF_INIT((size_t)1 << 30);
    bool only_output = is_only_output();

    add_document(&document, show);
    bool saved = output && !only_output && save(&document);
    if (format != FORMAT_TABLE || only_output)
        ndjson_put_bytes(buf_text(&document), document.len);
    else
        put_table(show);
    ndjson_flush();
    buf_release(&document);
    if (saved)
        msg_note("%s saved to: %s", show->what, output);
    return !output || only_output || saved ? EX_OK : EX_IOERR;
}
