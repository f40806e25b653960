/*
 * The collection ("library"): the titles that the user owns, read from Trakt's answers. Pure.
 *
 * Source: https://docs.trakt.tv (sync, collection, extended=metadata; as of autumn 2026). */
#ifndef TRAKT_COLLECTION_H
#define TRAKT_COLLECTION_H

#include <stdbool.h>
#include <stddef.h>

#include "copy/copy.h"
#include "record/operation.h"
#include "record/record.h"
#include "trakt/error.h"

/* A film or an episode in the collection. */
struct trakt_collected {
    enum operation_type type; /* OPERATION_MOVIE or OPERATION_EPISODE */

    /* Of the film, or of the episode's show. */
    struct title_ids ids; /* at least one is known */
    const char *title;    /* "" if unknown. Borrowed from the collection */
    int year;             /* RECORD_NONE if unknown */

    int season;  /* of an episode; otherwise RECORD_NONE */
    int episode; /* likewise */
    struct copy copy;
    /* Time of the last change on Trakt, "2026-10-01T08:00:00.000Z". "" if unknown: Trakt documents
     * it for films only. */
    char updated_at[32];
};

/* The films and episodes in the collection. A zeroed struct is empty. */
struct trakt_collection {
    struct trakt_collected *at;
    size_t count;
    /* Number of films, shows, seasons and episodes that were left out, because they lack a usable
     * id or number. */
    size_t unread;
    size_t entries; /* number of films and shows, including those left out */
    size_t room;
    char **titles; /* owned */
    size_t title_count;
    size_t title_room;
};

/*
 * Returns the later of updated_at and copy.collected_at, borrowed from `item`: the latest time at
 * which the copy may have been added or changed. Returns "" if both are unknown. Trakt sets
 * collected_at to the current time if the request that adds a copy does not state a time
 * (https://docs.trakt.tv, sync/collection, as of autumn 2026). */
const char *trakt_collected_changed(const struct trakt_collected *item);

/* Frees the contents. */
void trakt_collection_release(struct trakt_collection *collection);

/* Adds one page of films (`type` is MEDIA_MOVIE), or of shows with their episodes, to `collection`.
 * Returns false with error (bad-answer) if the body does not have the documented form, or if it has
 * unusable entries but no usable ones. */
bool trakt_read_collection(const char *text, size_t len, enum media_type type,
                           struct trakt_collection *collection, struct trakt_error *error);

/* Returns whether each film and episode is in the collection only once. Otherwise returns false
 * with error (bad-answer). A duplicate shows that the collection changed while its pages were read,
 * so another item is probably missing. Items without a Trakt id are not checked. */
bool trakt_check_collection(const struct trakt_collection *collection, struct trakt_error *error);

/* Moves the items of `more` to the end of `collection`, and releases `more`. */
void trakt_collection_join(struct trakt_collection *collection, struct trakt_collection *more);

#endif
