/* The login that is kept in a file in PyTrakt's format (~/.pytrakt.json), so that either program
 * can use the other's: read, judged, and replaced under a lock. Nothing here asks the network. */
#ifndef TRAKT_TOKEN_H
#define TRAKT_TOKEN_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/msg.h"

/* The year 10000: a time that is later is in milliseconds, or wrong. */
#define TOKEN_LAST_TIME_S 253402300800.0

/* Strings are NULL when unknown. Never show any of them. Zeroed is an empty one. */
struct token {
    char *client_id;
    char *client_secret;
    char *access;
    char *refresh;       /* single use: whoever uses it stores the new one before anything else */
    int64_t written_at;  /* epoch s by the clock of this machine, when it was stored; 0 unknown */
    int64_t expires_at;  /* epoch s by Trakt's clock (created_at + expires_in); 0 unknown (a PIN
                            login): use it until Trakt says 401 */
    unsigned mode;       /* of the file, as in chmod; 0: there is none */
    struct buf warnings; /* lines about members of the file that are not as they should be */
    json_t *file;        /* the object as it was read, for keys that are not ours; or NULL */
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
 * (string) and OAUTH_EXPIRES_AT (integer); each may be null or missing. Another kind of OAUTH_TOKEN
 * is an error (78); another kind of the others is a warning, and they are unknown then, but a
 * fraction or a string of OAUTH_EXPIRES_AT is rounded down. token is overwritten, and is the
 * caller's to release in every case. */
enum token_loaded token_load(const char *path, struct token *token, struct why *why);

/* Reads the text of such a file. path is for the words in why (78) only; torn is set if the text
 * ends too soon. The caller releases token in every case. Pure; public for tests. */
bool token_read(const char *path, const char *text, size_t len, struct token *token, bool *torn,
                struct why *why);

/*
 * Takes the lock beside the file ("PATH.lock"). Who holds it may be renewing the login, so it is
 * waited for, a minute at most. -1 with why (71; 75: somebody still holds it). */
int token_lock(const char *path, struct why *why);
/* The same without waiting. */
int token_lock_now(const char *path, struct why *why);
void token_unlock(int lock);

/* Whether token_store would work now; changes nothing. The caller holds token_lock. False with why
 * (74). */
bool token_can_store(const char *path, const struct token *token, struct why *why);

/*
 * Replaces the file, atomically and durably, mode 0600, as Python's json.dump writes it: the six
 * keys APPLICATION_ID CLIENT_ID CLIENT_SECRET OAUTH_EXPIRES_AT OAUTH_REFRESH OAUTH_TOKEN, then the
 * keys that are not ours in the file as it is now. The caller holds token_lock. False with why
 * (74). */
bool token_store(const char *path, const struct token *token, struct why *why);

/* Returns what token_store writes, a new string. Pure; public for tests. */
CVI_MUST_USE char *token_text(const struct token *token);

/* Takes the login out of the file, and the file away when nothing of use is left in it: client
 * id, secret and keys that are not ours stay. The caller holds token_lock. False with why (74,
 * 66, 78). */
bool token_forget(const char *path, struct why *why);

/*
 * Whether the access token can be used at now_s (epoch) without refreshing it first. It is stale
 * for the last hour, or the last half of its life when that is shorter, so that a short-lived one
 * is not refreshed by every program anew. What seems to have been at its end when it was stored, or
 * ten minutes before it, is used until Trakt says 401: the file is a copy, or this machine's clock
 * is wrong, and refreshing for that would never end. */
bool token_is_fresh(const struct token *token, int64_t now_s);

/* Sets access, refresh and times; keeps the rest. refresh may be NULL: the old one stays. */
void token_set(struct token *token, const char *access, const char *refresh, int64_t expires_at,
               int64_t now_s);

/* Whether text can be a client id, secret or token: printable ASCII without blanks, 1 to 4096. A
 * secret mis-pasted as a control character once let logins work and every refresh fail. */
bool token_is_word(const char *text);

/* Proof key for code exchange (RFC 7636): the verifier stays here, the challenge travels. */
struct token_pkce {
    char verifier[44];  /* 43 characters, from the kernel's random numbers */
    char challenge[44]; /* S256 of it */
};

void token_make_pkce(struct token_pkce *pkce);

/* Returns the S256 challenge for a verifier, a new string: base64url without padding of its
 * SHA-256. Pure; public for tests. */
CVI_MUST_USE char *token_challenge(const char *verifier);

#endif
