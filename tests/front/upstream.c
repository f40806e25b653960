/* The connection to the server behind the front: one HTTP/1.1 connection per request. */
#include "front.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/text.h"

int upstream_connect(unsigned port)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) == 0)
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

static bool send_all(int fd, const char *bytes, size_t size)
{
    for (size_t sent = 0; sent < size;) {
        ssize_t n = send(fd, bytes + sent, size - sent, MSG_NOSIGNAL);
        if (n <= 0)
            return false;
        sent += (size_t)n;
    }
    return true;
}

/* Keeps the header on that line. Headers about the connection are left out. */
static void keep_header(json_t *headers, const char *line, size_t length)
{
    static const char *const own[] = {"connection", "keep-alive", "transfer-encoding",
                                      "content-length"};
    const char *colon = memchr(line, ':', length);
    char *name = cvi_strndup(line, colon ? (size_t)(colon - line) : 0);
    char *value = cvi_strndup(colon ? colon + 1 : "", colon ? length - strlen(name) - 1 : 0);
    bool known = !*name;

    for (char *at = name; *at; at++)
        *at = (char)tolower((unsigned char)*at);
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        known |= strcmp(own[i], name) == 0;
    if (!known)
        json_object_set_new(headers, name, json_string(text_trim(value)));
    free(name);
    free(value);
}

/* Splits the received bytes. The body is everything after the head, because the server closes the
 * connection. */
static void read_answer(const struct buf *came, struct upstream *answer)
{
    const char *text = buf_text(came), *end = strstr(text, "\r\n\r\n");

    if (!end || strncmp(text, "HTTP/1.1 ", 9) != 0)
        return;
    answer->status = (int)strtol(text + 9, NULL, 10);
    for (const char *line = strstr(text, "\r\n") + 2; line < end;) {
        size_t length = strcspn(line, "\r");
        keep_header(answer->headers, line, length);
        line += length + 2;
    }
    buf_add(&answer->body, end + 4, came->len - (size_t)(end + 4 - text));
}

void upstream_ask(unsigned port, const struct buf *request, struct upstream *answer)
{
    struct buf came = BUF_INIT(ANSWER_MAX);
    int fd = upstream_connect(port);
    char block[16384];
    ssize_t size;

    *answer = (struct upstream){.headers = json_object(), .body = BUF_INIT(ANSWER_MAX)};
    if (fd >= 0 && send_all(fd, buf_text(request), request->len))
        while ((size = recv(fd, block, sizeof block, 0)) > 0)
            buf_add(&came, block, (size_t)size);
    if (fd >= 0)
        close(fd);
    read_answer(&came, answer);
    buf_release(&came);
}

void upstream_release(struct upstream *answer)
{
    json_decref(answer->headers);
    buf_release(&answer->body);
}

/* --- The proxy -------------------------------------------------------------------------------- */

bool upstream_be_proxy(int fd)
{
    static const char yes[] = "HTTP/1.1 200 Connected\r\n\r\n";
    char head[4096];
    size_t got = 0;

    /* Byte by byte: the bytes after the head are TLS, and must stay unread. */
    while (got < sizeof head - 1 && recv(fd, head + got, 1, 0) == 1) {
        head[++got] = '\0';
        if (got >= 4 && strcmp(head + got - 4, "\r\n\r\n") == 0)
            return strncmp(head, "CONNECT ", 8) == 0 && send_all(fd, yes, strlen(yes));
    }
    return false;
}

/* Passes the available bytes on. Returns false if that side has closed. */
static bool pass(int from, int to)
{
    char block[16384];
    ssize_t size = recv(from, block, sizeof block, 0);

    return size > 0 && send_all(to, block, (size_t)size);
}

void upstream_relay(int client, int server)
{
    struct pollfd both[2] = {{.fd = client, .events = POLLIN}, {.fd = server, .events = POLLIN}};

    while (poll(both, 2, -1) > 0) {
        if (both[0].revents && !pass(client, server))
            return;
        if (both[1].revents && !pass(server, client))
            return;
    }
}
