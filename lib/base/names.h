/* Reads file names, one after the other, from a file or a pipe: any bytes, terminated by newline or
 * NUL. */
#ifndef BASE_NAMES_H
#define BASE_NAMES_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/msg.h"

enum { NAMES_LONGEST = 1 << 16 }; /* maximum bytes of a name; no system opens a longer one */

struct names {
    int fd;
    char separator; /* '\n' or '\0' */
    bool ended;
    bool skipping; /* inside a name that is too long */
    size_t at;     /* start of the next name in held */
    struct buf held;
};

enum names_got {
    NAMES_GOT,    /* *name: borrowed until the next call */
    NAMES_WAIT,   /* none now: wait until fd can be read */
    NAMES_LONG,   /* a name longer than NAMES_LONGEST was skipped */
    NAMES_NUL,    /* a line has a NUL, as find -print0 writes them: no more names are read */
    NAMES_FAILED, /* reading failed: why */
    NAMES_END,
};

/* Borrows the descriptor. End with names_release. */
#define NAMES(descriptor, ends_with)                                                               \
    ((struct names){                                                                               \
        .fd = (descriptor), .separator = (ends_with), .held = {.max = (size_t)NAMES_LONGEST * 3}})

/* Returns the next name; never waits. Skips empty names. If newlines separate the names, a carriage
 * return before the newline is not part of the name (Windows line ends). */
enum names_got names_next(struct names *names, const char **name, struct why *why);

void names_release(struct names *names);

#endif
