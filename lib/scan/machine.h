/* How many files this machine can work on at a time: its cores, and its rotating disks. */
#ifndef SCAN_MACHINE_H
#define SCAN_MACHINE_H

#include <stdbool.h>
#include <sys/types.h>

#include "scan/pool.h"

/*
 * Returns the number of cores that this process may keep busy: those it is allowed to run on, up to
 * the quota of its control group (cgroup v2 and v1; Linux), else all that there are. At least 1.
 * root is put before /proc and /sys: "" except in tests. */
unsigned machine_cores(const char *root);

/*
 * Returns true when the file system on that device (st_dev) is on a disk that rotates: reading two
 * files at once makes such a disk slower. False where the kernel does not say: network, btrfs,
 * overlays. */
bool machine_rotates(const char *root, dev_t device);

/* The devices seen so far, each with its lane. Zeroed: none. Nothing to release. */
struct machine_lanes {
    struct {
        dev_t device;
        unsigned lane;
    } at[POOL_LANES];
    unsigned count;
    unsigned lanes; /* in use */
};

/* Returns the lane (see pool.h) of files on that device: a rotating disk has one of its own, so
 * that its files are read one after the other. */
unsigned machine_lane(struct machine_lanes *lanes, const char *root, dev_t device);

#endif
