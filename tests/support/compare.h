/* Compares the expected and the actual output, and describes the differences. Each function adds
 * lines to `why` and returns false if there is a difference. */
#ifndef COMPARE_H
#define COMPARE_H

#include "bytes.h"

/* Compares bytes exactly. The message shows the first lines that differ and, if those are JSON, the
 * values that do. */
bool compare_exact(const struct bytes *expected, const struct bytes *actual, struct bytes *why);

/* Checks that every line of `lines` (except blank ones) occurs in `actual`. */
bool compare_contains(const struct bytes *lines, const struct bytes *actual, struct bytes *why);

/* Checks that no line of `lines` (except blank ones) occurs in `actual`. */
bool compare_lacks(const struct bytes *lines, const struct bytes *actual, struct bytes *why);

/* Compares sequences of JSON values; with `ordered`, the keys of objects must also have the same
 * order. */
bool compare_json(const struct bytes *expected, const struct bytes *actual, bool ordered,
                  struct bytes *why);

/* Checks that exactly n lines of `actual` contain the pattern (plain text). */
bool compare_count(const char *pattern, long n, const struct bytes *actual, struct bytes *why);

#endif
