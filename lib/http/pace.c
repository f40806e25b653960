/*
 * Sole use is exact: what is left is the limit less what was taken. Trakt's own count can only be
 * higher, by what others took, and lags behind ours by what is under way. */
#include "http/pace.h"

enum {
    SECOND_MS = 1000,
    MOST_LIMIT = 100000,
    MOST_PERIOD_S = 3600,
    MOST_SKEW_S = 2 * 86400, /* between two clocks, of which we know no better */
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

void pace_mend(struct pace *p, int64_t now_ms)
{
    p->limit = within(p->limit, 1, MOST_LIMIT);
    p->period_ms = within(p->period_ms, SECOND_MS, (int64_t)MOST_PERIOD_S * SECOND_MS);
    p->left = within(p->left, 0, p->limit);
    p->until_ms = within(p->until_ms, 0, now_ms + p->period_ms);
    p->told_s = within(p->told_s, 0, now_ms / SECOND_MS + MOST_SKEW_S);
    p->serial = within(p->serial, 0, INT64_MAX / 2);
    p->under_way = within(p->under_way, 0, p->limit);
    p->late = within(p->late, 0, p->limit);
    p->gap_ms = within(p->gap_ms, 0, now_ms + PACE_WRITE_GAP_MS);
    p->held_ms = within(p->held_ms, 0, now_ms + PACE_MOST_HOLD_MS);
    p->first_ms = within(p->first_ms, 0, now_ms + PACE_FIRST_MS);
}

/* What is under way may arrive after the end of the window, and count in the next. */
static void begin_window(struct pace *p, int64_t now_ms)
{
    p->serial++;
    p->late = p->under_way;
    p->under_way = 0;
    p->left = within(p->limit - p->late, 0, p->limit);
    p->until_ms = now_ms + p->period_ms;
    p->is_told = 0;
}

int64_t pace_take(struct pace *p, enum http_bucket bucket, int64_t now_ms)
{
    int64_t from_ms = p->gap_ms > p->held_ms ? p->gap_ms : p->held_ms;
    bool is_first = p->serial == 0;

    if (p->until_ms <= now_ms)
        begin_window(p, now_ms);
    if (p->left < 1 && from_ms < p->until_ms)
        from_ms = p->until_ms;
    if (from_ms > now_ms)
        return from_ms - now_ms;
    if (p->first_ms > now_ms)
        return within(p->first_ms - now_ms, 1, PACE_LOOK_MS);
    p->first_ms = is_first ? now_ms + PACE_FIRST_MS : 0;
    p->left--;
    p->under_way++;
    if (bucket == HTTP_WRITE)
        p->gap_ms = now_ms + PACE_WRITE_GAP_MS;
    return 0;
}

/* Where the request is counted, or NULL when its window is long gone. */
static int64_t *place_of(struct pace *p, int64_t serial)
{
    if (serial == p->serial)
        return &p->under_way;
    return serial == p->serial - 1 ? &p->late : NULL;
}

void pace_answered(struct pace *p, int64_t serial)
{
    int64_t *place = place_of(p, serial);

    if (place && *place > 0)
        --*place;
    p->first_ms = 0;
}

/* The window has room for one more, since that request is not in it. */
static void give_back(struct pace *p, int64_t serial)
{
    if (place_of(p, serial) && p->left < p->limit)
        p->left++;
}

void pace_unsent(struct pace *p, int64_t serial)
{
    pace_answered(p, serial);
    give_back(p, serial);
}

/*
 * The seconds from now to the end of the window that was told, or -1 when they cannot be: a window
 * that is no longer than its period. Without the server's clock ours may be wrong. */
static int64_t rest_of(const struct http_rate *rate, int64_t date_s, int64_t now_ms)
{
    int64_t rest_s = rate->until_s - (date_s >= 0 ? date_s : now_ms / SECOND_MS);
    int64_t least_s = date_s >= 0 ? -1 : 0;
    int64_t slack_s = date_s >= 0 ? 1 : MOST_SKEW_S;

    if (rest_s < least_s || rest_s > rate->period_s + slack_s)
        return -1;
    return within(rest_s, 0, rate->period_s);
}

/*
 * The end at the latest: the times are cut off to seconds, so a second is added. It is not later
 * than a period from now either, which is closer when the window has just begun. */
static int64_t end_of(const struct http_rate *rate, int64_t rest_s, int64_t now_ms)
{
    return now_ms + within(rest_s + 1, 1, rate->period_s) * SECOND_MS;
}

static void adopt_limit(struct pace *p, int64_t limit)
{
    if (limit < 1 || limit > MOST_LIMIT || limit == p->limit)
        return;
    p->left = within(p->left + limit - p->limit, 0, limit);
    p->limit = limit;
}

/* A window that was not told before begins; whether the one we were in was Trakt's, and is over. */
static bool adopt_window(struct pace *p, int64_t until_s, int64_t end_ms)
{
    bool moved_on = p->is_told && until_s > p->told_s;

    if (!p->is_told || moved_on || end_ms < p->until_ms)
        p->until_ms = end_ms;
    p->told_s = until_s;
    p->is_told = 1;
    return moved_on;
}

void pace_told(struct pace *p, int64_t serial, const struct http_rate *rate, int64_t date_s,
               int64_t now_ms)
{
    int64_t rest_s = rest_of(rate, date_s, now_ms);
    bool moved_on = false;

    if (rate->period_s < 1 || rate->period_s > MOST_PERIOD_S || rate->remaining < 0)
        return;
    if (rate->until_s < p->told_s || (rate->until_s == p->told_s && !p->is_told)) {
        give_back(p, serial); /* it was counted in a window that is over */
        return;
    }
    p->period_ms = rate->period_s * SECOND_MS;
    adopt_limit(p, rate->limit);
    if (rest_s >= 0)
        moved_on = adopt_window(p, rate->until_s, end_of(rate, rest_s, now_ms));
    if (moved_on || rate->remaining < p->left)
        p->left = within(rate->remaining - p->under_way - p->late, 0, p->limit);
}

void pace_hold(struct pace *p, int64_t now_ms, int64_t wait_ms)
{
    int64_t until_ms = now_ms + within(wait_ms, 0, PACE_MOST_HOLD_MS);

    if (p->held_ms < until_ms)
        p->held_ms = until_ms;
}
