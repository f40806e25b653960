/* The titles of a report in the shape of a list that IMDb has exported, which many services import:
 * CSV, one row for each title with an IMDb id; unknown cells are empty. Titles without an IMDb id
 * are left out and counted.
 * Source: lists exported by IMDb from 2017 to 2024, "movie" and "tvSeries" included. Later exports
 * have more columns, and services find columns by their names. IMDb itself documents no import. */
#include "report/formats.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/csv.h"
#include "report/export.h"

/* clang-format off */
static const char *const columns[] = {
    "Position", "Const", "Created", "Modified", "Description", "Title", "URL", "Title Type",
    "IMDb Rating", "Runtime (mins)", "Year", "Genres", "Num Votes", "Release Date", "Directors",
    NULL,
};
/* clang-format on */

static void add_cells(struct buf *out, size_t position, const struct outcome_counts *counts,
                      const struct subject *subject)
{
    char time[CLOCK_TEXT], url[SUBJECT_ID_MAX + 64];

    clock_text(counts->time, time);
    time[strcspn(time, "T")] = '\0'; /* the day */
    snprintf(url, sizeof url, "https://www.imdb.com/title/%s/", subject->imdb);
    buf_printf(out, "%zu", position);
    csv_field(out, subject->imdb, false);
    csv_field(out, time, false);
    csv_field(out, time, false);
    csv_field(out, NULL, false);
    csv_field(out, subject->title, false);
    csv_field(out, url, false);
    csv_field(out, subject->type == MEDIA_MOVIE ? "movie" : "tvSeries", false);
    buf_puts(out, ",,");
    csv_number(out, subject->year, 0);
    buf_puts(out, ",,,,");
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
    list->rows++;
    add_cells(out, list->rows, counts, &subject);
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
    .tell = report_export_tell,
    .release = report_export_release,
};
