/* Shared by the formats for import on Trakt's own web page, which needs no login of these programs
 * (app.trakt.tv, Settings, Data).
 *
 * Source: the sources of the page, trakt/trakt-web, projects/client/src/lib/sections/settings/
 * import, of August 2026; not tried against the service. The page sorts rows into watchlist,
 * history and ratings, so a row must determine its place:
 * - a row without a date, a rating or an action becomes history, that is, watched;
 * - shows are identified by imdb, tvdb, trakt, in this order, otherwise by title and year; tmdb is
 *   ignored;
 * - films are identified by imdb, tmdb, trakt, otherwise by title and year;
 * - flat JSON is read as films only, so the nested format of the API is written;
 * - seasons and episodes do not reach the watchlist, so their show is written. */
#ifndef REPORT_IMPORT_H
#define REPORT_IMPORT_H

#include <jansson.h>

#include "base/clock.h"
#include "report/export.h"

/* Trakt's watchlist holds 250 titles in a free account (as of 2026; 100 in 2025), and the page
 * rejects files with more. */
enum { IMPORT_MOST_ROWS = 250 };
#define IMPORT_MOST "titles, and Trakt's website imports up to 250 at once without VIP"

/* The written form of a title. */
struct import_entry {
    enum media_type type;
    char *title;           /* without line ends and control characters */
    int year;              /* RECORD_NONE if unknown */
    struct title_ids ids;  /* ids that the page uses, and further ids only in addition to these */
    char when[CLOCK_TEXT]; /* the time of the report */
};

/* Fills entry, which the caller releases with import_entry_release. Returns true if the item is
 * matched, is the first with its title, and can be imported safely; otherwise returns false and
 * counts the item in list. */
bool import_entry_read(struct report_export *list, const struct outcome_counts *counts,
                       const struct outcome_item *item, struct import_entry *entry);
void import_entry_release(struct import_entry *entry);

/* Adds the steps for importing the file into the watchlist. source: the page's word for the
 * format. */
void import_way(struct buf *out, const struct report_export *list, const char *names, bool split,
                const char *source);

#endif
