/* A cache file with the slugs and names of the user's lists, as last received from Trakt, for
 * completions, which must not use the network. Nothing else uses it. */
#ifndef TRAKT_KNOWN_LISTS_H
#define TRAKT_KNOWN_LISTS_H

#include "trakt/answer.h"

/*
 * Writes lists to the file at path (0600, created if missing; NULL: nothing is written). If `all`
 * is false, `lists` has only the user's own lists, and lists of others in the file stay there. A
 * write error is reported with --verbose only. */
void known_lists_keep(const char *path, const struct trakt_lists *lists, bool all);

/*
 * Adds a line "SLUG TAB NAME" to out for each list in the file. A name that is unsafe for a
 * terminal or would break the line is left empty; a list with such a slug is left out. Adds
 * nothing, without a message, if the file is missing or cannot be read. */
void known_lists_show(const char *path, struct buf *out);

#endif
