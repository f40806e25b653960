/* Error messages for failures. Each states what happened and what to do. */
#include "http/words.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define NETWORK "check the network and the address"
#define CERTIFICATES "check the date and the CA certificates of this machine, or use --cacert"
#define LATER "try again later"
#define OTHER LATER "; if it persists, check the address and any proxy"
#define HTTPS "use https://; http:// is for this machine only"
#define FILES "close some files, or raise the limit: ulimit -n"
#define PROXY "check --proxy, or https_proxy and all_proxy in the environment"

static const struct {
    const char *what;
    const char *way_out;
} failures[] = {
    /* clang-format off */
    [HTTP_ANSWERED]      = {"answered", "no failure"},
    [HTTP_NO_HOST]       = {"no such host", NETWORK},
    [HTTP_NO_CONNECTION] = {"no connection", NETWORK},
    [HTTP_NO_PROXY]      = {"cannot connect through proxy", PROXY},
    [HTTP_PROXY_REFUSED] = {"refused by proxy", PROXY},
    [HTTP_NO_TLS]        = {"not trusted", CERTIFICATES},
    [HTTP_TIMED_OUT]     = {"no answer in time", LATER},
    [HTTP_TORN]          = {"the answer is incomplete", LATER},
    [HTTP_NOT_TAKEN]     = {"the server did not process the request", LATER},
    [HTTP_NOT_HTTP]      = {"the answer is not valid HTTP", OTHER},
    [HTTP_TOO_LONG]      = {"the answer is too long", OTHER},
    [HTTP_NO_TURN]       = {"not sent", LATER},
    [HTTP_BAD_URL]       = {"invalid address", HTTPS},
    [HTTP_STALE]         = {"not sent: the login was replaced", LATER},
    [HTTP_FAILED]        = {"the transfer failed", LATER},
    /* clang-format on */
};

static const char *proxy_way_out(int status)
{
    if (status == 407)
        return "set its user and password: CVI_TRAKT_PROXY=http://USER:PASSWORD@HOST:PORT";
    if (status >= 500)
        return "the proxy cannot reach the host: try again later, or without the proxy";
    return "ask its administrator, or bypass it: --proxy '' and no_proxy";
}

/* Returns whether libcurl's message only repeats that the host was not found or could not be
 * reached. `name` is the host, or HOST:PORT of the proxy. */
static bool is_repetition(const char *detail, const char *name)
{
    static const char *const openings[] = {
        "Could not resolve host: ", "Could not resolve proxy: ", "Failed to connect to "};
    size_t len = strcspn(name, ":");

    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
        const char *rest = detail + strlen(openings[i]);

        if (strncmp(detail, openings[i], strlen(openings[i])) != 0)
            continue;
        if (strncmp(rest, name, len) != 0)
            return false;
        rest += len;
        return !*rest ||
               (strncmp(rest, " port ", 6) == 0 && (strstr(rest, ": Couldn't connect to server") ||
                                                    strstr(rest, ": Could not connect to server")));
    }
    return false;
}

void http_words(char *words, size_t size, const struct http_trouble *trouble)
{
    if (trouble->run_out) { /* neither the host nor the proxy is the cause */
        snprintf(words, size, "%.100s: no connection: %s (" FILES ")", trouble->host,
                 strerror(trouble->run_out));
        return;
    }
    enum http_failure failure = trouble->failure;
    bool at_proxy = failure == HTTP_NO_PROXY || failure == HTTP_PROXY_REFUSED;
    const char *way_out =
        trouble->proxy_status ? proxy_way_out(trouble->proxy_status) : failures[failure].way_out;
    char said[96] = "";

    if (trouble->proxy_status)
        snprintf(said, sizeof said, ": HTTP %d", trouble->proxy_status);
    const char *detail = trouble->proxy_status || !trouble->detail ? "" : trouble->detail;
    if (is_repetition(detail, at_proxy && trouble->proxy ? trouble->proxy : trouble->host))
        detail = "";
    snprintf(words, size, "%.100s: %s%s%.100s%s%s%.300s (%s)", trouble->host,
             failures[failure].what, at_proxy && trouble->proxy ? " " : "",
             at_proxy && trouble->proxy ? trouble->proxy : "", said, *detail ? ": " : "", detail,
             way_out);
}

void http_words_wait(char *words, size_t size, int64_t ms)
{
    long long seconds = (ms + 999) / 1000;

    if (seconds < 100)
        snprintf(words, size, "%lld s", seconds);
    else if (seconds <= 6000)
        snprintf(words, size, "%lld min", (seconds + 59) / 60);
    else
        snprintf(words, size, "%lld h", (seconds + 3599) / 3600);
}

void http_words_drop_duration(char *words)
{
    char *at = strstr(words, " after ");
    const char *digits = at ? at + strlen(" after ") : NULL;
    size_t count = digits ? strspn(digits, "0123456789") : 0;

    if (count && strncmp(digits + count, " ms", 3) == 0)
        memmove(at, digits + count + 3, strlen(digits + count + 3) + 1);
}
