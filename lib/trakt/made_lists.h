/* Which list was made for a name that Trakt stored otherwise, in a file in the state directory, so
 * that the next run finds it. Without the file, names are compared only (trakt/list_name). */
#ifndef TRAKT_MADE_LISTS_H
#define TRAKT_MADE_LISTS_H

#include "trakt/answer.h"

struct trakt_target;

/* Notes that the list was made for the name asked; does nothing if it has that name. path: NULL,
 * nothing is noted. That it cannot be written is reported with --verbose only. The caller holds the
 * lock of trakt_make_list, if it has got it. */
void made_lists_keep(const char *path, const char *asked, const struct trakt_target *made);

/* Returns the list that was made for that name, if it is among the user's own and Trakt still shows
 * it by the name that it had then; else NULL. Borrowed from lists. */
const struct trakt_list *made_lists_find(const char *path, const struct trakt_lists *lists,
                                         const char *asked);

/* Returns whether the list is remembered as the one that was made for another name than asked. */
bool made_lists_is_for_other(const char *path, const struct trakt_lists *lists,
                             const struct trakt_list *list, const char *asked);

#endif
