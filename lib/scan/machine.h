/* The number of files that this machine can scan concurrently, by its cores and its rotating
 * disks. */
#ifndef SCAN_MACHINE_H
#define SCAN_MACHINE_H

#include <stdbool.h>
#include <sys/types.h>

#include "scan/pool.h"

/* Returns the number of cores that this process may use: those it is allowed to run on, up to the
 * quota of its control group (cgroup v2 and v1; Linux), otherwise all cores. At least 1. root is a
 * prefix of /proc and /sys: "" except in tests. */
unsigned machine_cores(const char *root);

/* Returns true if the file system on this device (st_dev) is on a rotating disk, which is slower
 * when two files are read at once. Returns false if the kernel does not know: network, btrfs,
 * overlays. */
bool machine_rotates(const char *root, dev_t device);

/* The devices seen so far, each with its lane. A zeroed struct is empty. There is nothing to
 * release. */
struct machine_lanes {
    struct {
        dev_t device;
        unsigned lane;
    } at[POOL_LANES];
    unsigned count;
    unsigned lanes; /* number in use */
};

/* Returns the lane (see pool.h) of files on this device: a rotating disk has its own lane, so that
 * its files are read one after the other. */
unsigned machine_lane(struct machine_lanes *lanes, const char *root, dev_t device);

#endif
