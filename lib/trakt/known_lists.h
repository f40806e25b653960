/* The slugs and names of the user's lists as Trakt told them last, in the cache: what completions
 * offer, since they must not ask the network. Nothing else depends on it. */
#ifndef TRAKT_KNOWN_LISTS_H
#define TRAKT_KNOWN_LISTS_H

#include "trakt/answer.h"

/*
 * Puts lists in the file at path (0600; NULL: nothing is kept), which is made when missing. Unless
 * all is true, lists are the user's own, and those of others that were known stay. That it cannot
 * be written is told with --verbose alone. */
void known_lists_keep(const char *path, const struct trakt_lists *lists, bool all);

/*
 * Adds a line "SLUG TAB NAME" to out for each list in the file. A name that a terminal should not
 * be shown, or that would break the line, is left out, as is the line for such a slug. Nothing, and
 * no word, when the file is not there or cannot be read. */
void known_lists_show(const char *path, struct buf *out);

#endif
