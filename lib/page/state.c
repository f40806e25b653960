/* The first screen: who reads no further knows how things stand. */
#include "page/part.h"
#include "page/text.h"

#include <string.h>
#include <time.h>

/* "3 of 120 files are corrupt and 2 are suspicious." */
static void add_headline(struct buf *out, const struct page_gather *all)
{
    const size_t *health = all->all.health;
    size_t bad = health[SCAN_CORRUPT], doubt = health[SCAN_SUSPICIOUS];
    size_t scanned = all->all.files - health[PAGE_UNKNOWN];

    if (!all->all.files) {
        buf_puts(out, "There is nothing to tell: no record came.");
    } else if (!scanned) {
        page_counted(out, all->all.files, "file", "files");
        buf_puts(out, ", not scanned for damage.");
    } else if (!bad && !doubt) {
        buf_puts(out, scanned == 1 ? "The one file that was scanned is sound." : "All ");
        if (scanned > 1) {
            page_counted(out, scanned, "file", "files");
            buf_puts(out, health[PAGE_UNKNOWN] ? " that were scanned are sound." : " are sound.");
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
    char text[48];
    time_t at = (time_t)seconds;
    struct tm parts;

    if (seconds > 0 && gmtime_r(&at, &parts) &&
        strftime(text, sizeof text, "%Y-%m-%d %H:%M UTC", &parts))
        buf_printf(out, "<span>Report of %s</span> ", text);
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
        buf_puts(out, "<p class=\"banner\">The run was interrupted: what had not come yet is not "
                      "here.</p>\n");
}

/* A part's number and words, which lead to the rows that are meant. */
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
                  "How sound the files are</h2>\n");
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
                  "What became of them on Trakt</h2>\n");
    page_chart_bar(out, parts, OUTCOMES, 1, "Files by what became of them");
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
