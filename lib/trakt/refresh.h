/* Renews the login in the credentials file with its refresh token. A refresh token can be used only
 * once, so the order of the steps matters:
 * 1. Take the lock, and read the credentials file.
 * 2. Reserve disk space for the answer.
 * 3. Send the request, and sync the answer to the disk.
 * 4. Write the credentials file.
 * 5. Use the new token. */
#ifndef TRAKT_REFRESH_H
#define TRAKT_REFRESH_H

#include <stdbool.h>
#include <stdint.h>

#include "trakt/error.h"
#include "trakt/host.h"
#include "trakt/token.h"

struct trakt_refresh {
    /* The settings, borrowed. */
    struct trakt_host *host;
    const char *path;          /* the credentials file */
    const char *client_id;     /* NULL: use the one in the file */
    const char *client_secret; /* likewise */

    /* The last failed renewal in this run. */
    char *failed;     /* its refresh token; NULL: no renewal has failed */
    int64_t again_ms; /* earliest time for another try (clock_steady_ms); -1: not in this run */
    struct trakt_error failure;

    /* The last successful renewal in this run. */
    char *renewed;      /* the new access token; NULL: no renewal has succeeded */
    int64_t renewed_ms; /* when the request was sent (clock_steady_ms) */
    int64_t life_ms;    /* the token's lifetime, from Trakt's answer */

    int64_t asked_ms; /* when the latest request was sent (clock_steady_ms) */
};

/*
 * Replaces `token`, the current login, with the login to use now. If another program has renewed
 * the login, this is the login in the file; otherwise, it is a new login from Trakt. `rejected`
 * states that Trakt has rejected `token` (401). Returns false with error on failure; `token` is
 * then unchanged. */
bool trakt_refresh(struct trakt_refresh *refresh, struct token *token, bool rejected,
                   struct trakt_error *error);

/* Completes a renewal that an earlier run left unfinished, for example because it was killed:
 * stores the new login and sets `token` to it. Does nothing if there is no such renewal, or if
 * another program holds the lock, because that program completes it. */
void trakt_refresh_recover(const struct trakt_refresh *refresh, struct token *token);

/* Overwrites and frees the tokens in the struct. */
void trakt_refresh_release(struct trakt_refresh *refresh);

#endif
