/* The parts of a page that stand above the table, each a section with a heading. A part that has
 * nothing to say adds nothing. */
#ifndef PAGE_PART_H
#define PAGE_PART_H

#include "base/buf.h"
#include "page/gather.h"
#include "record/outcome.h"

/* The first words: how things stand, in a sentence and in two bars. */
void page_part_state(struct buf *out, const struct page_gather *all,
                     const struct outcome_counts *counts);

/* What somebody should look at. */
void page_part_notices(struct buf *out, const struct page_gather *all);

/* What was added, what was there. */
void page_part_titles(struct buf *out, const struct page_gather *all);

/* How sound each folder is. */
void page_part_folders(struct buf *out, const struct page_gather *all);

/* Films by decade. */
void page_part_decades(struct buf *out, const struct page_gather *all);

/* Shows by size; puts the tallies of shows in order. */
void page_part_shows(struct buf *out, struct page_gather *all);

/* Adds a row of a table of bars: the name in its cell, the number of files, the bar, what it says
 * in words, and the size. most is the number of files of the longest bar. */
void page_part_row(struct buf *out, const char *name, const struct page_sum *sum, size_t most);

/* Adds a number for a cell whose column says what is counted; the unit is shown where the screen is
 * too narrow for columns. */
void page_part_number(struct buf *out, size_t number, const char *one, const char *many);

#endif
