/* The time, and waiting. Tests replace this clock. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

/*
 * Takes the time from the file at path from now on: one native 64-bit integer, milliseconds since
 * the epoch, shared by all processes that use the file. From then on, the sleep functions move that
 * time forward and return at once, so that tests need not wait. Only tests use it (environment
 * variable CVI_TEST_CLOCK, read by main). NULL or "" keeps the real clock. Exits with status 66 if
 * the file is unusable. */
void clock_use_file(const char *path);

/* Returns milliseconds since the epoch, UTC. */
int64_t clock_now_ms(void);

/* Returns seconds since the epoch, UTC. */
int64_t clock_now_s(void);

enum { CLOCK_TEXT = 32 };

/* Writes UTC seconds since the epoch as "2026-11-22T12:00:00Z", whose first ten characters are the
 * date; "" if the year cannot be represented. */
void clock_text(int64_t seconds, char text[CLOCK_TEXT]);

/* Returns milliseconds that never jump back; only differences are meaningful. */
int64_t clock_steady_ms(void);

/* Waits; less than 1 returns at once. A signal may end the wait early. */
void clock_sleep_ms(int64_t ms);

/* Waits until the steady clock reaches steady_ms. On a test clock too, several processes wait at
 * the same time, not one after the other. */
void clock_sleep_until_ms(int64_t steady_ms);

/* Returns whether sleeping takes real time. */
int clock_is_real(void);

#endif
