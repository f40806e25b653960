/* The report as people read it: a heading and two lines per record while they come, and the summary
 * block behind them. */
#ifndef REPORT_TEXT_H
#define REPORT_TEXT_H

#include <stdbool.h>

#include "base/buf.h"
#include "record/outcome.h"

enum { REPORT_UNKNOWN = -1 };

/* What is known before the first record. */
struct report_heading {
    const char *scan_file; /* as the user gave it; NULL when unknown */
    long total;            /* how many records will come; REPORT_UNKNOWN */
};

/* Adds the lines that stand before the first record. */
void report_text_heading(struct buf *out, const struct report_heading *h);

/* Adds the two lines of a record that has been counted: what it is, and what became of it. */
void report_text_item(struct buf *out, const struct outcome_counts *counts, long total,
                      const struct outcome_item *item);

/* Adds the summary block, with an empty line before it when there are lines above (after). */
void report_text_summary(struct buf *out, const struct outcome_counts *counts, bool after);

#endif
