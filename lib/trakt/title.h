/*
 * Readers of Trakt's answers about one title: the title itself, and its alternative names. Pure;
 * public for tests and the fuzzer. The requests are trakt_search_title and trakt_search_aliases in
 * trakt/trakt.h. */
#ifndef TRAKT_TITLE_H
#define TRAKT_TITLE_H

#include "trakt/answer.h"

/*
 * Reads the answer of GET /movies/{id} or /shows/{id} into titles, in the form of a search result:
 * one title, or none if the title does not have the requested id (a Trakt id, a slug or an IMDb
 * id). Returns false with error (bad-answer) if the answer is not a title. The caller releases
 * titles in every case. */
bool trakt_read_title(const char *text, size_t len, enum media_type type, const char *id,
                      struct trakt_titles *titles, struct trakt_error *error);

/* Maximum number of names that are read for one title; titles have some dozens. */
enum { TRAKT_MOST_ALIASES = 500 };

/*
 * Reads the names in [{"title":"Ruptura","country":"br"}, ...], the answer of GET
 * /movies/{id}/aliases. Elements of another form are skipped, because aliases are optional. Returns
 * the number of names in aliases, which has room for TRAKT_MOST_ALIASES. The names are borrowed
 * from *list, which is new, or NULL. */
size_t trakt_read_aliases(const char *text, size_t len, json_t **list, const char **aliases);

#endif
