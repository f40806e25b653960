/* The rate buckets, and the limits of the account. */
#ifndef SANDBOX_LIMITS_H
#define SANDBOX_LIMITS_H

#include "base/buf.h"
#include "exchange.h"

#include <stdbool.h>
#include <stdint.h>

enum bucket_kind { BUCKET_GET, BUCKET_PUBLIC_GET, BUCKET_POST, BUCKETS };

struct bucket {
    unsigned limit;  /* requests in a period; 0: no limit */
    unsigned period; /* seconds */
    unsigned used;
    int64_t start; /* of the period, milliseconds */
};

struct limits {
    struct bucket buckets[BUCKETS];
    unsigned lists, items, watchlist, favorites;
    unsigned collection;   /* films and episodes */
    bool tells_collection; /* the account's settings say so */
    int64_t skew_s;        /* how far Trakt's clock is ahead of ours */
};

/* The periods and limits that Trakt has (October 2026). */
void limits_start(struct limits *limits);

/* Reads N or N/PERIOD into bucket; false when text is neither. */
bool limits_parse(struct bucket *bucket, const char *text);

/* What the Date header of an answer says now. New. */
CVI_MUST_USE char *limits_date(const struct limits *limits);

/* Takes one request from the bucket and sets X-Ratelimit. False, with a 429 in answer, when the
 * bucket is empty. */
bool limits_take(struct limits *limits, enum bucket_kind kind, struct answer *answer);

#endif
