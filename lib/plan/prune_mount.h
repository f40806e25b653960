/* Detects disks below a scanned directory that are not mounted now. The files on these disks look
 * deleted, but are not. */
#ifndef PLAN_PRUNE_MOUNT_H
#define PLAN_PRUNE_MOUNT_H

#include <stdbool.h>

#include "plan/prune_scan.h"

/* The results for directories, so that each directory is read only once. Initialize with {0}. */
struct prune_mounts {
    struct titles seen; /* keys (prune_key) of the directories that were read */
    struct titles with; /* keys of those directories that have disks mounted directly below them */
};

/* Returns whether a missing file can be on a disk that is not mounted. `path` is the file's
 * absolute path, below `root`. Examines the directories above the file, upwards to `root`. Returns
 * true if one of them, other than the file's own, has disks mounted directly below it. Stops and
 * returns false if one of them is itself a mounted disk, or had files in the scan. */
bool prune_mounts_may_miss(struct prune_mounts *mounts, const struct prune_scan *scan,
                           const char *path, const char *root);

void prune_mounts_release(struct prune_mounts *mounts);

#endif
