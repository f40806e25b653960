/* The stand-in's HTTP server: a thread for each connection, one request at a time. */
#include "server.h"

#include "base.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { BODY_MAX = 4 << 20 };

struct server {
    struct MHD_Daemon *daemon;
    struct sandbox *sandbox;
    pthread_mutex_t lock;  /* protects the state of the stand-in and stopped */
    pthread_cond_t ending; /* wakes delayed answers */
    bool stopped;
};

/* The state of a request while its body arrives. */
struct inbox {
    char *uri;
    struct buf body;
    bool begun, too_much;
};

static enum MHD_Result keep_header(void *context, enum MHD_ValueKind kind, const char *key,
                                   const char *value)
{
    char *name = cvi_strdup(key);
    (void)kind;

    for (char *at = name; *at; at++)
        if (*at >= 'A' && *at <= 'Z')
            *at = (char)(*at - 'A' + 'a');
    json_object_set_new(context, name, json_string(value ? value : ""));
    free(name);
    return MHD_YES;
}

static enum MHD_Result keep_query(void *context, enum MHD_ValueKind kind, const char *key,
                                  const char *value)
{
    (void)kind;
    json_object_set_new(context, key, json_string(value ? value : ""));
    return MHD_YES;
}

/* Waits in real time, but not longer than the server lives. The caller holds the lock before and
 * after. */
static void delay(struct server *server, unsigned milliseconds)
{
    struct timespec until;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += milliseconds / 1000;
    until.tv_nsec += (long)(milliseconds % 1000) * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_nsec -= 1000000000;
        until.tv_sec++;
    }
    while (!server->stopped && pthread_cond_timedwait(&server->ending, &server->lock, &until) == 0)
        ;
}

static enum MHD_Result send_answer(struct MHD_Connection *connection, const struct answer *answer,
                                   const char *date)
{
    char *text = answer->json ? json_dumps(answer->json, JSON_COMPACT) : NULL;
    const char *body = text ? text : answer->text ? answer->text : "";
    struct MHD_Response *response = MHD_create_response_from_buffer(
        text ? strlen(text) : answer->size, (void *)body, MHD_RESPMEM_MUST_COPY);
    const char *name;
    json_t *value;

    if (*body)
        MHD_add_response_header(response, "Content-Type", text ? "application/json" : answer->type);
    MHD_add_response_header(response, "Date", date); /* not the local time */
    json_object_foreach(answer->headers, name, value)
    {
        MHD_add_response_header(response, name, json_string_value(value));
    }
    enum MHD_Result result = MHD_queue_response(connection, answer->status, response);
    MHD_destroy_response(response);
    free(text);
    return result;
}

static enum MHD_Result reply(struct server *server, struct MHD_Connection *connection,
                             struct inbox *inbox, const char *method, const char *path)
{
    struct answer answer = {0};
    struct request request = {.method = method,
                              .uri = inbox->uri,
                              .path = path,
                              .query = json_object(),
                              .headers = json_object(),
                              .size = inbox->body.len};

    MHD_get_connection_values(connection, MHD_HEADER_KIND, keep_header, request.headers);
    MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, keep_query, request.query);
    request.body = json_loadb(buf_text(&inbox->body), inbox->body.len, 0, NULL);
    pthread_mutex_lock(&server->lock);
    if (inbox->too_much)
        answer_empty(&answer, 413);
    else
        sandbox_answer(server->sandbox, &request, &answer);
    if (answer.delay)
        delay(server, answer.delay);
    pthread_mutex_unlock(&server->lock);
    char *date = limits_date(&server->sandbox->limits);
    enum MHD_Result result = answer.cut ? MHD_NO : send_answer(connection, &answer, date);
    free(date);
    answer_release(&answer);
    request_release(&request);
    return result;
}

static enum MHD_Result on_request(void *context, struct MHD_Connection *connection,
                                  const char *path, const char *method, const char *version,
                                  const char *data, size_t *size, void **state)
{
    struct inbox *inbox = *state;
    (void)version;

    if (!inbox)
        return MHD_NO;
    if (!inbox->begun) {
        inbox->begun = true;
        return MHD_YES;
    }
    if (*size) {
        inbox->too_much |= !buf_add(&inbox->body, data, *size);
        *size = 0;
        return MHD_YES;
    }
    return reply(context, connection, inbox, method, path);
}

/* Called first for each request: only here is its URI unchanged. */
static void *on_uri(void *context, const char *uri, struct MHD_Connection *connection)
{
    struct inbox *inbox = cvi_alloc(sizeof *inbox);
    (void)context;
    (void)connection;

    inbox->uri = cvi_strdup(uri);
    inbox->body = BUF_INIT(BODY_MAX);
    return inbox;
}

static void on_end(void *context, struct MHD_Connection *connection, void **state,
                   enum MHD_RequestTerminationCode why)
{
    struct inbox *inbox = *state;
    (void)context;
    (void)connection;
    (void)why;

    if (!inbox)
        return;
    free(inbox->uri);
    buf_release(&inbox->body);
    free(inbox);
    *state = NULL;
}

struct server *server_start(struct sandbox *sandbox, unsigned port, const char *certificate)
{
    struct server *server = cvi_alloc(sizeof *server);
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct MHD_OptionItem secure[] = {{MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)certificate},
                                      {MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)certificate},
                                      {MHD_OPTION_END, 0, NULL}};
    struct MHD_OptionItem *plain = &secure[2];

    if (certificate && MHD_is_feature_supported(MHD_FEATURE_TLS) != MHD_YES)
        msg_die(EX_UNAVAILABLE, "--tls: this libmicrohttpd was built without TLS");
    server->sandbox = sandbox;
    pthread_mutex_init(&server->lock, NULL);
    pthread_cond_init(&server->ending, NULL);
    server->daemon = MHD_start_daemon(
        MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL |
            (certificate ? MHD_USE_TLS : 0),
        0, NULL, NULL, on_request, server, MHD_OPTION_SOCK_ADDR, &address,
        MHD_OPTION_URI_LOG_CALLBACK, on_uri, NULL, MHD_OPTION_NOTIFY_COMPLETED, on_end, NULL,
        MHD_OPTION_ARRAY, certificate ? secure : plain, MHD_OPTION_END);
    if (!server->daemon)
        msg_die(EX_UNAVAILABLE, "127.0.0.1:%u: cannot listen (is the port taken?)", port);
    const union MHD_DaemonInfo *info =
        MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT);
    sandbox->port = info ? info->port : port;
    return server;
}

void server_stop(struct server *server)
{
    pthread_mutex_lock(&server->lock);
    server->stopped = true;
    pthread_cond_broadcast(&server->ending);
    pthread_mutex_unlock(&server->lock);
    MHD_stop_daemon(server->daemon);
    pthread_cond_destroy(&server->ending);
    pthread_mutex_destroy(&server->lock);
    free(server);
}
