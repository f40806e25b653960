/* The numbers of a pipe's programs, made those of one run. */
#include "terminal/progress.h"

#include <time.h>

#include "base/clock.h"

/* What programs of the same kind tell together. */
struct sum {
    bool is_there, is_live, is_total_known;
    int64_t done, total, per_1000_s;
};

/* What cannot be is 0: the numbers come out of a file. */
static int64_t sane(int64_t number)
{
    return number < 0 || number > (int64_t)1 << 52 ? 0 : number;
}

static void add_post(struct sum *sum, const struct progress_post *post)
{
    if (!sum->is_there)
        sum->is_total_known = true;
    sum->is_there = true;
    sum->is_live = sum->is_live || !post->over;
    sum->is_total_known = sum->is_total_known && post->total >= 0;
    sum->done += sane(post->done);
    sum->total += sane(post->total);
    if (!post->over)
        sum->per_1000_s += sane(post->per_1000_s);
}

static bool is_finished(const struct sum *sum)
{
    return !sum->is_live || (sum->is_total_known && sum->done >= sum->total);
}

/* Which kind of program the others wait for. */
static int slowest_of(const struct sum *sums)
{
    int last = -1;

    for (int i = PROGRESS_MATCH; i <= PROGRESS_ADD; i++) {
        if (sums[i].is_there)
            last = i;
        if (sums[i].is_there && !is_finished(&sums[i]))
            return i;
    }
    for (int i = 0; last < 0 && i < PROGRESS_STAGES; i++)
        last = sums[i].is_there ? i : last;
    for (int i = 0; i < PROGRESS_STAGES && last < PROGRESS_MATCH; i++)
        last = sums[i].is_live ? i : last;
    return last;
}

/* The wait that ends last. */
static void take_wait(struct progress *p, const struct progress_post *post, int64_t now_ms)
{
    int64_t wait_ms = post->wait_until_ms - now_ms;

    if (post->over || post->wait <= PROGRESS_GOES_ON || post->wait >= PROGRESS_WAITS ||
        wait_ms <= p->wait_ms || wait_ms > (int64_t)1 << 40)
        return;
    p->wait = (enum progress_wait)post->wait;
    p->status = (int)(post->wait_status % 1000);
    p->wait_ms = wait_ms;
}

/* The minute of the day in so many milliseconds, here. */
static int minute_of_day(int64_t in_ms)
{
    time_t then = (time_t)((clock_now_ms() + in_ms) / 1000);
    struct tm here;

    return localtime_r(&then, &here) ? here.tm_hour * 60 + here.tm_min : 0;
}

static int64_t time_left(const struct progress *p)
{
    double left_ms;

    if (p->total == PROGRESS_UNKNOWN || p->per_1000_s <= 0 || p->done >= p->total)
        return PROGRESS_UNKNOWN;
    left_ms = (double)(p->total - p->done) * 1e6 / (double)p->per_1000_s;
    return left_ms < (double)p->wait_ms ? p->wait_ms : (int64_t)left_ms;
}

static void count(struct progress *p, const struct sum *sums)
{
    int slowest = slowest_of(sums), last = slowest;

    if (slowest < 0)
        return;
    p->done = sums[slowest].done;
    p->per_1000_s = sums[slowest].per_1000_s;
    for (int i = slowest; i < PROGRESS_STAGES; i++) {
        if (!sums[i].is_there)
            continue;
        last = i;
        if (p->total == PROGRESS_UNKNOWN && sums[i].is_total_known)
            p->total = sums[i].total;
    }
    if (p->total != PROGRESS_UNKNOWN && p->total < p->done)
        p->total = p->done;
    if (last != slowest)
        p->through = sums[last].done;
    if (slowest == PROGRESS_MATCH && last != slowest)
        p->verb = "matched";
}

struct progress progress_sum(const struct progress_post *posts, size_t count_of, int64_t group,
                             int64_t now_ms)
{
    struct progress p = {.total = PROGRESS_UNKNOWN, .through = PROGRESS_UNKNOWN};
    struct sum sums[PROGRESS_STAGES] = {0};
    int64_t words_left_ms = 0;
    int scans = 0;

    for (size_t i = 0; i < count_of; i++) {
        const struct progress_post *post = &posts[i];

        if (post->group != group || post->stage < 0 || post->stage >= PROGRESS_STAGES)
            continue;
        add_post(&sums[post->stage], post);
        p.requests += sane(post->requests);
        take_wait(&p, post, now_ms);
        if (!post->over && post->words[0]) {
            p.words = scans++ ? NULL : post->words;
            words_left_ms = sane(post->left_ms);
        }
    }
    count(&p, sums);
    if (p.wait_ms)
        p.until_minute = minute_of_day(p.wait_ms);
    p.left_ms = !p.words ? time_left(&p) : words_left_ms ? words_left_ms : PROGRESS_UNKNOWN;
    return p;
}

struct progress_wishes progress_wishes(const struct progress_post *posts, const bool *is_live,
                                       size_t count_of, int64_t group)
{
    struct progress_wishes w = {0};

    for (size_t i = 0; i < count_of; i++) {
        const struct progress_post *post = &posts[i];

        w.is_held = w.is_held || (is_live[i] && post->holds);
        if (post->group != group)
            continue;
        w.never = w.never || post->never;
        w.always = w.always || post->always;
        w.has_end = w.has_end || post->is_end;
        w.waits = w.waits || (is_live[i] && post->wait != PROGRESS_GOES_ON);
    }
    return w;
}
