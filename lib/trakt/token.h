/* Reads and writes the credentials file, which has the login. The file has the format of PyTrakt
 * (~/.pytrakt.json), so these programs and PyTrakt can share one login. It is written under a lock.
 * Sends no requests. */
#ifndef TRAKT_TOKEN_H
#define TRAKT_TOKEN_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/msg.h"

/* The year 10000. A larger number is a time in milliseconds, or wrong. */
#define TOKEN_LAST_TIME_S 253402300800.0

/* A login. Strings are NULL if unknown, and must never be shown. A zeroed struct is empty. */
struct token {
    char *client_id;
    char *client_secret;
    char *access;
    char *refresh;      /* valid for one renewal, which gives a new one */
    int64_t written_at; /* when the login was stored, epoch s by this machine's clock; 0: unknown */
    /* When the access token expires, epoch s by Trakt's clock. 0: unknown, for example after a PIN
     * login; the token is used until Trakt answers 401. */
    int64_t expires_at;
    unsigned mode;       /* the file's mode, as for chmod; 0: no file */
    struct buf warnings; /* lines about invalid members of the file */
    json_t *file;        /* the file's whole object, with keys of other programs; NULL: none */
};

/* Overwrites the secrets and frees the contents. */
void token_release(struct token *token);

enum token_loaded {
    TOKEN_LOADED,
    TOKEN_NO_FILE, /* not an error; token is empty */
    /* `why` is set (exit status 66 if the file cannot be read, 78 if its contents are invalid). */
    TOKEN_BAD_FILE,
};

/*
 * Reads the credentials file. It is an object with the strings CLIENT_ID, CLIENT_SECRET,
 * OAUTH_TOKEN and OAUTH_REFRESH and the integer OAUTH_EXPIRES_AT. Each may be null or missing. An
 * invalid OAUTH_TOKEN is an error (78). Any other invalid member causes a warning and counts as
 * unknown. A fraction or a string in OAUTH_EXPIRES_AT causes a warning too, but is rounded down and
 * used. Overwrites `token`; the caller releases it in every case. */
enum token_loaded token_load(const char *path, struct token *token, struct why *why);

/* Does the same with `text`, the contents of such a file. `path` is used only for messages. Sets
 * *torn to whether the text is incomplete. Returns false with `why` (exit status 78) if the
 * contents are invalid. The caller releases token in every case. Pure; public for tests. */
bool token_read(const char *path, const char *text, size_t len, struct token *token, bool *torn,
                struct why *why);

/* Locks the credentials file with a lock file next to it ("PATH.lock"). Waits up to a minute,
 * because another program may be renewing the login. Returns the lock. On failure, returns -1 with
 * `why` (exit status 75 if another program still holds the lock, otherwise 71). */
int token_lock(const char *path, struct why *why);
/* Does the same without waiting. */
int token_lock_now(const char *path, struct why *why);
void token_unlock(int lock);

/* Returns whether token_store would succeed now, but does not change the file. The caller holds
 * token_lock. Returns false with `why` (exit status 74). */
bool token_can_store(const char *path, const struct token *token, struct why *why);

/*
 * Replaces the file atomically and durably, with mode 0600 and in the format of Python's json.dump.
 * The file gets the six keys APPLICATION_ID CLIENT_ID CLIENT_SECRET OAUTH_EXPIRES_AT OAUTH_REFRESH
 * OAUTH_TOKEN. Other keys in the current file are kept, after these. The caller holds token_lock.
 * Returns false with `why` (exit status 74). */
bool token_store(const char *path, const struct token *token, struct why *why);

/* Returns the contents that token_store writes, a new string. Pure; public for tests. */
CVI_MUST_USE char *token_text(const struct token *token);

/* Removes the tokens from the file, but keeps the client id, the client secret and other keys.
 * Removes the file if nothing else is in it. The caller holds token_lock. Returns false with `why`
 * (exit status 66, 74 or 78). */
bool token_forget(const char *path, struct why *why);

/*
 * Returns whether the access token can be used at now_s (epoch) without a renewal. A token is
 * renewed in the last hour of its lifetime. If half of its lifetime is shorter than an hour, it is
 * renewed in the second half, so that a short-lived token is not renewed by every program.
 *
 * A token that was stored less than ten minutes before it expires, or after it expired, is used
 * until Trakt answers 401. In this case the file is an old copy or this machine's clock is wrong,
 * and every new token would seem to need a renewal. */
bool token_is_fresh(const struct token *token, int64_t now_s);

/* Sets the tokens and their times; written_at becomes now_s. Keeps the old refresh token if
 * `refresh` is NULL. */
void token_set(struct token *token, const char *access, const char *refresh, int64_t expires_at,
               int64_t now_s);

/* Returns whether `text` can be a client id, a secret or a token: 1 to 4096 characters of printable
 * ASCII without spaces. This finds copying errors, which may otherwise show only at a renewal. */
bool token_is_word(const char *text);

/* A proof key for code exchange (PKCE, RFC 7636). The challenge is sent with the request for a
 * code, the verifier with the request that exchanges the code for a token. */
struct token_pkce {
    char verifier[44];  /* 43 random characters */
    char challenge[44]; /* the verifier's S256 challenge */
};

/* Sets pkce to a new random key. Exits with status 71 if there are no random numbers. */
void token_make_pkce(struct token_pkce *pkce);

/* Returns the S256 challenge for a verifier, a new string: its SHA-256 digest in base64url without
 * padding. Pure; public for tests. */
CVI_MUST_USE char *token_challenge(const char *verifier);

#endif
