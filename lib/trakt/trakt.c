/* Opens and closes the client, waits for requests, and returns the client's state. */
#include "trakt/parts.h"

#include <stdlib.h>
#include <string.h>

#include "http/cacert.h"
#include "http/trace.h"
#include "http/wire.h"
#include "trakt/login.h"

enum { PAGES_AT_ONCE = 6 }; /* the default for in_flight, used when reading pages */

/* Sets *url to the address `given`, or to `otherwise` if none is given, without trailing slashes.
 * *url is a new string in every case. Returns false with `why` if the address is not allowed
 * (wire_allows). `what` is the option's name in the message. */
static bool read_address(const char *given, const char *otherwise, const char *what, char **url,
                         struct why *why)
{
    *url = cvi_strdup(given && given[0] ? given : otherwise);
    for (size_t len = strlen(*url); len && (*url)[len - 1] == '/'; len--)
        (*url)[len - 1] = '\0';
    if (wire_allows(*url))
        return true;
    return why_set(why, EX_CONFIG,
                   "%s: invalid address for %s (use https://; http:// is for this "
                   "machine only)",
                   given, what);
}

static const char *given(const char *text)
{
    return text && text[0] ? text : NULL;
}

/* Returns a new string; NULL for "". */
static char *copy_given(const char *text)
{
    return given(text) ? cvi_strdup(text) : NULL;
}

/* If a certificate file is set, reads it into `text`. `limits` then borrows `text`. */
static bool read_certificates(const struct trakt_settings *settings, struct http_limits *limits,
                              struct buf *text, struct why *why)
{
    if (!limits->cacert)
        return true;
    if (!cacert_read(limits->cacert, settings->cacert_origin, text, why))
        return false;
    limits->certificates = buf_text(text);
    return true;
}

bool trakt_open(const struct trakt_settings *settings, struct trakt **trakt, struct why *why)
{
    struct http_limits limits = {.in_flight = settings->in_flight,
                                 .patience_ms = (int64_t)settings->patience_s * 1000,
                                 .proxy = settings->proxy,
                                 .cacert = given(settings->cacert)};
    char *api_url = NULL, *auth_url = NULL;
    struct buf certificates = {0};

    *trakt = NULL;
    if (read_address(settings->api_url, TRAKT_API_URL, "--api-url", &api_url, why) &&
        read_address(settings->auth_url, TRAKT_AUTH_URL, "--auth-url", &auth_url, why) &&
        read_certificates(settings, &limits, &certificates, why)) {
        *trakt = cvi_alloc(sizeof **trakt);
        (*trakt)->api_url = cvi_strdup(api_url);
        (*trakt)->trace = trace_open(settings->trace);
        limits.trace = (*trakt)->trace;
        (*trakt)->at_once = settings->in_flight > 0 ? (size_t)settings->in_flight : PAGES_AT_ONCE;
        (*trakt)->patience_ms = limits.patience_ms;
        (*trakt)->login =
            trakt_login_new(&(struct trakt_login_settings){.client_id = settings->client_id,
                                                           .client_secret = settings->client_secret,
                                                           .access_token = settings->access_token,
                                                           .token_command = settings->token_command,
                                                           .environment = settings->environment,
                                                           .token_path = settings->token_path,
                                                           .says_no_mode = settings->says_no_mode,
                                                           .auth_url = auth_url,
                                                           .limits = limits});
        (*trakt)->budget_path = copy_given(settings->budget_path);
        (*trakt)->lists_path = copy_given(settings->lists_path);
        (*trakt)->made_path = copy_given(settings->made_path);
        limits.budget_path = (*trakt)->budget_path;
        limits.budget_server = api_url;
        limits.budget_client = trakt_login_client_id((*trakt)->login);
        (*trakt)->http = http_new(&limits);
    }
    free(api_url);
    free(auth_url);
    buf_release(&certificates);
    return *trakt != NULL;
}

void trakt_close(struct trakt *trakt)
{
    if (!trakt)
        return;
    http_free(trakt->http);
    trakt_login_free(trakt->login);
    trace_close(trakt->trace);
    free(trakt->api_url);
    free(trakt->budget_path);
    free(trakt->lists_path);
    free(trakt->made_path);
    free(trakt);
}

bool trakt_require_client(const struct trakt *trakt, struct why *why)
{
    return trakt_login_has_client(trakt->login, why);
}

bool trakt_require_login(struct trakt *trakt, struct why *why)
{
    return trakt_login_has_token(trakt->login, why);
}

bool trakt_file_is_usable(const struct trakt *trakt)
{
    return trakt_login_file_is_usable(trakt->login);
}

bool trakt_has_patience(const struct trakt *trakt, int64_t wait_ms)
{
    return wait_ms <= trakt->patience_ms;
}

bool trakt_is_traced(const struct trakt *trakt)
{
    return trakt->trace != NULL;
}

const char *trakt_client_id(const struct trakt *trakt)
{
    return trakt_login_client_id(trakt->login);
}

const char *trakt_budget_path(const struct trakt *trakt)
{
    return trakt->budget_path;
}

size_t trakt_pending(const struct trakt *trakt)
{
    return http_pending(trakt->http);
}

void trakt_hurry(struct trakt *trakt)
{
    http_hurry(trakt->http);
}

enum http_woke trakt_wait(struct trakt *trakt, int input, int interrupt)
{
    return http_wait(trakt->http, input, interrupt, -1);
}

enum http_woke trakt_wait_ms(struct trakt *trakt, int input, int interrupt, int64_t most_ms)
{
    return http_wait(trakt->http, input, interrupt, most_ms);
}

void trakt_use_grant(struct trakt *trakt, const struct trakt_grant *grant)
{
    trakt_login_grant(trakt->login, grant);
}

bool trakt_store_login(struct trakt *trakt, struct why *why)
{
    return trakt_login_store(trakt->login, why);
}
