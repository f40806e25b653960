/* Counts of files by folder or by show. After the maximum number of names, all further names are
 * counted together. */
#ifndef PAGE_TALLY_H
#define PAGE_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "page/chart.h"
#include "record/record.h"

/* The health of a file: enum scan_status, or PAGE_UNKNOWN if it was not scanned. */
enum { PAGE_UNKNOWN = SCAN_CORRUPT + 1, PAGE_HEALTHS };

/* Counts of a group of files. */
struct page_sum {
    size_t files, episodes;
    size_t health[PAGE_HEALTHS];
    uint64_t bytes; /* total size of the files with a known size */
};

/* Adds `other` to `sum`. */
void page_sum_add(struct page_sum *sum, const struct page_sum *other);

struct page_tally {
    uint64_t key;
    char *name;
    struct page_sum sum;
};

/* Initialize with {.most = N}, the maximum number of names; free with page_tallies_release. */
struct page_tallies {
    size_t most;
    struct page_tally *at; /* in the order of arrival, until page_tally_sort */
    size_t count;
    uint32_t *slots;      /* a hash table of indexes in `at`, from 1; 0: empty */
    size_t size;          /* number of slots */
    struct page_sum rest; /* sum of all names that did not fit */
    bool full;            /* `rest` is used */
};

/* Returns the key of `name`, which has `len` bytes: a hash. */
uint64_t page_tally_key(const char *name, size_t len);

/* Adds `sum` to the tally of the key. If the key has no tally, adds one with a copy of the first
 * 4,096 bytes of `name`. If there is no room for a tally, adds `sum` to tallies->rest. */
void page_tally_add(struct page_tallies *tallies, uint64_t key, const char *name, size_t len,
                    const struct page_sum *sum);

/* Sorts the tallies. `compare` compares two struct page_tally, as for qsort. Do not call
 * page_tally_add afterwards. */
void page_tally_sort(struct page_tallies *tallies, int (*compare)(const void *, const void *));

void page_tallies_release(struct page_tallies *tallies);

/* Sets the parts of a bar that shows the health of files. */
void page_sum_parts(const struct page_sum *sum, struct page_part parts[PAGE_HEALTHS]);

#endif
