/* The report as a page for a browser: one HTML file that needs no other file, makes no requests,
 * and is readable without its script. */
#ifndef PAGE_PAGE_H
#define PAGE_PAGE_H

#include "base/buf.h"
#include "page/gather.h"
#include "record/outcome.h"

/* Adds the part above the first row. Call it after page_record has been called for all records;
 * write its output before the rows. */
void page_head(struct buf *out, struct page_gather *all, const struct outcome_counts *counts);

/* Gathers `item`, the record that `counts` counted last. Adds its row. After the maximum number of
 * rows, adds data from which the script draws the row. */
void page_record(struct buf *out, struct page_gather *all, const struct outcome_counts *counts,
                 const struct outcome_item *item);

/* Adds the part below the last row. */
void page_tail(struct buf *out, struct page_gather *all, const struct outcome_counts *counts);

#endif
