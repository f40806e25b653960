/* Repeatable random numbers: everything that a storm draws comes from here. */
#ifndef STORM_DICE_H
#define STORM_DICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct dice {
    uint64_t state;
};

/* Returns the dice of part `part` of the storm `seed`. Draws in one part do not affect other
 * parts. */
struct dice dice_of(uint64_t seed, uint64_t part);

/* Returns the next 64 bits. */
uint64_t dice_next(struct dice *dice);

/* Returns a number from 0 to n - 1; 0 if n is 0. */
unsigned dice_below(struct dice *dice, unsigned n);

/* Returns true in percent of 100 cases. */
bool dice_percent(struct dice *dice, unsigned percent);

/* Returns a number from 0 to most, small ones as often as large ones: each number of binary digits
 * is equally likely. */
unsigned dice_any_size(struct dice *dice, unsigned most);

#endif
