/* This machine counts the requests that it takes from the budget. Trakt counts the requests of all
 * machines, but only after they have arrived. So Trakt's count includes requests of other machines,
 * and lacks our requests in flight. */
#include "http/pace.h"

enum {
    SECOND_MS = 1000,
    MOST_LIMIT = 100000,
    MOST_PERIOD_S = 3600,
    /* Maximum difference between Trakt's clock and ours, if the server's time is unknown. */
    MOST_SKEW_S = 2 * 86400,
};

struct pace pace_start(enum http_bucket bucket)
{
    bool write = bucket == HTTP_WRITE;

    return (struct pace){
        .limit = write ? 1 : 500,
        .period_ms = write ? SECOND_MS : 300 * SECOND_MS,
    };
}

static int64_t within(int64_t number, int64_t least, int64_t most)
{
    return number < least ? least : number > most ? most : number;
}

void pace_mend(struct pace *pace, int64_t now_ms)
{
    pace->limit = within(pace->limit, 1, MOST_LIMIT);
    pace->period_ms = within(pace->period_ms, SECOND_MS, (int64_t)MOST_PERIOD_S * SECOND_MS);
    pace->left = within(pace->left, 0, pace->limit);
    pace->until_ms = within(pace->until_ms, 0, now_ms + pace->period_ms);
    pace->reported_s = within(pace->reported_s, 0, now_ms / SECOND_MS + MOST_SKEW_S);
    pace->serial = within(pace->serial, 0, INT64_MAX / 2);
    pace->under_way = within(pace->under_way, 0, pace->limit);
    pace->late = within(pace->late, 0, pace->limit);
    pace->gap_ms = within(pace->gap_ms, 0, now_ms + PACE_WRITE_GAP_MS);
    pace->held_ms = within(pace->held_ms, 0, now_ms + PACE_MOST_HOLD_MS);
    pace->first_ms = within(pace->first_ms, 0, now_ms + PACE_FIRST_MS);
}

/* Begins a new window. Requests in flight may arrive in the new window, so they are subtracted from
 * its budget. */
static void begin_window(struct pace *pace, int64_t now_ms)
{
    pace->serial++;
    pace->late = pace->under_way;
    pace->under_way = 0;
    pace->left = within(pace->limit - pace->late, 0, pace->limit);
    pace->until_ms = now_ms + pace->period_ms;
    pace->is_reported = 0;
}

int64_t pace_take(struct pace *pace, enum http_bucket bucket, int64_t now_ms)
{
    int64_t from_ms = pace->gap_ms > pace->held_ms ? pace->gap_ms : pace->held_ms;
    bool is_first = pace->serial == 0;

    if (pace->until_ms <= now_ms)
        begin_window(pace, now_ms);
    if (pace->left < 1 && from_ms < pace->until_ms)
        from_ms = pace->until_ms;
    if (from_ms > now_ms)
        return from_ms - now_ms;
    if (pace->first_ms > now_ms)
        return within(pace->first_ms - now_ms, 1, PACE_LOOK_MS);
    pace->first_ms = is_first ? now_ms + PACE_FIRST_MS : 0;
    pace->left--;
    pace->under_way++;
    if (bucket == HTTP_WRITE)
        pace->gap_ms = now_ms + PACE_WRITE_GAP_MS;
    return 0;
}

void pace_count(struct pace *pace, int64_t now_ms)
{
    if (pace->until_ms <= now_ms)
        begin_window(pace, now_ms);
    pace->left = within(pace->left - 1, 0, pace->limit);
    pace->under_way++;
}

/* Returns the counter of unanswered requests in the window `serial`; NULL if that window ended long
 * ago. */
static int64_t *place_of(struct pace *pace, int64_t serial)
{
    if (serial == pace->serial)
        return &pace->under_way;
    return serial == pace->serial - 1 ? &pace->late : NULL;
}

void pace_answered(struct pace *pace, int64_t serial)
{
    int64_t *place = place_of(pace, serial);

    if (place && *place > 0)
        --*place;
    pace->first_ms = 0;
}

/* Allows one more request in the window, because a request taken in the window `serial` was not
 * counted in it. */
static void give_back(struct pace *pace, int64_t serial)
{
    if (place_of(pace, serial) && pace->left < pace->limit)
        pace->left++;
}

void pace_unsent(struct pace *pace, int64_t serial)
{
    pace_answered(pace, serial);
    give_back(pace, serial);
}

/* Returns the seconds until the reported window ends. Returns -1 if the report is implausible: the
 * window has ended, or is longer than its period. If the server's time is unknown (`date_s` is -1),
 * uses our clock, which may be wrong. */
static int64_t rest_of(const struct http_rate *rate, int64_t date_s, int64_t now_ms)
{
    int64_t rest_s = rate->until_s - (date_s >= 0 ? date_s : now_ms / SECOND_MS);
    int64_t least_s = date_s >= 0 ? -1 : 0;
    int64_t slack_s = date_s >= 0 ? 1 : MOST_SKEW_S;

    if (rest_s < least_s || rest_s > rate->period_s + slack_s)
        return -1;
    return within(rest_s, 0, rate->period_s);
}

/* Returns the latest possible end of the window, by our clock. Adds a second to `rest_s`, because
 * reported times are rounded down. The result is at most one period from now. */
static int64_t end_of(const struct http_rate *rate, int64_t rest_s, int64_t now_ms)
{
    return now_ms + within(rest_s + 1, 1, rate->period_s) * SECOND_MS;
}

static void adopt_limit(struct pace *pace, int64_t limit)
{
    if (limit < 1 || limit > MOST_LIMIT || limit == pace->limit)
        return;
    pace->left = within(pace->left + limit - pace->limit, 0, limit);
    pace->limit = limit;
}

/* Adopts the window that Trakt reports. The window ends at `until_s` by Trakt's clock, and at
 * `end_ms` by ours. Returns whether it is later than the window that Trakt reported last. */
static bool adopt_window(struct pace *pace, int64_t until_s, int64_t end_ms)
{
    bool moved_on = pace->is_reported && until_s > pace->reported_s;

    if (!pace->is_reported || moved_on || end_ms < pace->until_ms)
        pace->until_ms = end_ms;
    pace->reported_s = until_s;
    pace->is_reported = 1;
    return moved_on;
}

void pace_reported(struct pace *pace, int64_t serial, const struct http_rate *rate, int64_t date_s,
                   int64_t now_ms)
{
    int64_t rest_s = rest_of(rate, date_s, now_ms);
    bool moved_on = false;

    if (rate->period_s < 1 || rate->period_s > MOST_PERIOD_S || rate->remaining < 0)
        return;
    if (rate->until_s < pace->reported_s ||
        (rate->until_s == pace->reported_s && !pace->is_reported)) {
        give_back(pace, serial); /* the request was counted in a window that is over */
        return;
    }
    pace->period_ms = rate->period_s * SECOND_MS;
    adopt_limit(pace, rate->limit);
    if (rest_s >= 0)
        moved_on = adopt_window(pace, rate->until_s, end_of(rate, rest_s, now_ms));
    if (moved_on || rate->remaining < pace->left)
        pace->left = within(rate->remaining - pace->under_way - pace->late, 0, pace->limit);
}

void pace_hold(struct pace *pace, int64_t now_ms, int64_t wait_ms)
{
    int64_t until_ms = now_ms + within(wait_ms, 0, PACE_MOST_HOLD_MS);

    if (pace->held_ms < until_ms)
        pace->held_ms = until_ms;
}
