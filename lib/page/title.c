/* Writes the charts of titles: films by year of release, and shows by size. */
#include "page/parts.h"
#include "page/text.h"

#include <stdio.h>
#include <string.h>

enum { MOST_SHOWS = 20 };

void page_part_decades(struct buf *out, const struct page_gather *all)
{
    struct page_column columns[PAGE_DECADES];
    int first = 0, last = PAGE_DECADES - 1;
    size_t count = 0;

    while (first <= last && !all->decades[first])
        first++;
    while (last >= first && !all->decades[last])
        last--;
    if (first > last)
        return;
    for (int i = first; i <= last; i++) {
        struct page_column *column = &columns[count++];
        int year = PAGE_FIRST_DECADE + i * 10;

        column->amount = all->decades[i];
        if (last - first < 8)
            snprintf(column->label, sizeof column->label, "%ds", year);
        else
            snprintf(column->label, sizeof column->label, "’%02d", year % 100);
    }
    buf_puts(out,
             "<section class=\"card\" aria-labelledby=\"decades-h\"><h2 id=\"decades-h\">Films "
             "by decade</h2>\n");
    page_chart_columns(out, "decades", "Films by decade", columns, count);
    if (all->undated) {
        buf_puts(out, "<p class=\"hint\">Without a year: ");
        page_counted(out, all->undated, "film", "films");
        buf_puts(out, "</p>\n");
    }
    buf_puts(out, "</section>\n");
}

static int by_size(const void *a, const void *b)
{
    const struct page_sum *one = &((const struct page_tally *)a)->sum;
    const struct page_sum *other = &((const struct page_tally *)b)->sum;

    if (one->bytes != other->bytes)
        return one->bytes < other->bytes ? 1 : -1;
    if (one->files != other->files)
        return one->files < other->files ? 1 : -1;
    return strcmp(((const struct page_tally *)a)->name, ((const struct page_tally *)b)->name);
}

static uint64_t length_of(const struct page_sum *sum, bool sized)
{
    return sized ? sum->bytes : sum->files;
}

static void add_show(struct buf *out, const char *name, const struct page_sum *sum, bool sized,
                     uint64_t most)
{
    struct page_part parts[PAGE_HEALTHS];
    uint64_t length = length_of(sum, sized);

    buf_puts(out, "<tr><th scope=\"row\">");
    page_inline(out, name);
    buf_puts(out, "</th><td class=\"n\">");
    if (sum->episodes)
        page_part_number(out, sum->episodes, "episode", "episodes");
    buf_puts(out, "</td><td class=\"n\">");
    page_part_number(out, sum->files, "file", "files");
    buf_puts(out, "</td><td class=\"chart\">");
    page_sum_parts(sum, parts);
    page_chart_bar(out, parts, PAGE_HEALTHS, most ? (double)length / (double)most : 0, NULL);
    buf_puts(out, "</td><td class=\"n\">");
    if (sum->bytes)
        page_bytes(out, sum->bytes);
    buf_puts(out, "</td></tr>\n");
}

void page_part_shows(struct buf *out, struct page_gather *all)
{
    struct page_tallies *shows = &all->shows;
    struct page_sum rest = shows->rest;

    if (!shows->count)
        return;
    page_tally_sort(shows, by_size);
    bool sized = shows->at[0].sum.bytes > 0;
    uint64_t most = length_of(&shows->at[0].sum, sized);
    buf_puts(out, "<section aria-labelledby=\"shows-h\"><h2 id=\"shows-h\">Shows by "
                  "size</h2>\n<table class=\"bars\"><caption>");
    page_counted(out, shows->count, "show", "shows");
    buf_puts(out, shows->full ? " and more" : "");
    buf_puts(out, ", the largest first</caption><thead><tr><th scope=\"col\">Show</th>"
                  "<th scope=\"col\" class=\"n\">Episodes</th><th scope=\"col\" class=\"n\">Files"
                  "</th><td class=\"chart\"></td><th scope=\"col\" class=\"n\">Size</th></tr>"
                  "</thead><tbody>\n");
    for (size_t i = 0; i < shows->count; i++) {
        if (i < MOST_SHOWS)
            add_show(out, shows->at[i].name, &shows->at[i].sum, sized, most);
        else
            page_sum_add(&rest, &shows->at[i].sum);
    }
    if (rest.files)
        add_show(out, "all others", &rest, sized, 0);
    buf_puts(out, "</tbody></table></section>\n");
}
