/* Keys of strings, for large sets of strings. This function is pure. */
#ifndef PLAN_PRUNE_KEY_H
#define PLAN_PRUNE_KEY_H

#include <stddef.h>
#include <stdint.h>

/* Returns 64 bits of the string's BLAKE2b, never 0. Among a million strings, the chance that two
 * share a key is 1 in 37 million. */
uint64_t prune_key(const char *text, size_t len);

#endif
