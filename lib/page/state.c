/* Writes the parts at the top of the page: the state of the library, the files to check, and the
 * titles on the list. */
#include "page/parts.h"
#include "page/text.h"

#include <string.h>
#include <time.h>

/* --- The header --- */

/* Adds "3 of 120 files are corrupt, 2 are suspicious." */
static void add_headline(struct buf *out, const struct page_gather *all)
{
    const size_t *health = all->all.health;
    size_t bad = health[SCAN_CORRUPT], doubt = health[SCAN_SUSPICIOUS];
    size_t scanned = all->all.files - health[PAGE_UNKNOWN];

    if (!all->all.files) {
        buf_puts(out, "No files: the input had no records.");
    } else if (!scanned) {
        page_counted(out, all->all.files, "file", "files");
        buf_puts(out, ", not scanned for damage.");
    } else if (!bad && !doubt) {
        buf_puts(out, scanned == 1 ? "The one file that was scanned is healthy." : "All ");
        if (scanned > 1) {
            page_counted(out, scanned, "file", "files");
            buf_puts(out,
                     health[PAGE_UNKNOWN] ? " that were scanned are healthy." : " are healthy.");
        }
    } else {
        page_number(out, bad ? bad : doubt);
        buf_puts(out, " of ");
        page_counted(out, scanned, "file", "files");
        buf_puts(out, (bad ? bad : doubt) == 1 ? " is " : " are ");
        buf_puts(out, bad ? "corrupt" : "suspicious");
        if (bad && doubt) {
            buf_puts(out, ", ");
            page_number(out, doubt);
            buf_puts(out, doubt == 1 ? " is suspicious" : " are suspicious");
        }
        buf_putc(out, '.');
    }
}

static void add_time(struct buf *out, int64_t seconds)
{
    char text[64];
    time_t at = (time_t)seconds;
    struct tm parts;

    if (seconds > 0 && gmtime_r(&at, &parts) &&
        strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ\">%Y-%m-%d %H:%M UTC", &parts))
        buf_printf(out, "<span>Report of <time datetime=\"%s</time></span> ", text);
}

static void add_facts(struct buf *out, const struct page_gather *all,
                      const struct outcome_counts *counts)
{
    buf_puts(out, "<p class=\"facts\">");
    add_time(out, counts->time);
    if (all->first[0]) {
        buf_printf(out, "<span>scanned %s", all->first);
        if (strcmp(all->first, all->last) != 0)
            buf_printf(out, " to %s", all->last);
        buf_puts(out, "</span> ");
    }
    if (all->sized) {
        buf_puts(out, "<span>");
        page_bytes(out, all->all.bytes);
        buf_puts(out, all->sized < all->all.files ? " in the files whose size is known</span> "
                                                  : " in all</span> ");
    }
    if (counts->list) {
        buf_puts(out, "<span>list ");
        page_inline(out, counts->list);
        buf_puts(out, counts->mixed_lists ? " and others</span> " : "</span> ");
    }
    buf_puts(out, "</p>\n");
    if (counts->interrupted)
        buf_puts(out, "<p class=\"banner\">The run was interrupted: files not reached are not "
                      "listed.</p>\n");
}

/* Adds an entry of a bar's legend, which links to its rows. */
static void add_key(struct buf *out, char filter, const struct page_word *word, size_t amount,
                    size_t total)
{
    if (!amount)
        return;
    buf_printf(out, "<li><a href=\"#files\" data-%c=\"%s\"><span class=\"tag %s\">%s</span> <b>",
               filter, word->key, word->look, word->word);
    page_number(out, amount);
    buf_puts(out, "</b></a> <small>");
    page_share(out, (double)amount / (double)total);
    buf_puts(out, "</small></li>\n");
}

static void add_health(struct buf *out, const struct page_sum *sum)
{
    static const int order[PAGE_HEALTHS] = {SCAN_CORRUPT, SCAN_SUSPICIOUS, SCAN_HEALTHY,
                                            PAGE_UNKNOWN};
    struct page_part parts[PAGE_HEALTHS];

    buf_puts(out, "<section class=\"card\" aria-labelledby=\"health-h\"><h2 id=\"health-h\">"
                  "File health</h2>\n");
    page_sum_parts(sum, parts);
    page_chart_bar(out, parts, PAGE_HEALTHS, 1, "Files by state");
    buf_puts(out, "<ul class=\"keys\">\n");
    for (int i = 0; i < PAGE_HEALTHS; i++)
        add_key(out, 'h', &page_healths[order[i]], sum->health[order[i]], sum->files);
    buf_puts(out, "</ul></section>\n");
}

static void add_outcomes(struct buf *out, const struct outcome_counts *counts)
{
    struct page_part parts[OUTCOMES];

    for (int i = 0; i < OUTCOMES; i++)
        parts[i] = (struct page_part){.amount = counts->outcomes[i],
                                      .look = page_outcomes[i].look,
                                      .label = page_outcomes[i].word};
    buf_puts(out, "<section class=\"card\" aria-labelledby=\"trakt-h\"><h2 id=\"trakt-h\">"
                  "Trakt status</h2>\n");
    page_chart_bar(out, parts, OUTCOMES, 1, "Files by Trakt status");
    buf_puts(out, "<ul class=\"keys\">\n");
    for (int i = 0; i < OUTCOMES; i++)
        add_key(out, 'o', &page_outcomes[i], counts->outcomes[i], counts->total);
    buf_puts(out, "</ul></section>\n");
}

void page_part_state(struct buf *out, const struct page_gather *all,
                     const struct outcome_counts *counts)
{
    buf_puts(out, "<header><h1>");
    add_headline(out, all);
    buf_puts(out, "</h1>\n");
    add_facts(out, all, counts);
    if (counts->total)
        buf_puts(out, "<a class=\"skip\" href=\"#files\">To the table of all files</a>\n");
    buf_puts(out, "</header>\n<main>\n");
    if (!counts->total)
        return;
    buf_puts(out, "<div class=\"pair\">\n");
    add_health(out, &all->all);
    add_outcomes(out, counts);
    buf_puts(out, "</div>\n");
}

/* --- Files to check, in the order of enum page_notice ----------------------------------------- */

/* clang-format off */
static const struct {
    const char *heading, *look;
    char filter; /* the filter that selects the rows; '\0': no single filter does */
    const char *value;
    const char *hint;
} forms[PAGE_NOTICES] = {
    [PAGE_CORRUPT]    = {"Corrupt",            "bad",   'h',  "corrupt",
        "Data is damaged or missing. Replace these files with new copies."},
    [PAGE_SUSPICIOUS] = {"Suspicious",         "doubt", 'h',  "suspicious",
        "These files are unusual, but may play well. A deeper scan may show more."},
    [PAGE_AMBIGUOUS]  = {"Ambiguous",          "doubt", 'o',  "ambiguous",
        "The match is not certain. Choose with cvi-match --interactive, or add the year or an "
        "id to the name."},
    [PAGE_NOT_FOUND]  = {"Not found on Trakt", "doubt", 'o',  "not-found",
        "No title fits. The name may be misspelt, or may not be that of a film or show."},
    [PAGE_TROUBLE]    = {"Problems",         "bad",   '\0', "",
        "These files were not processed, for the reason beside each."},
    [PAGE_DIFFERS]    = {"Name and file disagree", "doubt", 'd', "differs",
        "The name and the content differ, or the length of the file is not that of the film. The "
        "file may not be what its name states."},
};
/* clang-format on */

static void add_list(struct buf *out, const struct page_list *list, int kind)
{
    page_list_head(out, list, forms[kind].look, forms[kind].heading);
    buf_printf(out, "<p class=\"hint\">%s</p>\n<ul class=\"cards\">\n", forms[kind].hint);
    buf_add(out, list->html.at, list->html.len);
    buf_puts(out, "</ul>\n");
    if (list->repeated) {
        buf_puts(out, "<p class=\"hint\">Each title is listed once; ");
        page_counted(out, list->repeated, "further file has", "further files have");
        buf_puts(out, " the title of a listed file.</p>\n");
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
    buf_puts(out, "<section aria-labelledby=\"look-h\"><h2 id=\"look-h\">Files to check</h2>\n");
    for (int i = 0; i < PAGE_NOTICES; i++) {
        if (all->notices[i].count)
            add_list(out, &all->notices[i], i);
    }
    buf_puts(out, "</section>\n");
}

/* --- On the list --- */

void page_part_titles(struct buf *out, const struct page_gather *all)
{
    static const char *const headings[PAGE_TITLES] = {
        [OUTCOME_ADDED] = "Added",
        [OUTCOME_EXISTING] = "Already there",
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
