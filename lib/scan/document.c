/* Writes the scan document. Its layout is that of Python's json.dumps(indent=2), as in the
 * documents of the earlier program. */
#include "scan/parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/text.h"
#include "json/ndjson.h"
#include "scan/json.h"
#include "scan/root.h"

bool scan_document_try(struct scan_document *d, const char *path, mode_t mode, struct why *why)
{
    return strcmp(path, "-") == 0 || file_try(&d->draft, path, mode, why);
}

/* Adds the text of a value, with `indent` before each line and no newline at the end. */
static void add_indented(struct buf *out, const json_t *value, const char *indent)
{
    struct buf text = BUF_INIT((size_t)1 << 30);

    json_text_dump(&text, value, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
    for (const char *line = buf_text(&text); line; line = strchr(line, '\n')) {
        size_t len;

        if (*line == '\n')
            line++;
        len = strcspn(line, "\n");
        buf_printf(out, "%s%s%.*s", line == text.at ? "" : "\n", indent, (int)len, line);
    }
    buf_release(&text);
}

void scan_document_add(struct scan_document *d, const json_t *record)
{
    json_auto_t *entry = scan_json_entry(record);

    buf_clear(&d->text);
    buf_puts(&d->text, d->begun ? ",\n" : "\n");
    add_indented(&d->text, entry, "    ");
    d->begun = true;
    spool_add(&d->entries, buf_text(&d->text), d->text.len);
}

static json_t *local_time(int64_t now_s)
{
    char text[32] = "";
    time_t now = (time_t)now_s;
    struct tm parts;

    if (localtime_r(&now, &parts))
        strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &parts);
    return json_string(text);
}

static json_t *path_text(const char *path)
{
    struct buf text = BUF_INIT(strlen(path) * 3);

    text_repair(&text, path, strlen(path));
    json_t *value = json_stringn(buf_text(&text), text.len);
    buf_release(&text);
    return value;
}

/* Returns the operands: a single operand as a string, as in earlier versions, and several as an
 * array of strings. */
static json_t *directories(char *const *operands, const char *cwd)
{
    json_t *all = json_array();

    for (; *operands; operands++) {
        char *path = cwd ? scan_root_path(*operands, cwd) : NULL;

        json_array_append_new(all, path_text(path ? path : *operands));
        free(path);
    }
    if (json_array_size(all) != 1)
        return all;
    json_t *one = json_incref(json_array_get(all, 0));
    json_decref(all);
    return one;
}

static json_t *summary(const struct scan_counts *c, const struct scan_heading *h)
{
    json_t *object =
        json_pack("{s:I, s:I, s:I, s:I, s:I, s:I, s:s, s:f, s:o, s:o, s:b}", "total_files",
                  (json_int_t)c->files, "corrupt_files", (json_int_t)c->status[SCAN_CORRUPT],
                  "healthy_files", (json_int_t)c->status[SCAN_HEALTHY], "suspicious_files",
                  (json_int_t)c->status[SCAN_SUSPICIOUS], "failed_files", (json_int_t)c->failed,
                  "deep_scans_needed", (json_int_t)c->status[SCAN_SUSPICIOUS], "scan_mode",
                  scan_mode_words[h->mode], "scan_time", (double)h->elapsed_ms / 1000, "directory",
                  directories(h->operands, h->cwd), "timestamp", local_time(h->now_s),
                  "resumed_scan", c->remembered > 0);

    if (c->remembered)
        json_object_set_new(object, "remembered_files", json_integer((json_int_t)c->remembered));
    if (h->interrupted)
        json_object_set_new(object, "interrupted", json_true());
    if (h->left)
        json_object_set_new(object, "files_left", json_integer((json_int_t)h->left));
    scan_coverage_put(h->coverage, h->now_s, object);
    return object;
}

static void put_to_stream(const char *bytes, size_t len, void *to)
{
    fwrite(bytes, 1, len, to); /* file_commit checks for errors */
}

static void put_to_stdout(const char *bytes, size_t len, void *to)
{
    (void)to;
    ndjson_put_bytes(bytes, len);
}

/* Writes the document. Returns false with `why` if it is not complete. If stored entries were lost,
 * writes nothing. */
static bool put_all(struct scan_document *d, const struct scan_counts *c,
                    const struct scan_heading *h, spool_put *put, void *to, struct why *why)
{
    json_auto_t *head = summary(c, h);

    if (!spool_is_whole(&d->entries, why))
        return false;
    buf_clear(&d->text);
    buf_puts(&d->text, "{\n  \"scan_summary\": ");
    struct buf indented = BUF_INIT((size_t)1 << 24);
    add_indented(&indented, head, "  ");
    buf_puts(&d->text, buf_text(&indented) + 2);
    buf_release(&indented);
    buf_puts(&d->text, ",\n  \"results\": [");
    put(d->text.at, d->text.len, to);
    if (!spool_copy(&d->entries, put, to, why))
        return false;
    const char *tail = d->begun ? "\n  ]\n}\n" : "]\n}\n";
    put(tail, strlen(tail), to);
    return true;
}

bool scan_document_write(struct scan_document *d, const struct scan_counts *c,
                         const struct scan_heading *h, const char *path, mode_t mode,
                         struct why *why)
{
    if (strcmp(path, "-") == 0)
        return put_all(d, c, h, put_to_stdout, NULL, why);
    if (!d->draft.stream && !file_begin(&d->draft, path, mode, why))
        return false;
    if (put_all(d, c, h, put_to_stream, d->draft.stream, why))
        return file_commit(&d->draft, why);
    file_abandon(&d->draft);
    return false;
}

void scan_document_release(struct scan_document *d)
{
    file_abandon(&d->draft);
    spool_release(&d->entries);
    buf_release(&d->text);
}
