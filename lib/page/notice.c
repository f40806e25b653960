/* What needs a look comes before everything else, the worst first. */
#include "page/part.h"
#include "page/text.h"

static const struct {
    const char *heading, *hint, *look;
    char filter; /* of the rows that are meant, and its value; '\0': there are several */
    const char *value;
} forms[PAGE_NOTICES] = {
    [PAGE_CORRUPT] = {"Corrupt",
                      "Something in them is destroyed or missing. A new copy is the only cure.",
                      "bad", 'h', "corrupt"},
    [PAGE_SUSPICIOUS] =
        {"Suspicious", "They are odd, or it is not known whether it hurts: a deeper scan may tell.",
         "doubt", 'h', "suspicious"},
    [PAGE_AMBIGUOUS] =
        {"Ambiguous",
         "Several titles fit equally. Choose with cvi-match --interactive, or put the year or an "
         "id into the name.",
         "doubt", 'o', "ambiguous"},
    [PAGE_NOT_FOUND] = {"Not found on Trakt",
                        "No title fits. The name may be misspelt, or be none of a film or a show.",
                        "doubt", 'o', "not-found"},
    [PAGE_TROUBLE] = {"Went wrong", "These were not dealt with; the reason stands beside each.",
                      "bad", '\0', ""},
};

static void add_list(struct buf *out, const struct page_list *list, int kind)
{
    buf_printf(out,
               "<details class=\"notices %s\"%s><summary><h3><span class=\"tag %s\">%s</span> ",
               forms[kind].look, list->shown <= 12 ? " open=\"open\"" : "", forms[kind].look,
               forms[kind].heading);
    page_number(out, list->count);
    buf_printf(out, "</h3></summary>\n<p class=\"hint\">%s</p>\n<ul class=\"cards\">\n",
               forms[kind].hint);
    buf_add(out, list->html.at, list->html.len);
    buf_puts(out, "</ul>\n");
    if (list->repeated) {
        buf_puts(out, "<p class=\"hint\">Each title is here once; ");
        page_counted(out, list->repeated, "further file has", "further files have");
        buf_puts(out, " the title of another one.</p>\n");
    }
    if (list->count > list->shown + list->repeated) {
        buf_puts(out, "<p class=\"hint\">");
        page_number(out, list->count - list->shown - list->repeated);
        buf_puts(out, " more are in ");
        if (forms[kind].filter)
            buf_printf(out, "<a href=\"#files\" data-%c=\"%s\">the table below</a>.</p>\n",
                       forms[kind].filter, forms[kind].value);
        else
            buf_puts(out, "<a href=\"#files\">the table below</a>.</p>\n");
    }
    buf_puts(out, "</details>\n");
}

void page_part_notices(struct buf *out, const struct page_gather *all)
{
    size_t count = 0;

    for (int i = 0; i < PAGE_NOTICES; i++)
        count += all->notices[i].count;
    if (!count)
        return;
    buf_puts(out, "<section aria-labelledby=\"look-h\"><h2 id=\"look-h\">Worth a look</h2>\n");
    for (int i = 0; i < PAGE_NOTICES; i++) {
        if (all->notices[i].count)
            add_list(out, &all->notices[i], i);
    }
    buf_puts(out, "</section>\n");
}

void page_part_titles(struct buf *out, const struct page_gather *all)
{
    static const char *const headings[PAGE_TITLES] = {
        [OUTCOME_ADDED] = "Added",
        [OUTCOME_EXISTING] = "There already",
        [OUTCOME_WOULD_ADD] = "Would be added",
    };
    size_t count = 0;

    for (int i = 0; i < PAGE_TITLES; i++)
        count += all->titles[i].count;
    if (!count)
        return;
    buf_puts(out, "<section aria-labelledby=\"list-h\"><h2 id=\"list-h\">On the list</h2>\n");
    for (int i = 0; i < PAGE_TITLES; i++) {
        const struct page_list *list = &all->titles[i];

        if (!list->count)
            continue;
        buf_printf(out,
                   "<details class=\"titles\"%s><summary><h3><span class=\"tag %s\">%s</span> ",
                   list->count <= 60 ? " open=\"open\"" : "", page_outcomes[i].look, headings[i]);
        page_counted(out, list->count, "title", "titles");
        buf_puts(out, "</h3></summary><ul class=\"columns\">\n");
        buf_add(out, list->html.at, list->html.len);
        buf_puts(out, "</ul>");
        if (list->count > list->shown) {
            buf_puts(out, "<p class=\"hint\">");
            page_number(out, list->count - list->shown);
            buf_printf(out,
                       " more are in <a href=\"#files\" data-o=\"%s\">the table below</a>.</p>",
                       page_outcomes[i].key);
        }
        buf_puts(out, "</details>\n");
    }
    buf_puts(out, "</section>\n");
}
