/* Scans several files in one thread. Small files share a decoder; together, they are a batch. */
#ifndef SCAN_GROUP_H
#define SCAN_GROUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "scan/file.h"

struct scan_member {
    struct scan_request request;
    struct scan_result *result; /* output */
};

enum { SCAN_GROUP_UNKNOWN = 8 }; /* maximum files of unknown picture size in a batch */

/* Returns how many bytes of scan_way.batch_memory a file uses. `cost` is from probe_batch_cost; 0
 * if it is unknown. Pure. */
uint64_t scan_group_share(uint64_t cost, uint64_t batch_memory);

/* Returns whether a file with this path and size can be in a batch. */
bool scan_group_takes(const struct scan_way *way, const char *path, uint64_t size);

/* Returns whether the time limit of the scan has passed. No file is started after it. */
bool scan_is_late(const struct scan_way *way);

/* Called when a member has been scanned and is no longer borrowed. `member` is its index. */
typedef void scan_group_done(void *self, size_t member);

/* Scans `count` files. Each result is the same as if the file were scanned alone. Calls `done` for
 * each file as soon as its result is available. After the time limit, starts only the first file;
 * the results of the others have `interrupted` set. Several threads may call this at the same
 * time. */
void scan_group(const struct scan_way *way, struct scan_member *members, size_t count,
                scan_group_done *done, void *self);

#endif
