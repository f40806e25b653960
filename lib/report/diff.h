/* The changes since an earlier scan: files that are newly corrupt, suspicious or healthy, and files
 * that are gone. */
#ifndef REPORT_DIFF_H
#define REPORT_DIFF_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/msg.h"
#include "record/outcome.h"
#include "record/record.h"

struct report_diff;

/* The change of a file: its new enum scan_status, or gone. */
enum { REPORT_GONE = SCAN_CORRUPT + 1 };

/* Receives one change; all arguments are borrowed. is_new: the file was not in the earlier scan.
 * reason: why it is not healthy; "": not known. */
typedef void report_diff_put(void *to, int change, const char *path, bool is_new,
                             const char *reason);

/* Reads the files of an earlier scan from path: records, or a scan document. Returns a new
 * comparison, which the caller frees with report_diff_free; NULL with why (66, or 65 if it has no
 * record). unread is set to the number of lines or entries that are not records. */
CVI_MUST_USE struct report_diff *report_diff_read(const char *path, size_t *unread,
                                                  struct why *why);
void report_diff_free(struct report_diff *diff);

/* Compares the file of the item with the earlier scan. Items without a file name are ignored. */
void report_diff_add(struct report_diff *diff, const struct outcome_item *item);

/* Adds the changes: for each kind a line with the number, and a line for each file. all: every
 * file; otherwise up to 20 of each kind. After an interrupted run, it is not known which files are
 * gone. */
void report_diff_text(struct buf *out, const struct report_diff *diff,
                      const struct outcome_counts *counts, bool all);

/* Passes each change to put: the newly corrupt files first, the files that are gone last. After an
 * interrupted run, it is not known which files are gone. */
void report_diff_each(const struct report_diff *diff, bool is_interrupted, report_diff_put *put,
                      void *to);

/* Returns the path of the earlier scan, borrowed. */
const char *report_diff_path(const struct report_diff *diff);

/* Returns the first file that is reported as gone but exists, because its record was left out in
 * the pipeline; borrowed. NULL: no such file. */
const char *report_diff_left_out(const struct report_diff *diff);

/* Returns whether both scans have files, but no file in common. */
bool report_diff_is_foreign(const struct report_diff *diff);

#endif
