/* Exchanges through libcurl's multi interface. */
#include "wire.h"

#include <curl/curl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "msg.h"
#include "text.h"

enum {
    MOST_HEADER = 4096, /* bytes of one header's line; a longer one counts as missing */
    CONNECT_S = 20,     /* longest wait for a connection */
    SLOW_S = 90,        /* longest silence: a large addition takes Trakt 45 s */
    WHOLE_S = 300,      /* longest transfer */
};

static const char *const header_names[HTTP_HEADERS] = {
    [HTTP_CONTENT_TYPE] = "Content-Type",
    [HTTP_X_RUNTIME] = "X-Runtime",
    [HTTP_RETRY_AFTER] = "Retry-After",
    [HTTP_X_RATELIMIT] = "X-Ratelimit",
    [HTTP_PAGE] = "X-Pagination-Page",
    [HTTP_PAGE_LIMIT] = "X-Pagination-Limit",
    [HTTP_PAGE_COUNT] = "X-Pagination-Page-Count",
    [HTTP_ITEM_COUNT] = "X-Pagination-Item-Count",
    [HTTP_ACCOUNT_LOCKED] = "X-Account-Locked",
    [HTTP_ACCOUNT_DEACTIVATED] = "X-Account-Deactivated",
    [HTTP_UPGRADE_URL] = "X-Upgrade-URL",
    [HTTP_CF_RAY] = "CF-Ray",
    [HTTP_SERVER] = "Server",
    [HTTP_DATE] = "Date",
};

struct wire {
    CURLM *multi;
    struct sigaction pipe; /* SIGPIPE as the program has it */
};

struct wire *wire_new(void)
{
    struct wire *wire = cvi_alloc(sizeof *wire);

    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK || !(wire->multi = curl_multi_init()))
        msg_die(EX_OSERR, "libcurl does not start");
    return wire;
}

/* libcurl is told to leave signals alone, so a connection that breaks may raise SIGPIPE. */
static void ignore_pipe(struct wire *wire)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN};

    sigemptyset(&ignore.sa_mask);
    sigaction(SIGPIPE, &ignore, &wire->pipe);
}

static void restore_pipe(struct wire *wire)
{
    sigaction(SIGPIPE, &wire->pipe, NULL);
}

void wire_free(struct wire *wire)
{
    ignore_pipe(wire);
    curl_multi_cleanup(wire->multi);
    restore_pipe(wire);
    curl_global_cleanup();
    free(wire);
}

/* --- A request --- */

static void clear_answer(struct http_answer *answer)
{
    for (int i = 0; i < HTTP_HEADERS; i++) {
        free(answer->header[i]);
        answer->header[i] = NULL;
    }
    buf_clear(&answer->body);
}

static bool is_this_machine(const char *host)
{
    return strcasecmp(host, "localhost") == 0 || strcmp(host, "[::1]") == 0 ||
           (strncmp(host, "127.", 4) == 0 && strspn(host, "0123456789.") == strlen(host));
}

/* Finds the host, and whether we may go there. */
static void read_url(struct wire_exchange *exchange)
{
    CURLU *url = curl_url();
    char *host = NULL, *scheme = NULL;
    bool read = url && curl_url_set(url, CURLUPART_URL, exchange->url, 0) == CURLUE_OK &&
                curl_url_get(url, CURLUPART_HOST, &host, 0) == CURLUE_OK &&
                curl_url_get(url, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK;

    exchange->host = cvi_strdup(host ? host : "the server");
    exchange->local = host && is_this_machine(host);
    exchange->allowed =
        read && (strcmp(scheme, "https") == 0 || (strcmp(scheme, "http") == 0 && exchange->local));
    curl_free(host);
    curl_free(scheme);
    curl_url_cleanup(url);
}

bool wire_allows(const char *url)
{
    struct wire_exchange exchange = {.url = cvi_strdup(url)};

    read_url(&exchange);
    free(exchange.url);
    free(exchange.host);
    return exchange.allowed;
}

void wire_prepare(struct wire_exchange *exchange, const char *method, const char *url,
                  const char *const *headers, const char *body, size_t most_body)
{
    exchange->method = cvi_strdup(method);
    exchange->url = cvi_strdup(url);
    exchange->body = body ? cvi_strdup(body) : NULL;
    exchange->answer.body = BUF_INIT(most_body);
    for (const char *const *header = headers; header && *header; header++)
        exchange->headers = curl_slist_append(exchange->headers, *header);
    exchange->headers = curl_slist_append(exchange->headers, "Expect:"); /* no wait for a 100 */
    read_url(exchange);
}

void wire_release(struct wire_exchange *exchange)
{
    clear_answer(&exchange->answer);
    buf_release(&exchange->answer.body);
    curl_slist_free_all(exchange->headers);
    free(exchange->method);
    free(exchange->url);
    free(exchange->host);
    free(exchange->body);
}

/* --- In flight --- */

static size_t take_body(char *bytes, size_t size, size_t count, void *context)
{
    struct wire_exchange *exchange = context;

    if (buf_add(&exchange->answer.body, bytes, size * count))
        return size * count;
    exchange->answer.failure = HTTP_TOO_LONG;
    return 0;
}

static void keep_header(struct http_answer *answer, int header, const char *bytes, size_t len)
{
    char *value = cvi_strndup(bytes, len);

    free(answer->header[header]);
    answer->header[header] = cvi_strdup(text_trim(value));
    free(value);
}

/* Keeps a header that we know. Those of an earlier answer (100 Continue) do not count. */
static size_t take_header(char *bytes, size_t size, size_t count, void *context)
{
    struct wire_exchange *exchange = context;
    size_t len = size * count;
    const char *colon = memchr(bytes, ':', len);

    if (len >= 5 && memcmp(bytes, "HTTP/", 5) == 0)
        clear_answer(&exchange->answer);
    if (!colon || len > MOST_HEADER)
        return len;
    size_t name = (size_t)(colon - bytes);
    for (int i = 0; i < HTTP_HEADERS; i++)
        if (name == strlen(header_names[i]) && strncasecmp(bytes, header_names[i], name) == 0)
            keep_header(&exchange->answer, i, colon + 1, len - name - 1);
    return len;
}

static void set_protocols(CURL *easy, bool local)
{
#if LIBCURL_VERSION_NUM >= 0x075500
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, local ? "http,https" : "https");
#else
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS, CURLPROTO_HTTPS | (local ? CURLPROTO_HTTP : 0L));
#endif
}

static void set_request(CURL *easy, struct wire_exchange *exchange)
{
    curl_easy_setopt(easy, CURLOPT_PRIVATE, exchange);
    curl_easy_setopt(easy, CURLOPT_URL, exchange->url);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, exchange->headers);
    if (exchange->body) {
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, exchange->body);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, (long)strlen(exchange->body));
    }
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, exchange->method);
    /* On a connection that dies under it, libcurl sends a request again unasked, and unpaced. */
    curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, exchange->once || exchange->body ? 1L : 0L);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, exchange);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, exchange);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, exchange->detail);
}

/* Redirects are not followed, and certificates are checked, which is what libcurl does unasked. */
static void set_manners(CURL *easy, bool local)
{
    set_protocols(easy, local);
    if (local)
        curl_easy_setopt(easy, CURLOPT_NOPROXY, "*"); /* plain http stays on this machine */
    else
        curl_easy_setopt(easy, CURLOPT_PIPEWAIT, 1L); /* one TLS connection, many streams */
    curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "cvi/" CVI_VERSION);
    curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_S);
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, (long)SLOW_S);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT, (long)WHOLE_S);
}

void wire_start(struct wire *wire, struct wire_exchange *exchange)
{
    _Static_assert(sizeof exchange->detail >= CURL_ERROR_SIZE, "room for libcurl's words");

    clear_answer(&exchange->answer);
    exchange->answer.failure = HTTP_ANSWERED;
    exchange->answer.status = 0;
    exchange->answer.tries++;
    exchange->detail[0] = '\0';
    exchange->easy = curl_easy_init();
    if (!exchange->easy)
        msg_die(EX_OSERR, "libcurl does not start");
    set_request(exchange->easy, exchange);
    set_manners(exchange->easy, exchange->local);
    curl_multi_add_handle(wire->multi, exchange->easy);
}

static void land(struct wire *wire, struct wire_exchange *exchange)
{
    curl_multi_remove_handle(wire->multi, exchange->easy);
    curl_easy_cleanup(exchange->easy);
    exchange->easy = NULL;
}

void wire_stop(struct wire *wire, struct wire_exchange *exchange)
{
    ignore_pipe(wire);
    land(wire, exchange);
    restore_pipe(wire);
}

/* --- Answers --- */

static enum http_failure failure_of(CURLcode code, CURL *easy)
{
    curl_off_t connected = 0;

    switch ((int)code) {
    case CURLE_OK:
        return HTTP_ANSWERED;
    case CURLE_COULDNT_RESOLVE_HOST:
        return HTTP_NO_HOST;
    case CURLE_COULDNT_RESOLVE_PROXY:
        return HTTP_NO_PROXY;
    case CURLE_COULDNT_CONNECT:
    case CURLE_SSL_CONNECT_ERROR: /* the handshake broke: no request was sent */
        return HTTP_NO_CONNECTION;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR:
        return HTTP_NO_TLS;
    case CURLE_OPERATION_TIMEDOUT:
        curl_easy_getinfo(easy, CURLINFO_PRETRANSFER_TIME_T, &connected);
        return connected ? HTTP_TIMED_OUT : HTTP_NO_CONNECTION;
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_WEIRD_SERVER_REPLY:
        return HTTP_TORN;
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
        return HTTP_BAD_URL;
    default:
        return HTTP_FAILED;
    }
}

/* What each failure is, and what may be done about it. */
static const struct {
    const char *what;
    const char *way_out;
} failure_words[] = {
    [HTTP_ANSWERED] = {"answered",               "no failure"                                                 },
    [HTTP_NO_HOST] = {"no such host",           "is the network up? is the address right?"                   },
    [HTTP_NO_CONNECTION] = {"no connection",          "is the network up? is the address right?"                   },
    [HTTP_NO_PROXY] = {"no proxy",               "look at https_proxy in the environment"                     },
    [HTTP_NO_TLS] = {"not trusted",            "are the date and the CA certificates of this machine right?"},
    [HTTP_TIMED_OUT] = {"no answer in time",      "try again later"                                            },
    [HTTP_TORN] = {"the answer broke off",   "try again later"                                            },
    [HTTP_TOO_LONG] = {"the answer is too long", "is the address right?"                                      },
    [HTTP_NO_TURN] = {"not asked",              "try again later"                                            },
    [HTTP_BAD_URL] = {"not an address to ask",
                       "https:// it must be; http:// is for this machine only"                                },
    [HTTP_FAILED] = {"the transfer failed",    "try again later"                                            },
};

void wire_explain(struct wire_exchange *exchange, const char *detail)
{
    struct http_answer *answer = &exchange->answer;

    snprintf(answer->words, sizeof answer->words, "%s: %s%s%s (%s)", exchange->host,
             failure_words[answer->failure].what, detail && detail[0] ? ": " : "",
             detail ? detail : "", failure_words[answer->failure].way_out);
    answer->status = 0;
    clear_answer(answer);
}

static void read_result(struct wire_exchange *exchange, CURLcode code)
{
    struct http_answer *answer = &exchange->answer;
    long status = 0;

    curl_easy_getinfo(exchange->easy, CURLINFO_RESPONSE_CODE, &status);
    if (answer->failure != HTTP_TOO_LONG)
        answer->failure = failure_of(code, exchange->easy);
    answer->status = (int)status;
    answer->edge = http_is_edge((int)status, answer->header[HTTP_CONTENT_TYPE],
                                answer->header[HTTP_X_RUNTIME]);
    if (answer->failure != HTTP_ANSWERED)
        wire_explain(exchange, answer->failure == HTTP_TOO_LONG ? NULL : exchange->detail);
}

struct wire_exchange *wire_next(struct wire *wire)
{
    struct wire_exchange *exchange = NULL;
    CURLMsg *message;
    int running, left;

    ignore_pipe(wire);
    curl_multi_perform(wire->multi, &running);
    while (!exchange && (message = curl_multi_info_read(wire->multi, &left)) != NULL) {
        if (message->msg != CURLMSG_DONE)
            continue;
        CURLcode code = message->data.result;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&exchange);
        read_result(exchange, code);
        land(wire, exchange);
    }
    restore_pipe(wire);
    return exchange;
}

void wire_wait(struct wire *wire, int input, int interrupt, int ms)
{
    struct curl_waitfd extra[2];
    unsigned count = 0;

    if (input >= 0)
        extra[count++] = (struct curl_waitfd){.fd = input, .events = CURL_WAIT_POLLIN};
    if (interrupt >= 0)
        extra[count++] = (struct curl_waitfd){.fd = interrupt, .events = CURL_WAIT_POLLIN};
    curl_multi_poll(wire->multi, extra, count, ms, NULL);
}
