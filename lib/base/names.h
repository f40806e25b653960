/* Reads file names from a file or a pipe. A name may contain any bytes, and ends with a newline or
 * a NUL. */
#ifndef BASE_NAMES_H
#define BASE_NAMES_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/msg.h"

enum { NAMES_LONGEST = 1 << 16 }; /* maximum bytes of a name */

struct names {
    int fd;
    char separator; /* '\n' or '\0' */
    bool ended;
    bool skipping;   /* set inside a name that is too long, until its end */
    size_t at;       /* start of the next name in held */
    struct buf held; /* bytes that were read; those before `at` have been returned */
};

enum names_got {
    NAMES_GOT,  /* *name is the next name, borrowed until the next call */
    NAMES_WAIT, /* no complete name yet: wait until fd is readable, then call again */
    NAMES_LONG, /* a name longer than NAMES_LONGEST was skipped */
    /* a line contains a NUL, probably from find -print0; all later calls return NAMES_END */
    NAMES_NUL,
    NAMES_FAILED, /* reading failed; `why` has the reason; all later calls return NAMES_END */
    NAMES_END,
};

/* Initializes a struct names. Borrows the descriptor. The caller calls names_release. */
#define NAMES(descriptor, ends_with)                                                               \
    ((struct names){                                                                               \
        .fd = (descriptor), .separator = (ends_with), .held = {.max = (size_t)NAMES_LONGEST * 3}})

/* Gets the next name. Never blocks. Skips empty names. If the separator is a newline, removes a
 * carriage return before it. */
enum names_got names_next(struct names *names, const char **name, struct why *why);

void names_release(struct names *names);

#endif
