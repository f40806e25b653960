/* The user's lists at Trakt or in an export, as cvi-lists shows them: all of them, or one that is
 * created if it does not exist. */
#ifndef LISTS_LISTS_H
#define LISTS_LISTS_H

#include <stdbool.h>

#include "export/export.h"
#include "trakt/trakt.h"

/* Filled by lists_read or lists_make; end with lists_release. */
struct lists_found {
    struct trakt_lists lists; /* without the main watchlist */
    json_int_t watchlist; /* number of items on the main watchlist; RECORD_NONE: do not show it */
    struct trakt_target target; /* for lists_make: the list, from which lists may borrow strings */
    char *heading;              /* the line above the table */
};

/* Reads all lists, and the number of items on the main watchlist. Returns false with error, and
 * nothing to release, if Trakt does not answer. */
bool lists_read(struct trakt *trakt, struct lists_found *found, struct trakt_error *error);

/* Does what lists_read does, with an export. If the export lacks the watchlist, leaves it out and
 * warns. */
bool lists_read_export(struct export *export, struct lists_found *found, struct trakt_error *error);

/*
 * Finds the list of that name, or creates it, private. It is then the only list in found, which
 * borrows the strings of wish. Returns false with error, and nothing to release, if the name is not
 * valid for a list (see trakt_find_or_plan), the account may have no more lists, or Trakt does not
 * answer. */
bool lists_make(struct trakt *trakt, const struct trakt_wish *wish, struct lists_found *found,
                struct trakt_error *error);

void lists_release(struct lists_found *found);

#endif
