/* The rate limits, and the limits of the account. */
#include "limits.h"

#include "base.h"

#include <stdlib.h>
#include <string.h>

void limits_start(struct limits *limits)
{
    *limits = (struct limits){
        .buckets = {{.limit = 500, .period = 300}, {.limit = 500, .period = 300}, {1, 1, 0, 0}},
        .lists = 5,
        .items = 250,
        .watchlist = 250,
        .favorites = 50,
        .collection = 1000};
}

bool limits_parse(struct bucket *bucket, const char *text)
{
    char *end;
    unsigned long limit = strtoul(text, &end, 10), period = bucket->period;

    if (end == text || *text == '-')
        return false;
    if (*end == '/')
        period = strtoul(end + 1, &end, 10);
    if (*end || limit > 1000000 || !period || period > 1000000)
        return false;
    bucket->limit = (unsigned)limit;
    bucket->period = (unsigned)period;
    return true;
}

char *limits_date(const struct limits *limits)
{
    return base_date(clock_now_ms() + limits->skew_s * 1000);
}

static void tell(const struct limits *limits, enum bucket_kind kind, struct answer *answer)
{
    static const char *const names[BUCKETS] = {
        [BUCKET_GET] = "AUTHED_API_GET_LIMIT",
        [BUCKET_PUBLIC_GET] = "UNAUTHED_API_GET_LIMIT",
        [BUCKET_POST] = "AUTHED_API_POST_LIMIT",
    };
    const struct bucket *bucket = &limits->buckets[kind];
    int64_t end = bucket->start + (bucket->period + limits->skew_s) * 1000;
    char *until = base_time(end, 0);

    answer_header(answer, "X-Ratelimit",
                  "{\"name\":\"%s\",\"period\":%u,\"limit\":%u,\"remaining\":%u,\"until\":\"%s\"}",
                  names[kind], bucket->period, bucket->limit, bucket->limit - bucket->used, until);
    free(until);
}

bool limits_take(struct limits *limits, enum bucket_kind kind, struct answer *answer)
{
    struct bucket *bucket = &limits->buckets[kind];
    int64_t now = clock_now_ms(), period = (int64_t)bucket->period * 1000;

    if (!bucket->limit)
        return true;
    if (now - bucket->start >= period || now < bucket->start) {
        bucket->start = now;
        bucket->used = 0;
    }
    bool allowed = bucket->used < bucket->limit;
    bucket->used += allowed;
    tell(limits, kind, answer);
    if (!allowed) {
        answer_header(answer, "Retry-After", "%d",
                      (int)((bucket->start + period - now + 999) / 1000));
        answer_empty(answer, 429);
    }
    return allowed;
}
