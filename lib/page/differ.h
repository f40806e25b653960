/* Contradictions in a record: between the file's name and its headers, and between the running
 * times of the film and of the file. These functions are pure. */
#ifndef PAGE_DIFFER_H
#define PAGE_DIFFER_H

#include <stdbool.h>

#include "base/buf.h"
#include "page/file.h"

/* Returns whether the record has a contradiction. */
bool page_differs(const struct page_file *file);

/* Adds an <li> element for each contradiction. */
void page_differ_entries(struct buf *out, const struct page_file *file);

#endif
