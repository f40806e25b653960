/* Writes the section of a page with the changes since an earlier scan. */
#include "page/change.h"

#include "page/parts.h"
#include "page/text.h"

enum { MOST_SHOWN = 60, MOST_WORDS = 400 };

static const struct {
    const char *heading, *look;
} forms[PAGE_CHANGES] = {
    [PAGE_NEWLY_CORRUPT] = {"Newly corrupt", "bad"},
    [PAGE_NEWLY_SUSPICIOUS] = {"Newly suspicious", "doubt"},
    [PAGE_NEWLY_HEALTHY] = {"Newly healthy", "good"},
    [PAGE_GONE] = {"Gone", "blank"},
};

void page_change_add(struct page_changes *changes, enum page_change kind, const char *path,
                     bool is_new, const char *reason)
{
    struct outcome_item item = {.filename = path};
    struct buf *out = page_list_begin(&changes->lists[kind], MOST_SHOWN);

    if (!out)
        return;
    buf_puts(out, "<li>");
    page_list_file(out, &item);
    if (is_new || (reason && *reason)) {
        buf_puts(out, is_new ? "<p class=\"detail\">new" : "<p class=\"detail\">");
        buf_puts(out, is_new && reason && *reason ? ": " : "");
        page_escape_most(out, reason, MOST_WORDS);
        buf_puts(out, "</p>");
    }
    buf_puts(out, "</li>\n");
}

static void add_list(struct buf *out, const struct page_list *list, int kind)
{
    page_list_head(out, list, forms[kind].look, forms[kind].heading);
    buf_puts(out, "<ul class=\"cards\">\n");
    buf_add(out, list->html.at, list->html.len);
    buf_puts(out, "</ul>\n");
    if (list->count > list->shown) {
        buf_puts(out, "<p class=\"hint\">");
        page_number(out, list->count - list->shown);
        buf_puts(out, " more are not listed here; cvi-report --diff --verbose lists them.</p>\n");
    }
    buf_puts(out, "</details>\n");
}

void page_part_changes(struct buf *out, const struct page_gather *all)
{
    const struct page_changes *changes = &all->changes;
    size_t count = 0;

    if (!changes->since)
        return;
    buf_puts(out, "<section aria-labelledby=\"changes-h\"><h2 id=\"changes-h\">Changes since ");
    page_inline(out, changes->since);
    buf_puts(out, "</h2>\n");
    for (int i = 0; i < PAGE_CHANGES; i++) {
        if (changes->lists[i].count)
            add_list(out, &changes->lists[i], i);
        count += changes->lists[i].count;
    }
    buf_puts(out, count ? "</section>\n" : "<p>No file has changed its state.</p></section>\n");
}

void page_changes_release(struct page_changes *changes)
{
    for (int i = 0; i < PAGE_CHANGES; i++)
        page_list_release(&changes->lists[i]);
}
