/* The rate limits, and the limits of the account. */
#ifndef SANDBOX_LIMITS_H
#define SANDBOX_LIMITS_H

#include "base/buf.h"
#include "exchange.h"

#include <stdbool.h>
#include <stdint.h>

enum bucket_kind { BUCKET_GET, BUCKET_PUBLIC_GET, BUCKET_POST, BUCKETS };

struct bucket {
    unsigned limit;  /* requests per period; 0: no limit */
    unsigned period; /* seconds */
    unsigned used;
    int64_t start; /* start of the period, milliseconds */
};

struct limits {
    struct bucket buckets[BUCKETS];
    unsigned lists, items, watchlist, favorites;
    unsigned collection;   /* films and episodes */
    bool tells_collection; /* the account's settings include it */
    int64_t skew_s;        /* how far Trakt's clock is ahead of the local one */
};

/* Sets Trakt's periods and limits (October 2026). */
void limits_start(struct limits *limits);

/* Reads N or N/PERIOD into bucket. Returns false for other strings. */
bool limits_parse(struct bucket *bucket, const char *text);

/* Returns the current value of the Date header. The caller frees it. */
CVI_MUST_USE char *limits_date(const struct limits *limits);

/* Takes one request from the bucket and sets X-Ratelimit. If the bucket is empty, answers 429 and
 * returns false. */
bool limits_take(struct limits *limits, enum bucket_kind kind, struct answer *answer);

#endif
