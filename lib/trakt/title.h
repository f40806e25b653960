/* Reads Trakt's answers about one title: the title itself, and its alternative names (aliases).
 * Pure; public for tests and the fuzzer. */
#ifndef TRAKT_TITLE_H
#define TRAKT_TITLE_H

#include "trakt/answer.h"

/*
 * Reads the answer to GET /movies/{id} or /shows/{id}. Sets `titles` to this title, in the form of
 * a search result. Leaves `titles` empty if the title does not have the requested `id` (a Trakt id,
 * a slug or an IMDb id). Returns false with error (bad-answer) if the answer is not JSON. The
 * caller releases titles in every case. */
bool trakt_read_title(const char *text, size_t len, enum media_type type, const char *id,
                      struct trakt_titles *titles, struct trakt_error *error);

/* Maximum number of aliases that are read for one title. */
enum { TRAKT_MOST_ALIASES = 500 };

/*
 * Reads the names in the answer to GET /movies/{id}/aliases: [{"title":"Ruptura","country":"br"},
 * ...]. Skips elements of another form, because aliases are optional. Writes the names to
 * `aliases`, which has room for TRAKT_MOST_ALIASES, and returns their number. The names are
 * borrowed from *list. *list is set to a new value, which the caller frees, or to NULL. */
size_t trakt_read_aliases(const char *text, size_t len, json_t **list, const char **aliases);

#endif
