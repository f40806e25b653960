/* Disks mounted below a scanned directory: if one is not mounted today, its files look deleted. */
#ifndef PLAN_PRUNE_MOUNT_H
#define PLAN_PRUNE_MOUNT_H

#include <stdbool.h>

#include "plan/prune_scan.h"

/* Results for directories, so that each is read once. Initialize with {0}. */
struct prune_mounts {
    struct titles seen,
        with; /* directories, by prune_key; those with disks mounted directly below */
};

/*
 * Returns whether a missing file may be on a disk that is not mounted. That is so if disks are
 * mounted directly below one of the directories from the file up to root, but no disk is mounted on
 * the way to the file, and the scan found no file on that way. path is absolute, and below root.
 */
bool prune_mounts_may_miss(struct prune_mounts *mounts, const struct prune_scan *scan,
                           const char *path, const char *root);

void prune_mounts_release(struct prune_mounts *mounts);

#endif
