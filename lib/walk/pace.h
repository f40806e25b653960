/*
 * Streams of a constant rate, of which only windows are read: where more time has passed than the
 * bytes between two windows last, bytes are missing, and the place is searched for by halving. That
 * is a reason to look there, and no more: what accuses is what the packets themselves show. */
#ifndef WALK_PACE_H
#define WALK_PACE_H

#include <stdbool.h>
#include <stdint.h>

#include "walk/walker.h"

/* A clock in the stream, and what it says. */
struct pace_mark {
    uint64_t at;
    double s;
};

struct pace {
    struct walker *w;
    void *self; /* for the two functions; borrowed */
    /* The first clock at or behind from; false: none near. */
    bool (*clock)(void *self, uint64_t from, struct pace_mark *mark);
    /* Looks at all that lies between two places, and finds what is missing there. */
    void (*look)(void *self, uint64_t from, uint64_t to);
    struct pace_mark marks[WALKER_WINDOWS]; /* one of each window that has a clock */
    unsigned count;
};

/* Takes down what the clock says in one window. */
void pace_add(struct pace *pace, uint64_t at, double s);

/* After the last window: looks at the places where bytes seem to be missing, a few at most. Does
 * nothing where the rate is not constant. */
void pace_check(struct pace *pace);

#endif
