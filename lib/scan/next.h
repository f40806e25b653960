/* What to do after a scan, for people. Pure. */
#ifndef SCAN_NEXT_H
#define SCAN_NEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

struct scan_next {
    const char *program; /* as the user has typed it: "corrupt-video-inspector scan" */
    uint64_t files, healthy;
    const char *output; /* the scan document; NULL: none */
    bool shown;         /* the results went to the terminal */
};

/* Adds a line with the next command; nothing if there is none. */
void scan_next_add(struct buf *out, const struct scan_next *next);

/* Adds "no video files in DIRECTORY", naming the first of the operands (NULL-terminated). */
void scan_next_add_empty(struct buf *out, char *const *operands);

#endif
