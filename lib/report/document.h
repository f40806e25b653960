/* A report as one document, in a file or on standard output. Rows are stored until all records are
 * counted, because the head can show the counts. */
#ifndef REPORT_DOCUMENT_H
#define REPORT_DOCUMENT_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/msg.h"
#include "base/spool.h"
#include "record/outcome.h"
#include "report/formats.h"

enum { REPORT_ROW_MAX = 1 << 24 }; /* maximum bytes of a row; its record has at most 1 MiB */

struct report_document {
    const struct report_format *format;
    void *own; /* the format's own data */
    struct spool rows;
    struct buf text; /* the row or other piece that is being rendered */
    struct buf cuts; /* offsets in `rows` at which the second and further files begin, as size_t */
    size_t count;    /* number of rows that are not empty */
    size_t bytes;    /* bytes of all rows */
    struct file_draft draft; /* the output, while it is open */
    bool streamed;           /* the output is not a regular file */
};

/* Returns a new document. The caller frees its contents with report_document_release. */
struct report_document report_document_start(const struct report_format *format);

/* Returns whether `path` can be written, so that a mistyped path is reported before the work. If
 * `path` is not a regular file, such as a FIFO, it stays open. Returns false with `why` (exit
 * status 74). */
bool report_document_try(struct report_document *d, const char *path, mode_t mode, struct why *why);

/* Renders and stores the row of `item`, the item that `counts` counted last. */
void report_document_add(struct report_document *d, const struct outcome_counts *counts,
                         const struct outcome_item *item);

/* Passes the changes since an earlier scan to the document, if its format shows them. Call it
 * before the document is written. */
void report_document_changes(struct report_document *d, const struct report_diff *diff,
                             bool is_interrupted);

/* Writes the document to `path`, completely or not at all. If a regular file would get too many
 * rows, writes several files: "list-1.csv" and "list-2.csv" for "list.csv". On failure, returns
 * false with `why` (exit status 74); some of several files may have been written. */
bool report_document_write(struct report_document *d, const struct outcome_counts *counts,
                           const char *path, mode_t mode, struct why *why);

/* Prints the document on standard output with ndjson_put_bytes. If rows were lost, prints nothing
 * and returns false with `why` (exit status 74). */
bool report_document_print(struct report_document *d, const struct outcome_counts *counts,
                           struct why *why);

/* Adds one line that states which records the document leaves out, and whether it was split into
 * several files. On standard output (`path` is NULL), the line states how to split it. Adds nothing
 * if the document is complete and in one file. */
void report_document_describe(const struct report_document *d, const char *path, struct buf *out);

/* Adds a line with the next step for the document in `path`, if there is a next step. */
void report_document_way(const struct report_document *d, const char *path, struct buf *out);

/* Frees the contents, and closes an open output. */
void report_document_release(struct report_document *d);

#endif
