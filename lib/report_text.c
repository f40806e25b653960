/* Renders the report as text. Its wording is what users of corrupt-video-inspector know, and what
 * their scripts look for: change none of it. */
#include "report_text.h"

#include <string.h>

#include "text.h"

#define RULE "==================================================\n"

void report_text_heading(struct buf *out, const struct report_heading *h)
{
    buf_puts(out, "Starting Trakt watchlist sync...\n");
    if (h->scan_file) {
        buf_puts(out, "Processing scan file: ");
        text_show(out, h->scan_file);
        buf_putc(out, '\n');
    }
    if (h->total > 0)
        buf_printf(out, "Found %ld media items to sync\n", h->total);
    if (h->total)
        buf_puts(out, "Searching and adding to watchlist...\n");
}

/* What the record is about: the title that its name says, else the name itself. */
static void add_subject(struct buf *out, const struct report_item *item)
{
    const struct media *media = &item->media;

    if (!item->has_media) {
        if (item->filename)
            text_show(out, text_basename(item->filename));
        else if (item->line > 0)
            buf_printf(out, "line %" JSON_INTEGER_FORMAT, item->line);
        else
            buf_puts(out, "a record without a name");
        return;
    }
    text_show(out, media->title);
    if (media->year != RECORD_NONE)
        buf_printf(out, " (%d)", media->year);
    buf_printf(out, " [%s]", record_type_words[media->type]);
}

static void add_outcome(struct buf *out, const struct report_item *item)
{
    const char *said = report_forms[item->outcome].said;

    buf_puts(out, "    ");
    if (item->outcome == REPORT_ADDED && report_is_custom(item->list)) {
        buf_puts(out, "✅ Added to list '");
        text_show(out, item->list);
        buf_putc(out, '\'');
    } else {
        buf_puts(out, said);
    }
    if (item->message)
        text_show(out, item->message);
    buf_putc(out, '\n');
}

void report_text_item(struct buf *out, const struct report *r, long total,
                      const struct report_item *item)
{
    buf_printf(out, "  (%zu", r->total);
    if (total >= 0 && r->total <= (size_t)total)
        buf_printf(out, "/%ld", total);
    buf_puts(out, ") Processing: ");
    add_subject(out, item);
    buf_putc(out, '\n');
    add_outcome(out, item);
}

/* The lines that scripts and people know from the guide, always and in this order. */
static void add_counts(struct buf *out, const struct report *r)
{
    size_t added = r->added[MEDIA_MOVIE] + r->added[MEDIA_SHOW];
    const char *did = r->outcomes[REPORT_WOULD_ADD] && !r->outcomes[REPORT_ADDED]
                          ? "that would be added"
                          : "added";

    buf_printf(out, "Total items processed: %zu\n", r->total);
    buf_printf(out, "Movies %s: %zu\n", did, r->added[MEDIA_MOVIE]);
    buf_printf(out, "Shows %s: %zu\n", did, r->added[MEDIA_SHOW]);
    buf_printf(out, "Failed/Not found: %zu\n", report_failed(r));
    buf_printf(out, "Success rate: %.1f%%\n",
               r->total ? 100.0 * (double)added / (double)r->total : 0.0);
}

void report_text_summary(struct buf *out, const struct report *r, bool after)
{
    if (!r->total)
        buf_puts(out, "No media items found to sync\n");
    if (!r->total || after)
        buf_putc(out, '\n');
    buf_puts(out, RULE "TRAKT SYNC SUMMARY\n" RULE);
    add_counts(out, r);
    if (report_repeats(r))
        buf_printf(out, "Distinct titles: %zu movies, %zu shows\n", r->distinct[MEDIA_MOVIE],
                   r->distinct[MEDIA_SHOW]);
    for (int i = 0; i < REPORT_OUTCOMES; i++) {
        const struct report_form *form = &report_forms[i];

        if (form->label && r->outcomes[i])
            buf_printf(out, "%s: %zu%s\n", form->label, r->outcomes[i],
                       form->hint ? form->hint : "");
    }
    if (r->interrupted)
        buf_puts(out, "Interrupted: what had not come yet is not counted\n");
}
