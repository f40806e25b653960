/* Counts by name, of folders and of shows: how many files, how sound, how large. Their number is
 * bounded; what comes when it is full is counted together. */
#ifndef PAGE_TALLY_H
#define PAGE_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "page/chart.h"
#include "record/record.h"

/* How sound a file is: enum scan_status, and not known. */
enum { PAGE_UNKNOWN = SCAN_CORRUPT + 1, PAGE_HEALTHS };

/* Counts. */
struct page_sum {
    size_t files, episodes;
    size_t health[PAGE_HEALTHS];
    uint64_t bytes; /* of the files whose size is known */
};

/* Adds one to the other. */
void page_sum_add(struct page_sum *sum, const struct page_sum *other);

struct page_tally {
    uint64_t key;
    char *name;
    struct page_sum sum;
};

/* Start with {.most = N}; end with page_tallies_release. */
struct page_tallies {
    size_t most;
    struct page_tally *at; /* in the order in which they came */
    size_t count;
    uint32_t *slots; /* a hash table of places in at, from 1; 0: nothing */
    size_t size;
    struct page_sum rest; /* of what came when there was no room for another name */
    bool full;            /* there is such a rest */
};

/* Returns a key for a name of so many bytes. */
uint64_t page_tally_key(const char *name, size_t len);

/* Adds sum to the tally of the key, which is made when it is new; the first 4,096 bytes of its name
 * are copied. */
void page_tally_add(struct page_tallies *tallies, uint64_t key, const char *name, size_t len,
                    const struct page_sum *sum);

/* Puts them in order: compare as for qsort, of struct page_tally. Nothing is to be added then. */
void page_tally_sort(struct page_tallies *tallies, int (*compare)(const void *, const void *));

void page_tallies_release(struct page_tallies *tallies);

/* The parts of a bar that shows how sound the files are: PAGE_HEALTHS of them. */
void page_sum_parts(const struct page_sum *sum, struct page_part parts[PAGE_HEALTHS]);

#endif
