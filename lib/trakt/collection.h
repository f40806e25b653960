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
    struct title_ids ids;     /* of the film, or of the episode's show; at least one is known */
    const char *title;        /* likewise; "" if unknown. Borrowed from the collection */
    int year;                 /* likewise; RECORD_NONE if unknown */
    int season;               /* of an episode; otherwise RECORD_NONE */
    int episode;              /* likewise */
    struct copy copy;         /* collected_at is the time that the sender stated, not that of
                               * sending */
    char updated_at[32];      /* time of the last change on Trakt, "2026-10-01T08:00:00.000Z"; "" if
                                 unknown: Trakt documents it for films only */
};

/* A zeroed struct is empty. */
struct trakt_collection {
    struct trakt_collected *at;
    size_t count;
    size_t unread;  /* number of other films, shows and episodes: without a usable id or number */
    size_t entries; /* number of films and shows, including unread ones */
    size_t room;
    char **titles; /* owned */
    size_t title_count;
    size_t title_room;
};

/*
 * Returns the latest time at which the copy may have been added or changed: the time of its last
 * change, or collected_at. A copy added without a time is collected at the time of its addition
 * (https://docs.trakt.tv, sync/collection, as of autumn 2026). "" if unknown; borrowed. */
const char *trakt_collected_changed(const struct trakt_collected *item);

/* Frees the contents. */
void trakt_collection_release(struct trakt_collection *collection);

/*
 * Adds one page of films, or of shows with their episodes, to collection. Returns false with error
 * (bad-answer) if the body is not of the documented form, or if no entry of the page can be
 * used. */
bool trakt_read_collection(const char *text, size_t len, enum media_type type,
                           struct trakt_collection *collection, struct trakt_error *error);

/*
 * Returns whether each film and episode is in the collection only once. Otherwise returns false
 * with error (bad-answer), because the collection has changed between two pages, so another item is
 * missing. */
bool trakt_check_collection(const struct trakt_collection *collection, struct trakt_error *error);

/* Moves the items of more, which is released, to the end of collection. */
void trakt_collection_join(struct trakt_collection *collection, struct trakt_collection *more);

#endif
