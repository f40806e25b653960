/* Writes the bodies of requests that add titles to, or remove titles from, a list or the
 * collection, and reads the counts in their answers. Pure.
 *
 * Source: https://docs.trakt.tv (lists, watchlist, collection; as of autumn 2026). Trakt's API
 * contract and its older documentation differ on answers about the collection. According to one,
 * the answers have the same form as answers about lists. According to the other, they also count
 * updated titles, but do not count shows. Both forms are read. */
#ifndef TRAKT_CHANGE_H
#define TRAKT_CHANGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "trakt/answer.h"
#include "trakt/error.h"

/* Returns whether the addition is an episode, and not a film or a whole show. */
bool trakt_is_episode(const struct trakt_addition *addition);

/*
 * Returns the body of a request that adds titles, a new string. Episodes are nested in their shows:
 * {"movies":[{"ids":{"trakt":1}},{"ids":{"imdb":"tt0113277"}}],"shows":[{"ids":{"trakt":3},
 * "seasons":[{"number":1,"episodes":[{"number":9,"media_type":"digital"}]}]}]}. */
CVI_MUST_USE char *trakt_write_additions(const struct trakt_addition *additions, size_t count);

/* Returns the body of a request that removes titles, a new string. It has no details of copies. */
CVI_MUST_USE char *trakt_write_removals(const struct trakt_addition *removals, size_t count);

/*
 * Reads the answer to a request that added titles. Fills `added`, and sets not_found in each
 * addition. `collection` states that the titles were sent to the collection. Returns false with
 * error if the answer cannot be used (bad-answer), or if it does not account for every title sent
 * as added, updated, existing or not found (unaccounted). */
bool trakt_read_added(const char *text, size_t len, bool collection,
                      struct trakt_addition *additions, size_t count, struct trakt_added *added,
                      struct trakt_error *error);

/* Does the same for a request that removed titles. Trakt does not count titles that were not there,
 * so the error unaccounted means that Trakt reports more titles than were sent. */
bool trakt_read_removed(const char *text, size_t len, bool collection,
                        struct trakt_addition *removals, size_t count, struct trakt_added *added,
                        struct trakt_error *error);

#endif
