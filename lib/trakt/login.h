/* The login, which provides the access token. The token is given in the settings, printed by a
 * command, or stored in the credentials file; only a stored token is renewed (trakt_refresh). */
#ifndef TRAKT_LOGIN_H
#define TRAKT_LOGIN_H

#include <stdbool.h>
#include <stdint.h>

#include "trakt/answer.h"
#include "trakt/error.h"
#include "trakt/host.h"
#include "trakt/token.h"

/* The members are documented in struct trakt_settings (trakt/trakt.h). */
struct trakt_login_settings {
    const char *client_id;
    const char *client_secret;
    const char *access_token;
    const char *token_command;
    char *const *environment;
    const char *token_path;
    bool says_no_mode;
    const char *auth_url;      /* must not be NULL */
    struct http_limits limits; /* for requests to auth_url */
};

struct trakt_login;

/* Returns a new login; free it with trakt_login_free. Reads the credentials file. An error in the
 * file is not reported here, but by the first function that needs the file. */
CVI_MUST_USE struct trakt_login *trakt_login_new(const struct trakt_login_settings *settings);
void trakt_login_free(struct trakt_login *login);

/* Each function returns the value from the settings or, if it is not set there, from the
 * credentials file. Returns NULL if neither has it. The string is borrowed. If the settings have
 * another client id than the file, the file's client secret is not used. The auth_url is always
 * from the settings. */
const char *trakt_login_client_id(const struct trakt_login *login);
const char *trakt_login_client_secret(const struct trakt_login *login);
const char *trakt_login_auth_url(const struct trakt_login *login);

/* Returns whether the credentials file is usable or missing. */
bool trakt_login_file_is_usable(const struct trakt_login *login);

/* Each function returns whether the login has a valid client id. trakt_login_has_token also
 * requires a valid access token, and runs the token command if it has not run yet. Sends no
 * request. Returns false with `why` (exit status 66, 77 or 78; if the token command failed, 71, 78
 * or 130). */
bool trakt_login_has_client(const struct trakt_login *login, struct why *why);
bool trakt_login_has_token(struct trakt_login *login, struct why *why);

/*
 * Returns the access token to use now, borrowed until the next call. First renews the token if it
 * is about to expire, or if Trakt has rejected it. Sets *serial to the token's number: tokens are
 * numbered in the order in which this function returns them. Returns NULL with error if there is no
 * usable token. A rejected token is never returned again, because Trakt may ban a client for
 * repeated 401s (trakt-api#922). */
const char *trakt_login_access(struct trakt_login *login, unsigned *serial,
                               struct trakt_error *error);

/* Notes that Trakt has rejected (401) the token with the number `serial`. */
void trakt_login_reject(struct trakt_login *login, unsigned serial);

/* Returns whether the token with the number `serial` must not be sent any more: it was rejected or
 * replaced, or it needs a renewal that was not necessary when trakt_login_access returned it. In
 * this case, the caller calls trakt_login_access again. */
bool trakt_login_is_stale(const struct trakt_login *login, unsigned serial);

/* Replaces the login by the granted tokens. Does not store them. */
void trakt_login_grant(struct trakt_login *login, const struct trakt_grant *grant);

/* Writes the login in use to the credentials file, under its lock. Returns false with `why`. */
bool trakt_login_store(struct trakt_login *login, struct why *why);

/* Sets *token to the current token, even if it is invalid. (*token)->access is NULL if there is no
 * access token. Borrowed until the next call. Returns false with `why` if the credentials file or
 * the token command is unusable. */
bool trakt_login_peek(struct trakt_login *login, const struct token **token, struct why *why);

/* Returns whether the token is from the credentials file. */
bool trakt_login_is_stored(const struct trakt_login *login);

/* Locks the credentials file and reads it again. Until token_unlock, no other program can renew the
 * login. Returns the lock, or -1 with `why`. */
int trakt_login_hold(struct trakt_login *login, struct why *why);

/* Removes the login from the credentials file. The caller holds the lock. Returns false with
 * `why`. */
bool trakt_login_forget(struct trakt_login *login, struct why *why);

/* Returns the host that grants tokens, borrowed. */
struct trakt_host *trakt_login_host(struct trakt_login *login);

#endif
