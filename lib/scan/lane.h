/* Which files must not be read at the same time: those of one rotating disk. */
#ifndef SCAN_LANE_H
#define SCAN_LANE_H

#include <sys/types.h>

#include "scan/pool.h"

/* The devices seen so far. Zeroed is none; nothing to release. */
struct scan_lanes {
    struct {
        dev_t device;
        unsigned lane;
    } at[POOL_LANES];
    unsigned count;
    unsigned lanes; /* in use */
};

/* The lane (see pool.h) of files on that device; root as for machine_rotates. */
unsigned scan_lane_of(struct scan_lanes *lanes, const char *root, dev_t device);

#endif
