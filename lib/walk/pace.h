/* Finds missing bytes in constant-rate streams of which only windows are read. If more time passes
 * between two windows than the bytes between them last, bytes are missing, and the place is
 * searched for by halving. This only selects a place to look at: findings come from the packets
 * themselves. */
#ifndef WALK_PACE_H
#define WALK_PACE_H

#include <stdbool.h>
#include <stdint.h>

#include "walk/walker.h"

/* A clock in the stream: its offset, and its time in seconds. */
struct walk_pace_mark {
    uint64_t at;
    double s;
};

struct walk_pace {
    struct walker *w;
    void *self; /* passed to the two functions; borrowed */
    /* Finds the first clock at or after from. Returns false if none is near. */
    bool (*clock)(void *self, uint64_t from, struct walk_pace_mark *mark);
    /* Checks all packets between two places, and adds findings for missing bytes. */
    void (*look)(void *self, uint64_t from, uint64_t to);
    struct walk_pace_mark marks[WALKER_WINDOWS]; /* one for each window that has a clock */
    unsigned count;
};

/* Adds the clock of one window: time s in seconds at offset at. */
void walk_pace_add(struct walk_pace *pace, uint64_t at, double s);

/* Checks a few places where bytes seem to be missing. Call it after the last window. Does nothing
 * if the rate is not constant. */
void walk_pace_check(struct walk_pace *pace);

#endif
