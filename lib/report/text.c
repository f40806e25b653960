/* Renders the report as text. Do not change the wording: users of corrupt-video-inspector know it,
 * and their scripts search for it. */
#include "report/text.h"

#include <string.h>

#include "base/text.h"
#include "report/formats.h"

const struct report_format report_text = {0};

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

/* Adds the title that was read from the file name; without a title, adds the file name. */
static void add_subject(struct buf *out, const struct outcome_item *item)
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

static void add_outcome(struct buf *out, const struct outcome_item *item)
{
    const char *said = outcome_forms[item->outcome].said;

    buf_puts(out, "    ");
    if (item->outcome == OUTCOME_ADDED && outcome_is_custom_list(item->list)) {
        buf_puts(out, "✅ Added to list '");
        text_show(out, item->list);
        buf_putc(out, '\'');
    } else {
        buf_puts(out, said);
    }
    if (item->message)
        text_show(out, item->message);
    if (item->cause_text) {
        buf_puts(out, ": ");
        text_show(out, item->cause_text);
    }
    buf_putc(out, '\n');
}

/* Adds the arguments for and against a candidate: "same title, but different year (-100)". */
static void add_arguments(struct buf *out, const json_t *candidate)
{
    const json_t *sides[] = {json_object_get(candidate, "for"),
                             json_object_get(candidate, "against")};
    const char *before = ": ";

    for (size_t side = 0; side < 2; side++) {
        for (size_t i = 0; i < json_array_size(sides[side]); i++) {
            const char *text = json_string_value(json_array_get(sides[side], i));

            if (!text)
                continue;
            buf_puts(out, before);
            text_show(out, text);
            before = ", ";
        }
        before = *before == ',' ? ", but " : before;
    }
}

static void add_candidate(struct buf *out, const json_t *candidate)
{
    const char *title = json_string_value(json_object_get(candidate, "title"));
    json_int_t year = json_integer_value(json_object_get(candidate, "year"));

    if (!title)
        return;
    buf_printf(out, "      %3" JSON_INTEGER_FORMAT "  ",
               json_integer_value(json_object_get(candidate, "score")));
    text_show(out, title);
    if (year > 0)
        buf_printf(out, " (%" JSON_INTEGER_FORMAT ")", year);
    add_arguments(out, candidate);
    buf_putc(out, '\n');
}

static void add_reasons(struct buf *out, const struct outcome_item *item)
{
    if (item->outcome != OUTCOME_NOT_FOUND && item->outcome != OUTCOME_AMBIGUOUS)
        return;
    for (size_t i = 0; i < json_array_size(item->considered); i++)
        add_candidate(out, json_array_get(item->considered, i));
}

/* Adds the values in the file name that the file's headers contradict. */
static void add_disagreements(struct buf *out, const struct outcome_item *item)
{
    struct buf text = BUF_INIT(1 << 12);

    for (size_t i = 0; i < item->disagreement_count; i++) {
        buf_puts(&text, i ? ", " : "");
        disagree_add(&text, &item->disagreements[i]);
    }
    if (text.len) {
        buf_puts(out, "      Name and file disagree: ");
        text_show(out, buf_text(&text));
        buf_putc(out, '\n');
    }
    buf_release(&text);
}

void report_text_item(struct buf *out, const struct outcome_counts *counts, long total,
                      const struct outcome_item *item)
{
    buf_printf(out, "  (%zu", counts->total);
    if (total >= 0 && counts->total <= (size_t)total)
        buf_printf(out, "/%ld", total);
    buf_puts(out, ") Processing: ");
    add_subject(out, item);
    buf_putc(out, '\n');
    add_outcome(out, item);
    add_reasons(out, item);
    add_disagreements(out, item);
}

/* Adds the counts. Scripts read these lines, so all of them are always present, in this order. In a
 * dry run, titles that are already on the list do not count as titles that would be added. */
static void add_counts(struct buf *out, const struct outcome_counts *counts)
{
    size_t added = counts->added[MEDIA_MOVIE] + counts->added[MEDIA_SHOW];
    size_t tried = counts->total - outcome_left_out(counts);
    bool dry = counts->outcomes[OUTCOME_WOULD_ADD] && !counts->outcomes[OUTCOME_ADDED];
    const char *did = dry ? "that would be added" : "added";

    buf_printf(out, "Total items processed: %zu\n", counts->total);
    buf_printf(out, "Movies %s: %zu\n", did,
               counts->added[MEDIA_MOVIE] - (dry ? counts->existing[MEDIA_MOVIE] : 0));
    buf_printf(out, "Shows %s: %zu\n", did,
               counts->added[MEDIA_SHOW] - (dry ? counts->existing[MEDIA_SHOW] : 0));
    buf_printf(out, "Failed/Not found: %zu\n", outcome_failed(counts));
    buf_printf(out, "Success rate: %.1f%%\n", tried ? 100.0 * (double)added / (double)tried : 0.0);
}

/* Adds the causes of an outcome: "(several titles fit: 2, title without a year: 1)". Adds nothing
 * if no cause is known, or if all items have the cause that has no word of its own: it is the usual
 * cause, and needs no explanation. */
static void add_causes(struct buf *out, const struct outcome_counts *counts, int outcome)
{
    const char *before = " (";
    size_t known = 0;

    for (int i = CAUSE_NONE + 1; i < OUTCOME_CAUSES; i++) {
        const struct outcome_cause *cause = &outcome_causes[i];

        if ((int)cause->outcome != outcome || !counts->causes[i])
            continue;
        known += counts->causes[i];
        if (!cause->word && counts->causes[i] == counts->outcomes[outcome])
            return;
        buf_printf(out, "%s%s: %zu", before, cause->label, counts->causes[i]);
        before = ", ";
    }
    if (known && known < counts->outcomes[outcome] && !outcome_forms[outcome].added)
        buf_printf(out, "%sother: %zu", before, counts->outcomes[outcome] - known);
    if (known)
        buf_putc(out, ')');
}

static void add_taken_off(struct buf *out, size_t titles)
{
    if (titles)
        buf_printf(out,
                   "%zu %s removed from the list by you and %s not added again (--again adds %s)\n",
                   titles, titles == 1 ? "title was" : "titles were", titles == 1 ? "is" : "are",
                   titles == 1 ? "it" : "them");
}

void report_text_summary(struct buf *out, const struct outcome_counts *counts, bool after)
{
    if (!counts->total)
        buf_puts(out, "No media items found to sync\n");
    if (!counts->total || after)
        buf_putc(out, '\n');
    buf_puts(out, RULE "TRAKT SYNC SUMMARY\n" RULE);
    add_counts(out, counts);
    if (outcome_repeats(counts))
        buf_printf(out, "Distinct titles: %zu movies, %zu shows\n", counts->distinct[MEDIA_MOVIE],
                   counts->distinct[MEDIA_SHOW]);
    for (int i = 0; i < OUTCOMES; i++) {
        const struct outcome_form *form = &outcome_forms[i];

        if (form->label && counts->outcomes[i]) {
            buf_printf(out, "%s: %zu%s", form->label, counts->outcomes[i],
                       form->hint ? form->hint : "");
            add_causes(out, counts, i);
            buf_putc(out, '\n');
        }
    }
    add_taken_off(out, counts->taken_off.count);
    if (counts->disagreeing)
        buf_printf(out, "Name and file disagree: %zu\n", counts->disagreeing);
    if (counts->interrupted)
        buf_puts(out, "Interrupted: files not reached are not counted\n");
}
