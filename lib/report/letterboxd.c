/* Writes the films of a report as CSV for Letterboxd, one row for each film. Shows are left out and
 * counted. Source: letterboxd.com/about/importing-data, as of 2025. Not tested with the service.
 * - Letterboxd expects UTF-8. It finds columns by their names, which are all optional. A file can
 *   have up to 1 MB.
 * - If a row has no id, Letterboxd searches for Title and Year. Therefore, titles are written
 *   with csv_field: csv_cell would put an apostrophe before a formula. */
#include "report/formats.h"

#include "base/csv.h"
#include "report/export.h"

enum { LETTERBOXD_MOST = 1000000 }; /* maximum bytes of a file */

static void add_row(struct buf *out, void *own, const struct outcome_counts *counts,
                    const struct outcome_item *item)
{
    struct report_export *films = own;
    struct subject subject;

    if (!report_export_title(films, counts, item, &subject))
        return;
    if (!report_export_takes(films, &subject, MEDIA_MOVIE))
        return;
    csv_field(out, subject.title, true);
    csv_number(out, subject.year, 0);
    csv_field(out, subject.imdb, false);
    csv_number(out, subject.tmdb, 1);
    csv_end(out);
    films->bytes += out->len;
    report_export_written(films, item);
}

static void add_head(struct buf *out, void *own, const struct outcome_counts *counts)
{
    (void)own;
    (void)counts;
    buf_puts(out, "Title,Year,imdbID,tmdbID");
    csv_end(out);
}

static void describe(struct buf *out, const void *own)
{
    const struct report_export *films = own;

    report_export_describe(out, films);
    if (films->bytes >= LETTERBOXD_MOST - 32) /* 32: more than the length of the head */
        buf_printf(out,
                   "%sthe file has %zu KB, but Letterboxd accepts only 1000 KB (split it: see "
                   "docs/cookbook.md)",
                   out->len ? ", " : "", films->bytes / 1000);
}

const struct report_format report_letterboxd = {
    .own_size = sizeof(struct report_export),
    .head = add_head,
    .row = add_row,
    .describe = describe,
    .release = report_export_release,
};
