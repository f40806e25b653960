/* Writes the titles of a report in the format of a list exported by IMDb, which many services
 * import: CSV with one row for each title. Titles without an IMDb id are left out and counted.
 * Source: lists exported by IMDb since August 2024. IMDb itself documents no import. Services find
 * columns by their names. "Your Rating" and "Date Rated" stay empty, because services count rated
 * titles as watched. */
#include "report/formats.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/csv.h"
#include "report/export.h"

/* clang-format off */
static const char *const columns[] = {
    "Position", "Const", "Created", "Modified", "Description", "Title", "Original Title", "URL",
    "Title Type", "IMDb Rating", "Runtime (mins)", "Year", "Genres", "Num Votes", "Release Date",
    "Directors", "Your Rating", "Date Rated", NULL,
};
/* clang-format on */

static json_int_t runtime_of(const struct outcome_item *item)
{
    const json_t *match = json_object_get(item->record, "match");

    return item->has_match ? json_integer_value(json_object_get(match, "runtime")) : 0;
}

static void add_cells(struct buf *out, size_t position, const struct outcome_counts *counts,
                      const struct outcome_item *item, const struct subject *subject)
{
    char time[CLOCK_TEXT], url[SUBJECT_ID_MAX + 64];

    clock_text(counts->time, time);
    time[strcspn(time, "T")] = '\0'; /* only the date */
    snprintf(url, sizeof url, "https://www.imdb.com/title/%s/", subject->imdb);
    buf_printf(out, "%zu", position);
    csv_field(out, subject->imdb, false);
    csv_field(out, time, false);
    csv_field(out, time, false);
    csv_field(out, NULL, false);
    csv_field(out, subject->title, false);
    csv_field(out, NULL, false);
    csv_field(out, url, false);
    csv_field(out, subject->type == MEDIA_MOVIE ? "Movie" : "TV Series", false);
    csv_field(out, NULL, false);
    csv_number(out, runtime_of(item), 1);
    csv_number(out, subject->year, 1);
    buf_puts(out, ",,,,,,"); /* the columns from Genres to Date Rated */
    csv_end(out);
}

static void add_row(struct buf *out, void *own, const struct outcome_counts *counts,
                    const struct outcome_item *item)
{
    struct report_export *list = own;
    struct subject subject;

    if (!report_export_title(list, counts, item, &subject))
        return;
    if (!subject.imdb) {
        list->remarks[EXPORT_NO_IMDB]++;
        return;
    }
    report_export_written(list, item);
    add_cells(out, list->rows, counts, item, &subject);
}

static void add_head(struct buf *out, void *own, const struct outcome_counts *counts)
{
    (void)own;
    (void)counts;
    csv_head(out, columns);
}

const struct report_format report_imdb = {
    .own_size = sizeof(struct report_export),
    .head = add_head,
    .row = add_row,
    .describe = report_export_describe,
    .release = report_export_release,
};
