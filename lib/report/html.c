/* The report as a page for a browser: the room page makes it. */
#include "page/gather.h"
#include "page/page.h"
#include "report/formats.h"

static void add_head(struct buf *out, void *own, const struct outcome_counts *counts)
{
    page_head(out, own, counts);
}

static void add_row(struct buf *out, void *own, const struct outcome_counts *counts,
                    const struct outcome_item *item)
{
    page_record(out, own, counts, item);
}

static void add_tail(struct buf *out, void *own, const struct outcome_counts *counts)
{
    page_tail(out, own, counts);
}

static void release(void *own)
{
    page_gather_release(own);
}

const struct report_format report_html = {
    .ending = ".html",
    .own_size = sizeof(struct page_gather),
    .head = add_head,
    .row = add_row,
    .tail = add_tail,
    .release = release,
};
