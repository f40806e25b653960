/* A set of titles. Each is represented by a number (its key), so that the titles themselves need
 * not be kept. */
#ifndef RECORD_TITLES_H
#define RECORD_TITLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A hash table of keys; 0 marks an empty slot. The caller initializes it with {0}. It needs 16 to
 * 32 bytes per key. */
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
