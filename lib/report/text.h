/* The report as text: a heading, the lines of each record as it arrives, and a summary at the
 * end. */
#ifndef REPORT_TEXT_H
#define REPORT_TEXT_H

#include <stdbool.h>

#include "base/buf.h"
#include "record/outcome.h"

enum { REPORT_UNKNOWN = -1 };

/* Facts known before the first record. */
struct report_heading {
    const char *scan_file; /* path as the user gave it; NULL: unknown */
    long total;            /* number of records, or REPORT_UNKNOWN */
};

/* Adds the lines before the first record. */
void report_text_heading(struct buf *out, const struct report_heading *h);

/* Adds the lines of `item`, the record that `counts` counted last: its title, its outcome, the
 * candidates and the disagreements. `total` is report_heading.total. */
void report_text_item(struct buf *out, const struct outcome_counts *counts, long total,
                      const struct outcome_item *item);

/* Adds the summary. If `after` is true, begins with an empty line, because the summary follows
 * other lines. */
void report_text_summary(struct buf *out, const struct outcome_counts *counts, bool after);

#endif
