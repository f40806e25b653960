/*
 * Reads the export of an account instead of asking Trakt: a ZIP file, or a folder with the files
 * from it. No request is sent, and nothing is written.
 *
 * The page "Settings, Data" of app.trakt.tv creates the ZIP file. Its members hold the bodies of
 * answers of the API, 250 entries in each (as of autumn 2026). */
#ifndef EXPORT_EXPORT_H
#define EXPORT_EXPORT_H

#include <stdbool.h>

#include "base/msg.h"
#include "trakt/trakt.h"

/* Limits on input; a member's length is counted while it is inflated. */
enum {
    EXPORT_MOST_FILES = 20000,            /* members of the ZIP file, read or not */
    EXPORT_MOST_BYTES = 16 << 20,         /* bytes of one member */
    EXPORT_MOST_BYTES_IN_ALL = 64 << 20,  /* bytes of all members that are read together */
    EXPORT_MOST_BYTES_OF_ZIP = 256 << 20, /* bytes of the ZIP file itself */
};

struct export;

/*
 * Opens an export and finds the lists in it. Sets *export; close it with export_close. Returns
 * false with why, and *export NULL: 66 if the file does not exist, cannot be read, or is encrypted;
 * 65 if it is not a ZIP file, is damaged, exceeds a limit, or has no lists. */
bool export_open(const char *path, struct export **export, struct why *why);
void export_close(struct export *export); /* NULL is allowed */

/* These functions correspond to those in trakt/trakt.h. The caller releases the results. The
 * functions return false with error; its exit status is 65 or 66, as for export_open. The lists are
 * the user's own. */
bool export_get_lists(struct export *export, struct trakt_lists *lists, struct trakt_error *error);
bool export_find_list(struct export *export, const char *name, struct trakt_target *target,
                      struct trakt_error *error);
bool export_get_items(struct export *export, const struct trakt_target *target,
                      struct trakt_items *items, struct trakt_error *error);

/* Reads the whole collection: "collection-movies.json" and "collection-shows.json", or their pages.
 * Otherwise like export_get_lists. */
bool export_get_collection(struct export *export, struct trakt_collection *collection,
                           struct trakt_error *error);

/*
 * Reads the films and then the shows of the collection, with the time as listed_at. The caller
 * releases items. Returns false with error, like export_get_lists. The members hold the bodies of
 * GET /users/ID/collection. */
bool export_get_collection_items(struct export *export, struct trakt_items *items,
                                 struct trakt_error *error);

/* Warns, once, if the export reports that it is incomplete, or if it lacks a page that was needed.
 * Call it after reading. */
void export_warn_incomplete(struct export *export);

#endif
