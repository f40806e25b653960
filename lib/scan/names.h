/* Names of files, one after the other, from a file or a pipe: any bytes, ended by
 * newline or NUL. */
#ifndef SCAN_NAMES_H
#define SCAN_NAMES_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/msg.h"

enum { SCAN_NAME_MAX = 1 << 16 }; /* bytes of a name; no system opens one that long */

struct scan_names {
    int fd;
    char separator; /* '\n' or '\0' */
    bool ended;
    bool skipping; /* inside a name that is too long */
    size_t at;     /* where the next name starts in held */
    struct buf held;
};

enum scan_names_got {
    SCAN_NAMES_GOT,    /* *name: borrowed until the next call */
    SCAN_NAMES_WAIT,   /* none now: wait until fd can be read */
    SCAN_NAMES_LONG,   /* one was longer than SCAN_NAME_MAX, and was passed over */
    SCAN_NAMES_FAILED, /* reading failed: why */
    SCAN_NAMES_END,
};

/* Borrows fd. End with scan_names_release. */
#define SCAN_NAMES(descriptor, ends_with)                                                          \
    ((struct scan_names){                                                                          \
        .fd = (descriptor), .separator = (ends_with), .held = {.max = (size_t)SCAN_NAME_MAX * 3}})

/* The next name; never waits. Empty names are passed over. */
enum scan_names_got scan_names_next(struct scan_names *names, const char **name, struct why *why);

void scan_names_release(struct scan_names *names);

#endif
