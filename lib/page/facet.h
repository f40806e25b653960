/* Counts files by resolution, video codec, HDR and source, for the charts. A value is any string.
 * After the maximum number of values in a chart, all further values are counted together. */
#ifndef PAGE_FACET_H
#define PAGE_FACET_H

#include <stddef.h>

#include "page/file.h"
#include "page/tally.h"

enum page_facet { PAGE_RESOLUTION, PAGE_VIDEO_CODEC, PAGE_HDR, PAGE_SOURCE, PAGE_FACETS };

enum {
    PAGE_FACET_VALUES = 24, /* maximum number of values in a chart */
    PAGE_FACET_TEXT = 64,   /* bytes of a value, including NUL; a longer value is cut */
};

/* The data for page.js has a letter for each value: 'A' for the first value of a chart, 'B' for the
 * second, and so on. Further values and unknown values have these signs: */
#define PAGE_FACET_OTHER '+'
#define PAGE_FACET_UNKNOWN '-'

/* Initialize with {0}. There is nothing to release. */
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

/* Counts the file. Sets `letters` to the letters of its values. `sum` has the counts of this file.
 * If the record has no file, nothing is counted, and all letters are PAGE_FACET_UNKNOWN. */
void page_facets_add(struct page_facets *all, const struct page_file *file,
                     const struct page_sum *sum, char letters[PAGE_FACETS]);

#endif
