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

/* The kind of a change: the new enum scan_status of the file, or REPORT_GONE. */
enum { REPORT_GONE = SCAN_CORRUPT + 1 };

/* A callback that receives a change. All arguments are borrowed. `is_new` is true if the file was
 * not in the earlier scan. `reason` is the reason why the file is not healthy; "": not known. */
typedef void report_diff_put(void *to, int change, const char *path, bool is_new,
                             const char *reason);

/* Reads the files of an earlier scan from `path`: records, or a scan document. Returns a new
 * comparison; the caller frees it with report_diff_free. Returns NULL with why: 66 if the file
 * cannot be read, 65 if it is not empty but has no records. Sets *unread to the number of lines or
 * entries that are not records. `path` is borrowed. */
CVI_MUST_USE struct report_diff *report_diff_read(const char *path, size_t *unread,
                                                  struct why *why);
void report_diff_free(struct report_diff *diff);

/* Compares the file of the item with the earlier scan. Items without a file name are ignored. */
void report_diff_add(struct report_diff *diff, const struct outcome_item *item);

/* Adds the changes. For each kind, there is a line with the number, and a line for each file;
 * unless `all` is true, at most 20 files of each kind are listed. After an interrupted run, files
 * that are gone are not listed, because they are not known. */
void report_diff_text(struct buf *out, const struct report_diff *diff,
                      const struct outcome_counts *counts, bool all);

/* Passes each change to `put`: newly corrupt files first, files that are gone last. After an
 * interrupted run, files that are gone are not passed, because they are not known. */
void report_diff_each(const struct report_diff *diff, bool is_interrupted, report_diff_put *put,
                      void *to);

/* Returns the path of the earlier scan, borrowed. */
const char *report_diff_path(const struct report_diff *diff);

/* Returns the first file that is reported as gone but exists, borrowed; NULL: no such file. In that
 * case, its record was left out in the pipeline. */
const char *report_diff_left_out(const struct report_diff *diff);

/* Returns whether both scans have files, but no file in common. */
bool report_diff_is_foreign(const struct report_diff *diff);

#endif
