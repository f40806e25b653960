/* nghttpx as the front: a widely used HTTP/2 server from another project. */
#include "front.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/msg.h"

static pid_t child;

/* Returns a socket that nghttpx inherits: connections wait there until it is ready, and no other
 * program can use the port. */
static int listen_for(unsigned *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) < 0 || listen(fd, 64) < 0 ||
        getsockname(fd, (struct sockaddr *)&address, &size) < 0)
        msg_die(EX_UNAVAILABLE, "127.0.0.1: cannot listen: %s", strerror(errno));
    *port = ntohs(address.sin_port);
    return fd;
}

_Noreturn static void become_nghttpx(const struct way *way, int fd, unsigned port)
{
    char frontend[64], backend[64], accept[64], *log = NULL;
    char path[] = "PATH=/usr/local/sbin:/usr/sbin:/usr/local/bin:/usr/bin:/bin";

    snprintf(frontend, sizeof frontend, "--frontend=127.0.0.1,%u", port);
    snprintf(backend, sizeof backend, "--backend=127.0.0.1,%u", way->to);
    snprintf(accept, sizeof accept, "NGHTTPX_ACCEPT_1=tcp,%d", fd);
    log = cvi_format("--accesslog-file=%s", way->nghttpx_log ? way->nghttpx_log : "/dev/null");
    const char *const argv[] = {"nghttpx",
                                "--conf=/dev/null",
                                "--single-process",
                                "--workers=1",
                                "--no-ocsp",
                                "--no-via",
                                "--errorlog-file=/dev/null",
                                "--accesslog-format=$alpn $method $path $status",
                                frontend,
                                backend,
                                log,
                                way->certificate,
                                way->certificate,
                                NULL};
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* it ends with this process, in any case */
#endif
    /* The end of standard output means that the server is ready. */
    int null = open("/dev/null", O_RDWR);
    dup2(null, STDIN_FILENO);
    dup2(null, STDOUT_FILENO);
    putenv(path);
    putenv(accept);
    execvp(argv[0], (char *const *)argv);
    _exit(127);
}

unsigned nghttpx_start(const struct way *way)
{
    unsigned port;
    int fd = listen_for(&port);

    child = fork();
    if (child < 0)
        msg_die(EX_OSERR, "no process: %s", strerror(errno));
    if (child == 0)
        become_nghttpx(way, fd, port);
    close(fd);
    return port;
}

void nghttpx_stop(void)
{
    if (child <= 0)
        return;
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
}
