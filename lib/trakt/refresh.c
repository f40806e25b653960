/* One renewal at a time, and only when it is necessary. */
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
    ROUNDED_MS = 1000,        /* Trakt counts the lifetime of a token in whole seconds */
    AGAIN_MS = 5 * 60 * 1000, /* after a failed or useless renewal, the wait before another */
    MOST_ANSWER = 1 << 20,
};

#define LOG_IN "log in again with cvi-auth"

/* The outcome of a request for a new pair. */
enum outcome {
    OUTCOME_GRANTED,
    OUTCOME_REFUSED, /* Trakt does not accept the refresh token */
    OUTCOME_FAILED,  /* the refresh token was probably not used */
    OUTCOME_LOST,    /* the refresh token may be used up, and the answer cannot be read */
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

/* Uses now as the current login; now is empty afterwards. */
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

/* --- Leftovers of an earlier run --- */

/* Reads the stored answer. Returns false if it is missing or incomplete. */
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

/*
 * Stores a login that an earlier run has left. Returns whether a renewal of the current login was
 * begun but its answer was never received, so that the refresh token may be used up. The caller
 * holds the lock. */
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

/*
 * Returns the request body. Only the application to which a token was granted may refresh it, so
 * the client id is the one stored with the token. The given secret is used if it belongs to the
 * same application. */
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

static enum outcome judge(const struct http_answer *answer, struct trakt_grant *grant,
                          struct trakt_error *error)
{
    if (answer->failure == HTTP_ANSWERED && answer->status == 200)
        return trakt_read_grant(buf_text(&answer->body), answer->body.len, grant, error)
                   ? OUTCOME_GRANTED
                   : OUTCOME_LOST;
    trakt_error_of(error, TRAKT_ABOUT_OAUTH, answer);
    /* another success may mean that Trakt has used up the refresh token */
    bool odd = answer->status >= 500 || (answer->status > 200 && answer->status < 300);
    if (answer->failure == HTTP_ANSWERED ? odd : http_may_have_arrived(answer->failure))
        return OUTCOME_LOST;
    return error->fault == TRAKT_UNAUTHORIZED ? OUTCOME_REFUSED : OUTCOME_FAILED;
}

/* Sends the request, and stores the answer in renewal as it arrives. Even an answer that broke off
 * may be complete. */
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

/* Stores the pair in the credentials file. It is on disk already, in renewal. */
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
    refresh->renewed_ms = refresh->asked_ms; /* its life began before the answer arrived */
    refresh->life_ms = (int64_t)grant->expires_in * 1000;
}

/* Stores the error and whether another attempt in this run makes sense. Adds the meaning for the
 * login to the message. */
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
    bool for_now = outcome != OUTCOME_REFUSED && error->fault != TRAKT_BAD_CLIENT &&
                   (outcome != OUTCOME_LOST || answered);
    remember(&refresh->failed, now->refresh);
    refresh->again_ms = for_now ? clock_steady_ms() + AGAIN_MS : -1;
    refresh->failure = *error;
}

/* Renews the login of the file. The caller holds the lock. */
static enum outcome renew(struct trakt_refresh *refresh, struct token *now, bool lost_before,
                          struct trakt_error *error)
{
    struct trakt_grant grant;
    struct renewal renewal = {.fd = -1};
    struct why why;

    /* A new pair that cannot be stored would be lost, so this is checked before the request. */
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
        /* The file's first line shows the next run that a request got no answer. */
        renewal_end(&renewal, outcome == OUTCOME_LOST);
        note_failure(refresh, now, outcome, lost_before, error);
    }
    trakt_grant_release(&grant);
    return outcome;
}

/* Returns whether another request in this run is useless; if so, error is set. */
static bool is_in_vain(const struct trakt_refresh *refresh, const struct token *now, bool rejected,
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

/* Renews or adopts the login in the file, which no other program can change now. */
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
    if (is_in_vain(refresh, now, rejected, error))
        return false;
    if (!now->refresh)
        return trakt_error_set(
            error, TRAKT_UNAUTHORIZED,
            "Authentication failed: the login has expired, and %.200s has no refresh token (" LOG_IN
            ")",
            refresh->path);
    return renew(refresh, now, lost_before, error) == OUTCOME_GRANTED;
}

/* Does the work of trakt_refresh with the lock held. After a refusal, reads the file again: a
 * program that does not use the lock may have renewed the login first. */
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

/* Defers signals that end the program until the new token is stored. Ending between the sending of
 * a refresh token and the storing of its successor would lose both. */
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
