/* Keeps the items of a document and writes it when all have come. */
#include "report/document.h"

#include <stdio.h>
#include <stdlib.h>

#include "json/ndjson.h"

struct report_document report_document_start(const struct report_format *format)
{
    return (struct report_document){
        .format = format,
        .own = format->own_size ? cvi_alloc(format->own_size) : NULL,
        .items = SPOOL_INIT,
        .text = BUF_INIT(REPORT_ITEM_MAX),
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
    buf_clear(&d->text);
    d->format->item(&d->text, d->own, counts, item);
    spool_add(&d->items, buf_text(&d->text), d->text.len);
}

/* False with why, and nothing put, when items are missing. */
static bool put_all(struct report_document *d, const struct outcome_counts *counts, spool_put *put,
                    void *to, struct why *why)
{
    if (!spool_is_whole(&d->items, why))
        return false;
    buf_clear(&d->text);
    d->format->head(&d->text, d->own, counts);
    put(buf_text(&d->text), d->text.len, to);
    if (!spool_copy(&d->items, put, to, why))
        return false;
    buf_clear(&d->text);
    if (d->format->tail)
        d->format->tail(&d->text, d->own, counts);
    put(buf_text(&d->text), d->text.len, to);
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
    spool_release(&d->items);
    buf_release(&d->text);
}
