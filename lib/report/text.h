/* The report for people: a heading, the lines of each record as it arrives, and a summary at the
 * end. */
#ifndef REPORT_TEXT_H
#define REPORT_TEXT_H

#include <stdbool.h>

#include "base/buf.h"
#include "record/outcome.h"

enum { REPORT_UNKNOWN = -1 };

/* Facts known before the first record. */
struct report_heading {
    const char *scan_file; /* as given by the user; NULL when unknown */
    long total;            /* the number of records, or REPORT_UNKNOWN */
};

/* Adds the lines before the first record. */
void report_text_heading(struct buf *out, const struct report_heading *h);

/* Adds the lines of `item`, the record that was counted last: its title, its outcome and, if there
 * are any, its candidates and disagreements. `total` is that of struct report_heading. */
void report_text_item(struct buf *out, const struct outcome_counts *counts, long total,
                      const struct outcome_item *item);

/* Adds the summary. If `after` is true, it begins with an empty line, because there are lines above
 * it. */
void report_text_summary(struct buf *out, const struct outcome_counts *counts, bool after);

#endif
