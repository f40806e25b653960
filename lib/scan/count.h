/* Counts scanned files and their results, and formats the counts for the progress line and for the
 * closing summary. Pure. */
#ifndef SCAN_COUNT_H
#define SCAN_COUNT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "record/record.h"
#include "scan/verdict.h"

enum { SCAN_COUNT_NAMED = 20 }; /* maximum files that the summary names for each status */

struct scan_named_file {
    char *path, *reason; /* why the file is not healthy */
};

struct scan_counts {
    uint64_t files;                    /* the sum of `status` and `failed` */
    uint64_t status[SCAN_CORRUPT + 1]; /* files with each status */
    uint64_t failed;                   /* files that could not be scanned */
    uint64_t remembered;               /* files whose result is from the cache */
    uint64_t bytes;                    /* bytes of all files */
    uint64_t bytes_scanned;            /* bytes of the files whose result is not from the cache */
    /* The first files of each status, except healthy. */
    struct scan_named_file named[SCAN_CORRUPT + 1][SCAN_COUNT_NAMED];
};

/* Counts a scanned file of `size` bytes. `reason` is why the file is not healthy; "" if it is
 * healthy. `remembered` is true if the result is from the cache. */
void scan_count_file(struct scan_counts *counts, enum scan_status status, const char *path,
                     const char *reason, uint64_t size, bool remembered);
void scan_count_release(struct scan_counts *counts);

/* The values that the progress line shows. */
struct scan_progress {
    uint64_t total_files, total_bytes; /* totals of the whole scan, if total_known is set */
    bool total_known;
    uint64_t bytes_under_way; /* completed bytes of the files that are being scanned */
    /* Running time decoded so far of the file for which this is the longest; 0: no such file. */
    int64_t decoded_ms;
    int64_t duration_ms; /* the whole running time of that file; 0: not known */
    int64_t elapsed_ms;
    int64_t until_ms; /* time until the time limit; 0: no limit */
};

/* Returns a new string such as "120 files, 1.5 of 20.0 GB (7%), 2 corrupt, 1 suspicious". */
CVI_MUST_USE char *scan_count_words(const struct scan_counts *counts,
                                    const struct scan_progress *progress);

/* Returns an estimate of the remaining time in ms; 0: unknown. The result is at most the time until
 * the time limit. */
int64_t scan_count_left_ms(const struct scan_counts *counts, const struct scan_progress *progress);

/* Returns the text of scan_count_words as a new string, followed by the remaining time if it is
 * known (", 12 min left"). */
CVI_MUST_USE char *scan_count_line(const struct scan_counts *counts,
                                   const struct scan_progress *progress);

/* The facts about the end of a scan that the summary shows. */
struct scan_ending {
    enum scan_mode mode;
    bool interrupted;
    bool late;     /* the time limit was reached before all files were scanned */
    uint64_t left; /* files that were not started before the time limit */
    int64_t elapsed_ms;
    const char *output; /* the file with the results; NULL: not used */
    size_t columns;     /* width of the terminal, to which lines are cut; 0: not a terminal */
};

/* Adds the closing summary to `out`. */
void scan_count_summary(struct buf *out, const struct scan_counts *counts,
                        const struct scan_ending *ending);

#endif
