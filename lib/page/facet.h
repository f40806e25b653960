/* Counts of files by resolution, video codec, HDR and source, for the charts. Values may be any
 * strings, and their number is bounded: further values of a full chart are counted together. */
#ifndef PAGE_FACET_H
#define PAGE_FACET_H

#include <stddef.h>

#include "page/file.h"
#include "page/tally.h"

enum page_facet { PAGE_RESOLUTION, PAGE_VIDEO_CODEC, PAGE_HDR, PAGE_SOURCE, PAGE_FACETS };

enum {
    PAGE_FACET_VALUES = 24, /* per chart */
    PAGE_FACET_TEXT = 64,   /* bytes of a value, including NUL; longer ones are cut */
};

/* The letters for the values in the data of the rows: from 'A' on, in the order of arrival. */
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

/* Counts the file, and writes the letter of each of its values. sum is the sum of this file. A
 * record without a file has letters only. */
void page_facets_add(struct page_facets *all, const struct page_file *file,
                     const struct page_sum *sum, char letters[PAGE_FACETS]);

#endif
