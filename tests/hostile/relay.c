/* Passes bytes on to another local server: unchanged, or as a proxy. */
#include "hostile.h"

#include <arpa/inet.h>
#include <poll.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* base64 of user:pass-word-17, which proxy-auth requires. */
#define BASIC "Proxy-Authorization: Basic dXNlcjpwYXNzLXdvcmQtMTc=\r\n"
#define SOCKS_USER "\001\004user\014pass-word-17"

static int connect_to(unsigned port)
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

/* Passes the available bytes on. Returns false if that side has closed. */
static bool pass(int from, int to)
{
    char block[16384];
    ssize_t size = recv(from, block, sizeof block, 0);

    for (ssize_t sent = 0, n; sent < size; sent += n)
        if ((n = send(to, block + sent, (size_t)(size - sent), MSG_NOSIGNAL)) <= 0)
            return false;
    return size > 0;
}

/* Passes bytes in both directions until either side has closed. */
static void pass_all(const struct guest *guest, int server)
{
    struct pollfd both[2] = {{.fd = guest->fd, .events = POLLIN}, {.fd = server, .events = POLLIN}};

    while (poll(both, 2, -1) > 0) {
        if (both[0].revents && !pass(guest->fd, server))
            return;
        if (both[1].revents && !pass(server, guest->fd))
            return;
    }
}

static void relay(struct guest *guest, const struct act *act)
{
    int server = connect_to(guest->port);
    (void)act;

    guest_log(guest, "-");
    if (server < 0)
        return;
    pass_all(guest, server);
    close(server);
}

/* SOCKS 5 (RFC 1928), with a name or an IPv4 address. text is the required user, or "". */
static bool socks(struct guest *guest, const struct act *act)
{
    unsigned char said[262], length, methods[255];
    char asked[280];
    bool auth = act->text[0] != '\0';

    if (!guest_read(guest, &length, 1) || !guest_read(guest, methods, length) ||
        !guest_send(guest, auth ? "\005\002" : "\005\000", 2))
        return false;
    if (auth) {
        size_t size = sizeof SOCKS_USER - 1;
        bool right = guest_read(guest, said, size) && memcmp(said, SOCKS_USER, size) == 0;
        if (!guest_send(guest, right ? "\001\000" : "\001\001", 2) || !right)
            return false;
    }
    if (!guest_read(guest, said, 5))
        return false;
    length = said[3] == 3 ? said[4] : 3; /* of an address; one byte was read already */
    if (!guest_read(guest, said + 5, (size_t)length + 2))
        return false;
    snprintf(asked, sizeof asked, "SOCKS5 %.*s", said[3] == 3 ? length : 0, (char *)said + 5);
    guest_log(guest, asked);
    return guest_send(guest, "\005\000\000\001\177\000\000\001\000\001", 10);
}

/* CONNECT (RFC 9110, 9.3.6). */
static bool tunnel(struct guest *guest, const struct act *act)
{
    if (!guest_read_request(guest))
        return false;
    if (act->text[0] && !strstr(guest->head, BASIC)) {
        guest_say(guest, "HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=\"p\"\r\n"
                         "Content-Length: 0\r\n\r\n");
        return false;
    }
    return strncmp(guest->head, "CONNECT ", 8) == 0 &&
           guest_say(guest, "HTTP/1.1 200 Connected\r\n\r\n");
}

/* Connects to the server at the port, whatever the requested host. */
static void proxy(struct guest *guest, const struct act *act)
{
    unsigned char first;

    if (recv(guest->fd, &first, 1, MSG_PEEK) != 1)
        return;
    if (first == 5)
        guest_read(guest, &first, 1);
    if (!(first == 5 ? socks(guest, act) : tunnel(guest, act)))
        return;
    int server = connect_to(guest->port);
    if (server < 0)
        return;
    pass_all(guest, server);
    close(server);
}

/* A proxy that refuses: sends its text as the answer to any request. */
static void refuse(struct guest *guest, const struct act *act)
{
    if (guest_read_request(guest))
        guest_say(guest, act->text);
}

#define HTML "Content-Type: text/html\r\nContent-Length: 17\r\n\r\n<html>No.</html>\n"

const struct act relay_acts[] = {
    {"relay", relay, "", true, "passes all on to that port of 127.0.0.1"},
    {"proxy", proxy, "", true, "CONNECT and SOCKS5, to that port whatever host is meant"},
    {"proxy-auth", proxy, "auth", true, "the same, for user:pass-word-17 only"},
    {"proxy-407", refuse,
     "HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=\"p\"\r\n" HTML, false,
     "a proxy that wants to know who asks"},
    {"proxy-403", refuse, "HTTP/1.1 403 No\r\n" HTML, false, "a proxy that does not go there"},
    {"proxy-502", refuse, "HTTP/1.1 502 Bad gateway\r\n" HTML, false,
     "a proxy that cannot get there"},
    {"proxy-html", refuse, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n<html>Log in</html>\n",
     false, "a proxy that answers itself, with a page"},
    {"proxy-close", refuse, "", false, "a proxy that hangs up"},
    {"proxy-garbage", refuse, "\001\002 no proxy\r\n\r\n", false,
     "a proxy that speaks another protocol"},
    {0},
};
