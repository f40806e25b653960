/* Counts by name, of folders and of shows: number of files, health and size. The number of names is
 * bounded; further names are counted together. */
#ifndef PAGE_TALLY_H
#define PAGE_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "page/chart.h"
#include "record/record.h"

/* The health of a file: enum scan_status, or not known. */
enum { PAGE_UNKNOWN = SCAN_CORRUPT + 1, PAGE_HEALTHS };

/* Counts. */
struct page_sum {
    size_t files, episodes;
    size_t health[PAGE_HEALTHS];
    uint64_t bytes; /* total size of the files with a known size */
};

/* Adds other to sum. */
void page_sum_add(struct page_sum *sum, const struct page_sum *other);

struct page_tally {
    uint64_t key;
    char *name;
    struct page_sum sum;
};

/* The caller starts with {.most = N}, and ends it with page_tallies_release. */
struct page_tallies {
    size_t most;
    struct page_tally *at; /* in the order of arrival */
    size_t count;
    uint32_t *slots; /* a hash table of indexes in at, from 1; 0: empty */
    size_t size;
    struct page_sum rest; /* sum for the names for which there was no room */
    bool full;            /* rest is used */
};

/* Returns a key for a name of len bytes. */
uint64_t page_tally_key(const char *name, size_t len);

/* Adds sum to the tally of the key. A new tally is made if necessary, and the first 4,096 bytes of
 * its name are copied. */
void page_tally_add(struct page_tallies *tallies, uint64_t key, const char *name, size_t len,
                    const struct page_sum *sum);

/* Sorts the tallies. compare compares two struct page_tally, as for qsort. No more may be added
 * afterwards. */
void page_tally_sort(struct page_tallies *tallies, int (*compare)(const void *, const void *));

void page_tallies_release(struct page_tallies *tallies);

/* Sets the parts of a bar of the files' health: PAGE_HEALTHS of them. */
void page_sum_parts(const struct page_sum *sum, struct page_part parts[PAGE_HEALTHS]);

#endif
