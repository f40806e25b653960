/* The report as a page for a browser: one HTML file that needs no other file, makes no requests,
 * and is readable without its script. */
#ifndef PAGE_PAGE_H
#define PAGE_PAGE_H

#include "base/buf.h"
#include "page/gather.h"
#include "record/outcome.h"

/* Adds everything above the first row, once all records have been gathered. */
void page_head(struct buf *out, struct page_gather *all, const struct outcome_counts *counts);

/* Gathers the last counted record. Adds its row or, after the maximum number of rows, its data. */
void page_record(struct buf *out, struct page_gather *all, const struct outcome_counts *counts,
                 const struct outcome_item *item);

/* Adds everything below the last row. */
void page_tail(struct buf *out, struct page_gather *all, const struct outcome_counts *counts);

#endif
