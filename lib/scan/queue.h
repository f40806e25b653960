/* Files in the order of their last scan, the longest ago first. */
#ifndef SCAN_QUEUE_H
#define SCAN_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* Zeroed: empty. To be released. */
struct scan_queue {
    struct scan_queued *at;
    size_t count, room, next;
    bool sorted;
};

/* Adds a file; nothing may be added after the first scan_queue_next. last: when it was last
 * scanned, seconds since the epoch, 0 never. Takes path. */
void scan_queue_add_take(struct scan_queue *queue, char *path, int64_t last);

/* Returns the path of the next file, which the caller frees: those never scanned first, then the
 * longest ago, those of the same time in the order of adding. NULL when there is none. */
CVI_MUST_USE char *scan_queue_next(struct scan_queue *queue);

void scan_queue_release(struct scan_queue *queue);

#endif
