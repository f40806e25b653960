/* What contradicts itself in a record: the name against the headers of the file, and the running
 * time of the film against the file's. Pure. */
#ifndef PAGE_DIFFER_H
#define PAGE_DIFFER_H

#include <stdbool.h>

#include "base/buf.h"
#include "page/file.h"

/* Returns whether anything does. */
bool page_differs(const struct page_file *file);

/* Adds the entries of a list of what does; nothing when nothing does. */
void page_differ_entries(struct buf *out, const struct page_file *file);

#endif
