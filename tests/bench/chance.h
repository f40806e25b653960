/* Random numbers, the same for the same seed. */
#ifndef BENCH_CHANCE_H
#define BENCH_CHANCE_H

#include <stddef.h>
#include <stdint.h>

void chance_seed(uint64_t seed);

/* Returns a number from 0 to most - 1; 0 if most is 0. */
unsigned chance(unsigned most);

/* Returns one of the strings of an array. */
const char *chance_string(const char *const *list, size_t length);

#define SOME(list) chance_string(list, sizeof(list) / sizeof *(list))

#endif
