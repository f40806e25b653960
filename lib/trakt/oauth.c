/* Logs in, with the device flow or with a code that the user copies from a page, and logs out. */
#include "trakt/parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "trakt/login.h"

enum { MOST_URL = 16384, SLOWER_S = 5, MOST_SLOWER_S = 300 };

static json_t *client_body(const struct trakt *trakt)
{
    return json_pack("{s:s*, s:s*}", "client_id", trakt_login_client_id(trakt->login),
                     "client_secret", trakt_login_client_secret(trakt->login));
}

static void add_text(json_t *body, const char *key, const char *text)
{
    json_object_set_new(body, key, json_string(text));
}

static bool succeeded(const struct http_answer *answer)
{
    return answer->failure == HTTP_ANSWERED && answer->status >= 200 && answer->status < 300;
}

bool trakt_start_device(struct trakt *trakt, struct trakt_device *device, struct trakt_error *error)
{
    struct http_answer answer;
    json_t *body = json_pack("{s:s*}", "client_id", trakt_login_client_id(trakt->login));

    *device = (struct trakt_device){0};
    trakt_host_post(
        trakt_login_host(trakt->login),
        &(struct trakt_host_call){.path = "/oauth/device/code", .body = body, .replay = true},
        &answer);
    bool started = succeeded(&answer)
                       ? trakt_read_device(buf_text(&answer.body), answer.body.len, device, error)
                       : trakt_error_of(error, TRAKT_ABOUT_OAUTH, &answer);
    if (!started && answer.status == 404)
        trakt_error_set(error, TRAKT_BAD_ANSWER, "HTTP 404: no such page (check --auth-url)");
    http_release(&answer);
    return started;
}

/* Returns the result of a poll that was not a success. A 400 means that the user has not confirmed
 * the code yet. After a temporary error, polling continues. */
static enum trakt_poll judge_poll(struct trakt_device *device, const struct http_answer *answer,
                                  struct trakt_error *error)
{
    bool temporary = answer->failure == HTTP_ANSWERED
                         ? answer->status == 400 || answer->status >= 500
                         : answer->failure != HTTP_BAD_URL && answer->failure != HTTP_NO_TLS;

    if (answer->status == 429) {
        if (device->interval < MOST_SLOWER_S)
            device->interval += SLOWER_S; /* as for slow_down in RFC 8628, 3.5 */
        temporary = true;
    }
    if (temporary)
        return TRAKT_POLL_WAIT;
    trakt_error_of(error, TRAKT_ABOUT_OAUTH, answer);
    if (answer->status == 418)
        return TRAKT_POLL_DENIED;
    return answer->status == 410 ? TRAKT_POLL_EXPIRED : TRAKT_POLL_FAILED;
}

enum trakt_poll trakt_poll_device(struct trakt *trakt, struct trakt_device *device,
                                  struct trakt_grant *grant, struct trakt_error *error)
{
    struct http_answer answer;
    json_t *body = client_body(trakt);
    enum trakt_poll poll;

    *grant = (struct trakt_grant){0};
    add_text(body, "code", device->device_code);
    trakt_host_post(
        trakt_login_host(trakt->login),
        &(struct trakt_host_call){.path = "/oauth/device/token", .body = body, .once = true},
        &answer);
    if (!succeeded(&answer))
        poll = judge_poll(device, &answer, error);
    else if (trakt_read_grant(buf_text(&answer.body), answer.body.len, grant, error))
        poll = TRAKT_POLL_DONE;
    else
        poll = TRAKT_POLL_FAILED;
    http_release(&answer);
    return poll;
}

char *trakt_authorize_url(const struct trakt *trakt, const char *challenge)
{
    const char *client_id = trakt_login_client_id(trakt->login);
    struct buf url = BUF_INIT(MOST_URL);

    if (!client_id)
        return NULL;
    buf_printf(&url, "%s/oauth/authorize?response_type=code&client_id=",
               trakt_login_auth_url(trakt->login));
    text_percent(&url, client_id);
    buf_puts(&url, "&redirect_uri=");
    text_percent(&url, TRAKT_REDIRECT_URI);
    buf_puts(&url, "&code_challenge=");
    text_percent(&url, challenge);
    buf_puts(&url, "&code_challenge_method=S256");
    return buf_detach(&url);
}

bool trakt_exchange_code(struct trakt *trakt, const char *code, const char *verifier,
                         struct trakt_grant *grant, struct trakt_error *error)
{
    char *copy = cvi_strdup(code);
    const char *trimmed = text_trim(copy);
    struct http_answer answer = {0};
    bool granted = token_is_word(trimmed);

    *grant = (struct trakt_grant){0};
    if (!granted) {
        trakt_error_set(error, TRAKT_UNAUTHORIZED,
                        "Authentication failed: not a code (copy it as the page shows it)");
    } else {
        json_t *body = client_body(trakt);

        add_text(body, "code", trimmed);
        add_text(body, "code_verifier", verifier);
        add_text(body, "redirect_uri", TRAKT_REDIRECT_URI);
        add_text(body, "grant_type", "authorization_code");
        trakt_host_post(trakt_login_host(trakt->login),
                        &(struct trakt_host_call){.path = "/oauth/token", .body = body}, &answer);
        granted = succeeded(&answer)
                      ? trakt_read_grant(buf_text(&answer.body), answer.body.len, grant, error)
                      : trakt_error_of(error, TRAKT_ABOUT_OAUTH, &answer);
    }
    http_release(&answer);
    free(copy);
    return granted;
}

/* --- Logging out --- */

/* Revokes the token at Trakt, which requires the client id and the client secret (Trakt: "Revoke an
 * access token"). */
static bool revoke(struct trakt *trakt, const struct token *token, struct trakt_error *error)
{
    struct http_answer answer;
    json_t *body;

    if (!trakt_login_client_secret(trakt->login))
        return trakt_error_set(error, TRAKT_LOCAL,
                               "Client secret not found: Trakt requires it to revoke a login (set "
                               "CVI_TRAKT_CLIENT_SECRET, or see docs/trakt.md)");
    body = client_body(trakt);
    add_text(body, "token", token->access);
    trakt_host_post(
        trakt_login_host(trakt->login),
        &(struct trakt_host_call){.path = "/oauth/revoke", .body = body, .replay = true}, &answer);
    bool revoked = succeeded(&answer) || trakt_error_of(error, TRAKT_ABOUT_OAUTH, &answer);
    http_release(&answer);
    return revoked;
}

static enum trakt_logout fail_logout(struct trakt_error *error, const struct why *why)
{
    trakt_error_set(error, TRAKT_LOCAL, "%s", why->text);
    error->exit_status = why->status;
    return TRAKT_LOGOUT_FAILED;
}

/* Does the work of trakt_log_out. If the token is from the credentials file, the caller holds the
 * file's lock. */
static enum trakt_logout log_out(struct trakt *trakt, bool force, struct trakt_error *error)
{
    const struct token *token;
    struct why why;

    if (!trakt_login_peek(trakt->login, &token, &why))
        return fail_logout(error, &why);
    if (!token->access)
        return TRAKT_LOGOUT_NOBODY;
    if (!token_is_word(token->access))
        return fail_logout(error,
                           &(struct why){EX_NOPERM,
                                         "Authentication failed: the token has blanks or control "
                                         "characters, or is too long (copy it again)"});
    bool revoked = revoke(trakt, token, error);
    bool stored = trakt_login_is_stored(trakt->login);
    if (!revoked && (!force || !stored))
        return TRAKT_LOGOUT_FAILED;
    if (stored && !trakt_login_forget(trakt->login, &why))
        return fail_logout(error, &why);
    return revoked ? TRAKT_LOGOUT_DONE : TRAKT_LOGOUT_FORCED;
}

enum trakt_logout trakt_log_out(struct trakt *trakt, bool force, struct trakt_error *error)
{
    const struct token *token;
    struct why why;
    int lock;

    if (!trakt_login_is_stored(trakt->login) || !trakt_login_peek(trakt->login, &token, NULL) ||
        !token->access)
        return log_out(trakt, force, error);
    lock = trakt_login_hold(trakt->login, &why);
    if (lock < 0)
        return fail_logout(error, &why);
    enum trakt_logout done = log_out(trakt, force, error);
    token_unlock(lock);
    return done;
}
