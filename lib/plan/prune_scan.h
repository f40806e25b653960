/* Reads scan documents: the states of files, and which directories the scan covers. Documents are
 * read as streams, and 16 to 32 bytes are kept for each file. */
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
    int64_t written_at_s; /* when the document was written, by the clock of its file system */
};

/* The contents of all documents. Initialize with {0}; free with prune_scan_release. */
struct prune_scan {
    struct prune_document *documents;
    size_t document_count;
    struct titles healthy, there, corrupt; /* keys (prune_key) of the files with this state */
    struct titles recorded;                /* those healthy files that have a record in the input */
    struct titles directories;             /* directories that have files in them or below them */
    struct prune_corrupt *corrupts;        /* after prune_scan_look: sorted by key */
    size_t corrupt_count, corrupt_room;
};

/* A callback for each file that is neither healthy nor corrupt. `filename` is its name in the
 * document. */
typedef void prune_scan_there(void *context, const char *filename);

/* Reads a document. Errors in its content are stored in its struct prune_document, for the guards.
 * Returns false with `why` (exit status 66) if the document cannot be read. `name` must remain
 * valid. */
bool prune_scan_read(struct prune_scan *scan, const char *name, prune_scan_there *there,
                     void *context, struct why *why);

/* Examines the directories on the disk. Call it after all documents have been read. */
void prune_scan_look(struct prune_scan *scan);

/* Stores that the input has a record of a file. `filename` is the file's name in the record.
 * Returns the file's state in the documents. */
enum prune_file prune_scan_note(struct prune_scan *scan, const char *filename);

/* Returns the state in the documents of the file at an absolute path. */
enum prune_file prune_scan_file(const struct prune_scan *scan, const char *path);

/* Returns whether the documents have a file in or below a directory with an absolute path. */
bool prune_scan_has_below(const struct prune_scan *scan, const char *directory);

/* Returns the corrupt file at an absolute path; NULL: not found. */
const struct prune_corrupt *prune_scan_corrupt(const struct prune_scan *scan, const char *path);

/* Returns the directory of a document that contains an absolute path; NULL: none. A document is
 * ignored if its scan ended before `since_s` (seconds since 1970). */
const struct prune_root *prune_scan_root(const struct prune_scan *scan, const char *path,
                                         int64_t since_s);

void prune_scan_release(struct prune_scan *scan);

#endif
