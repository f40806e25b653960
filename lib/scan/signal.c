/* Handles the signals SIGUSR1 and SIGTERM. The handler sets a flag, and writes to a pipe that the
 * main loop watches. */
#include "scan/parts.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/msg.h"
#include "terminal/screen.h"

static int wake[2] = {-1, -1};
static volatile sig_atomic_t asked, terminated;

static void on_signal(int number)
{
    int saved = errno;

    if (number == SIGUSR1) {
        asked = 1;
    } else {
        terminated = 1;
        screen_catch(number);
    }
    ssize_t ignored = write(wake[1], "", 1);
    (void)ignored;
    errno = saved;
}

/* A second SIGTERM ends the program: SA_RESETHAND has restored the default action. If there is a
 * progress line, screen_catch has installed a handler that clears it and then ends the program. */
void scan_signal_start(void)
{
    struct sigaction ask = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
    struct sigaction end = {.sa_handler = on_signal, .sa_flags = (int)(SA_RESTART | SA_RESETHAND)};

    if (pipe(wake) != 0)
        msg_die(EX_OSERR, "pipe: %s", strerror(errno));
    for (int i = 0; i < 2; i++) {
        fcntl(wake[i], F_SETFD, FD_CLOEXEC);
        fcntl(wake[i], F_SETFL, O_NONBLOCK);
    }
    sigemptyset(&ask.sa_mask);
    sigemptyset(&end.sa_mask);
    sigaction(SIGUSR1, &ask, NULL);
    sigaction(SIGTERM, &end, NULL);
}

int scan_signal_fd(void)
{
    return wake[0];
}

bool scan_signal_asked(void)
{
    char bytes[64];
    bool was;

    while (read(wake[0], bytes, sizeof bytes) > 0)
        ;
    was = asked;
    asked = 0;
    return was;
}

bool scan_signal_terminated(void)
{
    return terminated;
}
