/* Gets the lists that cvi-lists shows: all of the user's lists, or one list, which is created if it
 * does not exist. */
#ifndef LISTS_LISTS_H
#define LISTS_LISTS_H

#include <stdbool.h>

#include "export/export.h"
#include "trakt/trakt.h"

/* The lists to show. Filled by one of the functions below; free the contents with lists_release. */
struct lists_found {
    struct trakt_lists lists; /* without the main watchlist */
    /* Number of items on the main watchlist. RECORD_NONE: do not show it. */
    json_int_t watchlist;
    /* After lists_make: the list; `lists` may borrow its strings. After the other functions: the
     * main watchlist. */
    struct trakt_target target;
    char *heading; /* the line above the table */
};

/* Reads all lists, and the number of items on the main watchlist. Returns false with error if a
 * request fails; there is then nothing to release. */
bool lists_read(struct trakt *trakt, struct lists_found *found, struct trakt_error *error);

/* Does what lists_read does, but reads an export. If the export has no readable watchlist, prints a
 * warning and leaves the watchlist out. */
bool lists_read_export(struct export *export, struct lists_found *found, struct trakt_error *error);

/*
 * Finds the list with the name in `wish`, or creates it as a private list. `found` then has only
 * this list, or only the main watchlist if the name means the main watchlist. `found` borrows the
 * strings of `wish`. Returns false with error if the name is not allowed (see trakt_find_or_plan),
 * the account cannot have more lists, or a request fails; there is then nothing to release. */
bool lists_make(struct trakt *trakt, const struct trakt_wish *wish, struct lists_found *found,
                struct trakt_error *error);

/* Frees the contents. */
void lists_release(struct lists_found *found);

#endif
