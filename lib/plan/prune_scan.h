/* Reads from scan documents the states of files and the documents' coverage. They are read as a
 * stream, and 16 to 32 bytes per file are kept. */
#ifndef PLAN_PRUNE_SCAN_H
#define PLAN_PRUNE_SCAN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/msg.h"
#include "plan/prune.h"
#include "record/titles.h"

/* A corrupt file at the time of its scan. */
struct prune_corrupt {
    uint64_t key;
    int64_t size;         /* bytes; negative: not stated */
    int64_t scanned_at_s; /* 0: not stated */
    int64_t written_at_s; /* when the document was written, by its file system's clock */
};

/* Initialize with {0}; free with prune_scan_release. */
struct prune_scan {
    struct prune_document *documents;
    size_t document_count;
    struct titles healthy, there, corrupt; /* files by prune_scan_key */
    struct titles recorded;                /* healthy files with a record in the input */
    struct titles directories;      /* directories with files in them or below, by the same key */
    struct prune_corrupt *corrupts; /* sorted by prune_scan_look */
    size_t corrupt_count, corrupt_room;
};

/* Called for each file that is neither healthy nor corrupt, with its name. */
typedef void prune_scan_there(void *context, const char *filename);

/* Reads a document. Its errors are stored in its prune_document, for the guards. Returns false with
 * why (66) if it cannot be opened or read; name is borrowed. */
bool prune_scan_read(struct prune_scan *scan, const char *name, prune_scan_there *there,
                     void *context, struct why *why);

/* Examines the directories on disk. Call it after all documents are read. */
void prune_scan_look(struct prune_scan *scan);

/* Notes that the input has a record of a file, by its name there. Returns the file's state in the
 * documents. */
enum prune_file prune_scan_note(struct prune_scan *scan, const char *filename);

/* Returns the state in the documents of the file with that absolute path. */
enum prune_file prune_scan_file(const struct prune_scan *scan, const char *path);

/* Returns whether the documents have a file in the directory with that absolute path, or below
 * it. */
bool prune_scan_has_below(const struct prune_scan *scan, const char *directory);

/* Returns the corrupt file with that absolute path; NULL: not found. */
const struct prune_corrupt *prune_scan_corrupt(const struct prune_scan *scan, const char *path);

/* Returns the directory of a document that contains an absolute path; NULL: none. Documents of
 * scans that ended before since_s (epoch) are ignored. */
const struct prune_root *prune_scan_root(const struct prune_scan *scan, const char *path,
                                         int64_t since_s);

void prune_scan_release(struct prune_scan *scan);

#endif
