/* Charts as inline SVG. Widths are relative to the available width. Heights are in pixels, so that
 * text in charts keeps its size. */
#ifndef PAGE_CHART_H
#define PAGE_CHART_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* A part of a bar. */
struct page_part {
    uint64_t amount;
    const char *look;  /* its class in the style sheet ("good"), for the colour and hatching */
    const char *label; /* the meaning in words: "healthy" */
};

/* Adds a bar of parts. `width` is the bar's share of the available width, 0 to 1. Each part that is
 * not 0 is visible, however small. With a title, screen readers announce the bar as an image, with
 * the title and the labels and numbers of its parts. If `title` is NULL, the bar is hidden from
 * screen readers, because the numbers are next to it. */
void page_chart_bar(struct buf *out, const struct page_part *parts, size_t count, double width,
                    const char *title);

/* A column of a chart. */
struct page_column {
    char label[16];
    uint64_t amount;
};

/* Adds a chart of columns with their numbers. `id` is the HTML id of the image, and consists of
 * letters only. */
void page_chart_columns(struct buf *out, const char *id, const char *title,
                        const struct page_column *columns, size_t count);

/* A part of a running time, in seconds. */
struct page_span {
    double from_s, to_s;
};

/* Adds the running time as a strip with the damaged spans, and a description below it. */
void page_chart_time(struct buf *out, double duration_s, const struct page_span *spans,
                     size_t count);

/* Adds the hatchings that all charts of a page share. Call it once, before the first chart. */
void page_chart_begin(struct buf *out);

#endif
