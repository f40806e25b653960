/* Writes the bodies of requests that change the titles on a list or in the collection. Reads the
 * counts in Trakt's answers. Pure.
 *
 * Source: https://docs.trakt.tv (lists, watchlist, collection; as of autumn 2026). Trakt's API
 * contract and its older documentation describe two forms of answers about the collection. One form
 * is the same as for lists. The other form also counts updated titles, but does not count shows.
 * Both forms are read. */
#ifndef TRAKT_CHANGE_H
#define TRAKT_CHANGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "trakt/answer.h"
#include "trakt/error.h"

/* Returns whether the addition is an episode. */
bool trakt_is_episode(const struct trakt_addition *addition);

/*
 * Returns a new string, the body of a request that adds titles. Episodes are nested in their shows:
 * {"movies":[{"ids":{"trakt":1}},{"ids":{"imdb":"tt0113277"}}],"shows":[{"ids":{"trakt":3},
 * "seasons":[{"number":1,"episodes":[{"number":9,"media_type":"digital"}]}]}]}. */
CVI_MUST_USE char *trakt_write_additions(const struct trakt_addition *additions, size_t count);

/* Returns a new string, the body of a request that removes titles. Ignores the member `copy`. */
CVI_MUST_USE char *trakt_write_removals(const struct trakt_addition *removals, size_t count);

/*
 * Reads the answer to a request that added titles. `collection` states that the titles were sent to
 * the collection. Fills `added`, and sets not_found in each addition. Returns false with error:
 * - bad-answer: the answer cannot be used.
 * - unaccounted: the counts of added, updated, existing and not found titles do not add up to the
 *   number of titles sent. */
bool trakt_read_added(const char *text, size_t len, bool collection,
                      struct trakt_addition *additions, size_t count, struct trakt_added *added,
                      struct trakt_error *error);

/* Does the same for a request that removed titles. Here, the error unaccounted means that Trakt
 * reports more titles than were sent. Trakt does not count titles that were not there. */
bool trakt_read_removed(const char *text, size_t len, bool collection,
                        struct trakt_addition *removals, size_t count, struct trakt_added *added,
                        struct trakt_error *error);

#endif
