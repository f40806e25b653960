/* Renders films as Letterboxd takes them. A title is handed on exactly, since it is
 * searched for. */
#include "report/letterboxd.h"

#include "base/csv.h"
#include "report/export.h"

static void add_item(struct buf *out, void *own, const struct outcome_counts *counts,
                     const struct outcome_item *item)
{
    struct report_export *films = own;
    struct subject subject;

    (void)counts;
    if (!report_export_title(films, item, &subject))
        return;
    if (subject.type != MEDIA_MOVIE) {
        films->remarks[EXPORT_SHOW]++;
        return;
    }
    csv_field(out, subject.title, true);
    csv_number(out, subject.year, 0);
    csv_field(out, subject.imdb, false);
    csv_number(out, subject.tmdb, 1);
    csv_end(out);
    films->bytes += out->len;
}

static void add_head(struct buf *out, void *own, const struct outcome_counts *counts)
{
    (void)own;
    (void)counts;
    buf_puts(out, "Title,Year,imdbID,tmdbID");
    csv_end(out);
}

static void tell(struct buf *out, const void *own)
{
    const struct report_export *films = own;

    report_export_tell(out, films);
    if (films->bytes >= LETTERBOXD_MOST - 32) /* the head is about that long */
        buf_printf(out,
                   "%sthe file has %zu KB, and Letterboxd takes 1000 at a time (split it: see "
                   "docs/cookbook.md)",
                   out->len ? ", " : "", films->bytes / 1000);
}

const struct report_format report_letterboxd = {
    .own_size = sizeof(struct report_export),
    .item = add_item,
    .head = add_head,
    .tell = tell,
    .release = report_export_release,
};
