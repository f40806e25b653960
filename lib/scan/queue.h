/* A queue of files, in the order of their last scan. */
#ifndef SCAN_QUEUE_H
#define SCAN_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* A zeroed queue is empty. */
struct scan_queue {
    struct scan_queued *at;
    size_t count, room, next;
    bool sorted;
};

/* Adds a file, before the first call of scan_queue_next. `last` is the time of the file's last scan
 * in seconds since the epoch; 0: never. Takes ownership of `path`. */
void scan_queue_add_take(struct scan_queue *queue, char *path, int64_t last);

/* Returns the path of the next file, which the caller frees; NULL at the end. Files that were never
 * scanned are first, then the files with the oldest scans. Files with the same time are in the
 * order in which they were added. */
CVI_MUST_USE char *scan_queue_next(struct scan_queue *queue);

void scan_queue_release(struct scan_queue *queue);

#endif
