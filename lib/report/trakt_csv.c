/* Writes the titles of a report as CSV for Trakt's website (see report/import.h), one row for each
 * title.
 * - watchlisted_at is the time of the report. The website adds a row with watchlisted_at to the
 *   watchlist.
 * - watchlisted_at is not the last column, because a parser that splits lines at LF may read the
 *   CR as part of the last column.
 * - Titles are written with csv_field: csv_cell would put an apostrophe before a formula. */
#include "report/formats.h"

#include <stdio.h>

#include "base/csv.h"
#include "report/import.h"

/* clang-format off */
static const char *const columns[] = {
    "imdb_id", "tmdb_id", "tvdb_id", "trakt_id", "type", "watchlisted_at", "title", "year", NULL,
};
/* clang-format on */

static void add_row(struct buf *out, void *own, const struct outcome_counts *counts,
                    const struct outcome_item *item)
{
    struct import_entry entry;
    char imdb[SUBJECT_ID_MAX];

    if (!import_entry_read(own, counts, item, &entry))
        return;
    snprintf(imdb, sizeof imdb, "tt%07lld", (long long)entry.ids.of[TITLE_ID_IMDB]);
    csv_field(out, entry.ids.of[TITLE_ID_IMDB] ? imdb : NULL, true);
    csv_number(out, entry.ids.of[TITLE_ID_TMDB], 1);
    csv_number(out, entry.ids.of[TITLE_ID_TVDB], 1);
    csv_number(out, entry.ids.of[TITLE_ID_TRAKT], 1);
    csv_field(out, record_type_words[entry.type], false);
    csv_field(out, entry.when, false);
    csv_field(out, entry.title, false);
    csv_number(out, entry.year, 1);
    csv_end(out);
    import_entry_release(&entry);
}

static void add_head(struct buf *out, void *own, const struct outcome_counts *counts)
{
    (void)own;
    (void)counts;
    csv_head(out, columns);
}

static void add_way(struct buf *out, const void *own, const char *names, bool split)
{
    import_way(out, own, names, split, "Trakt CSV");
}

const struct report_format report_trakt_csv = {
    .own_size = sizeof(struct report_export),
    .head = add_head,
    .row = add_row,
    .most_rows = IMPORT_MOST_ROWS,
    .most = IMPORT_MOST,
    .way = add_way,
    .describe = report_export_describe,
    .release = report_export_release,
};
