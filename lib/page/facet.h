/* Counts files by resolution, video codec, HDR and source, for the charts. A value may be any
 * string. The number of values per chart is limited: all further values are counted together. */
#ifndef PAGE_FACET_H
#define PAGE_FACET_H

#include <stddef.h>

#include "page/file.h"
#include "page/tally.h"

enum page_facet { PAGE_RESOLUTION, PAGE_VIDEO_CODEC, PAGE_HDR, PAGE_SOURCE, PAGE_FACETS };

enum {
    PAGE_FACET_VALUES = 24, /* maximum number of values per chart */
    PAGE_FACET_TEXT = 64,   /* bytes of a value, including NUL; longer values are cut */
};

/* In the data of the rows, each value is a letter: 'A' for the first that arrived, 'B' for the
 * second, and so on. These two signs are for all further values and for an unknown value. */
#define PAGE_FACET_OTHER '+'
#define PAGE_FACET_UNKNOWN '-'

/* A zeroed struct is empty. There is nothing to release. */
struct page_facets {
    struct page_values {
        size_t count;
        struct page_value {
            char text[PAGE_FACET_TEXT];
            struct page_sum sum;
        } at[PAGE_FACET_VALUES];
        struct page_sum other, unknown;
    } facets[PAGE_FACETS];
};

/* Counts the file, and sets `letters` to the letters of its values. `sum` has the counts of this
 * file. For a record without a file, only `letters` is set. */
void page_facets_add(struct page_facets *all, const struct page_file *file,
                     const struct page_sum *sum, char letters[PAGE_FACETS]);

#endif
