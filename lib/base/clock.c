/* Reads the system clock or, in tests, a clock in a shared file. */
#include "base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/msg.h"

static _Atomic int64_t *shared;

void clock_use_file(const char *path)
{
    struct stat about;
    int fd;

    if (!path || !path[0])
        return;
    fd = open(path, O_RDWR | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &about) != 0)
        msg_die(EX_NOINPUT, "%s: %s", path, strerror(errno));
    if (about.st_size < (off_t)sizeof *shared)
        msg_die(EX_NOINPUT, "%s: not a clock file", path);
    void *at = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (at == MAP_FAILED)
        msg_die(EX_NOINPUT, "%s: %s", path, strerror(errno));
    close(fd);
    shared = at;
}

static int64_t read_ms(clockid_t id)
{
    struct timespec t;

    clock_gettime(id, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t clock_now_ms(void)
{
    return shared ? atomic_load(shared) : read_ms(CLOCK_REALTIME);
}

int64_t clock_now_s(void)
{
    return clock_now_ms() / 1000;
}

void clock_text(int64_t seconds, char text[CLOCK_TEXT])
{
    time_t time = (time_t)seconds;
    struct tm parts;

    *text = '\0';
    if (gmtime_r(&time, &parts))
        strftime(text, CLOCK_TEXT, "%Y-%m-%dT%H:%M:%SZ", &parts);
}

int64_t clock_steady_ms(void)
{
    return shared ? atomic_load(shared) : read_ms(CLOCK_MONOTONIC);
}

/* Moves the shared clock forward to `then`. Does nothing if the clock shows a later time. If
 * several processes sleep at once, their waits overlap and are not added up. */
static void move_to(int64_t then)
{
    int64_t now = atomic_load(shared);

    while (now < then && !atomic_compare_exchange_weak(shared, &now, then))
        ;
}

void clock_sleep_ms(int64_t ms)
{
    if (ms < 1)
        return;
    if (shared) {
        move_to(atomic_load(shared) + ms);
        return;
    }
    struct timespec t = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    nanosleep(&t, NULL);
}

void clock_sleep_until_ms(int64_t steady_ms)
{
    if (shared)
        move_to(steady_ms);
    else
        clock_sleep_ms(steady_ms - clock_steady_ms());
}

int clock_is_real(void)
{
    return !shared;
}
