/* Charts as inline SVG. Widths are shares of the available width. Heights are in pixels, so that
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
    const char *look;  /* class in page.css, such as "good"; sets the colour and the hatching */
    const char *label; /* what the part counts, such as "healthy" */
};

/* Adds a bar. Every part above 0 is visible, however small. `width` is the bar's share of the
 * available width, 0 to 1. Screen readers read `title` with the label and number of each part. If
 * `title` is NULL, the bar is hidden from screen readers, because the numbers are next to it. */
void page_chart_bar(struct buf *out, const struct page_part *parts, size_t count, double width,
                    const char *title);

struct page_column {
    char label[16];
    uint64_t amount;
};

/* Adds a chart of columns with their numbers. `id` is a prefix for HTML ids; `title` is HTML. */
void page_chart_columns(struct buf *out, const char *id, const char *title,
                        const struct page_column *columns, size_t count);

struct page_span {
    double from_s, to_s;
};

/* Adds the running time as a strip that marks the damaged spans, and lists the spans below it. */
void page_chart_time(struct buf *out, double duration_s, const struct page_span *spans,
                     size_t count);

/* Adds the hatchings for all charts of a page. Call it once, before the first chart. */
void page_chart_begin(struct buf *out);

#endif
