/* Renews the login under the lock of the credentials file, and avoids renewals that cannot
 * succeed. */
#include "trakt/refresh.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "http/decide.h"
#include "trakt/answer.h"
#include "trakt/renewal.h"

enum {
    ROUNDED_MS = 1000, /* Trakt rounds a token's lifetime to seconds */
    /* The wait before the next renewal, if the last one failed or Trakt rejected its token. */
    AGAIN_MS = 5 * 60 * 1000,
    MOST_ANSWER = 1 << 20,
};

#define LOG_IN "log in again with cvi-auth"

/* The outcome of a request for new tokens. */
enum outcome {
    OUTCOME_GRANTED,
    OUTCOME_REFUSED, /* Trakt does not accept the refresh token */
    OUTCOME_FAILED,  /* the refresh token was probably not used */
    OUTCOME_LOST,    /* the refresh token may be used up, but there is no usable answer */
};

static void forget(char **secret)
{
    if (*secret)
        explicit_bzero(*secret, strlen(*secret));
    free(*secret);
    *secret = NULL;
}

static void remember(char **secret, const char *text)
{
    forget(secret);
    *secret = cvi_strdup(text);
}

void trakt_refresh_release(struct trakt_refresh *refresh)
{
    forget(&refresh->failed);
    forget(&refresh->renewed);
}

static bool fail_local(struct trakt_error *error, const struct why *why)
{
    trakt_error_set(error, TRAKT_LOCAL, "%s", why->text);
    error->exit_status = why->status;
    return false;
}

__attribute__((format(printf, 2, 3))) static void add_words(struct trakt_error *error,
                                                            const char *format, ...)
{
    size_t len = strlen(error->message);
    va_list args;

    va_start(args, format);
    vsnprintf(error->message + len, sizeof error->message - len, format, args);
    va_end(args);
}

/* Moves the login `now` to `token`; `now` is then empty. */
static void adopt(struct token *token, struct token *now)
{
    token_release(token);
    *token = *now;
    *now = (struct token){0};
}

static bool differs(const char *one, const char *other)
{
    return one && (!other || strcmp(one, other) != 0);
}

static void set_grant(struct token *token, const struct trakt_grant *grant)
{
    int64_t now_s = clock_now_s();
    int64_t born_s = grant->created_at > 0 ? grant->created_at : now_s;

    token_set(token, grant->access, grant->refresh, born_s + grant->expires_in, now_s);
}

/* --- A renewal that an earlier run left unfinished --- */

/* Reads the answer in the file of a renewal (trakt/renewal) into grant. `now` is the login in the
 * credentials file. Returns false if the answer is missing or incomplete, or has no refresh token.
 * Sets *found in every case. */
static bool read_kept(const char *path, const struct token *now, struct trakt_grant *grant,
                      enum renewal_found *found)
{
    struct buf body = BUF_INIT(MOST_ANSWER);
    struct trakt_error ignored;

    *grant = (struct trakt_grant){0};
    *found = renewal_read(path, now, &body);
    bool whole = *found == RENEWAL_BEGUN &&
                 trakt_read_grant(buf_text(&body), body.len, grant, &ignored) && grant->refresh;
    if (body.at)
        explicit_bzero(body.at, body.len);
    buf_release(&body);
    return whole;
}

/* Completes a renewal that an earlier run left unfinished. If that run received a complete answer,
 * stores the new login and sets `now` to it. Otherwise, returns whether that run may have used up
 * the refresh token of `now`. The caller holds the lock. */
static bool recover(const char *path, struct token *now)
{
    enum renewal_found found;
    struct trakt_grant grant;
    struct why why;
    bool whole = read_kept(path, now, &grant, &found);

    if (whole) {
        set_grant(now, &grant);
        if (token_store(path, now, &why)) {
            renewal_remove(path);
            msg_more("%s: now has the login that an earlier run could not store", path);
        } else {
            msg_warn("%s: the renewed login stays in %s.renewal", why.text, path);
        }
    } else if (found == RENEWAL_OTHER) {
        renewal_remove(path);
    }
    trakt_grant_release(&grant);
    return !whole && found == RENEWAL_BEGUN;
}

void trakt_refresh_recover(const struct trakt_refresh *refresh, struct token *token)
{
    struct token now;
    int lock;

    if (!renewal_is_there(refresh->path))
        return;
    lock = token_lock_now(refresh->path, NULL);
    if (lock < 0)
        return;
    if (token_load(refresh->path, &now, NULL) == TOKEN_LOADED) {
        recover(refresh->path, &now);
        adopt(token, &now);
    }
    token_release(&now);
    token_unlock(lock);
}

/* --- The request --- */

/* Returns the request body. Trakt renews a token only for the application to which it was granted.
 * The client id that is stored with the token therefore takes precedence over the client id in the
 * settings. The secret in the settings is used unless it belongs to another client id. */
static json_t *make_body(const struct trakt_refresh *refresh, const struct token *now)
{
    const char *id = now->client_id ? now->client_id : refresh->client_id;
    const char *secret = now->client_secret;

    if (refresh->client_secret &&
        (!secret || !refresh->client_id || !id || strcmp(refresh->client_id, id) == 0))
        secret = refresh->client_secret;
    return json_pack("{s:s, s:s*, s:s*, s:s, s:s}", "refresh_token", now->refresh, "client_id", id,
                     "client_secret", secret, "redirect_uri", "urn:ietf:wg:oauth:2.0:oob",
                     "grant_type", "refresh_token");
}

/* Returns the outcome of a request, with grant or error set. */
static enum outcome judge(const struct http_answer *answer, struct trakt_grant *grant,
                          struct trakt_error *error)
{
    if (answer->failure == HTTP_ANSWERED && answer->status == 200)
        return trakt_read_grant(buf_text(&answer->body), answer->body.len, grant, error)
                   ? OUTCOME_GRANTED
                   : OUTCOME_LOST;
    trakt_error_of(error, TRAKT_ABOUT_OAUTH, answer);
    /* After a server error or an unexpected success, the refresh token may be used up. */
    bool odd = answer->status >= 500 || (answer->status > 200 && answer->status < 300);
    if (answer->failure == HTTP_ANSWERED ? odd : http_may_have_arrived(answer->failure))
        return OUTCOME_LOST;
    return error->fault == TRAKT_UNAUTHORIZED ? OUTCOME_REFUSED : OUTCOME_FAILED;
}

/* Sends the request, and writes the answer to the file of the renewal as it arrives. If the
 * connection breaks, also tries the stored answer, because it may be complete. */
static enum outcome ask(const struct trakt_refresh *refresh, const struct renewal *renewal,
                        const struct token *now, struct trakt_grant *grant,
                        struct trakt_error *error)
{
    struct http_answer answer;
    enum renewal_found found;

    *grant = (struct trakt_grant){0};
    trakt_host_post(refresh->host,
                    &(struct trakt_host_call){.path = "/oauth/token",
                                              .body = make_body(refresh, now),
                                              .keep = renewal->fd},
                    &answer);
    enum outcome outcome = judge(&answer, grant, error);
    http_release(&answer);
    if (outcome == OUTCOME_LOST) {
        trakt_grant_release(grant);
        if (read_kept(refresh->path, now, grant, &found))
            outcome = OUTCOME_GRANTED;
    }
    return outcome;
}

/* --- The result --- */

/* Stores the new tokens in the credentials file. If that fails, leaves them in the file of the
 * renewal. */
static void store(struct trakt_refresh *refresh, struct renewal *renewal, struct token *now,
                  const struct trakt_grant *grant)
{
    struct trakt_grant copy;
    enum renewal_found found;
    struct why why;
    bool kept = read_kept(refresh->path, now, &copy, &found);

    trakt_grant_release(&copy);
    set_grant(now, grant);
    bool stored = token_store(refresh->path, now, &why);
    if (!stored && kept)
        msg_warn("%s: the renewed login is kept in %s, and the next run will try again", why.text,
                 renewal->path);
    else if (!stored)
        msg_warn("%s: the renewed login lasts for this run only (then log in again)", why.text);
    renewal_end(renewal, !stored && kept);
    forget(&refresh->failed);
    remember(&refresh->renewed, now->access);
    refresh->renewed_ms = refresh->asked_ms; /* the lifetime began before the answer arrived */
    refresh->life_ms = (int64_t)grant->expires_in * 1000;
}

/* Extends the error message with the consequence for the login. Remembers the error, and the
 * earliest time at which this run may try the same refresh token again (-1: never). `lost_before`
 * states that an earlier run may have used up this token. */
static void note_failure(struct trakt_refresh *refresh, const struct token *now,
                         enum outcome outcome, bool lost_before, struct trakt_error *error)
{
    bool answered = error->http_status >= 500;

    if (outcome == OUTCOME_LOST && !answered)
        add_words(error, "; the login was being renewed and may be lost: the next run tries once "
                         "more, and if that fails, " LOG_IN);
    if (outcome == OUTCOME_REFUSED) {
        trakt_error_set(error, TRAKT_UNAUTHORIZED,
                        "HTTP %d: Authentication failed: Trakt does not renew the login in %.200s: "
                        "%s (" LOG_IN ")",
                        error->http_status, refresh->path,
                        lost_before
                            ? "an earlier run was killed, or got no answer, during the renewal"
                            : "it was revoked, or another program has renewed a copy of it");
    }
    bool temporary = outcome != OUTCOME_REFUSED && error->fault != TRAKT_BAD_CLIENT &&
                     (outcome != OUTCOME_LOST || answered);
    remember(&refresh->failed, now->refresh);
    refresh->again_ms = temporary ? clock_steady_ms() + AGAIN_MS : -1;
    refresh->failure = *error;
}

/* Renews the login `now`, which was read from the file. The caller holds the lock. */
static enum outcome renew(struct trakt_refresh *refresh, struct token *now, bool lost_before,
                          struct trakt_error *error)
{
    struct trakt_grant grant;
    struct renewal renewal = {.fd = -1};
    struct why why;

    /* New tokens that cannot be stored would be lost, so check this before the request. */
    if (!token_can_store(refresh->path, now, &why) ||
        !renewal_begin(&renewal, refresh->path, now, &why)) {
        fail_local(error, &why);
        return OUTCOME_FAILED;
    }
    refresh->asked_ms = clock_steady_ms();
    enum outcome outcome = ask(refresh, &renewal, now, &grant, error);
    if (outcome == OUTCOME_GRANTED) {
        store(refresh, &renewal, now, &grant);
    } else {
        /* After OUTCOME_LOST, the file is kept: it shows the next run that a request got no usable
         * answer. */
        renewal_end(&renewal, outcome == OUTCOME_LOST);
        note_failure(refresh, now, outcome, lost_before, error);
    }
    trakt_grant_release(&grant);
    return outcome;
}

/* Returns true with error if another request cannot help: the same refresh token has failed
 * recently, or Trakt has rejected an access token that was just granted. */
static bool is_useless(const struct trakt_refresh *refresh, const struct token *now, bool rejected,
                       struct trakt_error *error)
{
    int64_t steady_ms = clock_steady_ms();

    if (refresh->failed && !differs(now->refresh, refresh->failed) &&
        (refresh->again_ms < 0 || steady_ms < refresh->again_ms)) {
        *error = refresh->failure;
        return true;
    }
    if (rejected && refresh->renewed && !differs(now->access, refresh->renewed) &&
        steady_ms - refresh->renewed_ms < AGAIN_MS &&
        steady_ms - refresh->renewed_ms < refresh->life_ms - ROUNDED_MS) { /* not expired */
        trakt_error_set(error, TRAKT_UNAUTHORIZED,
                        "HTTP 401: Authentication failed: Trakt does not accept the login that it "
                        "has just renewed (try again later; if it persists, " LOG_IN ")");
        error->http_status = 401;
        return true;
    }
    return false;
}

/* Renews `now`, the login in the file, if necessary. Returns whether `now` can replace `token`, the
 * login in use. The caller holds the lock. */
static bool settle(struct trakt_refresh *refresh, struct token *token, struct token *now,
                   bool rejected, struct trakt_error *error)
{
    bool lost_before = recover(refresh->path, now);

    if (!now->access)
        return trakt_error_set(error, TRAKT_UNAUTHORIZED,
                               "Authentication failed: %.200s no longer has a login (" LOG_IN ")",
                               refresh->path);
    if (token_is_fresh(now, clock_now_s()) && (!rejected || differs(now->access, token->access)))
        return true;
    if (is_useless(refresh, now, rejected, error))
        return false;
    if (!now->refresh)
        return trakt_error_set(
            error, TRAKT_UNAUTHORIZED,
            "Authentication failed: the login has expired, and %.200s has no refresh token (" LOG_IN
            ")",
            refresh->path);
    return renew(refresh, now, lost_before, error) == OUTCOME_GRANTED;
}

/* Does the work of trakt_refresh while the lock is held. If Trakt refuses the refresh token, reads
 * the file again, because a program that does not use the lock may have renewed the login. */
static bool refresh_locked(struct trakt_refresh *refresh, struct token *token, bool rejected,
                           struct trakt_error *error)
{
    bool done = false;
    char *used = NULL;

    for (int look = 0; look < 2 && !done; look++) {
        struct token now;
        struct why why;

        if (token_load(refresh->path, &now, &why) == TOKEN_BAD_FILE) {
            token_release(&now);
            fail_local(error, &why);
            break;
        }
        if (look && (!differs(now.refresh, used) || error->fault != TRAKT_UNAUTHORIZED)) {
            token_release(&now);
            break;
        }
        if (now.refresh)
            remember(&used, now.refresh);
        done = settle(refresh, token, &now, rejected, error);
        if (done)
            adopt(token, &now);
        token_release(&now);
    }
    forget(&used);
    return done;
}

/* Blocks the signals that would end the program until the new tokens are stored. If the program
 * ended after it sent the refresh token, the login would be lost. */
bool trakt_refresh(struct trakt_refresh *refresh, struct token *token, bool rejected,
                   struct trakt_error *error)
{
    struct why why;
    sigset_t ending, before;
    int lock = token_lock(refresh->path, &why);

    if (lock < 0)
        return fail_local(error, &why);
    sigemptyset(&ending);
    sigaddset(&ending, SIGINT);
    sigaddset(&ending, SIGTERM);
    sigaddset(&ending, SIGHUP);
    sigaddset(&ending, SIGQUIT);
    sigprocmask(SIG_BLOCK, &ending, &before);
    bool done = refresh_locked(refresh, token, rejected, error);
    token_unlock(lock);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return done;
}
