/* How much there is to scan: counted by a thread of its own while the scan is under way, so that
 * the time that is left can be told. */
#ifndef SCAN_TOTAL_H
#define SCAN_TOTAL_H

#include <stdbool.h>
#include <stdint.h>

#include "scan/find.h"

struct scan_total;

/* Begins to count what scan_find would find; borrows all. files_from: a file with names, or NULL.
 * New; ends with scan_total_free. */
CVI_MUST_USE struct scan_total *scan_total_start(const struct scan_find_rules *rules,
                                                 char *const *operands, const char *files_from,
                                                 char separator);

/* True when all is counted. NULL is fine, here and below. */
bool scan_total_known(struct scan_total *total, uint64_t *files, uint64_t *bytes);

/* Counts no more. */
void scan_total_free(struct scan_total *total);

#endif
