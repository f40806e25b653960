/* The time, and waiting for it: the one seam that tests replace. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

/*
 * Takes the time from path from now on: a file of one native 64-bit integer, milliseconds since the
 * epoch, shared by all processes that name it. Sleeping then moves that time forward and returns at
 * once, so that tests of waits take none. Only tests use it (environment CVI_TEST_CLOCK, read by
 * main). NULL or "" leaves the real clock. Dies (66) when the file cannot be used. */
void clock_use_file(const char *path);

/* Milliseconds since the epoch, UTC. */
int64_t clock_now_ms(void);

/* Seconds since the epoch, UTC. */
int64_t clock_now_s(void);

enum { CLOCK_TEXT = 32 };

/* UTC seconds since the epoch as "2026-11-22T12:00:00Z", of which the first ten characters are the
 * day; "" when there is no such year. */
void clock_text(int64_t seconds, char text[CLOCK_TEXT]);

/* Milliseconds that never jump back; only differences mean something. */
int64_t clock_steady_ms(void);

/* Waits; less than 1 returns at once. A signal may end the wait early. */
void clock_sleep_ms(int64_t ms);

/* Waits until the steady clock says so. Others who wait, too, wait beside us and not after us. */
void clock_sleep_until_ms(int64_t steady_ms);

/* Whether sleeping takes real time. */
int clock_is_real(void);

#endif
