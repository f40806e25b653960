/* Reads the time, and waits. Tests can replace the clock. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

/*
 * Replaces the clock in tests, so that they need not wait. `path` is the value of the environment
 * variable CVI_TEST_CLOCK; if it is NULL or "", nothing changes. The file at `path` contains one
 * native 64-bit integer: milliseconds since the epoch. All processes that use the file share this
 * time. The sleep functions move it forward and return at once. Exits with status 66 if the file is
 * unusable. */
void clock_use_file(const char *path);

/* Returns milliseconds since the epoch, UTC. */
int64_t clock_now_ms(void);

/* Returns seconds since the epoch, UTC. */
int64_t clock_now_s(void);

enum { CLOCK_TEXT = 32 };

/* Writes a UTC time such as "2026-11-22T12:00:00Z" to `text`. `seconds` counts from the epoch.
 * Writes "" if the year cannot be represented. */
void clock_text(int64_t seconds, char text[CLOCK_TEXT]);

/* Returns milliseconds of a monotonic clock. Only differences are meaningful. */
int64_t clock_steady_ms(void);

/* Waits for `ms` milliseconds. Returns at once if `ms` is less than 1. A signal can end the wait
 * early. */
void clock_sleep_ms(int64_t ms);

/* Waits until clock_steady_ms returns `steady_ms` or more. A signal can end the wait early. */
void clock_sleep_until_ms(int64_t steady_ms);

/* Returns whether the system clock is in use, and not a test clock. */
int clock_is_real(void);

#endif
