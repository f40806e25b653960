/* Writes entries of the lists above the table. */
#include "page/list.h"

#include "base/text.h"
#include "page/file.h"
#include "page/text.h"

enum { SHORT = 12 }; /* a list with at most this number of entries is shown open */

struct buf *page_list_begin(struct page_list *list, size_t most)
{
    list->count++;
    if (list->shown == most || list->html.len > PAGE_LIST_BYTES)
        return NULL;
    if (!list->html.max)
        list->html = BUF_INIT((size_t)PAGE_LIST_BYTES * 16);
    list->shown++;
    return &list->html;
}

void page_list_copy(struct buf *out, const struct outcome_item *item)
{
    if (page_file_is_exact(item))
        buf_puts(out, " <button type=\"button\" class=\"copy\">Copy path</button>");
}

void page_list_file(struct buf *out, const struct outcome_item *item)
{
    buf_puts(out, "<div class=\"name\">");
    if (item->filename)
        page_name(out, text_basename(item->filename));
    else if (item->line > 0)
        buf_printf(out, "Line %" JSON_INTEGER_FORMAT, item->line);
    else
        buf_puts(out, "A record without a name");
    buf_puts(out, "</div><div class=\"where\">");
    page_file_folder(out, item->filename);
    page_list_copy(out, item);
    buf_puts(out, "</div>");
}

void page_list_head(struct buf *out, const struct page_list *list, const char *look,
                    const char *heading)
{
    buf_printf(out,
               "<details class=\"notices %s\"%s><summary><h3><span class=\"tag %s\">%s</span> ",
               look, list->shown <= SHORT ? " open=\"open\"" : "", look, heading);
    page_number(out, list->count);
    buf_puts(out, "</h3></summary>\n");
}

void page_list_release(struct page_list *list)
{
    buf_release(&list->html);
    titles_release(&list->seen);
}
