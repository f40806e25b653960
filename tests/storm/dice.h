/* Chance that can be repeated: all that a storm draws comes from here. */
#ifndef STORM_DICE_H
#define STORM_DICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct dice {
    uint64_t state;
};

/* The dice of part `part` of the storm `seed`: what one part draws does not move another's. */
struct dice dice_of(uint64_t seed, uint64_t part);

/* The next 64 bits. */
uint64_t dice_next(struct dice *dice);

/* 0 to n - 1; 0 when n is 0. */
unsigned dice_below(struct dice *dice, unsigned n);

/* True in so many of a hundred. */
bool dice_percent(struct dice *dice, unsigned percent);

/* 0 to most, small numbers as often as large ones: each number of binary digits is as likely. */
unsigned dice_any_size(struct dice *dice, unsigned most);

#endif
