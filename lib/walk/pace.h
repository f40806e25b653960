/* Detects bytes missing from a constant-rate stream of which only some windows are read. If more
 * time passes between two windows than the bytes between them can fill, bytes are missing; a binary
 * search finds the place. The search only selects the place: the findings come from the packets
 * there. */
#ifndef WALK_PACE_H
#define WALK_PACE_H

#include <stdbool.h>
#include <stdint.h>

#include "walk/walker.h"

/* A clock value in the stream: its offset, and its time in seconds. */
struct walk_pace_mark {
    uint64_t at;
    double s;
};

struct walk_pace {
    struct walker *w;
    void *self; /* passed to the two functions; borrowed */
    /* Finds the first clock value at or after offset from. Returns false if none is near. */
    bool (*clock)(void *self, uint64_t from, struct walk_pace_mark *mark);
    /* Checks all packets between two places, and adds findings for missing bytes. */
    void (*look)(void *self, uint64_t from, uint64_t to);
    struct walk_pace_mark marks[WALKER_WINDOWS]; /* one for each window that has a clock value */
    unsigned count;
};

/* Adds the clock value of one window: its offset (at) and its time in seconds (s). */
void walk_pace_add(struct walk_pace *pace, uint64_t at, double s);

/* Checks a few places where bytes seem to be missing. Call it after the last window. Does nothing
 * if the rate is not constant. */
void walk_pace_check(struct walk_pace *pace);

#endif
