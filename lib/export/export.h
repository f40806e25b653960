/* Reads lists from the export of a Trakt account. The export is a ZIP file, or a folder with its
 * unpacked files. No request is sent, and nothing is written.
 *
 * The page "Settings, Data" of app.trakt.tv creates the ZIP file. Each file in it is an answer of
 * Trakt's API with up to 250 entries (as of autumn 2026). */
#ifndef EXPORT_EXPORT_H
#define EXPORT_EXPORT_H

#include <stdbool.h>

#include "base/msg.h"
#include "trakt/trakt.h"

/* Limits for the input. */
enum {
    EXPORT_MOST_FILES = 20000,            /* including files that are not read */
    EXPORT_MOST_BYTES = 16 << 20,         /* of one file, uncompressed */
    EXPORT_MOST_BYTES_IN_ALL = 64 << 20,  /* of all files that are read, uncompressed */
    EXPORT_MOST_BYTES_OF_ZIP = 256 << 20, /* of the ZIP file itself */
};

struct export;

/* Opens an export and finds the lists in it. Sets *export; close it with export_close. On error,
 * sets *export to NULL and returns false with `why`. Its exit status is 66 if the file does not
 * exist, cannot be read, or is encrypted; 65 if the file is not a ZIP file, is damaged, exceeds a
 * limit, or has no lists. */
bool export_open(const char *path, struct export **export, struct why *why);
void export_close(struct export *export); /* NULL is allowed */

/* These functions do the same as trakt_get_lists, trakt_find_list and trakt_get_items
 * (trakt/trakt.h), for the lists of the exported account. The caller releases the results. On
 * error, the functions return false with `error`. Its exit status is 65 or 66, for the same reasons
 * as in export_open. */
bool export_get_lists(struct export *export, struct trakt_lists *lists, struct trakt_error *error);
bool export_find_list(struct export *export, const char *name, struct trakt_target *target,
                      struct trakt_error *error);
bool export_get_items(struct export *export, const struct trakt_target *target,
                      struct trakt_items *items, struct trakt_error *error);

/* Reads the whole collection. Errors and ownership are as for export_get_lists. */
bool export_get_collection(struct export *export, struct trakt_collection *collection,
                           struct trakt_error *error);

/* Reads the films and then the shows of the collection as list items. listed_at is the time at
 * which a title was collected. Errors and ownership are as for export_get_lists. */
bool export_get_collection_items(struct export *export, struct trakt_items *items,
                                 struct trakt_error *error);

/* Warns, once, if the export is incomplete. Call it after the functions above, because these
 * functions find out whether a page is missing. */
void export_warn_incomplete(struct export *export);

#endif
