/* The titles of a report as a file that Trakt itself imports, without a login of these programs: a
 * JSON array with an object per line for each title: {"type", "title", "year", "trakt_id",
 * "imdb_id", "tmdb_id", "tvdb_id", "watchlisted_at"}; unknown members are left out. watchlisted_at
 * is the time of the report: because of it Trakt puts the title on the watchlist, and not among
 * watched titles. Titles without an id are included, and counted.
 * Source: Trakt's help on importing data (trakt.tv, settings, data, "import"), as known in 2025: an
 * array of objects with an id and its type, and any of watched_at, watchlisted_at, rating,
 * rated_at. Not checked against the service; what Trakt does with title and year alone is not
 * documented. */
#include "report/formats.h"

#include "base/clock.h"
#include "json/text.h"
#include "report/export.h"

static json_t *number_or_none(json_int_t number)
{
    return number > 0 ? json_integer(number) : NULL;
}

static void add_row(struct buf *out, void *own, const struct outcome_counts *counts,
                    const struct outcome_item *item)
{
    struct report_export *list = own;
    struct subject subject;
    char when[CLOCK_TEXT];

    if (!report_export_title(list, counts, item, &subject))
        return;
    if (!subject.trakt && !subject.imdb && !subject.tmdb && !subject.tvdb)
        list->remarks[EXPORT_NO_ID]++;
    clock_text(counts->time, when);
    json_auto_t *entry =
        json_pack("{s:s, s:s, s:o*, s:o*, s:s*, s:o*, s:o*, s:s}", "type",
                  record_type_words[subject.type], "title", subject.title, "year",
                  number_or_none(subject.year), "trakt_id", number_or_none(subject.trakt),
                  "imdb_id", subject.imdb, "tmdb_id", number_or_none(subject.tmdb), "tvdb_id",
                  number_or_none(subject.tvdb), "watchlisted_at", when);
    buf_puts(out, list->rows ? ",\n" : "\n");
    json_text_add(out, entry);
    list->rows++;
}

static void add_head(struct buf *out, void *own, const struct outcome_counts *counts)
{
    (void)own;
    (void)counts;
    buf_putc(out, '[');
}

static void add_tail(struct buf *out, void *own, const struct outcome_counts *counts)
{
    const struct report_export *list = own;

    (void)counts;
    buf_puts(out, list->rows ? "\n]\n" : "]\n");
}

const struct report_format report_trakt = {
    .own_size = sizeof(struct report_export),
    .head = add_head,
    .row = add_row,
    .tail = add_tail,
    .tell = report_export_tell,
    .release = report_export_release,
};
