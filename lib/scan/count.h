/* Counts scanned files and their results, and formats the counts as the progress line and as the
 * closing summary. Pure. */
#ifndef SCAN_COUNT_H
#define SCAN_COUNT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "record/record.h"
#include "scan/verdict.h"

enum { SCAN_COUNT_NAMED = 20 }; /* files of each status that the summary names */

struct scan_named_file {
    char *path, *reason; /* why it is not healthy */
};

struct scan_counts {
    uint64_t files; /* the sum of the following */
    uint64_t status[SCAN_CORRUPT + 1];
    uint64_t failed;        /* could not be scanned */
    uint64_t remembered;    /* number of files whose result is from the cache */
    uint64_t bytes;         /* bytes of all files */
    uint64_t bytes_scanned; /* bytes of the files whose result is not from the cache */
    struct scan_named_file named[SCAN_CORRUPT + 1][SCAN_COUNT_NAMED]; /* not the healthy ones */
};

/* Counts a scanned file. reason: why it is not healthy; "": it is healthy. */
void scan_count_file(struct scan_counts *counts, enum scan_status status, const char *path,
                     const char *reason, uint64_t size, bool remembered);
void scan_count_release(struct scan_counts *counts);

/* The values that progress shows. */
struct scan_progress {
    uint64_t total_files, total_bytes; /* totals of the whole scan */
    bool total_known;
    uint64_t bytes_under_way; /* completed bytes of the files that are being scanned */
    int64_t decoded_ms;       /* decoded running time of the file with the most progress; 0: none */
    int64_t duration_ms;      /* whole running time of that file; 0: not known */
    int64_t elapsed_ms;
    int64_t until_ms; /* the scan ends in this many ms, finished or not; 0: no limit */
};

/* Returns "120 files, 1.5 of 20.0 GB (7%), 2 corrupt, 1 suspicious". The caller frees the
 * string. */
CVI_MUST_USE char *scan_count_words(const struct scan_counts *counts,
                                    const struct scan_progress *progress);

/* Returns the remaining time; 0: unknown. */
int64_t scan_count_left_ms(const struct scan_counts *counts, const struct scan_progress *progress);

/* Returns the words of scan_count_words and the remaining time, ", 12 min left", in one line. The
 * caller frees the string. */
CVI_MUST_USE char *scan_count_line(const struct scan_counts *counts,
                                   const struct scan_progress *progress);

struct scan_ending {
    enum scan_mode mode;
    bool interrupted;
    uint64_t left; /* files that were not started before the time limit */
    int64_t elapsed_ms;
    const char *output; /* the file with the results; NULL: not used */
    size_t columns;     /* of the terminal, to which lines are cut; 0: not a terminal */
};

/* Adds the closing summary. */
void scan_count_summary(struct buf *out, const struct scan_counts *counts,
                        const struct scan_ending *ending);

#endif
