/* Writes the report as an HTML page, with lib/page. */
#include "page/gather.h"
#include "page/page.h"
#include "report/diff.h"
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

static void add_change(void *to, int change, const char *path, bool is_new, const char *reason)
{
    static const enum page_change kinds[] = {
        [SCAN_HEALTHY] = PAGE_NEWLY_HEALTHY,
        [SCAN_SUSPICIOUS] = PAGE_NEWLY_SUSPICIOUS,
        [SCAN_CORRUPT] = PAGE_NEWLY_CORRUPT,
        [REPORT_GONE] = PAGE_GONE,
    };
    struct page_gather *all = to;

    page_change_add(&all->changes, kinds[change], path, is_new, reason);
}

static void add_changes(void *own, const struct report_diff *diff, bool is_interrupted)
{
    struct page_gather *all = own;

    all->changes.since = report_diff_path(diff);
    report_diff_each(diff, is_interrupted, add_change, all);
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
    .changes = add_changes,
    .release = release,
};
