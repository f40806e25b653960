/* Disks that are mounted below a directory that was scanned: one that is not mounted today looks
 * as if its files were deleted. */
#ifndef PLAN_PRUNE_MOUNT_H
#define PLAN_PRUNE_MOUNT_H

#include <stdbool.h>

#include "plan/prune_scan.h"

/* What was found out of directories, so that each is read once. Start with {0}. */
struct prune_mounts {
    struct titles seen, with; /* directories, by prune_key; those with disks directly below */
};

/*
 * Returns whether a file that is gone may be on a disk that is not mounted: of the directories from
 * it up to root, one has disks mounted directly below, and neither is one mounted on the way to the
 * file, nor did the scan find a file on that way. path is absolute, and below root. */
bool prune_mounts_may_miss(struct prune_mounts *mounts, const struct prune_scan *scan,
                           const char *path, const char *root);

void prune_mounts_release(struct prune_mounts *mounts);

#endif
