/* The system is asked once per device; of more devices than there is room for, every time. */
#include "scan/lane.h"

#include "scan/machine.h"

unsigned scan_lane_of(struct scan_lanes *l, const char *root, dev_t device)
{
    unsigned lane = 0;

    for (unsigned i = 0; i < l->count; i++) {
        if (l->at[i].device == device)
            return l->at[i].lane;
    }
    if (l->lanes + 1 < POOL_LANES && machine_rotates(root, device))
        lane = ++l->lanes;
    if (l->count < POOL_LANES) {
        l->at[l->count].device = device;
        l->at[l->count++].lane = lane;
    }
    return lane;
}
