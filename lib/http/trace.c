/* Writes the trace as lines of JSON. http/mask removes the secrets. */
#include "http/trace.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/msg.h"
#include "base/text.h"
#include "http/mask.h"

enum {
    LINE = 8 << 20, /* maximum bytes of one line; escaping may turn one byte of a body into six */
};

struct trace {
    char *path;
    int fd; /* -1: a write failed, and a message was printed */
    unsigned numbers;
    struct mask *mask;
};

/* O_NONBLOCK: a FIFO without a reader must not block the program. O_NOCTTY: a terminal must not
 * become the controlling terminal. */
struct trace *trace_open(const char *path)
{
    if (!path || !*path)
        return NULL;
    bool is_name;
    int fd = file_share_named(path, &is_name);

    if (!is_name && file_is_foreign_link(path)) {
        msg_warn("%s: the trace cannot be written: " FILE_FOREIGN_LINK, path);
        return NULL;
    }
    if (!is_name)
        fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0600);

    if (fd < 0) {
        msg_warn("%s: no trace is written: %s", path, strerror(errno));
        return NULL;
    }
    struct trace *trace = cvi_alloc(sizeof *trace);
    *trace = (struct trace){.path = cvi_strdup(path), .fd = fd, .mask = mask_new()};
    return trace;
}

void trace_close(struct trace *trace)
{
    if (!trace)
        return;
    if (trace->fd >= 0 && close(trace->fd) < 0)
        msg_warn("%s: the trace is incomplete: %s", trace->path, strerror(errno));
    mask_free(trace->mask);
    free(trace->path);
    free(trace);
}

void trace_secret(struct trace *trace, const char *secret)
{
    if (trace && secret)
        mask_learn(trace->mask, secret, strlen(secret));
}

unsigned trace_number(struct trace *trace)
{
    return trace ? ++trace->numbers : 0;
}

/* --- Parts of a line --- */

/* Returns the bytes as a new JSON string. Replaces invalid UTF-8, which JSON does not allow. */
static json_t *text_of(const struct buf *bytes)
{
    struct buf text = BUF_INIT(LINE);

    text_repair(&text, buf_text(bytes), bytes->len);
    json_t *string = json_stringn(buf_text(&text), text.len);
    buf_release(&text);
    return string;
}

static json_t *masked_text(const struct trace *trace, const char *text, size_t len)
{
    struct buf out = BUF_INIT(LINE);

    mask_text(trace->mask, &out, text, len);
    json_t *string = text_of(&out);
    buf_release(&out);
    return string;
}

static void add_header(const struct trace *trace, json_t *list, const char *line, size_t len)
{
    struct buf out = BUF_INIT(LINE);

    mask_header(trace->mask, &out, line, len);
    json_array_append_new(list, text_of(&out));
    buf_release(&out);
}

/* Returns the lines of a head, without their line ends, as a new JSON array. */
static json_t *head_of(const struct trace *trace, const struct buf *head)
{
    const char *at = buf_text(head), *end = at + head->len;
    json_t *list = json_array();

    while (at < end) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        size_t len = (size_t)((newline ? newline : end) - at), shown = len;

        while (shown && at[shown - 1] == '\r')
            shown--;
        if (shown)
            add_header(trace, list, at, shown);
        at += len + (newline != NULL);
    }
    return list;
}

/* Returns the body as a new JSON value if it is JSON, otherwise as a JSON string. */
static json_t *body_of(const struct trace *trace, const char *body, size_t len)
{
    size_t shown = len < TRACE_MOST_BODY ? len : TRACE_MOST_BODY;
    json_t *json = shown == len ? json_loadb(body, len, JSON_ALLOW_NUL, NULL) : NULL;

    if (!json)
        return masked_text(trace, body, shown);
    mask_json(trace->mask, json);
    return json;
}

/* --- Lines --- */

static void add_time(json_t *line)
{
    int64_t now = clock_now_ms();
    time_t seconds = (time_t)(now / 1000);
    struct tm parts;
    char date[32], text[48];

    if (!gmtime_r(&seconds, &parts) || !strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%S", &parts))
        return;
    snprintf(text, sizeof text, "%s.%03dZ", date, (int)(now % 1000));
    json_object_set_new(line, "time", json_string(text));
}

static json_t *new_line(unsigned number, int attempt)
{
    json_t *line = json_object();

    add_time(line);
    json_object_set_new(line, "program", json_string(msg_own_name()));
    json_object_set_new(line, "pid", json_integer(getpid()));
    json_object_set_new(line, "request", json_integer(number));
    json_object_set_new(line, "attempt", json_integer(attempt));
    return line;
}

static void add_body(const struct trace *trace, json_t *line, const char *body, size_t len)
{
    if (!len)
        return;
    json_object_set_new(line, "bytes", json_integer((json_int_t)len));
    json_object_set_new(line, "body", body_of(trace, body, len));
}

/* Writes the line, and frees it. Uses one write(2), so that the lines of several programs do not
 * mix. A failure is reported once. */
static void write_line_take(struct trace *trace, json_t *line)
{
    char *text = json_dumps(line, JSON_COMPACT);
    struct buf out = BUF_INIT(LINE);

    json_decref(line);
    if (!text)
        return;
    /* Hides secrets that were learned from a later part of this line. */
    mask_known(trace->mask, &out, text, strlen(text));
    buf_putc(&out, '\n');
    ssize_t written = write(trace->fd, buf_text(&out), out.len);
    if (written != (ssize_t)out.len) {
        msg_warn("%s: the trace ends here: %s", trace->path,
                 written < 0 ? strerror(errno) : "incomplete write");
        close(trace->fd);
        trace->fd = -1;
    }
    buf_release(&out);
    free(text);
}

void trace_sent(struct trace *trace, const struct trace_request *request)
{
    if (!trace || trace->fd < 0)
        return;
    json_t *line = new_line(request->number, request->attempt), *list = json_array();

    for (const char *const *header = request->headers; header && *header; header++)
        add_header(trace, list, *header, strlen(*header));
    json_object_set_new(line, "method", json_string(request->method));
    json_object_set_new(line, "url", masked_text(trace, request->url, strlen(request->url)));
    json_object_set_new(line, "headers", list);
    if (request->body)
        add_body(trace, line, request->body, strlen(request->body));
    write_line_take(trace, line);
}

void trace_got(struct trace *trace, const struct trace_answer *answer)
{
    if (!trace || trace->fd < 0)
        return;
    json_t *line = new_line(answer->number, answer->attempt);

    json_object_set_new(line, "ms", json_integer(answer->took_ms));
    if (answer->status)
        json_object_set_new(line, "status", json_integer(answer->status));
    if (answer->failure)
        json_object_set_new(line, "failure",
                            masked_text(trace, answer->failure, strlen(answer->failure)));
    json_object_set_new(line, "headers", head_of(trace, answer->head));
    add_body(trace, line, buf_text(answer->body), answer->body->len);
    write_line_take(trace, line);
}
