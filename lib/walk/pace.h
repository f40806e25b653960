/* Streams of a constant rate of which only windows are read. Where more time passes between two
 * windows than the bytes between them last, bytes are missing, and the place is searched for by
 * halving. That is only a reason to look there: findings come from the packets themselves. */
#ifndef WALK_PACE_H
#define WALK_PACE_H

#include <stdbool.h>
#include <stdint.h>

#include "walk/walker.h"

/* A clock in the stream: where it stands, and its time in seconds. */
struct walk_pace_mark {
    uint64_t at;
    double s;
};

struct walk_pace {
    struct walker *w;
    void *self; /* passed to the two functions; borrowed */
    /* Finds the first clock at or after from. Returns false when there is none near. */
    bool (*clock)(void *self, uint64_t from, struct walk_pace_mark *mark);
    /* Looks at all packets between two places; what is missing becomes a finding. */
    void (*look)(void *self, uint64_t from, uint64_t to);
    struct walk_pace_mark marks[WALKER_WINDOWS]; /* one for each window that has a clock */
    unsigned count;
};

/* Adds the clock of one window: s seconds at offset at. */
void walk_pace_add(struct walk_pace *pace, uint64_t at, double s);

/* Looks at the places where bytes seem to be missing, a few at most. To be called after the last
 * window. Does nothing when the rate is not constant. */
void walk_pace_check(struct walk_pace *pace);

#endif
