/* Stores the rows of a document, and writes the document after the last record. */
#include "report/document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "json/ndjson.h"

struct report_document report_document_start(const struct report_format *format)
{
    return (struct report_document){
        .format = format,
        .own = format->own_size ? cvi_alloc(format->own_size) : NULL,
        .rows = SPOOL_INIT,
        .text = BUF_INIT(REPORT_ROW_MAX),
        .cuts = BUF_INIT(SIZE_MAX / 2),
    };
}

bool report_document_try(struct report_document *d, const char *path, mode_t mode, struct why *why)
{
    if (!file_try(&d->draft, path, mode, why))
        return false;
    d->streamed = d->draft.stream != NULL;
    return true;
}

static size_t between_len(const struct report_document *d)
{
    return d->format->between ? strlen(d->format->between) : 0;
}

/* Adds the separator between two rows. If the next row begins a new file, stores its offset. */
static void add_between(struct report_document *d)
{
    size_t most = d->format->most_rows;

    if (d->format->between)
        spool_add(&d->rows, d->format->between, between_len(d));
    d->bytes += between_len(d);
    if (most && d->count % most == 0)
        buf_add(&d->cuts, &d->bytes, sizeof d->bytes);
}

void report_document_add(struct report_document *d, const struct outcome_counts *counts,
                         const struct outcome_item *item)
{
    if (!d->format->row)
        return;
    buf_clear(&d->text);
    d->format->row(&d->text, d->own, counts, item);
    if (!d->text.len)
        return;
    if (d->count)
        add_between(d);
    spool_add(&d->rows, buf_text(&d->text), d->text.len);
    d->bytes += d->text.len;
    d->count++;
}

void report_document_changes(struct report_document *d, const struct report_diff *diff,
                             bool is_interrupted)
{
    if (d->format->changes)
        d->format->changes(d->own, diff, is_interrupted);
}

static void put_piece(struct report_document *d, const struct outcome_counts *counts,
                      void (*piece)(struct buf *, void *, const struct outcome_counts *),
                      spool_put *put, void *to)
{
    if (!piece)
        return;
    buf_clear(&d->text);
    piece(&d->text, d->own, counts);
    put(buf_text(&d->text), d->text.len, to);
}

/* Writes the whole document. If rows were lost, writes nothing and returns false with `why`. */
static bool put_all(struct report_document *d, const struct outcome_counts *counts, spool_put *put,
                    void *to, struct why *why)
{
    if (!spool_is_whole(&d->rows, why))
        return false;
    put_piece(d, counts, d->format->head, put, to);
    if (!spool_copy(&d->rows, put, to, why))
        return false;
    put_piece(d, counts, d->format->tail, put, to);
    return true;
}

static void put_to_stream(const char *bytes, size_t len, void *to)
{
    fwrite(bytes, 1, len, to); /* file_commit checks for errors */
}

static size_t file_count(const struct report_document *d)
{
    return 1 + d->cuts.len / sizeof(size_t);
}

/* Returns the offset in the rows at which a file begins. `number` starts at 0. */
static size_t begin_of(const struct report_document *d, size_t number)
{
    size_t begin = 0;

    if (number)
        memcpy(&begin, d->cuts.at + (number - 1) * sizeof begin, sizeof begin);
    return begin;
}

/* Returns the name of a file, a new string such as "list-1.csv". `number` starts at 1. */
static char *name_of(const char *path, size_t number)
{
    const char *dot = strrchr(text_basename(path), '.');
    int stem = (int)(dot && dot != text_basename(path) ? (size_t)(dot - path) : strlen(path));

    return cvi_format("%.*s-%zu%s", stem, path, number, path + stem);
}

/* Returns whether the document is split into several files, which is possible only for regular
 * files. */
static bool is_split(const struct report_document *d, const char *path)
{
    return path && file_count(d) > 1 && !d->streamed;
}

/* Writes one of several files. `number` starts at 0. */
static bool write_file(struct report_document *d, const struct outcome_counts *counts,
                       const char *path, size_t number, mode_t mode, struct why *why)
{
    bool last = number + 1 == file_count(d);
    size_t begin = begin_of(d, number);
    size_t end = last ? d->bytes : begin_of(d, number + 1) - between_len(d);
    char *name = name_of(path, number + 1);
    bool done = file_begin(&d->draft, name, mode, why);

    free(name);
    if (!done)
        return false;
    put_piece(d, counts, d->format->head, put_to_stream, d->draft.stream);
    done = spool_copy_part(&d->rows, begin, end - begin, put_to_stream, d->draft.stream, why);
    put_piece(d, counts, d->format->tail, put_to_stream, d->draft.stream);
    if (done)
        return file_commit(&d->draft, why);
    file_abandon(&d->draft);
    return false;
}

static bool write_files(struct report_document *d, const struct outcome_counts *counts,
                        const char *path, mode_t mode, struct why *why)
{
    for (size_t i = 0; i < file_count(d); i++)
        if (!write_file(d, counts, path, i, mode, why))
            return false;
    return true;
}

bool report_document_write(struct report_document *d, const struct outcome_counts *counts,
                           const char *path, mode_t mode, struct why *why)
{
    if (is_split(d, path))
        return write_files(d, counts, path, mode, why);
    if (!d->draft.stream && !file_begin(&d->draft, path, mode, why))
        return false;
    if (put_all(d, counts, put_to_stream, d->draft.stream, why))
        return file_commit(&d->draft, why);
    file_abandon(&d->draft);
    return false;
}

static void put_to_stdout(const char *bytes, size_t len, void *to)
{
    (void)to;
    ndjson_put_bytes(bytes, len);
}

bool report_document_print(struct report_document *d, const struct outcome_counts *counts,
                           struct why *why)
{
    return put_all(d, counts, put_to_stdout, NULL, why);
}

/* Adds "list-1.csv and list-2.csv" or "list-1.csv to list-9.csv". */
static void add_names(struct buf *out, const struct report_document *d, const char *path)
{
    size_t count = file_count(d);
    char *first = name_of(path, 1), *last = name_of(path, count);

    buf_printf(out, "%s %s %s", first, count == 2 ? "and" : "to", last);
    free(first);
    free(last);
}

void report_document_describe(const struct report_document *d, const char *path, struct buf *out)
{
    if (d->format->describe)
        d->format->describe(out, d->own);
    if (file_count(d) == 1)
        return;
    buf_printf(out, "%s%zu %s: ", out->len ? ", " : "", d->count, d->format->most);
    if (is_split(d, path)) {
        buf_puts(out, "written to ");
        add_names(out, d, path);
    } else {
        buf_puts(out, "use --output=FILE to split them into several files");
    }
}

void report_document_way(const struct report_document *d, const char *path, struct buf *out)
{
    struct buf names = BUF_INIT(SIZE_MAX / 2);

    if (!d->format->way)
        return;
    if (is_split(d, path))
        add_names(&names, d, path);
    else
        buf_puts(&names, path);
    d->format->way(out, d->own, buf_text(&names), is_split(d, path));
    if (out->len)
        buf_putc(out, '\n');
    buf_release(&names);
}

void report_document_release(struct report_document *d)
{
    if (d->own && d->format->release)
        d->format->release(d->own);
    free(d->own);
    file_abandon(&d->draft);
    spool_release(&d->rows);
    buf_release(&d->text);
    buf_release(&d->cuts);
}
