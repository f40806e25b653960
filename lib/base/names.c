/* Reads file names without blocking. */
#include "base/names.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

/* Returns the bytes that were read but not returned yet, borrowed. Sets *left to their number.
 * Returns NULL if there are none. */
static char *held(const struct names *names, size_t *left)
{
    *left = names->held.len - names->at;
    return names->held.at && *left ? names->held.at + names->at : NULL;
}

/* Takes the next name from the bytes that were read. Returns it NUL-terminated and borrowed.
 * Returns NULL if no complete name is left. */
static char *take_held(struct names *names)
{
    size_t left;
    char *start = held(names, &left);
    char *end = start ? memchr(start, names->separator, left) : NULL;

    if (!start || (!end && !names->ended))
        return NULL;
    names->at += end ? (size_t)(end - start) + 1 : left;
    if (!end)
        end = start + left;
    if (names->separator && end > start && end[-1] == '\r')
        end--;
    *end = '\0';
    return start;
}

/* Returns whether the separator is a newline, but the next line contains a NUL. A file name cannot
 * contain a NUL, so NUL must be the actual separator. */
static bool has_nul(const struct names *names)
{
    size_t left;
    const char *start = held(names, &left);

    if (!start || !names->separator || names->skipping)
        return false;
    const char *end = memchr(start, names->separator, left);
    return memchr(start, '\0', end ? (size_t)(end - start) : left) != NULL;
}

/* Makes all later calls return NAMES_END. Returns `got`. */
static enum names_got end_with(struct names *names, enum names_got got)
{
    names->ended = true;
    names->at = names->held.len;
    return got;
}

static bool can_be_read(int fd)
{
    struct pollfd ready = {.fd = fd, .events = POLLIN};

    return poll(&ready, 1, 0) > 0;
}

/* Reads once into names->held. Returns false on failure. */
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

/* Returns whether `name` is complete and not empty. If names->skipping is set, `name` is the end of
 * a name that was too long; clears names->skipping. */
static bool is_name(struct names *names, const char *name)
{
    bool skipped = names->skipping;

    names->skipping = false;
    return *name && !skipped;
}

enum names_got names_next(struct names *names, const char **name, struct why *why)
{
    for (;;) {
        if (has_nul(names))
            return end_with(names, NAMES_NUL);

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
            bool reported = names->skipping;

            names->skipping = true;
            names->at = names->held.len;
            if (!reported)
                return NAMES_LONG;
        }
        if (!can_be_read(names->fd))
            return NAMES_WAIT;
        if (!fill(names)) {
            why_set(why, EX_IOERR, "cannot be read: %s", strerror(errno));
            return end_with(names, NAMES_FAILED);
        }
    }
}

void names_release(struct names *names)
{
    buf_release(&names->held);
}
