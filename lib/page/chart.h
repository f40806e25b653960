/* Charts as inline SVG. Widths are shares of the place that is there, heights are in pixels, so
 * that text in them keeps its size. */
#ifndef PAGE_CHART_H
#define PAGE_CHART_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* A part of a bar. */
struct page_part {
    uint64_t amount;
    const char *look;  /* a class of the style sheet, "good": which colour and hatching it has */
    const char *label; /* what it is, in words: "sound" */
};

/*
 * Adds a bar of parts. width is the share of the place that the whole of it takes, 0 to 1; each
 * part that is not 0 can be seen, however small. With a title it is a picture of its own, told to
 * those who cannot see it with the numbers of its parts; NULL: the numbers stand beside it. */
void page_chart_bar(struct buf *out, const struct page_part *parts, size_t count, double width,
                    const char *title);

/* A column of a chart. */
struct page_column {
    char label[16];
    uint64_t amount;
};

/* Adds columns side by side, with their numbers. id is the id of the picture, letters only. */
void page_chart_columns(struct buf *out, const char *id, const char *title,
                        const struct page_column *columns, size_t count);

/* A part of a running time, in seconds. */
struct page_span {
    double from_s, to_s;
};

/* Adds a running time as a strip, with what is damaged of it, and both in words below it. */
void page_chart_time(struct buf *out, double duration_s, const struct page_span *spans,
                     size_t count);

/* Adds the hatchings that all charts of a page share; once, before the first. */
void page_chart_begin(struct buf *out);

#endif
