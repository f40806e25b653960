/* Suggests the next step after a report. Pure. */
#ifndef REPORT_NEXT_H
#define REPORT_NEXT_H

#include "base/buf.h"
#include "record/outcome.h"

/* Adds a line with the next step for the most urgent outcome. Adds nothing if no outcome needs a
 * step. */
void report_next_add(struct buf *out, const struct outcome_counts *counts);

#endif
