/* The parts of a page that page.c puts together. */
#ifndef PAGE_PARTS_H
#define PAGE_PARTS_H

#include "base/buf.h"
#include "page/gather.h"
#include "record/outcome.h"

/* --- asset.c, which the build makes of page.css and page.js --- */

/* The lines of each, with their ends; NULL-terminated. */
extern const char *const page_css[];
extern const char *const page_js[];

/* --- state.c, twice.c, change.c, folder.c, facet.c, title.c: the parts above the table, each a
 * section with a heading. A part without content adds nothing --- */

/* Adds the header: the state of the library in a sentence and in two bars. */
void page_part_state(struct buf *out, const struct page_gather *all,
                     const struct outcome_counts *counts);

/* Adds the lists of what is worth a look. */
void page_part_notices(struct buf *out, const struct page_gather *all);

/* Adds the files of titles that are there more than once. */
void page_part_twice(struct buf *out, const struct page_gather *all);

/* Adds what has changed since an earlier report, if that is known. */
void page_part_changes(struct buf *out, const struct page_gather *all);

/* Adds the charts of resolution, video codec, HDR and source. */
void page_part_facets(struct buf *out, const struct page_gather *all);

/* Adds the titles that were added, were there already, or would be added. */
void page_part_titles(struct buf *out, const struct page_gather *all);

/* Adds the health of each folder. */
void page_part_folders(struct buf *out, const struct page_gather *all);

/* Adds films by decade. */
void page_part_decades(struct buf *out, const struct page_gather *all);

/* Adds shows by size, and sorts the tallies of shows. */
void page_part_shows(struct buf *out, struct page_gather *all);

/* Adds a number for a cell whose column names what is counted; the unit, one or many, is shown on
 * screens too narrow for columns. */
void page_part_number(struct buf *out, size_t number, const char *one, const char *many);

/* --- row.c: the table of all records --- */

/* Adds what stands above the first row: the controls, and the head of the table. total is the
 * number of rows that follow. */
void page_row_head(struct buf *out, size_t total);

/* Adds the row; place is 1 for the first. */
void page_row(struct buf *out, const struct page_file *file, size_t place);

/* Adds what stands below the last row. */
void page_row_tail(struct buf *out);

/* --- data.c: all records again, compressed, for the script to draw rows of --- */

/* Rows in the table as written: who has no script sees these. */
enum { PAGE_ROWS_WRITTEN = 1000 };

/* Keeps the record's line for page_data_put. */
void page_data_add(struct page_gather *all, const struct page_file *file);

/* Adds what goes around the data. */
void page_data_begin(struct buf *out);
void page_data_finish(struct buf *out);

/* Adds as much of the data as is complete; all of it at the end, after which nothing is kept. */
void page_data_put(struct buf *out, struct page_gather *all, bool end);

#endif
