/* Reads file names from a file or a pipe. A name may contain any bytes, and ends with a newline or
 * a NUL. */
#ifndef BASE_NAMES_H
#define BASE_NAMES_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/msg.h"

enum { NAMES_LONGEST = 1 << 16 }; /* maximum bytes of a name; no system can open a longer one */

struct names {
    int fd;
    char separator; /* '\n' or '\0' */
    bool ended;
    bool skipping;   /* inside a name that is too long */
    size_t at;       /* start of the next name in held */
    struct buf held; /* bytes that were read; those before `at` were already returned */
};

enum names_got {
    NAMES_GOT,    /* *name is the next name, borrowed until the next call */
    NAMES_WAIT,   /* no complete name yet: wait until fd is readable, then call again */
    NAMES_LONG,   /* a name longer than NAMES_LONGEST was skipped */
    NAMES_NUL,    /* a line contains a NUL, probably from find -print0; no more names are read */
    NAMES_FAILED, /* reading failed; why has the reason */
    NAMES_END,
};

/* Initializes a struct names, which borrows the descriptor. The caller releases the struct with
 * names_release. */
#define NAMES(descriptor, ends_with)                                                               \
    ((struct names){                                                                               \
        .fd = (descriptor), .separator = (ends_with), .held = {.max = (size_t)NAMES_LONGEST * 3}})

/* Gets the next name. Never blocks. Skips empty names. If the separator is a newline, a carriage
 * return before it is not part of the name (Windows line ends). */
enum names_got names_next(struct names *names, const char **name, struct why *why);

void names_release(struct names *names);

#endif
