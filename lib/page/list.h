/* A list above the table. Its first entries are stored as HTML; all others are only counted. */
#ifndef PAGE_LIST_H
#define PAGE_LIST_H

#include <stddef.h>

#include "base/buf.h"
#include "record/outcome.h"
#include "record/titles.h"

enum { PAGE_LIST_BYTES = 1 << 18 }; /* a list with more HTML gets no further entries */

/* Initialize with {0}; free with page_list_release. */
struct page_list {
    struct buf html;
    size_t shown; /* number of entries in `html` */
    size_t count; /* number of all entries */
    /* Number of entries left out because their title is already listed; included in `count`. */
    size_t repeated;
    struct titles seen; /* titles in the list; used only if each title is listed once */
};

/* Counts an entry. Returns the buffer to which the caller adds the entry's HTML; `list` owns it.
 * Returns NULL if the list has `most` entries, or more than PAGE_LIST_BYTES of HTML. */
struct buf *page_list_begin(struct page_list *list, size_t most);

/* Adds the name of the item's file, its folder, and the button of page_list_copy. */
void page_list_file(struct buf *out, const struct outcome_item *item);

/* Adds a button that copies the file's path. It is visible only if the script runs. Adds nothing if
 * the page does not show the exact path. */
void page_list_copy(struct buf *out, const struct outcome_item *item);

/* Opens the element of a list, with its heading and the number of entries. The caller adds the
 * entries, and closes the element. `look` is a class in page.css. */
void page_list_head(struct buf *out, const struct page_list *list, const char *look,
                    const char *heading);

void page_list_release(struct page_list *list);

#endif
