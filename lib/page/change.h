/* The changes since an earlier scan, as lists of files. lib/report finds the changes; the page
 * shows them. */
#ifndef PAGE_CHANGE_H
#define PAGE_CHANGE_H

#include <stdbool.h>
#include <stddef.h>

#include "page/list.h"

enum page_change {
    PAGE_NEWLY_CORRUPT,
    PAGE_NEWLY_SUSPICIOUS,
    PAGE_NEWLY_HEALTHY,
    PAGE_GONE,
    PAGE_CHANGES
};

/* Initialize with {0}; free with page_changes_release. */
struct page_changes {
    /* Path of the earlier scan, owned by the caller; NULL: the page has no section of changes. */
    const char *since;
    struct page_list lists[PAGE_CHANGES];
};

/* Adds a file to changes->lists[kind]. `is_new` is true if the earlier scan did not have the file.
 * `reason` is why the file is not healthy; NULL: unknown. */
void page_change_add(struct page_changes *changes, enum page_change kind, const char *path,
                     bool is_new, const char *reason);

void page_changes_release(struct page_changes *changes);

#endif
