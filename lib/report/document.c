/* Keeps the rows of a document, and writes it when all records have come. */
#include "report/document.h"

#include <stdio.h>
#include <stdlib.h>

#include "json/ndjson.h"

struct report_document report_document_start(const struct report_format *format)
{
    return (struct report_document){
        .format = format,
        .own = format->own_size ? cvi_alloc(format->own_size) : NULL,
        .rows = SPOOL_INIT,
        .text = BUF_INIT(REPORT_ROW_MAX),
    };
}

bool report_document_try(struct report_document *d, const char *path, mode_t mode, struct why *why)
{
    if (!file_begin(&d->draft, path, mode, why))
        return false;
    if (d->draft.draft) /* nothing lies beside the file while the work goes on */
        file_abandon(&d->draft);
    return true;
}

void report_document_add(struct report_document *d, const struct outcome_counts *counts,
                         const struct outcome_item *item)
{
    if (!d->format->row)
        return;
    buf_clear(&d->text);
    d->format->row(&d->text, d->own, counts, item);
    spool_add(&d->rows, buf_text(&d->text), d->text.len);
}

/* Puts the head or the tail, unless it is NULL. */
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

/* Returns false with why, and puts nothing, when rows were lost. */
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
    fwrite(bytes, 1, len, to); /* file_commit looks whether it worked */
}

bool report_document_write(struct report_document *d, const struct outcome_counts *counts,
                           const char *path, mode_t mode, struct why *why)
{
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

void report_document_tell(const struct report_document *d, struct buf *out)
{
    if (d->format->tell)
        d->format->tell(out, d->own);
}

void report_document_release(struct report_document *d)
{
    if (d->own && d->format->release)
        d->format->release(d->own);
    free(d->own);
    file_abandon(&d->draft);
    spool_release(&d->rows);
    buf_release(&d->text);
}
