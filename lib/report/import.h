/* The titles of a report as Trakt's own web page imports them, without a login of these programs
 * (app.trakt.tv, Settings, Data): what its formats share.
 *
 * Source: the sources of the page, trakt/trakt-web, projects/client/src/lib/sections/settings/
 * import, of August 2026; not tried against the service. The page sorts rows into watchlist,
 * history and ratings, so a row must say where it belongs:
 * - a row without a date, a rating or an action becomes history, that is, watched;
 * - shows are known by imdb, tvdb, trakt, in this order, else by title and year; tmdb is ignored;
 * - films are known by imdb, tmdb, trakt, else by title and year;
 * - flat JSON is read as films only, so the nested shape of the API is written;
 * - seasons and episodes do not reach the watchlist, so a show stands for them. */
#ifndef REPORT_IMPORT_H
#define REPORT_IMPORT_H

#include <jansson.h>

#include "base/clock.h"
#include "report/export.h"

/* Trakt's watchlist holds 250 titles in a free account (as of 2026; 100 in 2025), and the page
 * imports no file that has more. */
enum { IMPORT_MOST_ROWS = 250 };
#define IMPORT_MOST "titles, and Trakt's page imports up to 250 at once without VIP"

/* A title as it is written. */
struct import_entry {
    enum media_type type;
    char *title;           /* without line ends and control characters */
    int year;              /* RECORD_NONE when unknown */
    struct title_ids ids;  /* those that the page uses, and others only beside them */
    char when[CLOCK_TEXT]; /* the time of the report */
};

/* Fills entry, to be released with import_entry_release, and returns true if the item is matched
 * and the first of its title, and can be written safely. Else it is counted in list. */
bool import_entry_read(struct report_export *list, const struct outcome_counts *counts,
                       const struct outcome_item *item, struct import_entry *entry);
void import_entry_release(struct import_entry *entry);

/* Adds the way from the file to the watchlist. source: the word of the page for the format. */
void import_way(struct buf *out, const struct report_export *list, const char *names, bool split,
                const char *source);

#endif
