/* A list above the table, with a maximum length: the first entries are stored as HTML, and all
 * others are only counted. */
#ifndef PAGE_LIST_H
#define PAGE_LIST_H

#include <stddef.h>

#include "base/buf.h"
#include "record/outcome.h"
#include "record/titles.h"

enum { PAGE_LIST_BYTES = 1 << 18 }; /* a list that is longer, in bytes, gets no further entries */

/* Initialize with {0}; free with page_list_release. */
struct page_list {
    struct buf html;
    size_t shown;       /* number of entries in `html` */
    size_t count;       /* number of all entries */
    size_t repeated;    /* number of entries left out because their title is already in the list;
                           included in `count` */
    struct titles seen; /* the titles in the list, if each title is listed only once */
};

/* Counts an entry. Returns the buffer for its HTML, borrowed; NULL if the list has `most` entries
 * or is too long. */
struct buf *page_list_begin(struct page_list *list, size_t most);

/* Adds the name of the item's file, its folder, and a button that copies its path. */
void page_list_file(struct buf *out, const struct outcome_item *item);

/* Adds the copy button, which is visible only if the script runs. Adds nothing if the text on the
 * page is not the exact path. */
void page_list_copy(struct buf *out, const struct outcome_item *item);

/* Opens the element of a list, with its heading and the number of entries. The caller adds the
 * entries, and closes the element. A short list is shown open. `look` is a class of the style
 * sheet. */
void page_list_head(struct buf *out, const struct page_list *list, const char *look,
                    const char *heading);

void page_list_release(struct page_list *list);

#endif
