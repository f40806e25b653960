/* A cache file with the slugs and names of the user's lists, as last received from Trakt. It is
 * only for shell completions, which must not use the network. */
#ifndef TRAKT_KNOWN_LISTS_H
#define TRAKT_KNOWN_LISTS_H

#include "trakt/answer.h"

/*
 * Writes `lists` to the file at `path` (mode 0600, created if missing). Does nothing if `path` is
 * NULL. If `all` is false, `lists` has only the user's own lists, and other users' lists in the
 * file are kept. A name that is unsafe for a terminal is stored as an empty string. A list whose
 * slug is unsafe for a terminal is left out. A write error is reported with `--verbose` only. */
void known_lists_keep(const char *path, const struct trakt_lists *lists, bool all);

/*
 * Adds a line "SLUG TAB NAME" to `out` for each list in the file. Skips invalid lines. Adds
 * nothing, without a message, if `path` is NULL, or the file is missing or cannot be read. */
void known_lists_show(const char *path, struct buf *out);

#endif
