/* How many files were scanned and what came of them: as numbers, as the line of progress, and as
 * the closing summary. Pure. */
#ifndef SCAN_COUNT_H
#define SCAN_COUNT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "record/record.h"
#include "scan/verdict.h"

enum { SCAN_COUNT_NAMED = 20 }; /* corrupt files that the summary names */

struct scan_counts {
    uint64_t files; /* all of those that follow */
    uint64_t status[SCAN_CORRUPT + 1];
    uint64_t failed;                 /* could not be scanned */
    uint64_t remembered;             /* of all, answered from the memory */
    uint64_t bytes;                  /* of all */
    uint64_t bytes_scanned;          /* of those that were not remembered */
    char *corrupt[SCAN_COUNT_NAMED]; /* paths of the first corrupt ones, */
    char *reasons[SCAN_COUNT_NAMED]; /* and what is wrong with each */
};

/* Counts a file that was scanned. reason: what is wrong with it; "": nothing. */
void scan_count_file(struct scan_counts *counts, enum scan_status status, const char *path,
                     const char *reason, uint64_t size, bool remembered);
void scan_count_release(struct scan_counts *counts);

/* What progress is to be shown of. */
struct scan_progress {
    uint64_t total_files, total_bytes; /* of all that there is to scan */
    bool total_known;
    uint64_t bytes_under_way; /* done of the files that are being scanned */
    int64_t decoded_ms;       /* running time decoded of the file that is furthest; 0: none */
    int64_t duration_ms;      /* and its whole running time; 0: not known */
    int64_t elapsed_ms;
    int64_t until_ms; /* the scan ends in so many ms, whatever is left; 0: it has no end */
};

/* "120 files, 1.5 of 20.0 GB (7%), 2 corrupt, 1 suspicious". New. */
CVI_MUST_USE char *scan_count_words(const struct scan_counts *counts,
                                    const struct scan_progress *progress);

/* How long the rest will take; 0: nobody can tell. */
int64_t scan_count_left_ms(const struct scan_counts *counts, const struct scan_progress *progress);

/* Both in one: ", 12 min left" after the words. New. */
CVI_MUST_USE char *scan_count_line(const struct scan_counts *counts,
                                   const struct scan_progress *progress);

struct scan_ending {
    enum scan_mode mode;
    bool interrupted;
    uint64_t left; /* files that were not begun when the time was up */
    int64_t elapsed_ms;
    const char *output; /* the file with the results; NULL: none */
    size_t columns;     /* of the terminal, to which lines are cut; 0: no terminal */
};

/* Adds the closing summary. */
void scan_count_summary(struct buf *out, const struct scan_counts *counts,
                        const struct scan_ending *ending);

#endif
