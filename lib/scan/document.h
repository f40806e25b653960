/*
 * The scan document: one JSON object with a summary and an entry per file, as the guide's scan
 * writes it (docs/record.md). Its entries are kept, few in memory and many in a temporary file,
 * until the summary is known. */
#ifndef SCAN_DOCUMENT_H
#define SCAN_DOCUMENT_H

#include <jansson.h>
#include <stdbool.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/spool.h"
#include "scan/count.h"

struct scan_document {
    struct spool entries;
    struct buf text;
    bool begun;              /* an entry is there */
    struct file_draft draft; /* an output that is open from the start */
};

#define SCAN_DOCUMENT                                                                              \
    ((struct scan_document){.entries = SPOOL_INIT, .text = {.max = (size_t)1 << 24}})

/* What stands in the summary beside the counts. */
struct scan_heading {
    enum scan_mode mode;
    char *const *operands; /* the directories and files that were named; NULL-terminated */
    int64_t elapsed_ms;
    int64_t now_s;
    bool interrupted;
};

/* Tries whether path can be written, so that a typing error is told before the scan and not after
 * it. False with why (74). */
bool scan_document_try(struct scan_document *document, const char *path, mode_t mode,
                       struct why *why);

/* Keeps the record of a file. */
void scan_document_add(struct scan_document *document, const json_t *record);

/* Writes the document to path ("-": standard output), whole or not at all. False with why (74). */
bool scan_document_write(struct scan_document *document, const struct scan_counts *counts,
                         const struct scan_heading *heading, const char *path, mode_t mode,
                         struct why *why);

void scan_document_release(struct scan_document *document);

#endif
