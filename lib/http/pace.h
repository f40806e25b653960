/*
 * The arithmetic of one of Trakt's budgets, from numbers only: when the next request may be sent.
 * The budget is a number of requests in a fixed window. Trakt and this machine both count the
 * requests; if the counts differ, somebody else also uses the budget. */
#ifndef HTTP_PACE_H
#define HTTP_PACE_H

#include <stdint.h>

#include "http/decide.h"

enum {
    PACE_WRITE_GAP_MS = 1100, /* time between two writes: Trakt allows one per second */
    PACE_FIRST_MS = 1000, /* the first of all requests is in flight alone for at most this time; */
    PACE_LOOK_MS = 50,    /* the other requests wait and check this often whether it is answered */
    PACE_MOST_HOLD_MS = 3600000 /* maximum time that one answer delays all requests */
};

/* The known state of one bucket. Times are milliseconds since the epoch by the clock of this
 * machine. All members are int64_t, so that they can be stored as a row of numbers. */
struct pace {
    int64_t limit; /* requests in a window */
    int64_t period_ms;
    int64_t left;      /* requests left in this window */
    int64_t until_ms;  /* latest end of the window; in the past: no window */
    int64_t told_s;    /* end of the last window that Trakt reported, by its own clock; 0: none */
    int64_t is_told;   /* whether that window is this one; otherwise until_ms is our guess */
    int64_t serial;    /* number of the window; each window has the next number */
    int64_t under_way; /* requests sent in this window and not answered yet */
    int64_t late;      /* unanswered requests of the previous window; Trakt may count them in this
                        * one */
    int64_t gap_ms;    /* earliest time of the next request: writes keep a distance */
    int64_t held_ms;   /* likewise, after a 429 */
    int64_t first_ms;  /* likewise, until the first of all answers arrives; 0: it has arrived */
};

/* Returns the limits that Trakt documents for the bucket, with nothing spent. */
struct pace pace_start(enum http_bucket bucket);

/* Replaces impossible numbers (a damaged file, a clock that was set back) by possible ones. */
void pace_mend(struct pace *pace, int64_t now_ms);

/*
 * Takes one request from the budget. Returns 0 if the caller must send it now; the caller then
 * passes it to pace_answered or pace_unsent with the current serial of pace. Otherwise returns the
 * milliseconds to wait, and takes nothing. The requests of a process that dies count as in flight
 * for two windows at most. */
int64_t pace_take(struct pace *pace, enum http_bucket bucket, int64_t now_ms);

/* Notes that a request taken in the window serial was answered, or will never be answered. */
void pace_answered(struct pace *pace, int64_t serial);

/* Frees the place of a request that was not counted: it did not reach Trakt, or was counted in
 * another bucket. */
void pace_unsent(struct pace *pace, int64_t serial);

/*
 * Adopts the rate limit that Trakt reports in the answer to a request (taken in the window serial,
 * and passed to pace_answered before). date_s is the server's clock when it answered, in whole
 * seconds; -1: unknown, so the two clocks are assumed equal. Impossible numbers are ignored. */
void pace_told(struct pace *pace, int64_t serial, const struct http_rate *rate, int64_t date_s,
               int64_t now_ms);

/* Delays all requests by wait_ms, after a 429. */
void pace_hold(struct pace *pace, int64_t now_ms, int64_t wait_ms);

#endif
