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
 * Returns whether a missing file may be on a disk that is not mounted. This is the case if a
 * directory between root and the file has disks mounted directly below it, but the path to the file
 * leads through no mounted disk, and the scan found no file in that part of the path. path is
 * absolute, and below root.
 */
bool prune_mounts_may_miss(struct prune_mounts *mounts, const struct prune_scan *scan,
                           const char *path, const char *root);

void prune_mounts_release(struct prune_mounts *mounts);

#endif
