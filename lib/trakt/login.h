/* Who is logged in: a token that was given, one that a command prints, or the one in the
 * credentials file, which trakt_refresh renews. Also the conversation with the host that gives out
 * tokens. */
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

/* Reads the credentials file; what is wrong with it is told when it is needed. New. */
CVI_MUST_USE struct trakt_login *trakt_login_new(const struct trakt_login_settings *settings);
void trakt_login_free(struct trakt_login *login);

/* What was given, else what the file has; NULL when there is none. Borrowed. */
const char *trakt_login_client_id(const struct trakt_login *login);
const char *trakt_login_client_secret(const struct trakt_login *login);
const char *trakt_login_auth_url(const struct trakt_login *login);

/* Whether the credentials file could be used, or is not there. */
bool trakt_login_file_is_usable(const struct trakt_login *login);

/* Whether there is a client id, and whether there is a token too, looking at what is here only; the
 * token command is run when the token is first asked for. */
bool trakt_login_has_client(const struct trakt_login *login, struct why *why);
bool trakt_login_has_token(struct trakt_login *login, struct why *why);

/*
 * Returns the access token to use now, which is renewed first when it is stale, or when Trakt has
 * rejected it. Sets *serial to a number that stands for this token. Borrowed until the next call.
 * Returns NULL with error when there is none to be had. A rejected token is never returned again:
 * repeated 401s are suspected of causing bans (trakt-api#922). */
const char *trakt_login_access(struct trakt_login *login, unsigned *serial,
                               struct trakt_error *error);

/* To be called when Trakt answers 401 to the token with that number. */
void trakt_login_reject(struct trakt_login *login, unsigned serial);

/* Returns whether the token with that number was rejected or replaced, or has come to its end while
 * a request waited for its turn: trakt_login_access then returns another. */
bool trakt_login_is_stale(const struct trakt_login *login, unsigned serial);

/* Uses a granted pair from now on. */
void trakt_login_grant(struct trakt_login *login, const struct trakt_grant *grant);

/* Writes the login in use to the credentials file. */
bool trakt_login_store(struct trakt_login *login, struct why *why);

/*
 * The token at hand, whether it is good or not; its access is NULL when there is none. Borrowed
 * until the next call. False with why when the credentials file, or the token command, cannot be
 * used. */
bool trakt_login_peek(struct trakt_login *login, const struct token **token, struct why *why);

/* Whether the token is that of the credentials file. */
bool trakt_login_is_stored(const struct trakt_login *login);

/*
 * Takes the lock of the credentials file and reads it anew: until token_unlock nobody renews the
 * login. -1 with why when it cannot. */
int trakt_login_hold(struct trakt_login *login, struct why *why);

/* Takes the login out of the credentials file. The lock is held. */
bool trakt_login_forget(struct trakt_login *login, struct why *why);

/* The host for logins. Borrowed. */
struct trakt_host *trakt_login_host(struct trakt_login *login);

#endif
