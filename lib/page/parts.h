/* Declarations of the parts of a page, which page.c combines. */
#ifndef PAGE_PARTS_H
#define PAGE_PARTS_H

#include "base/buf.h"
#include "page/gather.h"
#include "record/outcome.h"

/* --- asset.c: generated from page.css and page.js by the build -------------------------------- */

/* The lines of each file, with their newlines; NULL-terminated. */
extern const char *const page_css[];
extern const char *const page_js[];

/* --- The parts above the table ---------------------------------------------------------------- */

/* Each part is a section with a heading. A part without content adds nothing. */

/* Adds the header: the state of the library as a sentence and two bars. */
void page_part_state(struct buf *out, const struct page_gather *all,
                     const struct outcome_counts *counts);

/* Adds the lists of files to check. */
void page_part_notices(struct buf *out, const struct page_gather *all);

/* Adds the titles that have several files. */
void page_part_twice(struct buf *out, const struct page_gather *all);

/* Adds the changes since an earlier scan. */
void page_part_changes(struct buf *out, const struct page_gather *all);

/* Adds the charts of resolution, video codec, HDR and source. */
void page_part_facets(struct buf *out, const struct page_gather *all);

/* Adds the titles that were added to the list, were already on it, or would be added. */
void page_part_titles(struct buf *out, const struct page_gather *all);

/* Adds the health of each folder. */
void page_part_folders(struct buf *out, const struct page_gather *all);

/* Adds films by decade. */
void page_part_decades(struct buf *out, const struct page_gather *all);

/* Adds shows by size. Sorts the tallies of shows. */
void page_part_shows(struct buf *out, struct page_gather *all);

/* Adds a number to a cell. On narrow screens, which hide the headings of columns, the cell also
 * shows the unit: `one` for 1, otherwise `many`. */
void page_part_number(struct buf *out, size_t number, const char *one, const char *many);

/* --- row.c: the table of all records ---------------------------------------------------------- */

/* Adds the controls and the head of the table. `total` is the number of records, of which at most
 * PAGE_ROWS_WRITTEN follow as rows. */
void page_row_head(struct buf *out, size_t total);

/* Adds a row. `place` is its number, from 1. */
void page_row(struct buf *out, const struct page_file *file, size_t place);

/* Adds the part below the last row. */
void page_row_tail(struct buf *out);

/* --- data.c: all records again, compressed, from which the script draws rows ------------------ */

/* Maximum number of rows that are visible without the script. */
enum { PAGE_ROWS_WRITTEN = 1000 };

/* Compresses the record's line, and stores it for page_data_put. */
void page_data_add(struct page_gather *all, const struct page_file *file);

/* Adds the markup around the data. */
void page_data_begin(struct buf *out);
void page_data_finish(struct buf *out);

/* Adds the data that has been compressed so far. If `end` is true, finishes the compression first,
 * so nothing remains. */
void page_data_put(struct buf *out, struct page_gather *all, bool end);

#endif
