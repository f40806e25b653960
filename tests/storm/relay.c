/* A relay between programs and a server. It passes most answers and tears some. */
#include "relay.h"
#include "launch.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "dice.h"

enum { LINKS = 64, IDLE_MS = 20, DRIPS = 40 };

enum tear {
    WHOLE,   /* unchanged */
    RESET,   /* the connection ends with RST */
    CLOSE,   /* ... normally, but too early */
    GARBAGE, /* ... after some random bytes */
    REPEAT,  /* the last bytes are repeated, then the rest follows, then the end */
    DRIP,    /* the next bytes are sent one by one */
    TEARS
};

struct link {
    int client, server; /* client is -1 if the link is unused */
    bool asked;         /* the server's next bytes begin an answer */
    enum tear tear;
    size_t at, passed; /* where it is torn, and the bytes of the answer passed so far */
    bool doomed;       /* it is closed when the server stops sending */
};

static struct sockaddr_in local(unsigned port)
{
    return (struct sockaddr_in){.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)port),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
}

void relay_open(struct relay *relay, unsigned server)
{
    struct sockaddr_in address = local(0);
    socklen_t size = sizeof address;
    int flags = MAP_SHARED | MAP_ANONYMOUS;

    *relay = (struct relay){.server = server,
                            .listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    if (relay->listener < 0 || bind(relay->listener, (struct sockaddr *)&address, size) < 0 ||
        listen(relay->listener, 128) < 0 ||
        getsockname(relay->listener, (struct sockaddr *)&address, &size) < 0)
        launch_die("relay");
    relay->port = ntohs(address.sin_port);
    /* cppcheck-suppress invalidFunctionArg */
    relay->counts = mmap(NULL, sizeof *relay->counts, PROT_READ | PROT_WRITE, flags, -1, 0);
    if (relay->counts == MAP_FAILED)
        launch_die("relay");
}

static void end_link(struct link *link, bool reset)
{
    struct linger at_once = {.l_onoff = 1};

    if (reset)
        setsockopt(link->client, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close(link->client);
    close(link->server);
    link->client = link->server = -1;
}

static void begin_link(struct link *links, int listener, unsigned port)
{
    struct sockaddr_in address = local(port);
    int client = accept(listener, NULL, NULL), one = 1;
    struct link *link = links;

    if (client < 0)
        return;
    while (link < links + LINKS && link->client >= 0)
        link++;
    int server = socket(AF_INET, SOCK_STREAM, 0);
    if (server < 0)
        launch_die("socket");
    if (link == links + LINKS || connect(server, (struct sockaddr *)&address, sizeof address) < 0) {
        close(client);
        close(server);
        return;
    }
    setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    setsockopt(server, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    *link = (struct link){.client = client, .server = server};
}

/* Returns false if the other side has closed. */
static bool put(int to, const char *bytes, size_t n)
{
    while (n) {
        ssize_t put = send(to, bytes, n, MSG_NOSIGNAL);
        if (put < 0 && errno != EINTR)
            return false;
        if (put > 0) {
            bytes += put;
            n -= (size_t)put;
        }
    }
    return true;
}

static void drip(int to, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n && put(to, bytes + i, 1); i++)
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
}

/* Tears the answer here: before is the number of bytes passed, and n bytes come next. Returns how
 * many of them were handled. */
static size_t tear(struct link *link, struct dice *dice, const char *bytes, size_t before, size_t n)
{
    char chance[64];
    size_t some = 1 + dice_below(dice, sizeof chance);
    enum tear how = link->tear;

    link->tear = WHOLE;
    switch (how) {
    case GARBAGE:
        for (size_t i = 0; i < some; i++)
            chance[i] = (char)dice_next(dice);
        put(link->client, chance, some);
        end_link(link, false);
        return n;
    case RESET:
    case CLOSE:
        end_link(link, how == RESET);
        return n;
    case REPEAT:
        some = some < before ? some : before;
        put(link->client, bytes - some, some);
        link->doomed = true;
        return 0;
    case DRIP:
        some = n < DRIPS ? n : DRIPS;
        drip(link->client, bytes, some);
        return some;
    case WHOLE:
    case TEARS:
        break;
    }
    return 0;
}

static void answer(struct link *link, struct dice *dice, struct relay_counts *counts,
                   unsigned per_thousand)
{
    char block[65536];
    ssize_t got = recv(link->server, block, sizeof block, 0);

    if (got <= 0) {
        end_link(link, got < 0);
        return;
    }
    if (link->asked) {
        bool torn = dice_below(dice, 1000) < per_thousand;
        link->asked = false;
        link->passed = 0;
        link->tear = torn ? (enum tear)(1 + dice_below(dice, TEARS - 1)) : WHOLE;
        link->at = dice_any_size(dice, 3000);
        counts->answers++;
    }
    size_t n = (size_t)got, first = n;
    bool here = link->tear != WHOLE && link->at < link->passed + n;
    if (here)
        first = link->at - link->passed;
    link->passed += n;
    if (!put(link->client, block, first)) {
        end_link(link, false);
        return;
    }
    if (!here)
        return;
    counts->torn++;
    first += tear(link, dice, block + first, first, n - first);
    if (link->client >= 0 && !put(link->client, block + first, n - first))
        end_link(link, false);
}

static void ask(struct link *link)
{
    char block[65536];
    ssize_t got = recv(link->client, block, sizeof block, 0);

    link->asked = true;
    if (got <= 0 || !put(link->server, block, (size_t)got))
        end_link(link, false);
}

_Noreturn static void work(const struct relay *relay, struct dice dice, unsigned per_thousand)
{
    static struct link links[LINKS];

    for (size_t i = 0; i < LINKS; i++)
        links[i].client = links[i].server = -1;
    for (;;) {
        struct pollfd p[1 + 2 * LINKS] = {{.fd = relay->listener, .events = POLLIN}};
        bool doomed = false;
        for (size_t i = 0; i < LINKS; i++) {
            p[1 + 2 * i] = (struct pollfd){.fd = links[i].client, .events = POLLIN};
            p[2 + 2 * i] = (struct pollfd){.fd = links[i].server, .events = POLLIN};
            doomed |= links[i].client >= 0 && links[i].doomed;
        }
        poll(p, 1 + 2 * LINKS, doomed ? IDLE_MS : -1);
        for (size_t i = 0; i < LINKS; i++) {
            if (links[i].client >= 0 && p[2 + 2 * i].revents)
                answer(&links[i], &dice, relay->counts, per_thousand);
            else if (links[i].client >= 0 && links[i].doomed)
                end_link(&links[i], false);
            if (links[i].client >= 0 && p[1 + 2 * i].revents)
                ask(&links[i]);
        }
        if (p[0].revents)
            begin_link(links, relay->listener, relay->server);
    }
}

void relay_start(struct relay *relay, uint64_t seed, unsigned per_thousand)
{
    fflush(NULL);
    relay->pid = fork();
    if (relay->pid < 0)
        launch_die("fork");
    if (relay->pid)
        return;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    work(relay, dice_of(seed, 0), per_thousand);
}

void relay_stop(struct relay *relay)
{
    if (!relay->pid)
        return;
    kill(relay->pid, SIGKILL);
    while (waitpid(relay->pid, NULL, 0) < 0 && errno == EINTR)
        ;
    relay->pid = 0;
}

void relay_close(struct relay *relay)
{
    relay_stop(relay);
    close(relay->listener);
    munmap(relay->counts, sizeof *relay->counts);
}
