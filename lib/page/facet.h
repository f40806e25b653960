/* Counts of files by resolution, video codec, HDR and source, for the charts. Values are any text,
 * and their number is bounded: what comes when a chart is full is counted together. */
#ifndef PAGE_FACET_H
#define PAGE_FACET_H

#include <stddef.h>

#include "page/file.h"
#include "page/tally.h"

enum page_facet { PAGE_RESOLUTION, PAGE_VIDEO_CODEC, PAGE_HDR, PAGE_SOURCE, PAGE_FACETS };

enum {
    PAGE_FACET_VALUES = 24, /* of a chart */
    PAGE_FACET_TEXT = 64,   /* bytes of a value, its NUL included; longer ones are cut */
};

/* Letters of a value in the data of the rows; the values have 'A' and on, in the order in which
 * they came. */
#define PAGE_FACET_OTHER '+'
#define PAGE_FACET_UNKNOWN '-'

/* Zeroed: nothing has been counted. Nothing is to be released. */
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

/* Counts the file, and writes the letter of each of its values. sum is of this file. A record
 * without a file has letters only. */
void page_facets_add(struct page_facets *all, const struct page_file *file,
                     const struct page_sum *sum, char letters[PAGE_FACETS]);

#endif
