/* The collection ("library"): what the user owns, as Trakt's answers tell it. Pure.
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
    struct title_ids ids;     /* of the film, or of the episode's show; one is known at least */
    const char *title;        /* likewise; "" if unknown. Borrowed from the collection */
    int year;                 /* likewise; RECORD_NONE if unknown */
    int season;               /* of an episode; else RECORD_NONE */
    int episode;              /* likewise */
    struct copy copy;         /* with collected_at, which is what the sender said: not the time when
                                 it was sent */
    char updated_at[32];      /* when it last changed on Trakt, "2026-10-01T08:00:00.000Z"; "" if
                                 unknown: Trakt documents it for films only */
};

/* Zeroed is empty. */
struct trakt_collection {
    struct trakt_collected *at;
    size_t count;
    size_t unread;  /* number of other films, shows and episodes: without a usable id or number */
    size_t entries; /* number of films and shows, the unread ones included */
    size_t room;
    char **titles; /* owned */
    size_t title_count;
    size_t title_room;
};

/*
 * Returns the latest time at which the copy may have come to be there, or as it is: when it last
 * changed, or was collected. A copy that was added without a time is collected at the time of its
 * addition (https://docs.trakt.tv, sync/collection, as of autumn 2026). "" if unknown; borrowed. */
const char *trakt_collected_changed(const struct trakt_collected *item);

/* Frees the contents. */
void trakt_collection_release(struct trakt_collection *collection);

/*
 * Adds one page of films, or of shows with their episodes, to collection. Returns false with error
 * (bad-answer) if the body is not of the documented form, or if no entry of the page can be
 * used. */
bool trakt_read_collection(const char *text, size_t len, enum media_type type,
                           struct trakt_collection *collection, struct trakt_error *error);

/* Returns whether no film and no episode is in the collection twice; false with error (bad-answer):
 * it has changed between two pages, so something else is missing. */
bool trakt_check_collection(const struct trakt_collection *collection, struct trakt_error *error);

/* Moves what more has, which is released, to the end of collection. */
void trakt_collection_join(struct trakt_collection *collection, struct trakt_collection *more);

#endif
