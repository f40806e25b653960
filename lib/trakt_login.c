/* The token in use. A refresh token is good for one use, so the order of steps matters here. */
#include "trakt_login.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"

struct trakt_login {
    char *client_id; /* as given; NULL: look at the file's */
    char *client_secret;
    char *auth_url;
    char *path;         /* of the credentials file, or NULL */
    bool given;         /* the token is not the file's: it is neither refreshed nor stored */
    bool broken;        /* the file cannot be used: trouble says why */
    struct why trouble; /* with the file */
    struct token token;
    bool refused; /* a refresh failed for good: failure says why */
    struct trakt_error failure;
    struct http *http; /* to the host for logins */
};

static char *given_or_null(const char *text)
{
    return text && text[0] ? cvi_strdup(text) : NULL;
}

struct trakt_login *trakt_login_new(const struct trakt_login_settings *settings)
{
    struct trakt_login *login = cvi_alloc(sizeof *login);

    login->client_id = given_or_null(settings->client_id);
    login->client_secret = given_or_null(settings->client_secret);
    login->auth_url = cvi_strdup(settings->auth_url);
    login->path = given_or_null(settings->token_path);
    login->http = http_new(&settings->limits);
    if (login->path)
        login->broken = token_load(login->path, &login->token, &login->trouble) == TOKEN_BAD_FILE;
    if (settings->access_token) {
        free(login->token.access);
        login->token.access = given_or_null(settings->access_token);
        login->given = true;
    }
    return login;
}

void trakt_login_free(struct trakt_login *login)
{
    if (!login)
        return;
    http_free(login->http);
    token_release(&login->token);
    free(login->client_id);
    free(login->client_secret);
    free(login->auth_url);
    free(login->path);
    free(login);
}

const char *trakt_login_client_id(const struct trakt_login *login)
{
    return login->client_id ? login->client_id : login->token.client_id;
}

/* The file's secret belongs to the file's application: it is of no use for another. */
const char *trakt_login_client_secret(const struct trakt_login *login)
{
    if (login->client_secret)
        return login->client_secret;
    if (login->client_id && login->token.client_id &&
        strcmp(login->client_id, login->token.client_id) != 0)
        return NULL;
    return login->token.client_secret;
}

const char *trakt_login_auth_url(const struct trakt_login *login)
{
    return login->auth_url;
}

bool trakt_login_file_is_usable(const struct trakt_login *login)
{
    return !login->broken;
}

bool trakt_login_has_client(const struct trakt_login *login, struct why *why)
{
    const char *client_id = trakt_login_client_id(login);

    if (!client_id && login->broken)
        return why_set(why, login->trouble.status, "%s", login->trouble.text);
    if (!client_id)
        return why_set(why, EX_CONFIG,
                       "Client ID not found (set CVI_TRAKT_CLIENT_ID, or see docs/trakt.md)");
    if (!token_is_word(client_id))
        return why_set(why, EX_CONFIG,
                       "Invalid client credentials: the client id has blanks or control "
                       "characters, or is too long (copy it again)");
    return true;
}

#define NO_TOKEN                                                                                   \
    "Trakt access token is required. Provide it using the --token option. See docs/trakt.md for "  \
    "instructions on obtaining a token."

bool trakt_login_has_token(const struct trakt_login *login, struct why *why)
{
    if (!login->given && login->broken)
        return why_set(why, login->trouble.status, "%s", login->trouble.text);
    if (!login->token.access)
        return why_set(why, EX_NOPERM, NO_TOKEN);
    if (!token_is_word(login->token.access))
        return why_set(why, EX_NOPERM,
                       "Authentication failed: the token has blanks or control characters, or is "
                       "too long (copy it again)");
    return trakt_login_has_client(login, why);
}

/* --- The host for logins --- */

void trakt_login_post_take(struct trakt_login *login, const char *path, json_t *body, bool replay,
                           bool once, struct http_answer *answer)
{
    static const char *const headers[] = {"Content-Type: application/json", "trakt-api-version: 2",
                                          NULL};
    char *url = cvi_format("%s%s", login->auth_url, path);
    char *text = json_dumps(body, JSON_COMPACT);

    http_fetch(login->http,
               &(struct http_request){.method = "POST",
                                      .url = url,
                                      .headers = headers,
                                      .body = text,
                                      .replay = replay,
                                      .once = once},
               answer);
    explicit_bzero(text, strlen(text));
    free(text);
    free(url);
    json_decref(body);
}

/*
 * The application that a token was given to, which is the only one that may refresh it: the one
 * beside it in the file. Its secret is the one that was given, if that is for the same application.
 */
static json_t *refresh_body(const struct trakt_login *login, const struct token *token)
{
    const char *id = token->client_id ? token->client_id : login->client_id;
    const char *secret = token->client_secret;

    if (login->client_secret &&
        (!secret || !login->client_id || !id || strcmp(login->client_id, id) == 0))
        secret = login->client_secret;
    return json_pack("{s:s, s:s*, s:s*, s:s, s:s}", "refresh_token", token->refresh, "client_id",
                     id, "client_secret", secret, "redirect_uri", "urn:ietf:wg:oauth:2.0:oob",
                     "grant_type", "refresh_token");
}

static void set_grant(struct token *token, const struct trakt_grant *grant)
{
    token_set(token, grant->access, grant->refresh,
              grant->created_at > 0 ? grant->created_at : clock_now_s(), grant->expires_in);
}

/* --- Refreshing --- */

static bool fail_local(struct trakt_error *error, const struct why *why)
{
    trakt_error_set(error, TRAKT_LOCAL, "%s", why->text);
    error->exit_status = why->status;
    return false;
}

/* Takes the file's login as ours; token is empty afterwards. */
static void adopt(struct trakt_login *login, struct token *token)
{
    token_release(&login->token);
    login->token = *token;
    *token = (struct token){0};
}

static bool is_other(const struct trakt_login *login, const struct token *token)
{
    return token->access && strcmp(token->access, login->token.access) != 0;
}

/* Trakt does not take the refresh token: perhaps a program that knows no lock was faster. */
static bool adopt_rotated(struct trakt_login *login)
{
    struct token now;
    bool rotated = token_load(login->path, &now, NULL) == TOKEN_LOADED && is_other(login, &now) &&
                   token_is_fresh(&now, clock_now_s());

    if (rotated)
        adopt(login, &now);
    token_release(&now);
    return rotated;
}

static bool ask_for_grant(struct trakt_login *login, const struct token *token,
                          struct trakt_grant *grant, struct trakt_error *error)
{
    struct http_answer answer;

    trakt_login_post_take(login, "/oauth/token", refresh_body(login, token), false, false, &answer);
    bool granted = answer.failure == HTTP_ANSWERED && answer.status == 200
                       ? trakt_read_grant(buf_text(&answer.body), answer.body.len, grant, error)
                       : trakt_error_of(error, TRAKT_ABOUT_OAUTH, &answer);
    http_release(&answer);
    return granted;
}

/* Whether asking again in this run makes no sense: the pair is refused, or may be used up. */
static void note_failure(struct trakt_login *login, struct trakt_error *error)
{
    bool lost = error->fault == TRAKT_UNREACHABLE && !error->final;

    if (lost) {
        size_t len = strlen(error->message);

        snprintf(error->message + len, sizeof error->message - len,
                 "; the login was being renewed and may be lost: if this goes on, log in again "
                 "with cvi-auth");
    }
    login->refused = lost || error->fault == TRAKT_UNAUTHORIZED || error->fault == TRAKT_BAD_CLIENT;
    login->failure = *error;
}

/* Refreshes what the file holds, and stores it before anybody uses it. The lock is held. */
static bool refresh_token(struct trakt_login *login, struct token *token, struct trakt_error *error)
{
    struct trakt_grant grant = {0};
    struct why why;

    /* The new pair would be lost if it could not be written: find that out before asking. */
    if (!token_store(login->path, token, &why))
        return fail_local(error, &why);
    bool granted = ask_for_grant(login, token, &grant, error);
    if (granted) {
        set_grant(token, &grant);
        if (!token_store(login->path, token, &why))
            msg_warn("%s: the new login lasts for this run only", why.text);
        adopt(login, token);
    }
    trakt_grant_release(&grant);
    if (granted || (error->fault == TRAKT_UNAUTHORIZED && adopt_rotated(login)))
        return true;
    note_failure(login, error);
    return false;
}

/* With the lock held: looks again whether another program has refreshed meanwhile. */
static bool refresh_locked(struct trakt_login *login, bool rejected, struct trakt_error *error)
{
    struct token token;
    struct why why;
    enum token_loaded loaded = token_load(login->path, &token, &why);
    bool done;

    if (loaded == TOKEN_BAD_FILE) {
        done = fail_local(error, &why);
    } else if (!token.access) {
        done = trakt_error_set(error, TRAKT_UNAUTHORIZED, NO_TOKEN);
    } else if (token_is_fresh(&token, clock_now_s()) && (!rejected || is_other(login, &token))) {
        adopt(login, &token);
        done = true;
    } else if (login->refused) {
        *error = login->failure;
        done = false;
    } else if (!token.refresh) {
        done = trakt_error_set(error, TRAKT_UNAUTHORIZED,
                               "Authentication failed: the login has expired, and %s has nothing "
                               "to renew it with (log in again with cvi-auth)",
                               login->path);
    } else {
        done = refresh_token(login, &token, error);
    }
    token_release(&token);
    return done;
}

/*
 * Between the sending of a refresh token and the storing of its successor, ending the program would
 * lose both: signals that ask for that wait until it is done.
 */
static bool refresh(struct trakt_login *login, bool rejected, struct trakt_error *error)
{
    struct why why;
    sigset_t ending, before;
    int lock = token_lock(login->path, &why);

    if (lock < 0)
        return fail_local(error, &why);
    sigemptyset(&ending);
    sigaddset(&ending, SIGINT);
    sigaddset(&ending, SIGTERM);
    sigaddset(&ending, SIGHUP);
    sigprocmask(SIG_BLOCK, &ending, &before);
    bool done = refresh_locked(login, rejected, error);
    token_unlock(lock);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return done;
}

const char *trakt_login_access(struct trakt_login *login, bool rejected, struct trakt_error *error)
{
    const struct token *token = &login->token;
    struct why why;

    if (!trakt_login_has_token(login, &why)) {
        trakt_error_set(error, why.status == EX_NOPERM ? TRAKT_UNAUTHORIZED : TRAKT_LOCAL, "%s",
                        why.text);
        error->exit_status = why.status;
        return NULL;
    }
    if (!rejected && (login->given || token_is_fresh(token, clock_now_s())))
        return token->access;
    if (login->given || !login->path) {
        trakt_error_set(error, TRAKT_UNAUTHORIZED,
                        "HTTP 401: Authentication failed: the token is invalid, expired or revoked "
                        "(get another one; see docs/trakt.md)");
        error->http_status = 401;
        return NULL;
    }
    if (refresh(login, rejected, error))
        return token->access;
    if (rejected || clock_now_s() >= token->expires_at)
        return NULL;
    msg_more("%s: going on with the login as it is", error->message);
    return token->access;
}

void trakt_login_grant(struct trakt_login *login, const struct trakt_grant *grant)
{
    login->given = false;
    login->broken = false;
    login->refused = false;
    /* The refresh token at hand is of another session: better none than that one. */
    free(login->token.refresh);
    login->token.refresh = NULL;
    set_grant(&login->token, grant);
}

bool trakt_login_store(struct trakt_login *login, struct why *why)
{
    struct token token = login->token;

    if (!login->path)
        return why_set(why, EX_CONFIG, "no place to keep the login in (HOME is not set)");
    if (login->given)
        return why_set(why, EX_USAGE, "a token that was given is not stored");
    token.client_id = (char *)trakt_login_client_id(login);
    token.client_secret = (char *)trakt_login_client_secret(login);
    int lock = token_lock(login->path, why);
    if (lock < 0)
        return false;
    bool stored = token_store(login->path, &token, why);
    token_unlock(lock);
    return stored;
}
