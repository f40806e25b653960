/* Functions shared by the formats for the import on Trakt's own web page (app.trakt.tv, Settings,
 * Data). For this import, cvi-report needs no login.
 *
 * Source: the source code of the page (trakt/trakt-web, projects/client/src/lib/sections/settings/
 * import, August 2026). Not tested with the service. The page sorts rows into watchlist, history
 * and ratings, depending on the content of each row:
 * - A row that has neither a date nor a rating nor an action is added to the history: it counts as
 *   watched.
 * - Shows are identified by imdb, tvdb or trakt, in this order, otherwise by title and year. tmdb
 *   is ignored.
 * - Films are identified by imdb, tmdb or trakt, in this order, otherwise by title and year.
 * - Flat JSON is read as films only. Therefore, the nested format of the API is written.
 * - Seasons and episodes are not added to the watchlist. Therefore, their show is written. */
#ifndef REPORT_IMPORT_H
#define REPORT_IMPORT_H

#include <jansson.h>

#include "base/clock.h"
#include "report/export.h"

/* A free account of Trakt has at most 250 titles on its watchlist (as of 2026; 100 in 2025). The
 * page rejects larger files. */
enum { IMPORT_MOST_ROWS = 250 };
#define IMPORT_MOST "titles, but without VIP Trakt's website imports at most 250 at a time"

/* A title as it is written. */
struct import_entry {
    enum media_type type;
    char *title;           /* without newlines and control characters */
    int year;              /* RECORD_NONE if unknown */
    struct title_ids ids;  /* the ids to write: none, or at least one that the page uses */
    char when[CLOCK_TEXT]; /* the time of the report */
};

/* Sets *entry to the title of an item. Returns false, and counts the item in `list`, if
 * report_export_match rejects the item, or if neither its year nor an id that the page uses is
 * known. If the function returns true, the caller frees the entry with import_entry_release. */
bool import_entry_read(struct report_export *list, const struct outcome_counts *counts,
                       const struct outcome_item *item, struct import_entry *entry);
void import_entry_release(struct import_entry *entry);

/* Adds the steps for importing the files in `names` into the watchlist. `split` is true if there
 * are several files. `source` is the page's name for the format. */
void import_way(struct buf *out, const struct report_export *list, const char *names, bool split,
                const char *source);

#endif
