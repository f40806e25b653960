/* A report as one document, in a file or on standard output. Its rows are stored until the head,
 * which may show the counts, can be rendered. */
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

enum { REPORT_ROW_MAX = 1 << 24 }; /* maximum bytes of a row, from a record of at most 1 MiB */

struct report_document {
    const struct report_format *format;
    void *own; /* the format's own data */
    struct spool rows;
    struct buf text;         /* the current piece */
    struct buf cuts;         /* the start in rows of each file except the first, as size_t */
    size_t count;            /* number of rows that are not empty */
    size_t bytes;            /* bytes of all rows */
    struct file_draft draft; /* the output, if it is open from the start */
    bool streamed;           /* the output is not a regular file */
};

/* Returns a document in this format. The caller ends it with report_document_release. */
struct report_document report_document_start(const struct report_format *format);

/*
 * Checks that path can be written, so that a typing error is reported before the work and not after
 * it. A path that is not a regular file (a FIFO) stays open. Returns false with why (74). */
bool report_document_try(struct report_document *d, const char *path, mode_t mode, struct why *why);

/* Renders and stores the row of the last counted item. */
void report_document_add(struct report_document *d, const struct outcome_counts *counts,
                         const struct outcome_item *item);

/* Shows the changes since an earlier scan in the document, if its format supports that. Call it
 * before the document is written. */
void report_document_changes(struct report_document *d, const struct report_diff *diff,
                             bool is_interrupted);

/* Writes the document to path, completely or not at all. A document with more rows than one file
 * may have is written to several files: "list-1.csv", "list-2.csv" for "list.csv". A path that is
 * not a regular file gets all rows. Returns false with why (74) on failure; some of several files
 * may have been written. */
bool report_document_write(struct report_document *d, const struct outcome_counts *counts,
                           const char *path, mode_t mode, struct why *why);

/* Prints the document on standard output (see ndjson_put_bytes). Returns false with why (74), and
 * prints nothing, if rows were lost. */
bool report_document_print(struct report_document *d, const struct outcome_counts *counts,
                           struct why *why);

/* Adds one line that states what the document leaves out of the records, and that it is in several
 * files or, on standard output (path NULL), should be. Adds nothing if the document is complete and
 * in one file. */
void report_document_describe(const struct report_document *d, const char *path, struct buf *out);

/* Adds a line with the next step for the document written to path; nothing if there is no next
 * step. */
void report_document_way(const struct report_document *d, const char *path, struct buf *out);

/* Frees the contents, and closes an open output. */
void report_document_release(struct report_document *d);

#endif
