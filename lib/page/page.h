/* The report as a page for a browser: one HTML file that needs no other file, makes no requests,
 * and is readable without its script. */
#ifndef PAGE_PAGE_H
#define PAGE_PAGE_H

#include "base/buf.h"
#include "page/gather.h"
#include "record/outcome.h"

/* Adds the part above the first row. Call it after all records have been gathered. */
void page_head(struct buf *out, struct page_gather *all, const struct outcome_counts *counts);

/* Gathers `item`, the record that was counted last. Adds its row or, after the maximum number of
 * rows, its data. */
void page_record(struct buf *out, struct page_gather *all, const struct outcome_counts *counts,
                 const struct outcome_item *item);

/* Adds the part below the last row. */
void page_tail(struct buf *out, struct page_gather *all, const struct outcome_counts *counts);

#endif
