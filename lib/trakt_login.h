/*
 * Who is logged in: a token that was given, or the one in the credentials file, which is refreshed
 * under the file's lock and stored before it is used. Also the conversation with the host that
 * gives out tokens.
 */
#ifndef TRAKT_LOGIN_H
#define TRAKT_LOGIN_H

#include <jansson.h>
#include <stdbool.h>

#include "http.h"
#include "token.h"
#include "trakt_answer.h"
#include "trakt_error.h"

/* As in struct trakt_settings. */
struct trakt_login_settings {
    const char *client_id;
    const char *client_secret;
    const char *access_token;
    const char *token_path;
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

/* Whether there is a client id, and whether there is a token too, looking at what is here only. */
bool trakt_login_has_client(const struct trakt_login *login, struct why *why);
bool trakt_login_has_token(const struct trakt_login *login, struct why *why);

/*
 * The access token to use now, refreshed when it is stale, or when Trakt answered 401 to it
 * (rejected). Borrowed until the next call. NULL with error when there is none to be had.
 */
const char *trakt_login_access(struct trakt_login *login, bool rejected, struct trakt_error *error);

/* Uses a granted pair from now on. */
void trakt_login_grant(struct trakt_login *login, const struct trakt_grant *grant);

/* Writes the login in use to the credentials file. */
bool trakt_login_store(struct trakt_login *login, struct why *why);

/* Posts JSON to a path of the host for logins, and waits for the answer (http_release). Takes body.
 * What replay and once mean, struct http_request says. */
void trakt_login_post_take(struct trakt_login *login, const char *path, json_t *body, bool replay,
                           bool once, struct http_answer *answer);

#endif
