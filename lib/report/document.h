/* A report that becomes a file or goes to standard output as one document: its items are kept until
 * the counts, which stand before them, are known. */
#ifndef REPORT_DOCUMENT_H
#define REPORT_DOCUMENT_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/msg.h"
#include "base/spool.h"
#include "record/outcome.h"

enum { REPORT_ITEM_MAX = 1 << 24 }; /* bytes that a record, whose line is 1 MiB at most, becomes */

struct report_document {
    const struct report_format *format;
    void *own; /* what the format keeps for itself */
    struct spool items;
    struct buf text;         /* the piece at hand */
    struct file_draft draft; /* an output that is open from the start */
};

/* A document in this format. End with report_document_release. */
struct report_document report_document_start(const struct report_format *format);

/*
 * Tries whether path can be written, so that a typing error is told before the work and not after
 * it. Something that is not a regular file (a FIFO) is opened for good. False with why (74). */
bool report_document_try(struct report_document *d, const char *path, mode_t mode, struct why *why);

/* Keeps the item, which has been counted last. */
void report_document_add(struct report_document *d, const struct outcome_counts *counts,
                         const struct outcome_item *item);

/* Writes the document to path, whole or not at all. False with why (74) otherwise. */
bool report_document_write(struct report_document *d, const struct outcome_counts *counts,
                           const char *path, mode_t mode, struct why *why);

/* Puts the document to standard output (see ndjson_put_bytes), under the same terms. */
bool report_document_print(struct report_document *d, const struct outcome_counts *counts,
                           struct why *why);

/* Adds what of the records the document does not hold, in one line; nothing when it holds all. */
void report_document_tell(const struct report_document *d, struct buf *out);

void report_document_release(struct report_document *d);

#endif
