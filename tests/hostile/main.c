/* hostile: a local server with answers that no server should give, and a proxy. Each connection
 * gets the next act; the last one is repeated forever. */
#include "hostile.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/msg.h"
#include "base/option.h"
#include "base/text.h"

static long port;
static const char *log_path;
static bool until_eof, show_acts;
static FILE *log_file;

static const struct option options[] = {
    COUNT(0, "port", &port, "N", "listen on that port of 127.0.0.1 (0: any free one)"),
    TEXT(0, "log", &log_path, "FILE", "write a line for each connection"),
    FLAG(0, "acts", &show_acts, "show the acts"),
    FLAG(0, "until-eof", &until_eof, "end when standard input ends"),
    GROUP(option_common),
    {0},
};

static const struct program program = {
    .name = "hostile",
    .summary = "a server on this machine that answers as no server should, and a proxy",
    .operands = "ACT...",
    .examples = "  hostile reset reset relay=8000\n"
                "  hostile proxy=8443\n",
    .options = options,
    .most_operands = -1,
};

/* --- Helpers for acts ------------------------------------------------------------------------- */

bool guest_send(const struct guest *guest, const void *bytes, size_t size)
{
    for (size_t sent = 0; sent < size;) {
        ssize_t n = send(guest->fd, (const char *)bytes + sent, size - sent, MSG_NOSIGNAL);
        if (n <= 0)
            return false;
        sent += (size_t)n;
    }
    return true;
}

bool guest_say(const struct guest *guest, const char *text)
{
    return guest_send(guest, text, strlen(text));
}

bool guest_read(const struct guest *guest, void *bytes, size_t size)
{
    return size == 0 || recv(guest->fd, bytes, size, MSG_WAITALL) == (ssize_t)size;
}

/* Returns the start of the body, or NULL until the head is complete. */
static const char *body_of(const struct guest *guest)
{
    const char *end = strstr(guest->head, "\r\n\r\n");

    return end ? end + 4 : NULL;
}

static size_t announced(const struct guest *guest)
{
    static const char name[] = "\r\nContent-Length:";

    for (const char *at = guest->head; (at = strstr(at, "\r\n")); at += 2)
        if (strncasecmp(at, name, strlen(name)) == 0)
            return strtoul(at + strlen(name), NULL, 10);
    return 0;
}

bool guest_read_request(struct guest *guest)
{
    const char *body = NULL;
    char asked[512];

    while (!(body = body_of(guest)) ||
           guest->got < (size_t)(body - guest->head) + announced(guest)) {
        size_t room = HEAD_MAX - 1 - guest->got;
        ssize_t n = recv(guest->fd, guest->head + guest->got, room, 0);
        if (n <= 0)
            return false;
        guest->got += (size_t)n;
        guest->head[guest->got] = '\0';
    }
    snprintf(asked, sizeof asked, "%.*s", (int)strcspn(guest->head, "?\r\n"), guest->head);
    guest_log(guest, asked);
    return true;
}

void guest_reset(struct guest *guest)
{
    struct linger at_once = {.l_onoff = 1};

    setsockopt(guest->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close(guest->fd);
    guest->fd = -1;
}

void guest_wait_for_end(const struct guest *guest)
{
    char block[4096];

    while (recv(guest->fd, block, sizeof block, 0) > 0)
        ;
}

void guest_log(const struct guest *guest, const char *asked)
{
    if (!log_file)
        return;
    fprintf(log_file, "%u %s %s\n", guest->number, guest->act->name, asked);
    fflush(log_file);
}

/* --- The sequence of acts --------------------------------------------------------------------- */

static const struct act *find_in(const struct act *table, const char *word, unsigned *to)
{
    size_t length = strcspn(word, "=");
    long number = 0;

    *to = 0;
    for (const struct act *act = table; act->name; act++) {
        if (strlen(act->name) != length || strncmp(act->name, word, length) != 0)
            continue;
        if (act->with_port != (word[length] == '=') ||
            (act->with_port && (!text_number(word + length + 1, 65535, &number) || !number)))
            msg_die(EX_USAGE, "%s: %s", word, act->with_port ? "=PORT is missing" : "takes no =");
        *to = (unsigned)number;
        return act;
    }
    return NULL;
}

static const struct act *find_act(const char *word, unsigned *to)
{
    const struct act *act = find_in(acts, word, to);

    if (!act)
        act = find_in(relay_acts, word, to);
    if (!act)
        msg_die(EX_USAGE, "%s: no such act (see --acts)", word);
    return act;
}

static void print_acts(const struct act *table)
{
    for (const struct act *act = table; act->name; act++)
        printf("  %s%-*s %s\n", act->name, (int)(20 - strlen(act->name)),
               act->with_port ? "=PORT" : "", act->help);
}

static void *serve(void *context)
{
    struct guest *guest = context;

    guest->act->play(guest, guest->act);
    if (guest->fd >= 0)
        close(guest->fd);
    free(guest);
    return NULL;
}

static int listen_here(unsigned *bound)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;

    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) < 0 || listen(fd, 64) < 0 ||
        getsockname(fd, (struct sockaddr *)&address, &size) < 0)
        msg_die(EX_UNAVAILABLE, "127.0.0.1:%ld: cannot listen: %s", port, strerror(errno));
    *bound = ntohs(address.sin_port);
    return fd;
}

static void announce(unsigned bound)
{
    printf("export CVI_HOSTILE_PORT=%u\nexport CVI_HOSTILE_PID=%ld\n", bound, (long)getpid());
    if (fflush(stdout) != 0 || (!isatty(STDOUT_FILENO) && !freopen("/dev/null", "w", stdout)))
        msg_die(EX_IOERR, "standard output: %s", strerror(errno));
}

/* Accepts connections until standard input ends (with --until-eof). */
static void receive(int listener, unsigned bound, char **words, int count)
{
    struct pollfd watched[2] = {{.fd = listener, .events = POLLIN},
                                {.fd = until_eof ? STDIN_FILENO : -1, .events = POLLIN}};
    pthread_attr_t detached;

    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    for (unsigned number = 1; poll(watched, 2, -1) > 0 || errno == EINTR; number++) {
        char drop[256];
        pthread_t thread;

        if (watched[1].revents && read(STDIN_FILENO, drop, sizeof drop) <= 0)
            return;
        int fd = watched[0].revents ? accept(listener, NULL, NULL) : -1;
        if (fd < 0) {
            number--;
            continue;
        }
        struct guest *guest = cvi_alloc(sizeof *guest);
        *guest = (struct guest){.fd = fd, .number = number, .own_port = bound};
        guest->act = find_act(words[number < (unsigned)count ? number - 1 : (unsigned)count - 1],
                              &guest->port);
        if (pthread_create(&thread, &detached, serve, guest) != 0)
            msg_die(EX_OSERR, "no thread: %s", strerror(errno));
    }
}

int main(int argc, char **argv)
{
    int count = option_parse(&program, argc, argv);
    unsigned bound, unused;

    if (show_acts) {
        print_acts(acts);
        print_acts(relay_acts);
        return fflush(stdout) ? EX_IOERR : EX_OK;
    }
    if (!count)
        msg_die(EX_USAGE, "no act is given (see --acts)");
    for (int i = 1; i <= count; i++)
        find_act(argv[i], &unused);
    if (log_path && !(log_file = fopen(log_path, "ae")))
        msg_die(EX_CANTCREAT, "%s: %s", log_path, strerror(errno));
    signal(SIGPIPE, SIG_IGN);
    int listener = listen_here(&bound);
    announce(bound);
    receive(listener, bound, argv + 1, count);
    close(listener);
    return EX_OK; /* the threads end with the process */
}
