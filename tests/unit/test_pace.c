/* The arithmetic of a budget: sequences of requests and answers. */
#include <criterion/criterion.h>

#include "http/pace.h"

/* The time at the beginning of each sequence: our clock in milliseconds, Trakt's in seconds. */
enum { BEGIN_S = 1000000 };
#define BEGIN_MS (INT64_C(1000) * BEGIN_S)

enum { MOST_STEPS = 12 };

enum act { END, TAKE, REFUSE, ANSWER, LATE, UNSENT, TELL, TELL_LATE, HOLD, LEFT };

/*
 * TAKE: count requests are sent. REFUSE: no request may be sent for wait ms. ANSWER, LATE: a
 * request of this window, or of the one before, is answered without rate headers. UNSENT: a request
 * did not arrive. TELL, TELL_LATE: a request is answered with remaining, until and the limit of the
 * row. HOLD: a 429 requires a wait of wait ms. LEFT: this number of requests is left.
 */
struct step {
    enum act act;
    int64_t at_ms;  /* since the beginning */
    int64_t number; /* number of requests, wait, or remaining requests */
    int64_t until_s;
};

static const struct story {
    const char *what;
    enum http_bucket bucket;
    int64_t limit, period_s; /* stated by Trakt; 0: 500 in 300 s, or 1 in 1 s */
    int64_t skew_s;          /* of Trakt's clock */
    bool no_date;
    bool is_first; /* no request was sent to Trakt before */
    struct step steps[MOST_STEPS];
} stories[] = {
    {"the documented limit", HTTP_PUBLIC,
     .steps = {{TAKE, 0, 500}, {REFUSE, 10, 299990}, {REFUSE, 299999, 1}}},
    {"one write per second", HTTP_WRITE,
     .steps = {{TAKE, 0, 1},
               {REFUSE, 0, 1100},
               {TELL, 50, 0, 1},
               {REFUSE, 50, 1050},
               {REFUSE, 1099, 1},
               {TAKE, 1100, 1}}},
    {"after a slow answer to a write, the second counts from the answer", HTTP_WRITE,
     .steps = {{TAKE, 0, 1}, {TELL, 900, 0, 1}, {REFUSE, 1100, 800}, {TAKE, 1900, 1}}},
    {"another limit is adopted, including earlier requests", HTTP_READ, 20, 300,
     .steps = {{TAKE, 0, 6},
               {TELL, 100, 19, 300},
               {LEFT, 100, 14},
               {TAKE, 100, 14},
               {REFUSE, 100, 300000}}},
    {"a limit below the number of requests sent", HTTP_READ, 4, 300,
     .steps = {{TAKE, 0, 6}, {TELL, 100, 3, 300}, {LEFT, 100, 0}, {REFUSE, 100, 300000}}},
    {"a higher limit", HTTP_READ, 1000, 300,
     .steps = {{TAKE, 0, 6}, {TELL, 100, 999, 300}, {LEFT, 100, 994}}},
    {"answers in another order change nothing", HTTP_READ,
     .steps = {{TAKE, 0, 3},
               {TELL, 100, 497, 300},
               {TELL, 110, 499, 300},
               {TELL, 120, 498, 300},
               {LEFT, 120, 497}}},
    {"another program also uses the budget", HTTP_READ,
     .steps = {{TAKE, 0, 3},
               {TELL, 100, 40, 300},
               {LEFT, 100, 38},
               {TELL, 100, 39, 300},
               {LEFT, 100, 38}}},
    {"another program uses the whole budget", HTTP_READ,
     .steps = {{TAKE, 0, 3}, {TELL, 100, 0, 200}, {LEFT, 100, 0}, {REFUSE, 100, 201000}}},
    {"a window that began before us ends at Trakt's time plus a second for rounding", HTTP_READ, 2,
     300, .steps = {{TAKE, 0, 2}, {TELL, 200, 0, 60}, {REFUSE, 200, 61000}, {TAKE, 61200, 1}}},
    {"each answer narrows the end of the window", HTTP_READ, 4, 300,
     .steps = {{TAKE, 0, 3},
               {TELL, 900, 3, 60},
               {TELL, 1000, 2, 60},
               {TAKE, 1000, 1},
               {REFUSE, 1000, 60000}}},
    {"a window that began with us ends a period after the first answer at the latest", HTTP_READ, 2,
     300,
     .steps = {{TAKE, 300, 2},
               {TELL, 400, 1, 300},
               {TELL, 500, 0, 300},
               {REFUSE, 500, 299900},
               {TAKE, 300400, 1}}},
    {"our clock is an hour slow", HTTP_READ, 2, 300, 3600,
     .steps = {{TAKE, 0, 2}, {TELL, 200, 0, 60}, {REFUSE, 200, 61000}}},
    {"our clock is an hour fast", HTTP_READ, 2, 300, -3600,
     .steps = {{TAKE, 0, 2}, {TELL, 200, 0, 60}, {REFUSE, 200, 61000}}},
    {"our clock is slow and there is no Date: at most one period", HTTP_READ, 2, 300, 3600, true,
     .steps = {{TAKE, 0, 2}, {TELL, 200, 0, 3660}, {REFUSE, 200, 300000}}},
    {"our clock is fast and there is no Date: our estimate remains", HTTP_READ, 2, 300, -3600, true,
     .steps = {{TAKE, 0, 2}, {TELL, 200, 0, -3540}, {REFUSE, 200, 299800}}},
    {"a window of years is ignored", HTTP_READ,
     .steps = {{TAKE, 0, 2},
               {TELL, 200, 0, 99999999},
               {REFUSE, 200, 299800},
               {TAKE, 300000, 1},
               {TELL, 300100, 499, 600},
               {LEFT, 300100, 498}}},
    {"a period of a year is ignored", HTTP_READ, 2, 31536000,
     .steps = {{TAKE, 0, 2}, {TELL, 200, 0, 60}, {LEFT, 200, 498}}},
    {"a limit below one and a negative remainder are ignored", HTTP_READ, -5, 300,
     .steps = {{TAKE, 0, 2},
               {TELL, 200, 498, 300},
               {LEFT, 200, 498},
               {TELL, 200, -1, 300},
               {LEFT, 200, 498}}},
    {"a huge limit is ignored", HTTP_READ, INT64_MAX, 300,
     .steps = {{TAKE, 0, 2}, {TELL, 200, INT64_MAX, 300}, {LEFT, 200, 498}}},
    {"a request that did not arrive is not counted", HTTP_READ,
     .steps = {{TAKE, 0, 3}, {UNSENT, 0}, {LEFT, 0, 498}}},
    {"requests pending at the end of a window may count in the next", HTTP_READ, 10, 300,
     .steps = {{TAKE, 0, 1},
               {TELL, 0, 9, 300},
               {TAKE, 299990, 4},
               {TAKE, 300000, 1},
               {LEFT, 300000, 5},
               {TELL_LATE, 300010, 8, 600},
               {LEFT, 300010, 5}}},
    {"a pending request counted in its own window frees its place", HTTP_READ, 10, 300,
     .steps = {{TAKE, 0, 1},
               {TELL, 0, 9, 300},
               {TAKE, 299990, 4},
               {TAKE, 300000, 1},
               {LEFT, 300000, 5},
               {TELL_LATE, 300010, 5, 300},
               {LEFT, 300010, 6}}},
    {"the pending requests of a killed program keep their places for two windows", HTTP_READ, 10,
     300,
     .steps = {{TAKE, 0, 1},
               {TELL, 0, 9, 300},
               {TAKE, 0, 4},
               {TAKE, 300000, 1},
               {LEFT, 300000, 5},
               {ANSWER, 300000},
               {TAKE, 600000, 1},
               {LEFT, 600000, 9}}},
    {"Trakt's window begins earlier than we estimate", HTTP_READ, 10, 300,
     .steps = {{TAKE, 0, 1},
               {TELL, 900, 9, 300},
               {TAKE, 300100, 3},
               {TELL, 300200, 9, 600},
               {LEFT, 300200, 7}}},
    {"the very first request is sent alone", HTTP_READ, 10, 300, .is_first = true,
     .steps = {{TAKE, 0, 1},
               {REFUSE, 0, PACE_LOOK_MS},
               {REFUSE, 990, 10},
               {TELL, 990, 3, 300},
               {TAKE, 990, 3},
               {REFUSE, 990, 300000}}},
    {"the very first request does not arrive", HTTP_READ, .is_first = true,
     .steps = {{TAKE, 0, 1}, {UNSENT, 20}, {TAKE, 20, 6}}},
    {"the very first answer has no rate headers", HTTP_READ, .is_first = true,
     .steps = {{TAKE, 0, 1}, {ANSWER, 20}, {TAKE, 20, 6}}},
    {"after a second without an answer, the others are sent", HTTP_READ, .is_first = true,
     .steps = {{TAKE, 0, 1}, {REFUSE, 999, 1}, {TAKE, 1000, 6}}},
    {"a 429 delays all requests, even if there is room", HTTP_READ,
     .steps = {{TAKE, 0, 1}, {HOLD, 0, 7500}, {REFUSE, 0, 7500}, {TAKE, 7500, 1}}},
    {"a 429 does not delay requests for a day", HTTP_READ,
     .steps = {{HOLD, 0, 86400000}, {REFUSE, 0, PACE_MOST_HOLD_MS}}},
};

/* Plays one step. Describes the difference from the expected result for the message. */
static void play(const struct story *story, const struct step *step, struct pace *pace)
{
    int64_t now = BEGIN_MS + step->at_ms;
    bool write = story->bucket == HTTP_WRITE;
    int64_t date = story->no_date ? -1 : BEGIN_S + story->skew_s + step->at_ms / 1000;
    int64_t serial = pace->serial - (step->act == LATE || step->act == TELL_LATE);
    const struct http_rate rate = {
        .bucket = story->bucket,
        .limit = story->limit ? story->limit
                 : write      ? 1
                              : 500,
        .period_s = story->period_s ? story->period_s
                    : write         ? 1
                                    : 300,
        .remaining = step->number,
        .until_s = BEGIN_S + step->until_s + (story->no_date ? 0 : story->skew_s),
    };

    switch (step->act) {
    case END:
        return;
    case TAKE:
        for (int64_t i = 0; i < step->number; i++)
            cr_expect_eq(pace_take(pace, story->bucket, now), 0, "%s: at %lld", story->what,
                         (long long)step->at_ms);
        return;
    case REFUSE:
        cr_expect_eq(pace_take(pace, story->bucket, now), step->number, "%s: at %lld: %lld",
                     story->what, (long long)step->at_ms,
                     (long long)pace_take(pace, story->bucket, now));
        return;
    case ANSWER:
    case LATE:
        pace_answered(pace, serial);
        return;
    case UNSENT:
        pace_unsent(pace, serial);
        return;
    case TELL:
    case TELL_LATE:
        pace_answered(pace, serial);
        pace_reported(pace, serial, &rate, date, now);
        return;
    case HOLD:
        pace_hold(pace, now, step->number);
        return;
    case LEFT:
        cr_expect_eq(pace->left, step->number, "%s: at %lld: %lld", story->what,
                     (long long)step->at_ms, (long long)pace->left);
        return;
    }
}

Test(pace, follows_each_sequence)
{
    for (size_t i = 0; i < sizeof stories / sizeof *stories; i++) {
        struct pace pace = pace_start(stories[i].bucket);

        pace.serial = !stories[i].is_first;
        for (int k = 0; k < MOST_STEPS && stories[i].steps[k].act != END; k++)
            play(&stories[i], &stories[i].steps[k], &pace);
    }
}

/* A pseudo-random generator with the same numbers on every system. */
static uint32_t draw(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

/* Trakt's behaviour: a window begins with its first request. */
struct server {
    int64_t begin_ms, used, limit, period_ms, refused;
};

static struct http_rate serve(struct server *server, int64_t now)
{
    if (now - server->begin_ms >= server->period_ms) {
        server->begin_ms = now;
        server->used = 0;
    }
    if (server->used < server->limit)
        server->used++;
    else
        server->refused++;
    return (struct http_rate){.bucket = HTTP_READ,
                              .limit = server->limit,
                              .remaining = server->limit - server->used,
                              .period_s = server->period_ms / 1000,
                              .until_s = (server->begin_ms + server->period_ms) / 1000};
}

enum { FLYING = 6 };

/* Requests with any latency, in any order: Trakt never refuses one, and no window is wasted. */
static void fly(uint32_t seed)
{
    struct server server = {.limit = 10, .period_ms = 20000};
    struct pace pace = pace_start(HTTP_READ);
    struct {
        int64_t arrives, lands, serial, date_s;
        struct http_rate rate;
        bool flies, arrived;
    } all[FLYING] = {0};
    int64_t now = BEGIN_MS, gone = 0;

    for (; now < BEGIN_MS + 400000; now++) {
        for (int i = 0; i < FLYING; i++) {
            if (!all[i].flies && pace_take(&pace, HTTP_READ, now) == 0) {
                all[i].arrives = now + draw(&seed) % 200;
                all[i].lands = all[i].arrives + draw(&seed) % 800;
                all[i].serial = pace.serial;
                all[i].flies = true;
                all[i].arrived = false;
                gone++;
            }
            if (all[i].flies && !all[i].arrived && now >= all[i].arrives) {
                all[i].rate = serve(&server, now);
                all[i].date_s = now / 1000;
                all[i].arrived = true;
            }
            if (all[i].flies && all[i].arrived && now >= all[i].lands) {
                pace_answered(&pace, all[i].serial);
                pace_reported(&pace, all[i].serial, &all[i].rate, all[i].date_s, now);
                all[i].flies = false;
            }
        }
    }
    cr_expect_eq(server.refused, 0, "seed %u: %lld refused", seed, (long long)server.refused);
    cr_expect_geq(gone, 180, "seed %u: %lld of 200 sent", seed, (long long)gone);
}

Test(pace, is_never_refused_and_wastes_nothing)
{
    for (uint32_t seed = 1; seed <= 20; seed++)
        fly(seed);
}

Test(pace, corrects_impossible_numbers)
{
    static const int64_t odd[] = {INT64_MIN, -1, INT64_MAX};

    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        int64_t n = odd[i];
        struct pace pace = {n, n, n, n, n, n, n, n, n, n, n, n};

        int64_t now = BEGIN_MS, wait = 1;

        pace_mend(&pace, now);
        for (int tries = 0; tries < 4 && wait; tries++, now += wait) {
            wait = pace_take(&pace, HTTP_READ, now);
            cr_expect(wait >= 0 && wait <= PACE_MOST_HOLD_MS, "%lld: %lld", (long long)n,
                      (long long)wait);
        }
        cr_expect_eq(wait, 0, "%lld", (long long)n);
    }
}

Test(pace, survives_a_clock_that_is_set_back)
{
    struct pace pace = pace_start(HTTP_WRITE);

    cr_expect_eq(pace_take(&pace, HTTP_WRITE, BEGIN_MS), 0);
    pace_mend(&pace, BEGIN_MS - 86400000);
    cr_expect_eq(pace_take(&pace, HTTP_WRITE, BEGIN_MS - 86400000), PACE_WRITE_GAP_MS);
}
