/* Suggests the next command after a scan. Pure. */
#ifndef SCAN_NEXT_H
#define SCAN_NEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

struct scan_next {
    const char *program; /* as typed by the user: "corrupt-video-inspector scan" */
    uint64_t files, healthy;
    const char *output; /* the scan document; NULL: not used */
    bool shown;         /* the results were shown on the terminal */
};

/* Adds a line with the next command to `out`. Adds nothing if there is no next command. */
void scan_next_add(struct buf *out, const struct scan_next *next);

/* Adds "no video files in DIRECTORY" to `out`. DIRECTORY is the first of `operands`, which ends
 * with NULL. */
void scan_next_add_empty(struct buf *out, char *const *operands);

#endif
