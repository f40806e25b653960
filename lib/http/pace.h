/* When the next request may go: the arithmetic of one of Trakt's budgets, on numbers alone. The
 * budget is a fixed window of so many requests, counted by Trakt and, request by request, by us;
 * where they differ, somebody else spends it too. */
#ifndef HTTP_PACE_H
#define HTTP_PACE_H

#include <stdint.h>

#include "http/decide.h"

enum {
    PACE_WRITE_GAP_MS = 1100,   /* between two writes: Trakt allows one a second */
    PACE_FIRST_MS = 1000,       /* the first request of all goes alone for so long at most, */
    PACE_LOOK_MS = 50,          /* which the others look at so often */
    PACE_MOST_HOLD_MS = 3600000 /* nobody is held back for longer by one answer */
};

/*
 * What is known of one bucket. Times are milliseconds since the epoch by the clock of this machine.
 * All members are int64_t, so that they can be kept as a row of numbers. */
struct pace {
    int64_t limit; /* requests in a window */
    int64_t period_ms;
    int64_t left;      /* in this window */
    int64_t until_ms;  /* the window is over then, at the latest; in the past: there is none */
    int64_t told_s;    /* the end of the last window that Trakt told, by its own clock; 0: none */
    int64_t is_told;   /* whether that window is this one; else until_ms is our guess */
    int64_t serial;    /* of the window: each has the next number */
    int64_t under_way; /* requests that went in this window and have not been answered */
    int64_t late;      /* likewise, from the window before: they may be counted in this one */
    int64_t gap_ms;    /* nobody goes before: two writes keep apart */
    int64_t held_ms;   /* likewise, after a 429 */
    int64_t first_ms;  /* likewise, while the first answer of all is waited for; 0: it is here */
};

/* What Trakt documents for the bucket, and nothing spent. */
struct pace pace_start(enum http_bucket bucket);

/* Brings numbers that cannot be (a damaged file, a clock that was put back) to what can. */
void pace_mend(struct pace *pace, int64_t now_ms);

/*
 * Takes one request from the budget: 0, and it must go now, and be given to pace_answered or
 * pace_unsent with the serial that pace has then. Or milliseconds to wait, and nothing was taken.
 * The requests of a process that dies are thought to be under way for two windows at most. */
int64_t pace_take(struct pace *pace, enum http_bucket bucket, int64_t now_ms);

/* A request that was taken while the window was serial has been answered, or never will be. */
void pace_answered(struct pace *pace, int64_t serial);

/* It was not counted: it did not reach Trakt, or was counted elsewhere. Its place is free again. */
void pace_unsent(struct pace *pace, int64_t serial);

/*
 * The answer to a request (taken in the window serial, and given to pace_answered before) told the
 * bucket. date_s is the server's clock when it answered, in whole seconds; -1: not told, so the two
 * clocks are thought to be the same. Numbers that cannot be are not believed. */
void pace_told(struct pace *pace, int64_t serial, const struct http_rate *rate, int64_t date_s,
               int64_t now_ms);

/* Nobody goes for so long: a 429. */
void pace_hold(struct pace *pace, int64_t now_ms, int64_t wait_ms);

#endif
