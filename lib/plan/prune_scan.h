/* Scan documents, read for what they say of each file and of themselves. They are read as a stream;
 * kept are 16 to 32 bytes for each file. */
#ifndef PLAN_PRUNE_SCAN_H
#define PLAN_PRUNE_SCAN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/msg.h"
#include "plan/prune.h"
#include "record/titles.h"

/* A corrupt file, as it was scanned. */
struct prune_corrupt {
    uint64_t key;
    int64_t size;         /* bytes; negative: not told */
    int64_t scanned_at_s; /* 0: not told */
    int64_t written_at_s; /* when the document was written, by the clock of its file system */
};

/* Start with {0}; ends with prune_scan_release. */
struct prune_scan {
    struct prune_document *documents;
    size_t document_count;
    struct titles healthy, there, corrupt; /* files by prune_scan_key */
    struct titles recorded;                /* healthy ones that the input has a record of */
    struct titles directories;             /* with files in them or below, likewise */
    struct prune_corrupt *corrupts;        /* sorted by prune_scan_look */
    size_t corrupt_count, corrupt_room;
};

/* Called for each file that is neither healthy nor corrupt, with its name. */
typedef void prune_scan_there(void *context, const char *filename);

/* Reads a document. What is wrong with it is in its prune_document, for
 * the guards. Returns false with why (66) if it cannot be opened or read; name is borrowed. */
bool prune_scan_read(struct prune_scan *scan, const char *name, prune_scan_there *there,
                     void *context, struct why *why);

/* To be called when all are read: looks at the directories on the disk. */
void prune_scan_look(struct prune_scan *scan);

/* Notes that the input has a record of a file, as it is named there. Returns what the documents say
 * of it. */
enum prune_file prune_scan_note(struct prune_scan *scan, const char *filename);

/* Returns what the documents say of a file with that absolute path. */
enum prune_file prune_scan_file(const struct prune_scan *scan, const char *path);

/* Returns whether the documents have a file in the directory with that absolute path, or below. */
bool prune_scan_has_below(const struct prune_scan *scan, const char *directory);

/* Returns the corrupt file with that absolute path; NULL if there is none. */
const struct prune_corrupt *prune_scan_corrupt(const struct prune_scan *scan, const char *path);

/* Returns the directory of a document that an absolute path is in; NULL if it is in none. Documents
 * of scans that had ended before since_s (epoch) do not count. */
const struct prune_root *prune_scan_root(const struct prune_scan *scan, const char *path,
                                         int64_t since_s);

void prune_scan_release(struct prune_scan *scan);

#endif
