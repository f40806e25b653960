/* The few helpers that the stand-in has beyond those of the library. */
#ifndef SANDBOX_BASE_H
#define SANDBOX_BASE_H

#include "base/buf.h"
#include "base/clock.h"
#include "base/msg.h"
#include "base/text.h"

#include <stddef.h>
#include <stdint.h>

/* Room for one more element of the given size in an array that holds count of them. Takes old. */
CVI_MUST_USE void *base_grow_take(void *old, size_t count, size_t size);

/* The slug that Trakt makes of a name: lower case, one dash for whatever is neither letter nor
 * digit, none at the ends. "" when nothing is left. New. */
CVI_MUST_USE char *base_slug(const char *name);

/* Returns the whole number that text says, or fallback when it does not say one (or is NULL). */
int64_t base_number(const char *text, int64_t fallback);

/* A time (milliseconds) as Trakt writes it: 2026-11-22T13:00:05.000Z, or without the .000. New. */
CVI_MUST_USE char *base_time(int64_t time, bool with_milliseconds);

/* A time (milliseconds) as it stands in a Date header. New. */
CVI_MUST_USE char *base_date(int64_t time);

#endif
