/* Determines how many files this machine can scan concurrently, from its cores and its rotating
 * disks. */
#ifndef SCAN_MACHINE_H
#define SCAN_MACHINE_H

#include <stdbool.h>
#include <sys/types.h>

#include "scan/pool.h"

/* Returns the number of cores that this process may use, at least 1. On Linux, this is the number
 * in its CPU affinity, or the quota of its control group (cgroup v1 or v2) if that is smaller.
 * Elsewhere, it is the number of all cores. `root` is a prefix of /proc and /sys: "" except in
 * tests. */
unsigned machine_cores(const char *root);

/* Returns whether the file system on `device` (st_dev) is on a rotating disk. Such a disk is slower
 * if two files are read at the same time. Returns false if the kernel does not know, as for network
 * file systems, btrfs and overlays. For `root`, see machine_cores. */
bool machine_rotates(const char *root, dev_t device);

/* The devices seen so far. Each has a lane: a number from 0 to POOL_LANES - 1 that decides which
 * files are read one after the other. A zeroed struct is empty. There is nothing to release. */
struct machine_lanes {
    struct {
        dev_t device;
        unsigned lane;
    } at[POOL_LANES];
    unsigned count;
    unsigned lanes; /* number of lanes in use, without lane 0 */
};

/* Returns the lane of `device`. Each rotating disk has its own lane, so that its files are read one
 * after the other. If there are more such disks than lanes, the last ones share a lane. All other
 * devices have lane 0, whose files are read concurrently. */
unsigned machine_lane(struct machine_lanes *lanes, const char *root, dev_t device);

#endif
