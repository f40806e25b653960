/* The parts of a page that page.c combines. */
#ifndef PAGE_PARTS_H
#define PAGE_PARTS_H

#include "base/buf.h"
#include "page/gather.h"
#include "record/outcome.h"

/* --- asset.c: made from page.css and page.js by the build ------------------------------------- */

/* The lines of each file, with their newlines; NULL-terminated. */
extern const char *const page_css[];
extern const char *const page_js[];

/* --- state.c, twice.c, change.c, folder.c, facet.c, title.c: the parts above the table, each a
 * section with a heading. A part without content adds nothing --- */

/* Adds the header: the state of the library as a sentence and as two bars. */
void page_part_state(struct buf *out, const struct page_gather *all,
                     const struct outcome_counts *counts);

/* Adds the lists of files to check. */
void page_part_notices(struct buf *out, const struct page_gather *all);

/* Adds the files of titles that exist more than once. */
void page_part_twice(struct buf *out, const struct page_gather *all);

/* Adds the changes since an earlier report, if known. */
void page_part_changes(struct buf *out, const struct page_gather *all);

/* Adds the charts of resolution, video codec, HDR and source. */
void page_part_facets(struct buf *out, const struct page_gather *all);

/* Adds the titles that were added, were already there, or would be added. */
void page_part_titles(struct buf *out, const struct page_gather *all);

/* Adds the health of each folder. */
void page_part_folders(struct buf *out, const struct page_gather *all);

/* Adds films by decade. */
void page_part_decades(struct buf *out, const struct page_gather *all);

/* Adds shows by size, and sorts the tallies of shows. */
void page_part_shows(struct buf *out, struct page_gather *all);

/* Adds a number for a cell in a column whose heading is the unit. On screens too narrow for
 * columns, the unit (one or many) is shown in the cell. */
void page_part_number(struct buf *out, size_t number, const char *one, const char *many);

/* --- row.c: the table of all records ---------------------------------------------------------- */

/* Adds the part above the first row: the controls, and the head of the table. total is the number
 * of rows that follow. */
void page_row_head(struct buf *out, size_t total);

/* Adds the row; place is 1 for the first. */
void page_row(struct buf *out, const struct page_file *file, size_t place);

/* Adds the part below the last row. */
void page_row_tail(struct buf *out);

/* --- data.c: all records again, compressed, from which the script draws rows ------------------ */

/* Number of rows that are written as HTML, and so are visible without the script. */
enum { PAGE_ROWS_WRITTEN = 1000 };

/* Stores the record's line for page_data_put. */
void page_data_add(struct page_gather *all, const struct page_file *file);

/* Adds the markup around the data. */
void page_data_begin(struct buf *out);
void page_data_finish(struct buf *out);

/* Adds the part of the data that is complete. At the end, adds the rest and frees the data. */
void page_data_put(struct buf *out, struct page_gather *all, bool end);

#endif
