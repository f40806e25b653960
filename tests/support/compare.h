/* Compares what was expected with what came, and says how they differ. Each function adds lines to
 * `why` when it finds a difference, and returns false then. */
#ifndef COMPARE_H
#define COMPARE_H

#include "bytes.h"

/* The same bytes. The message shows the first lines that differ and, where those are JSON, the
 * values that do. */
bool compare_exact(const struct bytes *expected, const struct bytes *actual, struct bytes *why);

/* Every line of `lines` (blank ones aside) occurs somewhere in `actual`. */
bool compare_contains(const struct bytes *lines, const struct bytes *actual, struct bytes *why);

/* No line of `lines` (blank ones aside) occurs anywhere in `actual`. */
bool compare_lacks(const struct bytes *lines, const struct bytes *actual, struct bytes *why);

/* The same sequence of JSON values; with `ordered`, the keys of objects in the same order too. */
bool compare_json(const struct bytes *expected, const struct bytes *actual, bool ordered,
                  struct bytes *why);

/* Exactly n lines of `actual` contain the pattern (plain text). */
bool compare_count(const char *pattern, long n, const struct bytes *actual, struct bytes *why);

#endif
