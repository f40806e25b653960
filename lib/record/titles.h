/* Which titles were seen: a set of numbers, so that the titles themselves need not be kept. */
#ifndef RECORD_TITLES_H
#define RECORD_TITLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A hash table of keys, 0 where nothing is. Start with {0}; 16 to 32 bytes for each key. */
struct report_titles {
    uint64_t *slots;
    size_t size; /* a power of 2, or 0 */
    size_t count;
};

/* Adds the key, which is not 0. False when it is there already. */
bool report_titles_add(struct report_titles *titles, uint64_t key);

void report_titles_release(struct report_titles *titles);

#endif
