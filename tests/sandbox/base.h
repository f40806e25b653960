/* Helpers of the stand-in that the library does not have. */
#ifndef SANDBOX_BASE_H
#define SANDBOX_BASE_H

#include "base/buf.h"
#include "base/clock.h"
#include "base/msg.h"
#include "base/text.h"

#include <stddef.h>
#include <stdint.h>

/* Makes room for one more element of the given size in an array that holds count of them. Takes
 * ownership of old. */
CVI_MUST_USE void *base_grow_take(void *old, size_t count, size_t size);

/* Returns the slug that Trakt makes of a name: lower case, one dash for any other characters than
 * letters and digits, none at the ends. Returns "" if nothing is left. The caller frees it. */
CVI_MUST_USE char *base_slug(const char *name);

/* Returns the integer in text, or fallback if text is not an integer (or is NULL). */
int64_t base_number(const char *text, int64_t fallback);

/* Returns a time (milliseconds) in Trakt's format: 2026-11-22T13:00:05.000Z, or without the .000.
 * The caller frees it. */
CVI_MUST_USE char *base_time(int64_t time, bool with_milliseconds);

/* Returns a time (milliseconds) in the format of a Date header. The caller frees it. */
CVI_MUST_USE char *base_date(int64_t time);

#endif
