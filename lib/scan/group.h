/* Several files scanned by one thread. Small files without findings share a decoder. */
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

enum { SCAN_GROUP_UNKNOWN = 8 }; /* files with unknown picture size per decoder */

/* Returns the share of way->batch_memory, in bytes, of a file of this cost (probe_batch_cost, 0:
 * unknown). Pure. */
uint64_t scan_group_share(uint64_t cost, uint64_t batch_memory);

/* Returns whether a file with this path and size is scanned faster together with others. */
bool scan_group_takes(const struct scan_way *way, const char *path, uint64_t size);

/* Returns whether the time for the scan is over, so that no further file may be started. */
bool scan_is_late(const struct scan_way *way);

/* Called with the number of a member that has been scanned and is no longer borrowed. */
typedef void scan_group_done(void *self, size_t member);

/* Scans count files. Each result is the same as for the file alone; done is called as soon as it is
 * available. The first file is always scanned. Any other file that would be started too late gets a
 * result with interrupted set. Any number of threads may call this at once. */
void scan_group(const struct scan_way *way, struct scan_member *members, size_t count,
                scan_group_done *done, void *self);

#endif
