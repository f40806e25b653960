/* A file in the state directory with lists to which Trakt gave another name than the requested one,
 * so that the next run finds them by the requested name. Without the file, a list is found only by
 * comparing names (trakt/list_name). */
#ifndef TRAKT_MADE_LISTS_H
#define TRAKT_MADE_LISTS_H

#include "trakt/answer.h"

struct trakt_target;

/*
 * Records that the list was created for the name asked; does nothing if it has that name, or if
 * path is NULL. A write error is reported with --verbose only. The caller should
 * hold the lock of trakt_make_list, but may continue without it. */
void made_lists_keep(const char *path, const char *asked, const struct trakt_target *made);

/* Returns the list that was created for that name, borrowed from lists. Returns NULL if the list is
 * not among the user's own, or Trakt no longer shows the name that the list had then. */
const struct trakt_list *made_lists_find(const char *path, const struct trakt_lists *lists,
                                         const char *asked);

/* Returns whether, according to the file, the list was created for a name other than asked. */
bool made_lists_is_for_other(const char *path, const struct trakt_lists *lists,
                             const struct trakt_list *list, const char *asked);

#endif
