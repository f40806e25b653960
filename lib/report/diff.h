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

/* A change is the new enum scan_status of a file, or REPORT_GONE. */
enum { REPORT_GONE = SCAN_CORRUPT + 1 };

/* A callback that receives a change; the strings are valid only during the call. `is_new` is true
 * if the earlier scan did not have the file. `reason` is why the file is not healthy; "":
 * unknown. */
typedef void report_diff_put(void *to, int change, const char *path, bool is_new,
                             const char *reason);

/* Reads the files of an earlier scan from `path`: records, or a scan document. Returns a new
 * comparison; the caller frees it with report_diff_free, and keeps `path` until then. Sets *unread
 * to the number of lines or entries that are not records. Returns NULL with `why`; its exit status
 * is 66 if the file cannot be read, 65 if it has contents, but no records. */
CVI_MUST_USE struct report_diff *report_diff_read(const char *path, size_t *unread,
                                                  struct why *why);
void report_diff_free(struct report_diff *diff);

/* Compares the item's file with the earlier scan. Ignores items without a file name. */
void report_diff_add(struct report_diff *diff, const struct outcome_item *item);

/* Adds the number of files for each kind of change, and a line for each file. Unless `all` is true,
 * at most 20 files of a kind are listed. After an interrupted run, nothing is reported as gone,
 * because the run has not reached all files. */
void report_diff_text(struct buf *out, const struct report_diff *diff,
                      const struct outcome_counts *counts, bool all);

/* Passes each change to `put`: newly corrupt files first, files that are gone last. After an
 * interrupted run, no file is passed as gone. */
void report_diff_each(const struct report_diff *diff, bool is_interrupted, report_diff_put *put,
                      void *to);

/* Returns the `path` of report_diff_read. */
const char *report_diff_path(const struct report_diff *diff);

/* Returns the name of a file that is reported as gone but exists, because its record is not in the
 * input. Returns NULL if no such file is found. `diff` owns the name. */
const char *report_diff_left_out(const struct report_diff *diff);

/* Returns whether both scans have files, but no file in common. */
bool report_diff_is_foreign(const struct report_diff *diff);

#endif
