/* Writes the titles of a report as CSV for the import at Simkl (simkl.com/apps/import/csv), one row
 * for each title. Source: files that other programs write for this import, as of 2025. Not tested
 * with the service.
 * - Simkl finds columns by their names. Type is movie, tv or anime.
 * - WatchedDate and LastEpWatched stay empty, because Simkl counts a row with one of them as
 *   watched.
 * - Titles have no newlines or control characters. They are written with csv_field: csv_cell
 *   would put an apostrophe before a formula. */
#include "report/formats.h"

#include "base/csv.h"
#include "base/text.h"
#include "report/export.h"

/* clang-format off */
static const char *const columns[] = {
    "simkl_id", "TVDB_ID", "TMDB", "IMDB_ID", "MAL_ID", "Type", "Title", "Year", "LastEpWatched",
    "Watchlist", "WatchedDate", "Rating", "Memo", NULL,
};
/* clang-format on */

/* Returns whether Simkl can find the title. Counts a title without an id. */
static bool has_key(struct report_export *list, const struct subject *subject)
{
    if (subject->imdb || subject->tmdb || (subject->type == MEDIA_SHOW && subject->tvdb))
        return true;
    list->remarks[subject->year > 0 ? EXPORT_NO_ID : EXPORT_NO_KEY]++;
    return subject->year > 0;
}

static void add_row(struct buf *out, void *own, const struct outcome_counts *counts,
                    const struct outcome_item *item)
{
    struct buf title = BUF_INIT(SIZE_MAX / 2);
    struct subject subject;

    if (!report_export_title(own, counts, item, &subject) || !has_key(own, &subject))
        return;
    text_show(&title, subject.title);
    csv_field(out, NULL, true);
    /* This column has the ids of shows. TVDB numbers films separately. */
    csv_number(out, subject.type == MEDIA_SHOW ? subject.tvdb : 0, 1);
    csv_number(out, subject.tmdb, 1);
    csv_field(out, subject.imdb, false);
    csv_field(out, NULL, false);
    csv_field(out, subject.type == MEDIA_MOVIE ? "movie" : "tv", false);
    csv_field(out, buf_text(&title), false);
    csv_number(out, subject.year, 1);
    csv_field(out, NULL, false);
    csv_field(out, "plantowatch", false);
    buf_puts(out, ",,,"); /* WatchedDate, Rating, Memo */
    csv_end(out);
    report_export_written(own, item);
    buf_release(&title);
}

static void add_head(struct buf *out, void *own, const struct outcome_counts *counts)
{
    (void)own;
    (void)counts;
    csv_head(out, columns);
}

static void add_way(struct buf *out, const void *own, const char *names, bool split)
{
    const struct report_export *list = own;

    (void)split;
    if (!list->rows)
        return;
    report_export_count(out, list);
    buf_puts(out, " in ");
    text_show(out, names);
    buf_puts(out, ": import it at simkl.com/apps/import/csv");
}

const struct report_format report_simkl = {
    .own_size = sizeof(struct report_export),
    .head = add_head,
    .row = add_row,
    .way = add_way,
    .describe = report_export_describe,
    .release = report_export_release,
};
