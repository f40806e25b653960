/* The login in a file of PyTrakt's format (~/.pytrakt.json), so that it can be shared with PyTrakt.
 * The file is read, checked, and replaced under a lock. No network. */
#ifndef TRAKT_TOKEN_H
#define TRAKT_TOKEN_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/msg.h"

/* The year 10000. A later time is in milliseconds, or wrong. */
#define TOKEN_LAST_TIME_S 253402300800.0

/* Strings are NULL if unknown, and must never be shown. A zeroed struct is empty. */
struct token {
    char *client_id;
    char *client_secret;
    char *access;
    char *refresh;       /* single use: store the new one before anything else */
    int64_t written_at;  /* when it was stored, epoch s by the clock of this machine; 0: unknown */
    int64_t expires_at;  /* epoch s by Trakt's clock (created_at + expires_in); 0: unknown (a PIN
                          * login): the token is used until Trakt answers 401 */
    unsigned mode;       /* of the file, as in chmod; 0: no file */
    struct buf warnings; /* lines about invalid members of the file */
    json_t *file;        /* the object as read, for foreign keys; or NULL */
};

/* Frees the contents, overwriting the secrets. */
void token_release(struct token *token);

enum token_loaded {
    TOKEN_LOADED,
    TOKEN_NO_FILE,  /* not an error; token is empty */
    TOKEN_BAD_FILE, /* why is set: 66 if it cannot be read, 78 if its contents are wrong */
};

/*
 * Reads the file: an object with CLIENT_ID, CLIENT_SECRET, OAUTH_TOKEN (strings), OAUTH_REFRESH
 * (string) and OAUTH_EXPIRES_AT (integer); each may be null or missing. An OAUTH_TOKEN of another
 * type is an error (78). Other members of another type cause a warning and are unknown, but a
 * fraction or a string in OAUTH_EXPIRES_AT is accepted and rounded down. Overwrites token; the
 * caller releases it in every case. */
enum token_loaded token_load(const char *path, struct token *token, struct why *why);

/* Reads the text of such a file. path is only for messages in why (78); torn is set if the text
 * ends too soon. The caller releases token in every case. Pure; public for tests. */
bool token_read(const char *path, const char *text, size_t len, struct token *token, bool *torn,
                struct why *why);

/* Takes the lock next to the file ("PATH.lock"). Waits up to a minute, because another program may
 * be renewing the login. Returns the lock, or -1 with why (71; 75: still locked). */
int token_lock(const char *path, struct why *why);
/* Does the same without waiting. */
int token_lock_now(const char *path, struct why *why);
void token_unlock(int lock);

/* Returns whether token_store would work now; changes nothing. The caller holds token_lock. Returns
 * false with why (74). */
bool token_can_store(const char *path, const struct token *token, struct why *why);

/*
 * Replaces the file, atomically and durably, with mode 0600, in the format of Python's json.dump:
 * the six keys APPLICATION_ID CLIENT_ID CLIENT_SECRET OAUTH_EXPIRES_AT OAUTH_REFRESH OAUTH_TOKEN,
 * then the foreign keys of the current file. The caller holds token_lock. Returns false with why
 * (74). */
bool token_store(const char *path, const struct token *token, struct why *why);

/* Returns what token_store writes, a new string. Pure; public for tests. */
CVI_MUST_USE char *token_text(const struct token *token);

/* Removes the login from the file, but keeps client id, secret and foreign keys. Removes the file
 * if nothing is left. The caller holds token_lock. Returns false with why (74, 66, 78). */
bool token_forget(const char *path, struct why *why);

/*
 * Returns whether the access token can be used at now_s (epoch) without refreshing it first. It is
 * stale for its last hour, or for the last half of its life if that is shorter, so that programs do
 * not all refresh a short-lived token. A token that was stored within ten minutes of its end, or
 * after it, is used until Trakt answers 401: the file is a copy, or this machine's clock is wrong,
 * and refreshing would never end. */
bool token_is_fresh(const struct token *token, int64_t now_s);

/* Sets access, refresh and times; keeps the rest. If refresh is NULL, keeps the old refresh
 * token. */
void token_set(struct token *token, const char *access, const char *refresh, int64_t expires_at,
               int64_t now_s);

/*
 * Returns whether text can be a client id, secret or token: 1 to 4096 characters of printable ASCII
 * without spaces. With a secret that contained a control character, logins once worked and every
 * refresh failed. */
bool token_is_word(const char *text);

/* A proof key for code exchange (RFC 7636): the verifier stays here, the challenge is sent. */
struct token_pkce {
    char verifier[44];  /* 43 characters, from the kernel's random numbers */
    char challenge[44]; /* S256 of the verifier */
};

void token_make_pkce(struct token_pkce *pkce);

/* Returns the S256 challenge for a verifier, a new string: base64url without padding of its
 * SHA-256. Pure; public for tests. */
CVI_MUST_USE char *token_challenge(const char *verifier);

#endif
