/* Several files scanned by one thread: those that are small and seem sound share a decoder. */
#ifndef SCAN_GROUP_H
#define SCAN_GROUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "scan/file.h"

struct scan_member {
    struct scan_request request;
    struct scan_result *result; /* to be filled in */
};

enum { SCAN_GROUP_UNKNOWN = 8 }; /* files of unknown size of picture in one decoder */

/* Returns the bytes of way->batch_memory that a file of that cost (probe_batch_cost, 0: unknown)
 * uses up. Pure. */
uint64_t scan_group_share(uint64_t cost, uint64_t batch_memory);

/* Returns whether a file of that path and size gains by being scanned with others. */
bool scan_group_takes(const struct scan_way *way, const char *path, uint64_t size);

/* Returns true when the time for the scan is up: no further file is to be begun. */
bool scan_is_late(const struct scan_way *way);

/* Takes a member that has been scanned, by its number; borrowed no more. */
typedef void scan_group_done(void *self, size_t member);

/*
 * Scans count files. Each result is what scanning the file alone gives; done is called as soon as
 * it is there. The first file is always scanned; others that would be begun when it is late get a
 * result that is interrupted. Any number of threads may do this at once. */
void scan_group(const struct scan_way *way, struct scan_member *members, size_t count,
                scan_group_done *done, void *self);

#endif
