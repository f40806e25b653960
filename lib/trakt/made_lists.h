/* A file in the state directory. It has the lists that these programs created, and whose names
 * Trakt changed. The next run uses the file to find such a list by its requested name. */
#ifndef TRAKT_MADE_LISTS_H
#define TRAKT_MADE_LISTS_H

#include "trakt/answer.h"

struct trakt_target;

/*
 * Stores in the file that the list `made` was created for the requested name `asked`. Does nothing
 * if the list has this name, or if `path` is NULL. A write error is reported with --verbose only.
 * If two programs call this function at the same time, an entry may be lost; the lock of
 * trakt_make_list prevents this. */
void made_lists_keep(const char *path, const char *asked, const struct trakt_target *made);

/* Returns the list that was created for the requested name `asked`, borrowed from `lists`. Returns
 * NULL if the file has no such list, if it is not among the user's own lists, or if the user has
 * renamed it. */
const struct trakt_list *made_lists_find(const char *path, const struct trakt_lists *lists,
                                         const char *asked);

/* Returns whether the file states that `list` was created for a requested name other than
 * `asked`. */
bool made_lists_is_for_other(const char *path, const struct trakt_lists *lists,
                             const struct trakt_list *list, const char *asked);

#endif
