/* Renewing the login of the credentials file. A refresh token is good for one use, so what is done
 * in which order matters: the lock, a look at the file, the place for the answer, the request, the
 * answer on disk, the credentials file, and only then the use. */
#ifndef TRAKT_REFRESH_H
#define TRAKT_REFRESH_H

#include <stdbool.h>
#include <stdint.h>

#include "trakt/error.h"
#include "trakt/host.h"
#include "trakt/token.h"

/* What it needs, and what it has learnt in this run. The first four are borrowed. */
struct trakt_refresh {
    struct trakt_host *host;
    const char *path;          /* the credentials file */
    const char *client_id;     /* as given; NULL: the file's */
    const char *client_secret; /* likewise */

    char *failed;     /* the refresh token that the last request was in vain with; NULL: none */
    int64_t again_ms; /* when it may be tried again (clock_steady_ms); -1: not in this run */
    struct trakt_error failure; /* why it was in vain */
    char *renewed;              /* the access token that the last request brought */
    int64_t asked_ms;           /* when the last request was sent (clock_steady_ms) */
    int64_t renewed_ms;         /* when the request that brought it was sent, likewise */
    int64_t life_ms;            /* how long that token lives, as Trakt said */
};

/*
 * Makes token, the one in use, the one to use now: what the file has, if another program has
 * renewed it, or what Trakt gives for it. rejected: Trakt has answered 401 to it. False with error,
 * and token as it was. */
bool trakt_refresh(struct trakt_refresh *refresh, struct token *token, bool rejected,
                   struct trakt_error *error);

/*
 * When a run that was ended has left a login that it could not store, stores it, and makes token
 * the one in the file. Does nothing when another program holds the lock: it is at it. */
void trakt_refresh_recover(const struct trakt_refresh *refresh, struct token *token);

/* Frees what it has learnt. */
void trakt_refresh_release(struct trakt_refresh *refresh);

#endif
