/* Reads only what is available, so that callers can do other work while waiting for names. */
#include "base/names.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

/* Returns a complete name from the buffer, with NUL at its end; NULL if the buffer has none. */
static char *take_held(struct names *names)
{
    size_t left = names->held.len - names->at;

    if (!names->held.at || !left)
        return NULL;
    char *start = names->held.at + names->at;
    char *end = memchr(start, names->separator, left);
    if (!end && !names->ended)
        return NULL;
    if (end)
        *end = '\0';
    names->at += end ? (size_t)(end - start) + 1 : left;
    return start;
}

static bool can_be_read(int fd)
{
    struct pollfd ready = {.fd = fd, .events = POLLIN};

    return poll(&ready, 1, 0) > 0;
}

/* Reads once. Returns false on failure. */
static bool fill(struct names *names)
{
    buf_drop(&names->held, names->at);
    names->at = 0;

    ssize_t got = read(names->fd, buf_reserve(&names->held, NAMES_LONGEST), NAMES_LONGEST);
    if (got < 0)
        return errno == EINTR || errno == EAGAIN;
    names->held.len += (size_t)got;
    names->held.at[names->held.len] = '\0';
    names->ended = got == 0;
    return true;
}

/* Returns whether the name is to be returned to the caller. */
static bool is_name(struct names *names, const char *name)
{
    bool skipped = names->skipping;

    names->skipping = false;
    return *name && !skipped;
}

enum names_got names_next(struct names *names, const char **name, struct why *why)
{
    for (;;) {
        char *next = take_held(names);

        if (next && is_name(names, next)) {
            *name = next;
            return NAMES_GOT;
        }
        if (next)
            continue;
        if (names->ended)
            return NAMES_END;
        if (names->held.len - names->at > NAMES_LONGEST) {
            bool told = names->skipping;

            names->skipping = true;
            names->at = names->held.len;
            if (!told)
                return NAMES_LONG;
        }
        if (!can_be_read(names->fd))
            return NAMES_WAIT;
        if (!fill(names)) {
            names->ended = true;
            names->at = names->held.len;
            why_set(why, EX_IOERR, "cannot be read: %s", strerror(errno));
            return NAMES_FAILED;
        }
    }
}

void names_release(struct names *names)
{
    buf_release(&names->held);
}
