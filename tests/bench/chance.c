/* A linear congruential generator, so that the cases of a seed are the same everywhere. */
#include "chance.h"

static uint64_t state;

void chance_seed(uint64_t seed)
{
    state = seed;
}

unsigned chance(unsigned most)
{
    state = state * 6364136223846793005U + 1442695040888963407U;
    return most ? (unsigned)(state >> 33) % most : 0;
}

const char *chance_string(const char *const *list, size_t length)
{
    return list[chance((unsigned)length)];
}
