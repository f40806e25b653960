/* How many files this machine can work on at a time: its cores, and its rotating disks. */
#ifndef SCAN_MACHINE_H
#define SCAN_MACHINE_H

#include <stdbool.h>
#include <sys/types.h>

/*
 * How many cores this process may keep busy: those it is allowed to run on, and no more than the
 * quota of its control group (cgroup v2 and v1; Linux), else those that are there. At least 1.
 * root is put before /proc and /sys: "" but in tests. */
unsigned machine_cores(const char *root);

/*
 * Whether the file system on that device (st_dev) is on a disk that rotates: reading two files at
 * once makes such a disk slower, not faster. False when nobody tells: network, btrfs, overlays. */
bool machine_rotates(const char *root, dev_t device);

#endif
