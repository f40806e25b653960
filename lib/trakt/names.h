/* What Trakt answers about one title: the title itself, and the names it has elsewhere. Pure. */
#ifndef TRAKT_NAMES_H
#define TRAKT_NAMES_H

#include "trakt/answer.h"

/*
 * Reads the answer of GET /movies/{id} or /shows/{id} as a search would bring it: one title, or
 * none when it does not bear the id that was asked for (a Trakt id, a slug or an IMDb id). False
 * with error when it is no title at all. To be released. */
bool trakt_read_title(const char *text, size_t len, enum media_type type, const char *id,
                      struct trakt_titles *titles, struct trakt_error *error);

/* Most names that are taken of one title, which has some dozens. */
enum { TRAKT_MOST_ALIASES = 500 };

/*
 * The texts of [{"title":"Ruptura","country":"br"}, ...], the answer of GET /movies/{id}/aliases;
 * what is not of that shape is left out, for they only help. How many there are in aliases, which
 * has room for TRAKT_MOST_ALIASES. They are borrowed from *list, which is new, or NULL. */
size_t trakt_read_aliases(const char *text, size_t len, json_t **list, const char **aliases);

#endif
