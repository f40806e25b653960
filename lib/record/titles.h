/* A set of titles. A number (its key) represents each title. */
#ifndef RECORD_TITLES_H
#define RECORD_TITLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A hash table of keys; 0 is an empty slot. The caller initializes it with {0}. */
struct titles {
    uint64_t *slots;
    size_t size; /* a power of 2, or 0 */
    size_t count;
};

/* Adds the key, which must not be 0. Returns false if the set already has it. */
bool titles_add(struct titles *titles, uint64_t key);

/* Returns whether the set has the key. */
bool titles_has(const struct titles *titles, uint64_t key);

/* Frees the contents and empties the set. */
void titles_release(struct titles *titles);

#endif
