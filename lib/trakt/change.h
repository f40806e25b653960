/* Additions and removals: request bodies, and the counts in the answers. Pure.
 *
 * Source: https://docs.trakt.tv (lists, watchlist, collection; as of autumn 2026). The contract and
 * the older documentation differ on the answers about the collection: in one, they have the form of
 * answers about lists; in the other, they count films and episodes only, and also updated ones.
 * Both forms are read. */
#ifndef TRAKT_CHANGE_H
#define TRAKT_CHANGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "trakt/answer.h"
#include "trakt/error.h"

/* Returns whether the addition is an episode, not the show itself. */
bool trakt_is_episode(const struct trakt_addition *addition);

/*
 * Returns the body of a request for additions, a new string. Episodes are inside their show:
 * {"movies":[{"ids":{"trakt":1}},{"ids":{"imdb":"tt0113277"}}],"shows":[{"ids":{"trakt":3},
 * "seasons":[{"number":1,"episodes":[{"number":9,"media_type":"digital"}]}]}]}. */
CVI_MUST_USE char *trakt_write_additions(const struct trakt_addition *additions, size_t count);

/* Returns the body of a request for removals, a new string without copies. */
CVI_MUST_USE char *trakt_write_removals(const struct trakt_addition *removals, size_t count);

/*
 * Reads the answer to additions into added, and sets not_found in the additions. Returns false with
 * error if it cannot be used (bad-answer), or if the numbers of titles added, updated, existing and
 * not found do not sum up to the number sent (unaccounted). collection: the answer is about the
 * collection. */
bool trakt_read_added(const char *text, size_t len, bool collection,
                      struct trakt_addition *additions, size_t count, struct trakt_added *added,
                      struct trakt_error *error);

/* Reads the answer to removals in the same way. Trakt does not count titles that were not there, so
 * fewer may be deleted than were sent, but not more (unaccounted). */
bool trakt_read_removed(const char *text, size_t len, bool collection,
                        struct trakt_addition *removals, size_t count, struct trakt_added *added,
                        struct trakt_error *error);

#endif
