/* One connection: TLS with GnuTLS, HTTP/2 with nghttp2, and the acts. */
#include "front.h"

#include <gnutls/gnutls.h>
#include <nghttp2/nghttp2.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "base/msg.h"

enum { FIELDS_MAX = 64, STATUS_SIZE = 16 };

static gnutls_certificate_credentials_t credentials;

/* A request and its answer. */
struct stream {
    struct session *session;
    struct stream *next; /* on the same connection */
    int32_t id;
    const struct act *act;
    char *method, *path, *authority;
    struct buf headers; /* of the request, in the format of HTTP/1.1 */
    struct buf body;
    struct upstream answer;
    size_t sent; /* number of bytes of the answer's body */
};

struct session {
    gnutls_session_t tls;
    nghttp2_session *h2;
    const struct way *way;
    unsigned connection;
    struct stream *streams;
    /* The act to complete after all submitted data has been sent. */
    const struct act *ending;
    int32_t ending_id;
    bool over; /* the connection must end */
};

void session_prepare(const char *certificate)
{
    if (gnutls_global_init() != GNUTLS_E_SUCCESS ||
        gnutls_certificate_allocate_credentials(&credentials) != GNUTLS_E_SUCCESS ||
        gnutls_certificate_set_x509_key_file(credentials, certificate, certificate,
                                             GNUTLS_X509_FMT_PEM) != GNUTLS_E_SUCCESS)
        msg_die(EX_UNAVAILABLE, "%s: no key and certificate", certificate);
}

/* --- Requests --- */

static struct stream *stream_of(nghttp2_session *h2, int32_t id)
{
    return nghttp2_session_get_stream_user_data(h2, id);
}

static int on_begin(nghttp2_session *h2, const nghttp2_frame *frame, void *context)
{
    if (frame->hd.type != NGHTTP2_HEADERS || frame->headers.cat != NGHTTP2_HCAT_REQUEST)
        return 0;
    struct stream *stream = cvi_alloc(sizeof *stream);
    struct session *session = context;
    *stream = (struct stream){.session = session,
                              .next = session->streams,
                              .id = frame->hd.stream_id,
                              .headers = BUF_INIT(REQUEST_MAX),
                              .body = BUF_INIT(REQUEST_MAX)};
    session->streams = stream;
    nghttp2_session_set_stream_user_data(h2, stream->id, stream);
    return 0;
}

static int on_header(nghttp2_session *h2, const nghttp2_frame *frame, const uint8_t *name,
                     size_t name_length, const uint8_t *value, size_t value_length, uint8_t flags,
                     void *context)
{
    struct stream *stream = stream_of(h2, frame->hd.stream_id);
    const struct {
        const char *name;
        char **to;
    } pseudo[] = {{":method", stream ? &stream->method : NULL},
                  {":path", stream ? &stream->path : NULL},
                  {":authority", stream ? &stream->authority : NULL}};
    (void)flags;
    (void)context;

    if (!stream)
        return 0;
    if (name_length && *name != ':')
        buf_printf(&stream->headers, "%.*s: %.*s\r\n", (int)name_length, (const char *)name,
                   (int)value_length, (const char *)value);
    for (size_t i = 0; i < sizeof pseudo / sizeof *pseudo; i++)
        if (!*pseudo[i].to && strcmp((const char *)name, pseudo[i].name) == 0)
            *pseudo[i].to = cvi_strndup((const char *)value, value_length);
    return 0;
}

static int on_data(nghttp2_session *h2, uint8_t flags, int32_t id, const uint8_t *bytes,
                   size_t length, void *context)
{
    struct stream *stream = stream_of(h2, id);
    (void)flags;
    (void)context;

    if (stream)
        buf_add(&stream->body, bytes, length);
    return 0;
}

static void free_streams(struct session *session)
{
    while (session->streams) {
        struct stream *stream = session->streams;

        session->streams = stream->next;
        free(stream->method);
        free(stream->path);
        free(stream->authority);
        buf_release(&stream->headers);
        buf_release(&stream->body);
        upstream_release(&stream->answer);
        free(stream);
    }
}

static void apply(struct stream *stream)
{
    struct buf request = BUF_INIT((size_t)2 * REQUEST_MAX);

    buf_printf(&request, "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n", stream->method,
               stream->path, stream->authority ? stream->authority : "front");
    buf_add(&request, buf_text(&stream->headers), stream->headers.len);
    if (stream->body.len && !strstr(buf_text(&stream->headers), "content-length:"))
        buf_printf(&request, "Content-Length: %zu\r\n", stream->body.len);
    buf_puts(&request, "\r\n");
    buf_add(&request, buf_text(&stream->body), stream->body.len);
    upstream_ask(stream->session->way->to, &request, &stream->answer);
    buf_release(&request);
}

/* --- Answers --- */

static nghttp2_nv field(const char *name, const char *value)
{
    return (nghttp2_nv){.name = (uint8_t *)(uintptr_t)name,
                        .value = (uint8_t *)(uintptr_t)value,
                        .namelen = strlen(name),
                        .valuelen = strlen(value)};
}

/* Submits fields that would change the meaning of the answer if a client used them as its head. */
static void submit_trailers(nghttp2_session *h2, int32_t id)
{
    const nghttp2_nv fields[] = {
        field("content-type", "text/html"),    field("retry-after", "7200"),
        field("x-pagination-page", "9"),       field("x-pagination-page-count", "9"),
        field("x-pagination-item-count", "9"),
    };

    nghttp2_submit_trailer(h2, id, fields, sizeof fields / sizeof *fields);
}

/* Returns the next bytes of the body: half of it if the act ends there. */
static ssize_t read_body(nghttp2_session *h2, int32_t id, uint8_t *bytes, size_t length,
                         uint32_t *flags, nghttp2_data_source *source, void *context)
{
    struct stream *stream = source->ptr;
    const struct act *act = stream->act;
    size_t whole = stream->answer.body.len;
    size_t left = (act->place == IN_BODY ? whole / 2 : whole) - stream->sent;
    size_t size = left < length ? left : length;
    (void)context;

    memcpy(bytes, buf_text(&stream->answer.body) + stream->sent, size);
    stream->sent += size;
    if (size < left)
        return (ssize_t)size;
    if (act->place == IN_BODY)
        return size ? (ssize_t)size : NGHTTP2_ERR_DEFERRED;
    *flags |= NGHTTP2_DATA_FLAG_EOF;
    if (act->trailers) {
        *flags |= NGHTTP2_DATA_FLAG_NO_END_STREAM;
        submit_trailers(h2, id);
    }
    return (ssize_t)size;
}

static void submit_hints(nghttp2_session *h2, int32_t id)
{
    const nghttp2_nv fields[] = {
        field(":status", "103"), field("link", "</style.css>; rel=preload"),
        field("content-type", "text/html"), field("retry-after", "7200"), field("x-runtime", "9")};

    nghttp2_submit_headers(h2, NGHTTP2_FLAG_NONE, id, NULL, fields, sizeof fields / sizeof *fields,
                           NULL);
}

static void submit_answer(struct stream *stream)
{
    nghttp2_session *h2 = stream->session->h2;
    nghttp2_nv fields[FIELDS_MAX];
    nghttp2_data_provider body = {.source.ptr = stream, .read_callback = read_body};
    char status[STATUS_SIZE], length[32];
    bool bodiless = stream->answer.status == 204 || strcmp(stream->method, "HEAD") == 0;
    size_t count = 0;
    const char *name;
    json_t *value;

    snprintf(status, sizeof status, "%d", stream->answer.status);
    fields[count++] = field(":status", status);
    json_object_foreach(stream->answer.headers, name, value)
    {
        if (count < FIELDS_MAX - 1)
            fields[count++] = field(name, json_string_value(value));
    }
    snprintf(length, sizeof length, "%zu", stream->answer.body.len);
    if (!bodiless && !stream->act->no_length)
        fields[count++] = field("content-length", length);
    if (stream->act->hints)
        submit_hints(h2, stream->id);
    nghttp2_submit_response(h2, stream->id, fields, count, bodiless ? NULL : &body);
}

/* Ends the exchange in the ways that only require the submitted data to be sent before. */
static void end_exchange(struct session *session, const struct act *act, int32_t id)
{
    int32_t last = act->place == BEFORE ? id - 2 : id;

    if (act->end == RESET)
        nghttp2_submit_rst_stream(session->h2, NGHTTP2_FLAG_NONE, id, act->code);
    if (act->end == GOAWAY)
        nghttp2_submit_goaway(session->h2, NGHTTP2_FLAG_NONE, last > 0 ? last : 0, act->code, NULL,
                              0);
    /* If nothing is lost, the connection ends with its last answer. */
    session->over |=
        act->end == CLOSING || (act->end == GOAWAY && act->place != PASSES && act->place != BEFORE);
}

static void play(struct stream *stream)
{
    struct session *session = stream->session;
    const struct act *act = front_act(stream->method, stream->path);

    stream->act = act;
    front_log(session->connection, act->name, stream->method, stream->path);
    if (act->place != BEFORE)
        apply(stream);
    if (act->place != BEFORE && !stream->answer.status) { /* the server behind has cut it */
        nghttp2_submit_rst_stream(session->h2, NGHTTP2_FLAG_NONE, stream->id,
                                  NGHTTP2_INTERNAL_ERROR);
        return;
    }
    if (act->place == PASSES || act->place == IN_BODY)
        submit_answer(stream);
    session->ending = act;
    session->ending_id = stream->id;
}

static int on_frame(nghttp2_session *h2, const nghttp2_frame *frame, void *context)
{
    struct stream *stream = stream_of(h2, frame->hd.stream_id);
    (void)context;

    if (stream && (frame->hd.type == NGHTTP2_HEADERS || frame->hd.type == NGHTTP2_DATA) &&
        (frame->hd.flags & NGHTTP2_FLAG_END_STREAM))
        play(stream);
    return 0;
}

/* --- The connection --- */

static ssize_t send_bytes(nghttp2_session *h2, const uint8_t *bytes, size_t length, int flags,
                          void *context)
{
    const struct session *session = context;
    ssize_t sent = gnutls_record_send(session->tls, bytes, length);
    (void)h2;
    (void)flags;

    return sent > 0 ? sent : NGHTTP2_ERR_CALLBACK_FAILURE;
}

/* Sends the submitted data, then does the rest of the act. Returns false when the connection
 * ends. */
static bool flush(struct session *session)
{
    if (nghttp2_session_send(session->h2) != 0)
        return false;
    if (session->ending) {
        end_exchange(session, session->ending, session->ending_id);
        session->ending = NULL;
        if (nghttp2_session_send(session->h2) != 0)
            return false;
    }
    return !session->over &&
           (nghttp2_session_want_read(session->h2) || nghttp2_session_want_write(session->h2));
}

/* Takes bytes one by one, so that a request is complete before the next one is read. */
static bool take(struct session *session, const uint8_t *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (nghttp2_session_mem_recv(session->h2, bytes + i, 1) != 1 || !flush(session))
            return false;
    return true;
}

static nghttp2_session *new_server(struct session *session)
{
    nghttp2_session_callbacks *callbacks;
    nghttp2_session *h2 = NULL;

    if (nghttp2_session_callbacks_new(&callbacks) != 0)
        msg_die(EX_OSERR, "nghttp2 does not start");
    nghttp2_session_callbacks_set_send_callback(callbacks, send_bytes);
    nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks, on_begin);
    nghttp2_session_callbacks_set_on_header_callback(callbacks, on_header);
    nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, on_data);
    nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, on_frame);
    if (nghttp2_session_server_new(&h2, callbacks, session) != 0)
        msg_die(EX_OSERR, "nghttp2 does not start");
    nghttp2_session_callbacks_del(callbacks);
    return h2;
}

static void speak(struct session *session)
{
    const nghttp2_settings_entry one = {NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, 1};
    uint8_t block[16384];
    ssize_t size;

    session->h2 = new_server(session);
    nghttp2_submit_settings(session->h2, NGHTTP2_FLAG_NONE, &one, front_next_act()->one_at_once);
    if (flush(session))
        while ((size = gnutls_record_recv(session->tls, block, sizeof block)) > 0)
            if (!take(session, block, (size_t)size))
                break;
    nghttp2_session_del(session->h2);
    free_streams(session);
}

/* Returns whether both sides agree on HTTP/2. */
static bool begin_tls(struct session *session, int fd)
{
    gnutls_datum_t h2 = {(unsigned char[]){'h', '2'}, 2}, chosen;
    int result;

    gnutls_init(&session->tls, GNUTLS_SERVER);
    gnutls_set_default_priority(session->tls);
    gnutls_credentials_set(session->tls, GNUTLS_CRD_CERTIFICATE, credentials);
    gnutls_alpn_set_protocols(session->tls, &h2, 1, GNUTLS_ALPN_MANDATORY);
    gnutls_transport_set_int(session->tls, fd);
    do {
        result = gnutls_handshake(session->tls);
    } while (result < 0 && !gnutls_error_is_fatal(result));
    return result == GNUTLS_E_SUCCESS &&
           gnutls_alpn_get_selected_protocol(session->tls, &chosen) == GNUTLS_E_SUCCESS;
}

void session_serve(int fd, unsigned connection, const struct way *way)
{
    struct session session = {.way = way, .connection = connection};
    char drop[4096];

    if (begin_tls(&session, fd)) {
        speak(&session);
        gnutls_bye(session.tls, GNUTLS_SHUT_WR);
    } else {
        front_log(connection, "no-h2", "-", "-");
    }
    /* Closing a connection with unread bytes resets it, and sent data is lost. */
    shutdown(fd, SHUT_WR);
    while (recv(fd, drop, sizeof drop, 0) > 0)
        ;
    gnutls_deinit(session.tls);
}
