/* Computes when the next request may be sent under one of Trakt's rate limits. A rate limit allows
 * a number of requests, the budget, in a fixed time window. Pure: works on numbers only. */
#ifndef HTTP_PACE_H
#define HTTP_PACE_H

#include <stdint.h>

#include "http/decide.h"

enum {
    PACE_WRITE_GAP_MS = 1100, /* time between two writes: Trakt allows one per second */
    /* The second request waits for the answer to the first one, which reports the real limit. This
     * is the maximum wait. */
    PACE_FIRST_MS = 1000,
    PACE_LOOK_MS = 50,          /* time between two checks whether that answer has arrived */
    PACE_MOST_HOLD_MS = 3600000 /* maximum time for which a 429 delays all requests */
};

/* The known state of one bucket (enum http_bucket). Times are milliseconds since the epoch by this
 * machine's clock. All members are int64_t, because they are stored as a row of numbers. */
struct pace {
    int64_t limit; /* requests allowed in a window */
    int64_t period_ms;
    int64_t left;        /* requests left in this window */
    int64_t until_ms;    /* latest possible end of this window; in the past: no window is open */
    int64_t reported_s;  /* end of the last window that Trakt reported, by Trakt's clock; 0: none */
    int64_t is_reported; /* 1: Trakt reported this window; 0: until_ms is our estimate */
    int64_t serial;      /* number of this window; each new window gets the next number */
    int64_t under_way;   /* requests taken in this window and not answered yet */
    /* Unanswered requests of the previous window. Trakt may count them in this window. */
    int64_t late;
    /* No request is allowed before this time, because of the gap between two writes. */
    int64_t gap_ms;
    /* No request is allowed before this time, because of a 429. */
    int64_t held_ms;
    /* The second request is allowed at this time, or when the first one is answered. 0: no such
     * wait. */
    int64_t first_ms;
};

/* Returns the state for a bucket with the limit that Trakt documents, and no requests used. */
struct pace pace_start(enum http_bucket bucket);

/* Replaces impossible numbers with possible ones. Numbers are impossible if the budget file is
 * damaged, or if the clock was set back. */
void pace_mend(struct pace *pace, int64_t now_ms);

/*
 * Takes one request from the budget, and returns 0: the caller must send the request now, keep
 * pace->serial, and later pass it to pace_answered or pace_unsent. If no request is allowed yet,
 * takes nothing, and returns the milliseconds to wait. If a process dies, its requests count as in
 * flight for at most two windows. */
int64_t pace_take(struct pace *pace, enum http_bucket bucket, int64_t now_ms);

/* Takes one request from the budget, even if none is left. This is for a request that was taken
 * from another bucket, but that Trakt has counted in this bucket. The caller then keeps
 * pace->serial, as after pace_take. */
void pace_count(struct pace *pace, int64_t now_ms);

/* Records that a request taken in the window `serial` was answered, or will never be answered. */
void pace_answered(struct pace *pace, int64_t serial);

/* Gives back a request taken in the window `serial`. It was not counted in this bucket, because it
 * did not reach Trakt, or because Trakt counted it in another bucket. */
void pace_unsent(struct pace *pace, int64_t serial);

/*
 * Adopts the rate limit that Trakt reports in the answer to a request. The request was taken in the
 * window `serial`; call pace_answered for it first. `date_s` is the server's time at the answer, in
 * whole epoch seconds. If `date_s` is -1 (unknown), the server's clock is assumed to equal ours.
 * Impossible numbers are ignored. */
void pace_reported(struct pace *pace, int64_t serial, const struct http_rate *rate, int64_t date_s,
                   int64_t now_ms);

/* Delays all requests by `wait_ms` after a 429, at most by PACE_MOST_HOLD_MS. */
void pace_hold(struct pace *pace, int64_t now_ms, int64_t wait_ms);

#endif
