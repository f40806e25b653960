/* Detects disks below a scanned directory that are not mounted now, because their files look
 * deleted. */
#ifndef PLAN_PRUNE_MOUNT_H
#define PLAN_PRUNE_MOUNT_H

#include <stdbool.h>

#include "plan/prune_scan.h"

/* The results for directories, so that each directory is read only once. Initialize with {0}. */
struct prune_mounts {
    struct titles seen, with; /* keys (prune_key) of the directories that were read, and of those
                                 with disks mounted directly below them */
};

/* Returns whether a missing file may be on a disk that is not mounted. `path` is the file's
 * absolute path, and is below `root`. The file may be on such a disk if a directory between `root`
 * and the file has disks mounted directly below it, and if on the path from that directory to the
 * file, no directory is a mounted disk or had files in the scan. */
bool prune_mounts_may_miss(struct prune_mounts *mounts, const struct prune_scan *scan,
                           const char *path, const char *root);

void prune_mounts_release(struct prune_mounts *mounts);

#endif
