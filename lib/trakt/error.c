/* Turns answers into errors. Each message states the HTTP status, what it means for the call, and
 * what to do. */
#include "trakt/error.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "http/words.h"

#define LOG_IN "log in again: corrupt-video-inspector trakt auth --store, or cvi-auth"
#define CHECK_THEM "check them at https://trakt.tv/oauth/applications"
#define SUPPORT "write to support@trakt.tv"
#define OUR_BUG "this is a bug in cvi, or --api-url is wrong"

const char *const trakt_error_words[] = {
    /* clang-format off */
    [TRAKT_FINE]           = "",
    [TRAKT_UNAUTHORIZED]   = "unauthorized",
    [TRAKT_BAD_CLIENT]     = "bad-client",
    [TRAKT_BLOCKED]        = "blocked",
    [TRAKT_RATE_LIMITED]   = "rate-limited",
    [TRAKT_LIST_FULL]      = "list-full",
    [TRAKT_ACCOUNT_LOCKED] = "account-locked",
    [TRAKT_VIP_ONLY]       = "vip-only",
    [TRAKT_NOT_FOUND]      = "not-found",
    [TRAKT_NO_LIST]        = "no-list",
    [TRAKT_REFUSED]        = "refused",
    [TRAKT_SERVER_ERROR]   = "server-error",
    [TRAKT_UNREACHABLE]    = "unreachable",
    [TRAKT_BAD_ANSWER]     = "bad-answer",
    [TRAKT_UNACCOUNTED]    = "unaccounted",
    [TRAKT_LOCAL]          = "local",
    [TRAKT_LOCAL + 1]      = NULL,
    /* clang-format on */
};

/* For each fault: the exit status, whether the same call may work later, and whether further calls
 * in this run would fail too. */
static const struct {
    int exit_status;
    bool retry;
    bool final;
} faults[] = {
    /* clang-format off */
    [TRAKT_FINE]           = {EX_OK,          false, false},
    [TRAKT_UNAUTHORIZED]   = {EX_NOPERM,      true,  true},
    [TRAKT_BAD_CLIENT]     = {EX_NOPERM,      true,  true},
    [TRAKT_BLOCKED]        = {EX_TEMPFAIL,    true,  true},
    [TRAKT_RATE_LIMITED]   = {EX_TEMPFAIL,    true,  true},
    [TRAKT_LIST_FULL]      = {EX_RECORD,      false, false},
    [TRAKT_ACCOUNT_LOCKED] = {EX_NOPERM,      true,  true},
    [TRAKT_VIP_ONLY]       = {EX_NOPERM,      false, true},
    [TRAKT_NOT_FOUND]      = {EX_RECORD,      false, false},
    [TRAKT_NO_LIST]        = {EX_CONFIG,      false, true},
    [TRAKT_REFUSED]        = {EX_RECORD,      false, false},
    [TRAKT_SERVER_ERROR]   = {EX_UNAVAILABLE, true,  false},
    [TRAKT_UNREACHABLE]    = {EX_UNAVAILABLE, true,  true},
    [TRAKT_BAD_ANSWER]     = {EX_UNAVAILABLE, true,  false},
    [TRAKT_UNACCOUNTED]    = {EX_TEMPFAIL,    true,  false},
    [TRAKT_LOCAL]          = {EX_CONFIG,      true,  true},
    /* clang-format on */
};

static void set_fault(struct trakt_error *error, enum trakt_fault fault)
{
    error->fault = fault;
    error->code = fault == TRAKT_FINE ? NULL : trakt_error_words[fault];
    error->retry = faults[fault].retry;
    error->final = faults[fault].final;
    error->exit_status = faults[fault].exit_status;
}

bool trakt_error_set(struct trakt_error *error, enum trakt_fault fault, const char *format, ...)
{
    va_list args;

    *error = (struct trakt_error){0};
    set_fault(error, fault);
    va_start(args, format);
    vsnprintf(error->message, sizeof error->message, format, args);
    va_end(args);
    return false;
}

enum { ANY = -1 };

/* The meaning of each status, for each subject of a call (Trakt: "Status codes"). The first
 * matching row is used. `way_out` is the hint in parentheses. If it is NULL, the hint is "try again
 * later", or "try again in 5 min" if the answer requests a wait. */
static const struct meaning {
    int from;
    int to;
    int about; /* an enum trakt_about, or ANY */
    enum trakt_fault fault;
    const char *words;
    const char *way_out;
} meanings[] = {
    /* clang-format off */
    {200, 299, ANY,                TRAKT_BAD_ANSWER,
     "the answer is unusable", NULL},
    {400, 400, TRAKT_ABOUT_OAUTH,  TRAKT_REFUSED,
     "Trakt does not accept this request for a login",
     "check client id, secret and --auth-url"},
    {401, 401, TRAKT_ABOUT_OAUTH,  TRAKT_BAD_CLIENT,
     "Invalid client credentials: Trakt does not accept this client id and secret", CHECK_THEM},
    {404, 404, TRAKT_ABOUT_OAUTH,  TRAKT_UNAUTHORIZED,
     "Authentication failed: Trakt does not know this login", "start the login again"},
    {409, 409, TRAKT_ABOUT_OAUTH,  TRAKT_UNAUTHORIZED,
     "Authentication failed: this code was used before", "start the login again"},
    {410, 410, TRAKT_ABOUT_OAUTH,  TRAKT_UNAUTHORIZED,
     "Authentication failed: the code was not entered in time", "start the login again"},
    {418, 418, TRAKT_ABOUT_OAUTH,  TRAKT_UNAUTHORIZED,
     "Authentication failed: access was denied on Trakt's website",
     "start the login again, and allow access there"},
    {401, 401, ANY,                TRAKT_UNAUTHORIZED,
     "Authentication failed: the token is invalid, expired or revoked", LOG_IN},
    {403, 403, ANY,                TRAKT_BAD_CLIENT,
     "Invalid client credentials: Trakt does not know this client id, or has deleted its "
     "application",
     "check it at https://trakt.tv/oauth/applications"},
    {404, 404, TRAKT_ABOUT_LIST,   TRAKT_NOT_FOUND,
     "Watchlist not found: it was deleted, or you have no right to read it",
     "corrupt-video-inspector trakt list-watchlists shows your lists"},
    {404, 404, ANY,                TRAKT_NOT_FOUND,
     "not found on Trakt", "check --api-url"},
    {405, 405, ANY,                TRAKT_REFUSED,
     "Trakt does not know this API call", OUR_BUG},
    {408, 408, ANY,                TRAKT_SERVER_ERROR,
     "Trakt timed out waiting for the request", NULL},
    {409, 409, ANY,                TRAKT_REFUSED,
     "Trakt has this already", "nothing to do"},
    {412, 412, ANY,                TRAKT_REFUSED,
     "a header is missing", OUR_BUG},
    {413, 413, ANY,                TRAKT_REFUSED,
     "the request is too large for the server", "check --api-url, and whether a proxy limits requests"},
    {420, 420, ANY,                TRAKT_LIST_FULL,
     "the list is full: the account's limit is reached",
     "remove titles from the list, use another list, or upgrade to VIP for a larger limit; cvi-auth shows "
     "the limits"},
    {421, 421, ANY,                TRAKT_SERVER_ERROR,
     "the request reached a server that does not answer for Trakt", NULL},
    {422, 422, TRAKT_ABOUT_LIST,   TRAKT_REFUSED,
     "Trakt does not accept the data sent",
     "check the list's name or the title's id, also in pins.tsv; otherwise this is a bug in cvi"},
    {422, 422, ANY,                TRAKT_REFUSED,
     "Trakt does not accept the data sent", OUR_BUG},
    {423, 423, ANY,                TRAKT_ACCOUNT_LOCKED,
     "the Trakt account is locked or deactivated", SUPPORT},
    {425, 425, ANY,                TRAKT_SERVER_ERROR,
     "the request was too early for the server", NULL},
    {426, 426, ANY,                TRAKT_VIP_ONLY,
     "Trakt offers this to VIP members only", "https://app.trakt.tv/vip"},
    {429, 429, ANY,                TRAKT_RATE_LIMITED,
     "Rate limit exceeded: Trakt still asks us to wait", NULL},
    {431, 431, ANY,                TRAKT_REFUSED,
     "the request's headers are too large for the server", "check the token and --api-url"},
    {451, 451, ANY,                TRAKT_REFUSED,
     "the server refuses the request for legal reasons", "ask your network's administrator, or Trakt"},
    {400, 499, ANY,                TRAKT_REFUSED,
     "Trakt refuses the request", "check --api-url"},
    {502, 504, ANY,                TRAKT_SERVER_ERROR,
     "Trakt is overloaded", NULL},
    {511, 511, ANY,                TRAKT_UNREACHABLE,
     "this network requires a login",
     "open any page in a browser on this network, log in there, then try again"},
    {520, 530, ANY,                TRAKT_SERVER_ERROR,
     "Trakt's CDN cannot reach Trakt", NULL},
    {500, 599, ANY,                TRAKT_SERVER_ERROR,
     "internal error at Trakt", NULL},
    {  0, 999, ANY,                TRAKT_BAD_ANSWER,
     "not an answer from Trakt",
     "check --api-url, and whether a proxy or a login page of the network answers"},
    /* clang-format on */
};

static const struct meaning *meaning_of(int status, enum trakt_about about)
{
    const struct meaning *meaning = meanings;

    while (meaning->to < 999 && (status < meaning->from || status > meaning->to ||
                                 (meaning->about >= 0 && meaning->about != (int)about)))
        meaning++;
    return meaning;
}

static bool is_true(const char *header)
{
    return header && strcasecmp(header, "true") == 0;
}

static const char *special_words(const struct http_answer *answer, const char *words)
{
    if (answer->status == 423 && is_true(answer->header[HTTP_ACCOUNT_DEACTIVATED]))
        return "the Trakt account is deactivated";
    if (answer->status == 423 && is_true(answer->header[HTTP_ACCOUNT_LOCKED]))
        return "the Trakt account is locked";
    return words;
}

/* Returns the hint for a temporary error. Borrowed: the string is a constant, or is in `words`. */
static const char *later(const struct http_answer *answer, char words[64])
{
    char wait[32];

    if (answer->retry_after_ms <= 0)
        return "try again later";
    http_words_wait(wait, sizeof wait, answer->retry_after_ms);
    snprintf(words, 64, "try again in %s", wait);
    return words;
}

/* Returns the wait that the server requests with Retry-After, in ms, or -1. */
static int64_t retry_after(const struct http_answer *answer)
{
    return answer->header[HTTP_RETRY_AFTER] ? answer->retry_after_ms : -1;
}

/* Returns whether the answer is a temporary refusal: a 4xx with Retry-After (for example a 413, see
 * RFC 9110, 15.5.14). */
static bool is_for_now(enum trakt_fault fault, const struct http_answer *answer)
{
    return fault == TRAKT_REFUSED && retry_after(answer) > 0;
}

/* Marks the error as temporary if it is a temporary refusal or a wait longer than --patience. Sets
 * the wait before the next request for a temporary refusal or a server error. */
static void note_wait(struct trakt_error *error, const struct http_answer *answer)
{
    bool for_now = is_for_now(error->fault, answer);

    if ((answer->gave_up && answer->retry_after_ms > 0) || for_now)
        error->exit_status = EX_TEMPFAIL;
    if (for_now)
        error->retry = true;
    if (for_now || http_server_error(answer->status))
        error->wait_ms = http_backoff_ms(
            &(struct http_facts){
                .status = answer->status, .tries = 1, .retry_after_ms = retry_after(answer)},
            0);
}

/* Sets the error for a refusal by Trakt's CDN. Such a refusal does not mean that the login or the
 * client id is wrong. */
static bool set_blocked(struct trakt_error *error, const struct http_answer *answer)
{
    const char *ray = answer->header[HTTP_CF_RAY];
    bool limited = answer->status == 429;
    char wait[32] = "some minutes";

    if (answer->retry_after_ms > 0)
        http_words_wait(wait, sizeof wait, answer->retry_after_ms);
    trakt_error_set(
        error, limited ? TRAKT_RATE_LIMITED : TRAKT_BLOCKED,
        "HTTP %d: %sTrakt's CDN is blocking this machine (wait %s, then try again; if it persists, "
        "ask in Trakt's forum%s%.40s)",
        answer->status, limited ? "Rate limit exceeded: " : "", wait,
        ray ? " and quote the Ray ID " : "", ray ? ray : "");
    error->http_status = answer->status;
    return false;
}

/* The errors for some failures without an HTTP status. Any other such failure is TRAKT_UNREACHABLE
 * with its usual values, and ends the run. */
static const struct {
    enum http_failure failure;
    enum trakt_fault fault;
    int exit_status;
    bool final;
} exceptions[] = {
    /* clang-format off */
    {HTTP_TIMED_OUT, TRAKT_UNREACHABLE,  EX_UNAVAILABLE, false},
    {HTTP_TORN,      TRAKT_UNREACHABLE,  EX_UNAVAILABLE, false},
    {HTTP_NOT_TAKEN, TRAKT_UNREACHABLE,  EX_UNAVAILABLE, false},
    {HTTP_NOT_HTTP,  TRAKT_UNREACHABLE,  EX_UNAVAILABLE, false},
    {HTTP_TOO_LONG,  TRAKT_BAD_ANSWER,   EX_UNAVAILABLE, false},
    {HTTP_BAD_URL,   TRAKT_UNREACHABLE,  EX_CONFIG,      true},
    {HTTP_NO_TURN,   TRAKT_RATE_LIMITED, EX_TEMPFAIL,    true},
    /* clang-format on */
};

static bool set_unanswered(struct trakt_error *error, const struct http_answer *answer)
{
    char words[64];

    if (answer->failure == HTTP_NO_TURN)
        trakt_error_set(error, TRAKT_RATE_LIMITED,
                        "Rate limit exceeded: the request was not sent, because the wait is longer "
                        "than --patience allows (%s)",
                        later(answer, words));
    else
        trakt_error_set(error, TRAKT_UNREACHABLE, "%s", answer->words);
    for (size_t i = 0; i < sizeof exceptions / sizeof *exceptions; i++) {
        if (exceptions[i].failure != answer->failure)
            continue;
        set_fault(error, exceptions[i].fault);
        error->exit_status = exceptions[i].exit_status;
        error->final = exceptions[i].final;
    }
    return false;
}

/* Sets the error if the answer has an OAuth error that the user can correct: invalid_grant, or an
 * unknown client (RFC 6749, 5.2). Otherwise returns false. */
static bool set_oauth_error(struct trakt_error *error, const struct http_answer *answer)
{
    json_auto_t *body = json_loadb(buf_text(&answer->body), answer->body.len, 0, NULL);
    const char *word = json_string_value(json_object_get(body, "error"));

    if (word && strcmp(word, "invalid_grant") == 0)
        trakt_error_set(error, TRAKT_UNAUTHORIZED,
                        "HTTP %d: Authentication failed: the code or the login is wrong, was used "
                        "before or is too old (" LOG_IN ")",
                        answer->status);
    else if (word &&
             (strcmp(word, "invalid_client") == 0 || strcmp(word, "unauthorized_client") == 0))
        trakt_error_set(error, TRAKT_BAD_CLIENT,
                        "HTTP %d: Invalid client credentials: Trakt does not accept this client id "
                        "and secret (check them at https://trakt.tv/oauth/applications)",
                        answer->status);
    else
        return false;
    error->http_status = answer->status;
    return true;
}

bool trakt_error_of(struct trakt_error *error, enum trakt_about about,
                    const struct http_answer *answer)
{
    if (answer->failure != HTTP_ANSWERED)
        return set_unanswered(error, answer);
    if (answer->edge && (answer->status == 403 || answer->status == 429))
        return set_blocked(error, answer);

    if (about == TRAKT_ABOUT_OAUTH && (answer->status == 400 || answer->status == 401) &&
        set_oauth_error(error, answer))
        return false;

    const struct meaning *meaning = meaning_of(answer->status, about);
    const char *upgrade = answer->header[HTTP_UPGRADE_URL];
    const char *way_out = meaning->fault == TRAKT_VIP_ONLY && upgrade ? upgrade : meaning->way_out;
    char words[64];

    if (is_for_now(meaning->fault, answer))
        way_out = NULL;

    trakt_error_set(error, meaning->fault, "HTTP %d: %s (%.250s)", answer->status,
                    special_words(answer, meaning->words),
                    way_out ? way_out : later(answer, words));
    /* With these statuses, Trakt is overloaded or cannot be reached, so further calls would fail
     * too. */
    if (answer->status >= 502)
        error->final = true;
    note_wait(error, answer);
    error->http_status = answer->status;
    return false;
}

struct record_error trakt_error_record(const struct trakt_error *error)
{
    return (struct record_error){.code = error->code,
                                 .message = error->message,
                                 .retry = error->retry,
                                 .http_status = error->http_status,
                                 .exit_status = error->exit_status,
                                 .final = error->final};
}

int trakt_error_status(const struct trakt_error *error)
{
    if (error->exit_status != EX_RECORD)
        return error->exit_status;
    return error->fault == TRAKT_NOT_FOUND ? EX_CONFIG : EX_UNAVAILABLE;
}

void trakt_error_die(const struct trakt_error *error)
{
    msg_die(trakt_error_status(error), "%s", error->message);
}
