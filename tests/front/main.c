/* front: an HTTP/2 server in front of the stand-in for Trakt, well-behaved or not. It is also the
 * proxy through which it is reached, so that programs use Trakt's own name. */
#include "front.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fnmatch.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/msg.h"
#include "base/option.h"

static long to;
static const char *log_path, *only, *cacert;
static bool until_eof, show_acts;
static FILE *log_file;
static struct way way;

static const struct option options[] = {
    COUNT(0, "to", &to, "PORT", "pass requests on to that port of 127.0.0.1"),
    TEXT(0, "certificate", &way.certificate, "FILE", "the key and certificate in FILE (PEM)"),
    TEXT(0, "cacert", &cacert, "FILE", "the certificate of who signed it, for the programs"),
    TEXT(0, "only", &only, "METHOD PATHGLOB", "play the acts for these requests, and pass others"),
    TEXT(0, "log", &log_path, "FILE", "write a line for each request"),
    FLAG(0, "acts", &show_acts, "show the acts"),
    FLAG(0, "until-eof", &until_eof, "end when standard input ends"),
    GROUP(option_common),
    {0},
};

static const struct program program = {
    .name = "front",
    .summary = "an HTTP/2 server before the stand-in for Trakt, honest or not",
    .operands = "ACT...",
    .examples = "  front --to 8000 --certificate tests/tls/good.pem h2-goaway h2\n"
                "  front --to 8000 --certificate tests/tls/good.pem nghttpx\n",
    .options = options,
    .most_operands = -1,
};

/* --- The sequence of acts --------------------------------------------------------------------- */

static struct programme {
    char **words;
    unsigned count, next;
    pthread_mutex_t lock; /* protects next */
} programme = {.lock = PTHREAD_MUTEX_INITIALIZER};

static const struct act *find_act(const char *word)
{
    for (const struct act *act = front_acts; act->name; act++)
        if (strcmp(act->name, word) == 0)
            return act;
    msg_die(EX_USAGE, "%s: no such act (see --acts)", word);
}

static bool is_meant(const char *method, const char *path)
{
    char *asked = cvi_format("%s %.*s", method, (int)strcspn(path, "?"), path);
    bool meant = !only || fnmatch(only, asked, 0) == 0;

    free(asked);
    return meant;
}

const struct act *front_act(const char *method, const char *path)
{
    if (!is_meant(method, path))
        return &front_acts[0];
    pthread_mutex_lock(&programme.lock);
    const struct act *act = find_act(programme.words[programme.next]);
    programme.next += programme.next + 1 < programme.count;
    pthread_mutex_unlock(&programme.lock);
    return act;
}

const struct act *front_next_act(void)
{
    pthread_mutex_lock(&programme.lock);
    const struct act *act = find_act(programme.words[programme.next]);
    pthread_mutex_unlock(&programme.lock);
    return act;
}

void front_log(unsigned connection, const char *act, const char *method, const char *path)
{
    if (!log_file)
        return;
    fprintf(log_file, "%u %s %s %.*s\n", connection, act, method, (int)strcspn(path, "?"), path);
    fflush(log_file);
}

/* --- Connections --- */

struct guest {
    int fd;
    unsigned number;
    unsigned nghttpx; /* its port, or 0 */
};

static void *serve(void *context)
{
    struct guest *guest = context;

    if (upstream_be_proxy(guest->fd)) {
        int server = guest->nghttpx ? upstream_connect(guest->nghttpx) : -1;
        if (server >= 0)
            upstream_relay(guest->fd, server);
        else if (!guest->nghttpx)
            session_serve(guest->fd, guest->number, &way);
        if (server >= 0)
            close(server);
    }
    close(guest->fd);
    free(guest);
    return NULL;
}

static int listen_here(unsigned *bound)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) < 0 || listen(fd, 64) < 0 ||
        getsockname(fd, (struct sockaddr *)&address, &size) < 0)
        msg_die(EX_UNAVAILABLE, "127.0.0.1: cannot listen: %s", strerror(errno));
    *bound = ntohs(address.sin_port);
    return fd;
}

/* Prints the variables that direct programs to this server when they use Trakt's name. */
static void announce(unsigned bound)
{
    printf("export CVI_TRAKT_API_URL=https://api.trakt.tv\n"
           "export CVI_TRAKT_AUTH_URL=https://auth.trakt.tv\n"
           "export CVI_TRAKT_PROXY=http://127.0.0.1:%u\n",
           bound);
    if (cacert)
        printf("export CVI_TRAKT_CACERT=%s\n", cacert);
    if (fflush(stdout) != 0 || (!isatty(STDOUT_FILENO) && !freopen("/dev/null", "w", stdout)))
        msg_die(EX_IOERR, "standard output: %s", strerror(errno));
}

/* Accepts connections until standard input ends (with --until-eof). */
static void receive(int listener, unsigned nghttpx)
{
    struct pollfd watched[2] = {{.fd = listener, .events = POLLIN},
                                {.fd = until_eof ? STDIN_FILENO : -1, .events = POLLIN}};
    pthread_attr_t detached;

    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    for (unsigned number = 1; poll(watched, 2, -1) > 0 || errno == EINTR;) {
        char drop[256];
        pthread_t thread;

        if (watched[1].revents && read(STDIN_FILENO, drop, sizeof drop) <= 0)
            return;
        int fd = watched[0].revents ? accept(listener, NULL, NULL) : -1;
        if (fd < 0)
            continue;
        struct guest *guest = cvi_alloc(sizeof *guest);
        *guest = (struct guest){.fd = fd, .number = number, .nghttpx = nghttpx};
        number++;
        if (pthread_create(&thread, &detached, serve, guest) != 0)
            msg_die(EX_OSERR, "no thread: %s", strerror(errno));
    }
}

static void print_acts(void)
{
    for (const struct act *act = front_acts; act->name; act++)
        printf("  %-22s %s\n", act->name, act->help);
}

int main(int argc, char **argv)
{
    int count = option_parse(&program, argc, argv);
    unsigned bound, nghttpx = 0;

    if (show_acts) {
        print_acts();
        return fflush(stdout) ? EX_IOERR : EX_OK;
    }
    if (!count || !to || !way.certificate)
        msg_die(EX_USAGE, "--to, --certificate and an act are needed (see --help)");
    programme.words = argv + 1;
    programme.count = (unsigned)count;
    way.to = (unsigned)to;
    signal(SIGPIPE, SIG_IGN);
    if (strcmp(argv[1], "nghttpx") == 0) {
        way.nghttpx_log = log_path;
        nghttpx = nghttpx_start(&way);
    } else {
        for (int i = 1; i <= count; i++)
            find_act(argv[i]);
        if (log_path && !(log_file = fopen(log_path, "ae")))
            msg_die(EX_CANTCREAT, "%s: %s", log_path, strerror(errno));
        session_prepare(way.certificate);
    }
    int listener = listen_here(&bound);
    announce(bound);
    receive(listener, nghttpx);
    close(listener);
    nghttpx_stop();
    return EX_OK; /* the threads end with the process */
}
