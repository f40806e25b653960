/* Contradictions in a record: the name against the headers of the file, and the running time of the
 * film against the file's. Pure. */
#ifndef PAGE_DIFFER_H
#define PAGE_DIFFER_H

#include <stdbool.h>

#include "base/buf.h"
#include "page/file.h"

/* Returns whether the record has a contradiction. */
bool page_differs(const struct page_file *file);

/* Adds the contradictions as entries of a list; nothing without contradictions. */
void page_differ_entries(struct buf *out, const struct page_file *file);

#endif
