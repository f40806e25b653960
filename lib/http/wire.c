/* Runs exchanges through libcurl's multi interface. */
#include "http/wire.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/msg.h"
#include "base/text.h"
#include "http/curl.h"
#include "http/trace.h"
#include "http/url.h"
#include "http/words.h"

enum { MOST_TRACED = 256 << 10 /* maximum bytes of a head in the trace */ };

struct wire {
    CURLM *multi;          /* NULL until the first attempt */
    struct sigaction pipe; /* the program's own SIGPIPE action, to be restored */
    char *proxy;
    char *proxy_name; /* HOST:PORT of the proxy, for messages */
    char *cacert;
    char *certificates;
    struct trace *trace;
    int64_t whole_ms;
};

/* Returns HOST:PORT of a proxy as a new string; NULL if the proxy is invalid. Adds the proxy's
 * password to the secrets that the trace hides. */
static char *read_proxy(const char *proxy, struct trace *trace)
{
    CURLU *url = http_curl()->url();
    char *host = NULL, *port = NULL, *password = NULL, *name = NULL;
    unsigned flags = CURLU_GUESS_SCHEME | CURLU_NON_SUPPORT_SCHEME;

    if (url && http_curl()->url_set(url, CURLUPART_URL, proxy, flags) == CURLUE_OK &&
        http_curl()->url_get(url, CURLUPART_HOST, &host, 0) == CURLUE_OK) {
        bool has_port = http_curl()->url_get(url, CURLUPART_PORT, &port, 0) == CURLUE_OK;

        name = cvi_format("%s%s%s", host, has_port ? ":" : "", has_port ? port : "");
        if (http_curl()->url_get(url, CURLUPART_PASSWORD, &password, CURLU_URLDECODE) == CURLUE_OK)
            trace_secret(trace, password);
    }
    http_curl()->free(host);
    http_curl()->free(port);
    http_curl()->free(password);
    http_curl()->url_cleanup(url);
    return name;
}

struct wire *wire_new(const struct wire_settings *settings)
{
    struct wire *wire = cvi_alloc(sizeof *wire);

    wire->proxy = settings->proxy ? cvi_strdup(settings->proxy) : NULL;
    wire->cacert = settings->cacert ? cvi_strdup(settings->cacert) : NULL;
    wire->certificates = settings->certificates ? cvi_strdup(settings->certificates) : NULL;
    wire->trace = settings->trace;
    wire->whole_ms = settings->whole_ms > 0 ? settings->whole_ms : WIRE_WHOLE_S * INT64_C(1000);
    return wire;
}

static void start(struct wire *wire)
{
    if (http_curl()->global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK ||
        !(wire->multi = http_curl()->multi_init()))
        msg_die(EX_OSERR, "cannot start libcurl%s%s", file_has_room() ? "" : ": ",
                file_has_room() ? "" : strerror(errno));
    if (wire->proxy)
        wire->proxy_name = read_proxy(wire->proxy, wire->trace);
}

/* Ignores SIGPIPE, which a broken connection may raise, while libcurl runs. libcurl does not do
 * this itself, because CURLOPT_NOSIGNAL is set. */
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
    if (wire->multi) {
        ignore_pipe(wire);
        http_curl()->multi_cleanup(wire->multi);
        restore_pipe(wire);
        http_curl()->global_cleanup();
    }
    if (wire->proxy)
        explicit_bzero(wire->proxy, strlen(wire->proxy));
    free(wire->proxy);
    free(wire->proxy_name);
    free(wire->cacert);
    free(wire->certificates);
    free(wire);
}

/* --- A request --- */

static bool is_this_machine(const char *host)
{
    return strcasecmp(host, "localhost") == 0 || strcmp(host, "[::1]") == 0 ||
           (strncmp(host, "127.", 4) == 0 && strspn(host, "0123456789.") == strlen(host));
}

static void read_url(struct wire_exchange *exchange)
{
    struct http_url plain;
    CURLU *url = NULL;
    char *host = NULL, *scheme = NULL;

    if (http_url_read_plain(exchange->url, &plain)) {
        exchange->host = cvi_strndup(plain.host, plain.host_length);
        exchange->local = is_this_machine(exchange->host);
        exchange->allowed = plain.is_https || exchange->local;
        return;
    }
    url = http_curl()->url();
    bool read = url && http_curl()->url_set(url, CURLUPART_URL, exchange->url, 0) == CURLUE_OK &&
                http_curl()->url_get(url, CURLUPART_HOST, &host, 0) == CURLUE_OK &&
                http_curl()->url_get(url, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK;

    exchange->host = cvi_strdup(host ? host : "the server");
    exchange->local = host && is_this_machine(host);
    exchange->allowed =
        read && (strcmp(scheme, "https") == 0 || (strcmp(scheme, "http") == 0 && exchange->local));
    http_curl()->free(host);
    http_curl()->free(scheme);
    http_curl()->url_cleanup(url);
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
    exchange->answer.retry_after_ms = -1;
    exchange->head = BUF_INIT(MOST_TRACED);
    for (const char *const *header = headers; header && *header; header++)
        exchange->headers = http_curl()->slist_append(exchange->headers, *header);
    exchange->headers =
        http_curl()->slist_append(exchange->headers, "Expect:"); /* do not wait for 100 Continue */
    read_url(exchange);
}

void wire_release(struct wire_exchange *exchange)
{
    http_head_begin(&exchange->reading, &exchange->answer);
    buf_release(&exchange->answer.body);
    buf_release(&exchange->head);
    http_curl()->slist_free_all(exchange->headers);
    free(exchange->method);
    free(exchange->url);
    free(exchange->host);
    free(exchange->body);
}

/* --- The body, written to a file before it is used --- */

static long body_position(int fd)
{
    return lseek(fd, 0, SEEK_CUR);
}

/* Writes the bytes, and syncs them to the disk. Ignores errors: they are noticed when the file is
 * read. */
static void write_body(int fd, const char *bytes, size_t len)
{
    while (len) {
        ssize_t wrote = write(fd, bytes, len);

        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return;
        bytes += wrote;
        len -= (size_t)wrote;
    }
    fsync(fd);
}

/* Prepares the file for another attempt: returns to `position`, and overwrites the earlier
 * attempt's body with NUL bytes. */
static void rewind_body(int fd, long position)
{
    static const char zeros[4096];
    long end = body_position(fd);

    lseek(fd, position, SEEK_SET);
    for (long at = position; at < end; at += (long)sizeof zeros)
        write_body(fd, zeros, end - at < (long)sizeof zeros ? (size_t)(end - at) : sizeof zeros);
    lseek(fd, position, SEEK_SET);
}

/* --- In flight --- */

static size_t take_body(char *bytes, size_t size, size_t count, void *context)
{
    struct wire_exchange *exchange = context;

    if (exchange->keep)
        write_body(exchange->keep, bytes, size * count);
    if (buf_add(&exchange->answer.body, bytes, size * count))
        return size * count;
    exchange->answer.failure = HTTP_TOO_LONG;
    return 0;
}

static size_t take_header(char *bytes, size_t size, size_t count, void *context)
{
    struct wire_exchange *exchange = context;
    size_t len = size * count;

    if (exchange->number)
        buf_add(&exchange->head, bytes, len);
    return http_head_take(&exchange->reading, &exchange->answer, bytes, len) ? len : 0;
}

/* Returns whether the request needs a new connection. A request that must not arrive twice, or that
 * has a body, is not sent on an open connection, because the server may be closing it. */
static bool needs_new_connection(const struct wire_exchange *exchange)
{
    return exchange->once || exchange->body;
}

#if LIBCURL_VERSION_NUM >= 0x075000
/*
 * libcurl calls this function before it sends a request (CURLOPT_PREREQFUNCTION). If an open
 * connection dies during a request, libcurl would send the request again by itself. This function
 * refuses the second sending, because each request counts against Trakt's rate limit; only
 * http/http repeats requests. On a new connection, libcurl sends a request again only if the server
 * reports, by REFUSED_STREAM or GOAWAY, that it did not process the request (RFC 9113, 8.7). */
static int before_sending(void *context, char *to_address, char *from_address, int to_port,
                          int from_port)
{
    struct wire_exchange *exchange = context;
    (void)to_address;
    (void)from_address;
    (void)to_port;
    (void)from_port;

    if (exchange->sends++ == 0)
        return CURL_PREREQFUNC_OK;
    exchange->answer.failure = needs_new_connection(exchange) ? HTTP_NOT_TAKEN : HTTP_TORN;
    return CURL_PREREQFUNC_ABORT;
}
#endif

/* Opens a socket as libcurl would, but records errno, which libcurl does not report. */
static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct wire_exchange *exchange = context;
    int fd = socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);

    (void)purpose;
    if (fd < 0 && file_has_run_out(errno))
        exchange->run_out = errno;
    /* cppcheck-suppress resourceLeak ; libcurl closes it */
    return fd < 0 ? CURL_SOCKET_BAD : fd;
}

/* These two functions give the value a type. curl_easy_setopt has a variable argument, which the
 * compiler cannot check. */
static void set_number(CURL *easy, CURLoption option, long value)
{
    http_curl()->easy_setopt(easy, option, value);
}

static CURLcode set_pointer(CURL *easy, CURLoption option, const void *value)
{
    return http_curl()->easy_setopt(easy, option, value);
}

static void set_protocols(CURL *easy, bool local)
{
#if LIBCURL_VERSION_NUM >= 0x075500
    set_pointer(easy, CURLOPT_PROTOCOLS_STR, local ? "http,https" : "https");
#else
    set_number(easy, CURLOPT_PROTOCOLS, CURLPROTO_HTTPS | (local ? CURLPROTO_HTTP : 0L));
#endif
}

static void set_request(CURL *easy, struct wire_exchange *exchange)
{
    set_pointer(easy, CURLOPT_PRIVATE, exchange);
    set_pointer(easy, CURLOPT_URL, exchange->url);
    set_pointer(easy, CURLOPT_HTTPHEADER, exchange->headers);
    if (exchange->body) {
        set_pointer(easy, CURLOPT_POSTFIELDS, exchange->body);
        set_number(easy, CURLOPT_POSTFIELDSIZE, (long)strlen(exchange->body));
    }
    set_pointer(easy, CURLOPT_CUSTOMREQUEST, exchange->method);
#if LIBCURL_VERSION_NUM >= 0x075000
    http_curl()->easy_setopt(easy, CURLOPT_PREREQFUNCTION, before_sending);
    set_pointer(easy, CURLOPT_PREREQDATA, exchange);
#endif
    /* libcurl before 7.80 has no CURLOPT_PREREQFUNCTION. There, a new connection keeps it from
     * sending a request twice. */
    set_number(easy, CURLOPT_FRESH_CONNECT, needs_new_connection(exchange) ? 1 : 0);
    http_curl()->easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    set_pointer(easy, CURLOPT_OPENSOCKETDATA, exchange);
    http_curl()->easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
    set_pointer(easy, CURLOPT_WRITEDATA, exchange);
    http_curl()->easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
    set_pointer(easy, CURLOPT_HEADERDATA, exchange);
    set_pointer(easy, CURLOPT_ERRORBUFFER, exchange->detail);
}

/* Passes the certificates to libcurl as text, because the file must not be opened again: it may be
 * a pipe. If libcurl's TLS library does not accept text (CURLOPT_CAINFO_BLOB(3)), passes the file's
 * name. */
static void trust(const struct wire *wire, CURL *easy, CURLoption by_text, CURLoption by_file)
{
    struct curl_blob text = {.data = wire->certificates, .flags = CURL_BLOB_NOCOPY};

    if (wire->certificates)
        text.len = strlen(wire->certificates);
    if (!text.len || set_pointer(easy, by_text, &text) != CURLE_OK)
        set_pointer(easy, by_file, wire->cacert);
}

/* Sets the proxy, and the certificates to trust, for the server and for an https:// proxy. */
static void set_way(const struct wire *wire, CURL *easy, bool local)
{
    if (local)
        set_pointer(easy, CURLOPT_NOPROXY, "*"); /* requests to this machine use no proxy */
    else if (wire->proxy)
        set_pointer(easy, CURLOPT_PROXY, wire->proxy);
    set_number(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1);
    if (!wire->cacert)
        return;
    trust(wire, easy, CURLOPT_CAINFO_BLOB, CURLOPT_CAINFO);
    /* Otherwise, libcurl would also search this directory. */
    set_pointer(easy, CURLOPT_CAPATH, NULL);
    trust(wire, easy, CURLOPT_PROXY_CAINFO_BLOB, CURLOPT_PROXY_CAINFO);
    set_pointer(easy, CURLOPT_PROXY_CAPATH, NULL);
}

/* Sets timeouts and protocols. By libcurl's defaults, redirects are not followed, and certificates
 * are verified. */
static void set_manners(const struct wire *wire, CURL *easy, bool local)
{
    set_protocols(easy, local);
    if (!local)
        set_number(easy, CURLOPT_PIPEWAIT, 1); /* one TLS connection with many streams */
    set_number(easy, CURLOPT_NOSIGNAL, 1);
    set_pointer(easy, CURLOPT_USERAGENT, "cvi/" CVI_VERSION);
    set_pointer(easy, CURLOPT_ACCEPT_ENCODING, "");
    set_number(easy, CURLOPT_CONNECTTIMEOUT, WIRE_CONNECT_S);
    set_number(easy, CURLOPT_LOW_SPEED_LIMIT, 1);
    set_number(easy, CURLOPT_LOW_SPEED_TIME, WIRE_SILENCE_S);
    set_number(easy, CURLOPT_TIMEOUT_MS, (long)wire->whole_ms);
}

enum { SHOWN_HEADERS = 16 };

static void trace_request(struct wire *wire, struct wire_exchange *exchange)
{
    const char *headers[SHOWN_HEADERS + 1] = {"User-Agent: cvi/" CVI_VERSION};
    size_t count = 1;

    if (!exchange->number)
        exchange->number = trace_number(wire->trace);
    for (const struct curl_slist *at = exchange->headers; at && count < SHOWN_HEADERS;
         at = at->next)
        /* libcurl does not send a header without a value ("Expect:"). */
        if (!strchr(at->data, ':') || strchr(at->data, ':')[1])
            headers[count++] = at->data;
    buf_clear(&exchange->head);
    trace_sent(wire->trace, &(struct trace_request){.number = exchange->number,
                                                    .attempt = exchange->answer.tries,
                                                    .method = exchange->method,
                                                    .url = exchange->url,
                                                    .headers = headers,
                                                    .body = exchange->body});
}

static void trace_result(struct wire *wire, const struct wire_exchange *exchange)
{
    const struct http_answer *answer = &exchange->answer;
    bool failed = answer->failure != HTTP_ANSWERED;

    trace_got(wire->trace,
              &(struct trace_answer){.number = exchange->number,
                                     .attempt = answer->tries,
                                     .status = answer->status,
                                     .failure = failed ? answer->words : NULL,
                                     .head = &exchange->head,
                                     .body = &answer->body,
                                     .took_ms = clock_steady_ms() - exchange->started_ms});
}

void wire_start(struct wire *wire, struct wire_exchange *exchange)
{
    _Static_assert(sizeof exchange->detail >= CURL_ERROR_SIZE, "room for libcurl's words");

    if (exchange->keep && exchange->answer.tries == 0)
        exchange->kept_from = body_position(exchange->keep);
    if (exchange->keep)
        rewind_body(exchange->keep, exchange->kept_from);
    http_head_begin(&exchange->reading, &exchange->answer);
    exchange->started_ms = clock_steady_ms();
    exchange->answer.failure = HTTP_ANSWERED;
    exchange->answer.status = 0;
    exchange->answer.tries++;
    exchange->sends = 0;
    exchange->run_out = 0;
    exchange->detail[0] = '\0';
    if (!wire->multi)
        start(wire);
    exchange->easy = http_curl()->easy_init();
    if (!exchange->easy)
        msg_die(EX_OSERR, "cannot start libcurl");
    set_request(exchange->easy, exchange);
    set_manners(wire, exchange->easy, exchange->local);
    set_way(wire, exchange->easy, exchange->local);
    ignore_pipe(wire);
    if (wire->trace)
        trace_request(wire, exchange);
    http_curl()->multi_add_handle(wire->multi, exchange->easy);
    restore_pipe(wire);
}

static void land(struct wire *wire, struct wire_exchange *exchange)
{
    http_curl()->multi_remove_handle(wire->multi, exchange->easy);
    http_curl()->easy_cleanup(exchange->easy);
    exchange->easy = NULL;
}

void wire_stop(struct wire *wire, struct wire_exchange *exchange)
{
    ignore_pipe(wire);
    land(wire, exchange);
    restore_pipe(wire);
}

/* --- Answers --- */

/* The failures for libcurl's error codes. All other codes are HTTP_FAILED. */
static const struct {
    CURLcode code;
    enum http_failure failure;
} failures[] = {
    {CURLE_OK, HTTP_ANSWERED},
    {CURLE_COULDNT_RESOLVE_HOST, HTTP_NO_HOST},
    {CURLE_COULDNT_RESOLVE_PROXY, HTTP_NO_PROXY},
    {CURLE_PROXY, HTTP_NO_PROXY},
    {CURLE_COULDNT_CONNECT, HTTP_NO_CONNECTION},
    {CURLE_SSL_CONNECT_ERROR, HTTP_NO_CONNECTION}, /* the TLS handshake failed */
    {CURLE_PEER_FAILED_VERIFICATION, HTTP_NO_TLS},
    {CURLE_SSL_CACERT_BADFILE, HTTP_NO_TLS},
    {CURLE_SSL_CERTPROBLEM, HTTP_NO_TLS},
    {CURLE_SSL_CIPHER, HTTP_NO_TLS},
    {CURLE_SSL_ISSUER_ERROR, HTTP_NO_TLS},
    {CURLE_OPERATION_TIMEDOUT, HTTP_TIMED_OUT},
    {CURLE_PARTIAL_FILE, HTTP_TORN},
    {CURLE_RECV_ERROR, HTTP_TORN},
    {CURLE_SEND_ERROR, HTTP_TORN},
    {CURLE_GOT_NOTHING, HTTP_TORN},
    {CURLE_HTTP2, HTTP_TORN},
    {CURLE_HTTP2_STREAM, HTTP_TORN},
    {CURLE_FAILED_INIT, HTTP_NOT_TAKEN}, /* GOAWAY came before the request was sent (curl 7.88) */
    {CURLE_BAD_CONTENT_ENCODING, HTTP_NOT_HTTP},
    {CURLE_WEIRD_SERVER_REPLY, HTTP_NOT_HTTP},
    {CURLE_UNSUPPORTED_PROTOCOL, HTTP_NOT_HTTP}, /* HTTP/0.9, or not HTTP */
    {CURLE_OUT_OF_MEMORY, HTTP_TOO_LONG},        /* libcurl's code for a header over 100 KB */
    {CURLE_URL_MALFORMAT, HTTP_BAD_URL},
};

static enum http_failure failure_of(CURLcode code)
{
    for (size_t i = 0; i < sizeof failures / sizeof *failures; i++)
        if (failures[i].code == code)
            return failures[i].failure;
    return HTTP_FAILED;
}

/* Returns whether the connection failed at the proxy. If libcurl reads the proxy from environment
 * variables, only libcurl's message shows this. */
static bool is_at_proxy(const struct wire *wire, const struct wire_exchange *exchange,
                        long proxy_status)
{
    const char *words = exchange->detail;

    if (exchange->local || proxy_status)
        return false;
    return (wire->proxy && wire->proxy[0]) || strstr(words, "CONNECT") ||
           (strstr(words, "Failed to connect to") && !strstr(words, exchange->host));
}

/* Returns a more precise failure, because libcurl's codes are ambiguous. The failure depends on
 * whether the request was sent, and on whether the connection failed at the proxy. */
static enum http_failure refine(const struct wire *wire, const struct wire_exchange *exchange,
                                enum http_failure failure, long proxy_status)
{
    curl_off_t sent = 0;

    http_curl()->easy_getinfo(exchange->easy, CURLINFO_PRETRANSFER_TIME_T, &sent);
    if (failure == HTTP_ANSWERED && !exchange->reading.ended)
        return HTTP_TORN; /* libcurl does not report that the head is incomplete */
    if (failure == HTTP_NOT_TAKEN)
        return sent ? HTTP_TORN : failure;
    if (failure == HTTP_ANSWERED || failure == HTTP_NO_TLS || failure == HTTP_NO_HOST || sent)
        return failure;
    if (proxy_status >= 400)
        return proxy_status >= 500 ? HTTP_NO_PROXY : HTTP_PROXY_REFUSED;
    if (failure == HTTP_TORN || failure == HTTP_NOT_HTTP || failure == HTTP_TIMED_OUT ||
        failure == HTTP_NO_CONNECTION)
        return is_at_proxy(wire, exchange, proxy_status) ? HTTP_NO_PROXY : HTTP_NO_CONNECTION;
    return failure;
}

static void explain(const struct wire *wire, struct wire_exchange *exchange, long proxy_status)
{
    struct http_answer *answer = &exchange->answer;
    bool ours = answer->failure == HTTP_TOO_LONG || !exchange->detail[0];

    http_words_drop_duration(exchange->detail);
    http_words(answer->words, sizeof answer->words,
               &(struct http_trouble){.failure = answer->failure,
                                      .host = exchange->host,
                                      .proxy = wire ? wire->proxy_name : NULL,
                                      .run_out = exchange->run_out,
                                      .detail = ours ? NULL : exchange->detail,
                                      .proxy_status = (int)proxy_status});
}

void wire_fail(struct wire_exchange *exchange, enum http_failure failure, const char *detail)
{
    struct http_answer *answer = &exchange->answer;

    answer->failure = failure;
    exchange->run_out = 0;
    snprintf(exchange->detail, sizeof exchange->detail, "%s", detail ? detail : "");
    explain(NULL, exchange, 0);
    answer->status = 0;
    http_answer_clear(answer);
}

/* If no file descriptor is left, and this may be the cause of `code`, records errno in run_out.
 * libcurl's message does not give this cause. */
static void look_for_room(struct wire_exchange *exchange, CURLcode code)
{
    static const CURLcode codes[] = {CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY,
                                     CURLE_SSL_CACERT_BADFILE, CURLE_FAILED_INIT,
                                     CURLE_OUT_OF_MEMORY};

    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (code == codes[i] && !exchange->run_out && !file_has_room())
            exchange->run_out = errno;
}

static void read_result(struct wire *wire, struct wire_exchange *exchange, CURLcode code)
{
    struct http_answer *answer = &exchange->answer;
    long status = 0, proxy_status = 0;

    http_curl()->easy_getinfo(exchange->easy, CURLINFO_RESPONSE_CODE, &status);
    http_curl()->easy_getinfo(exchange->easy, CURLINFO_HTTP_CONNECTCODE, &proxy_status);
    look_for_room(exchange, code);
    if (exchange->sends > 1) /* the message is about before_sending's refusal */
        exchange->detail[0] = '\0';
    if (answer->failure == HTTP_ANSWERED) /* otherwise a callback has set the failure */
        answer->failure = refine(wire, exchange, failure_of(code), proxy_status);
    answer->status = (int)status;
    answer->edge = http_is_edge((int)status, answer->header[HTTP_CONTENT_TYPE],
                                answer->header[HTTP_X_RUNTIME]);
    if (answer->failure != HTTP_ANSWERED)
        explain(wire, exchange, proxy_status >= 400 ? proxy_status : 0);
    if (wire->trace)
        trace_result(wire, exchange);
    if (answer->failure == HTTP_ANSWERED)
        return;
    answer->status = 0;
    http_answer_clear(answer);
}

struct wire_exchange *wire_next(struct wire *wire)
{
    struct wire_exchange *exchange = NULL;
    CURLMsg *message;
    int running, left;

    if (!wire->multi)
        return NULL;
    ignore_pipe(wire);
    http_curl()->multi_perform(wire->multi, &running);
    while (!exchange && (message = http_curl()->multi_info_read(wire->multi, &left)) != NULL) {
        if (message->msg != CURLMSG_DONE)
            continue;
        CURLcode code = message->data.result;
        http_curl()->easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&exchange);
        read_result(wire, exchange, code);
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
    http_curl()->multi_poll(wire->multi, extra, count, ms, NULL);
}
