/* What the parts of the client that deal with lists share. For trakt's own files. */
#ifndef TRAKT_LIST_H
#define TRAKT_LIST_H

#include "trakt/trakt.h"

/* Where a list's items are: "/sync/watchlist". New. */
CVI_MUST_USE char *trakt_items_path(const struct trakt_target *target);

/* Whether the name means the main watchlist, whatever lists there are: NULL, "", "watchlist". */
bool trakt_is_watchlist(const char *name);

/* Makes target that list. To be released. */
void trakt_target_set(struct trakt_target *target, const struct trakt_list *list);

#endif
