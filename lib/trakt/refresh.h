/*
 * Renewing the login of the credentials file. A refresh token can be used once, so the order
 * matters: take the lock, read the file, reserve room for the answer, send the request, sync the
 * answer to the disk, write the credentials file, and only then use the token. */
#ifndef TRAKT_REFRESH_H
#define TRAKT_REFRESH_H

#include <stdbool.h>
#include <stdint.h>

#include "trakt/error.h"
#include "trakt/host.h"
#include "trakt/token.h"

/* The settings, and the state of this run. The first four members are borrowed. */
struct trakt_refresh {
    struct trakt_host *host;
    const char *path;          /* the credentials file */
    const char *client_id;     /* as given; NULL: the file's */
    const char *client_secret; /* likewise */

    char *failed;     /* the refresh token that last failed; NULL: none */
    int64_t again_ms; /* earliest time to try it again (clock_steady_ms); -1: not in this run */
    struct trakt_error failure; /* the error of that attempt */
    char *renewed;              /* the access token from the last renewal */
    int64_t asked_ms;           /* when the last request was sent (clock_steady_ms) */
    int64_t renewed_ms;         /* when the request that granted it was sent, likewise */
    int64_t life_ms;            /* lifetime of that token, from Trakt's answer */
};

/*
 * Replaces token, the current login, with the login to use now: the one in the file, if another
 * program has renewed it, or a new one from Trakt. rejected: Trakt answered 401 to token. Returns
 * false with error if that fails; token is then unchanged. */
bool trakt_refresh(struct trakt_refresh *refresh, struct token *token, bool rejected,
                   struct trakt_error *error);

/* Stores a login that a killed run could not store, and sets token to the login in the file. Does
 * nothing if another program holds the lock, because that program stores the login. */
void trakt_refresh_recover(const struct trakt_refresh *refresh, struct token *token);

/* Frees the state. */
void trakt_refresh_release(struct trakt_refresh *refresh);

#endif
