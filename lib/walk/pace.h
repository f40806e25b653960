/* Detects missing bytes in a stream of constant rate if only some places (windows) of the file are
 * read. If the clock advances further between two windows than the bytes between them allow, bytes
 * are missing. A binary search then finds the place, and the packets there are checked. */
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
    void *self; /* passed to `clock` and `look`; borrowed */
    /* Finds the first clock value at or after the offset `from`. Returns false if no clock value is
     * near. */
    bool (*clock)(void *self, uint64_t from, struct walk_pace_mark *mark);
    /* Checks all packets from `from` to `to`, and adds findings for missing bytes. */
    void (*look)(void *self, uint64_t from, uint64_t to);
    struct walk_pace_mark marks[WALKER_WINDOWS]; /* one for each window that has a clock value */
    unsigned count;
};

/* Adds a clock value of a window: its offset `at`, and its time `s` in seconds. */
void walk_pace_add(struct walk_pace *pace, uint64_t at, double s);

/* Checks a few places where bytes seem to be missing. Call it after the clock value of the last
 * window was added. Does nothing if the rate is not constant. */
void walk_pace_check(struct walk_pace *pace);

#endif
