/* A file as a row of the page's table. */
#ifndef PAGE_ROW_H
#define PAGE_ROW_H

#include "base/buf.h"
#include "page/file.h"

/* Adds what stands above the first row: the controls, and the head of the table. total is the
 * number of rows that come. */
void page_row_head(struct buf *out, size_t total);

enum { PAGE_ROWS_SHOWN = 100 }; /* as in page.js */

/* Adds the row; place is 1 for the first. */
void page_row(struct buf *out, const struct page_file *file, size_t place);

/* Adds what stands below the last. */
void page_row_tail(struct buf *out);

#endif
