/* The login: a token that was given, a token printed by a command, or the token in the credentials
 * file, which trakt_refresh renews. Also the requests to the host that grants tokens. */
#ifndef TRAKT_LOGIN_H
#define TRAKT_LOGIN_H

#include <stdbool.h>
#include <stdint.h>

#include "trakt/answer.h"
#include "trakt/error.h"
#include "trakt/host.h"
#include "trakt/token.h"

/* As in struct trakt_settings. */
struct trakt_login_settings {
    const char *client_id;
    const char *client_secret;
    const char *access_token;
    const char *token_command;
    char *const *environment;
    const char *token_path;
    bool says_no_mode;
    const char *auth_url;      /* given */
    struct http_limits limits; /* as for the API */
};

struct trakt_login;

/* Returns a new login; reads the credentials file, and reports errors in it when it is needed. */
CVI_MUST_USE struct trakt_login *trakt_login_new(const struct trakt_login_settings *settings);
void trakt_login_free(struct trakt_login *login);

/* Return the given value, or the value in the credentials file, or NULL. Borrowed. */
const char *trakt_login_client_id(const struct trakt_login *login);
const char *trakt_login_client_secret(const struct trakt_login *login);
const char *trakt_login_auth_url(const struct trakt_login *login);

/* Returns whether the credentials file is usable or missing. */
bool trakt_login_file_is_usable(const struct trakt_login *login);

/* Return whether there is a client id, and whether there are a client id and a token, without a
 * request. The token command is run when the token is first needed. */
bool trakt_login_has_client(const struct trakt_login *login, struct why *why);
bool trakt_login_has_token(struct trakt_login *login, struct why *why);

/*
 * Returns the access token to use now. It is renewed first if it is stale or Trakt has rejected it.
 * Sets *serial to the number of this token. Borrowed until the next call. Returns NULL with error
 * if there is no usable token. A rejected token is never returned again: repeated 401s may cause
 * bans (trakt-api#922). */
const char *trakt_login_access(struct trakt_login *login, unsigned *serial,
                               struct trakt_error *error);

/* Notes that Trakt answered 401 to the token with that number. */
void trakt_login_reject(struct trakt_login *login, unsigned serial);

/* Returns whether the token with that number was rejected or replaced, or has expired while a
 * request waited to be sent. trakt_login_access then returns another token. */
bool trakt_login_is_stale(const struct trakt_login *login, unsigned serial);

/* Uses a granted pair of tokens from now on. */
void trakt_login_grant(struct trakt_login *login, const struct trakt_grant *grant);

/* Writes the login in use to the credentials file. */
bool trakt_login_store(struct trakt_login *login, struct why *why);

/*
 * Sets *token to the current token, valid or not; its access is NULL if there is no token. Borrowed
 * until the next call. Returns false with why if the credentials file, or the token command, is
 * unusable. */
bool trakt_login_peek(struct trakt_login *login, const struct token **token, struct why *why);

/* Returns whether the token is from the credentials file. */
bool trakt_login_is_stored(const struct trakt_login *login);

/* Locks the credentials file and reads it again; no other program renews the login until
 * token_unlock. Returns the lock, or -1 with why. */
int trakt_login_hold(struct trakt_login *login, struct why *why);

/* Removes the login from the credentials file. The caller holds the lock. */
bool trakt_login_forget(struct trakt_login *login, struct why *why);

/* Returns the host for logins. Borrowed. */
struct trakt_host *trakt_login_host(struct trakt_login *login);

#endif
