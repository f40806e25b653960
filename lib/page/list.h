/* A list above the table, which ends early: the first entries are kept as HTML, the others are
 * only counted. */
#ifndef PAGE_LIST_H
#define PAGE_LIST_H

#include <stddef.h>

#include "base/buf.h"
#include "record/outcome.h"
#include "record/titles.h"

enum { PAGE_LIST_BYTES = 1 << 18 }; /* a list ends when it is so long */

/* Start with {0}; end with page_list_release. */
struct page_list {
    struct buf html;
    size_t shown, count; /* entries in html, and all of them */
    size_t repeated;     /* of all: those that are left out because their title is there already */
    struct titles seen;  /* the titles, where each is to be there once */
};

/* Counts an entry. Returns where to add its HTML, borrowed; NULL when the list has `most` entries
 * or is full. */
struct buf *page_list_begin(struct page_list *list, size_t most);

/* Adds the name of the item's file, its folder, and a button that copies its path. */
void page_list_file(struct buf *out, const struct outcome_item *item);

/* Adds the button, which the script shows; nothing unless the text on the page is the exact path.
 */
void page_list_copy(struct buf *out, const struct outcome_item *item);

void page_list_release(struct page_list *list);

#endif
