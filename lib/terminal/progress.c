/* Sums up the numbers of the programs in a pipeline, and makes the progress line. The line consists
 * of pieces, each of which has several lengths. The least important piece is shortened first, until
 * all pieces fit. */
#include "terminal/progress.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/text.h"

/* --- The sum --- */

struct sum {
    bool is_there, is_live, is_total_known;
    int64_t done, total, per_1000_s;
};

/* Returns `number`, or 0 if it is impossible: the numbers come from a file. */
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

/* Returns the stage that the other stages wait for; -1 if there is no program. */
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

/* Replaces the wait in `p` by the program's wait, if the program waits longer. */
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

/* Returns the minute of the day, in local time, `in_ms` milliseconds from now. */
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

/* --- The line --- */

enum { LINE_MAX_BYTES = 4096, A_DAY_S = 86400, MOST_DAYS = 1000 };

/* The pieces in the order of the line. */
enum piece { COUNT, THROUGH, RATE, LEFT, REQUESTS, WAIT, PIECES };

enum length { LONG, SHORT, TINY, GONE };

void progress_add_duration(struct buf *out, double seconds)
{
    if (seconds < 90)
        buf_printf(out, "%.0f s", seconds);
    else if (seconds < 90.0 * 60)
        buf_printf(out, "%.0f min", seconds / 60);
    else if (seconds < 48.0 * 3600)
        buf_printf(out, "%.1f h", seconds / 3600);
    else if (seconds < (double)MOST_DAYS * A_DAY_S)
        buf_printf(out, "%.1f days", seconds / A_DAY_S);
    else
        buf_puts(out, "very long");
}

/* Adds `words`, parts separated by commas. LONG adds all parts, SHORT the first two, any other
 * length the first. */
static void add_words(struct buf *out, const char *words, enum length length)
{
    const char *end = words;

    for (int i = length == SHORT ? 2 : 1; length != LONG && i > 0 && *end; i--)
        end += strcspn(end + 1, ",") + 1;
    char *some = length == LONG ? cvi_strdup(words) : cvi_strndup(words, (size_t)(end - words));
    text_show(out, some);
    free(some);
}

static void add_count(struct buf *out, const struct progress *p, enum length length)
{
    if (p->words) {
        add_words(out, p->words, length);
        return;
    }
    buf_printf(out, "%" PRId64, p->done);
    if (p->total != PROGRESS_UNKNOWN)
        buf_printf(out, length == TINY ? "/%" PRId64 : " of %" PRId64, p->total);
    if (length != TINY)
        buf_puts(out, p->done == 1 && p->total == PROGRESS_UNKNOWN ? " file" : " files");
    if (length == LONG && p->verb)
        buf_printf(out, " %s", p->verb);
}

static void add_through(struct buf *out, const struct progress *p, enum length length)
{
    if (length == LONG && p->through != PROGRESS_UNKNOWN && (p->words || p->through != p->done))
        buf_printf(out, "%" PRId64 " done", p->through);
}

/* Adds the rate per second; if that is below 1, per minute; if that is below 1, per hour. */
static void add_rate(struct buf *out, const struct progress *p, enum length length)
{
    int64_t rate = p->per_1000_s;

    if (length != LONG || rate <= 0 || p->words)
        return;
    if (rate >= 1000)
        buf_printf(out, "%" PRId64 "/s", (rate + 500) / 1000);
    else if (rate * 60 >= 1000)
        buf_printf(out, "%" PRId64 "/min", (rate * 60 + 500) / 1000);
    else
        buf_printf(out, "%" PRId64 "/h", (rate * 3600 + 500) / 1000);
}

static void add_left(struct buf *out, const struct progress *p, enum length length)
{
    if (length == GONE || p->left_ms < 0)
        return;
    progress_add_duration(out, (double)p->left_ms / 1000);
    buf_puts(out, " left");
}

static void add_requests(struct buf *out, const struct progress *p, enum length length)
{
    if (length != LONG || p->requests <= 0)
        return;
    buf_printf(out, "%" PRId64 " request%s", p->requests, p->requests == 1 ? "" : "s");
}

static const char *const wait_words[PROGRESS_WAITS] = {
    [PROGRESS_PACE] = "for the rate limit",
    [PROGRESS_LIMIT] = "at Trakt's request",
    [PROGRESS_TROUBLE] = "after HTTP",
    [PROGRESS_NETWORK] = "for the network",
};

static void add_wait(struct buf *out, const struct progress *p, enum length length)
{
    int64_t seconds = (p->wait_ms + 999) / 1000;

    if (p->wait <= PROGRESS_GOES_ON || p->wait >= PROGRESS_WAITS || p->wait_ms <= 0)
        return;
    buf_puts(out, "waiting ");
    if (seconds < 600)
        buf_printf(out, "%" PRId64 " s", seconds);
    else
        progress_add_duration(out, (double)seconds);
    if (length == TINY || length == GONE)
        return;
    buf_printf(out, " %s", wait_words[p->wait]);
    if (p->wait == PROGRESS_TROUBLE)
        buf_printf(out, " %d", p->status);
    if (length == LONG && seconds >= 60)
        buf_printf(out, " (until %02d:%02d)", p->until_minute / 60, p->until_minute % 60);
}

/* clang-format off */
static void (*const adders[PIECES])(struct buf *, const struct progress *, enum length) = {
    [COUNT]    = add_count,
    [THROUGH]  = add_through,
    [RATE]     = add_rate,
    [LEFT]     = add_left,
    [REQUESTS] = add_requests,
    [WAIT]     = add_wait,
};

/* Pieces are shortened in this order until the line fits. */
static const struct {
    enum piece piece;
    enum length length;
} cuts[] = {
    {RATE,     GONE},
    {WAIT,     SHORT},
    {THROUGH,  GONE},
    {REQUESTS, GONE},
    {COUNT,    SHORT},
    {WAIT,     TINY},
    {COUNT,    TINY},
    {LEFT,     GONE},
};
/* clang-format on */

static void write_line(struct buf *out, const struct progress *p, const enum length *lengths)
{
    for (int i = 0; i < PIECES; i++) {
        size_t before = out->len;

        if (before)
            buf_puts(out, ", ");
        size_t start = out->len;
        adders[i](out, p, lengths[i]);
        if (out->len == start) { /* the piece is empty */
            out->len = before;
            if (out->at)
                out->at[before] = '\0';
        }
    }
}

char *progress_line(const struct progress *p, size_t columns)
{
    enum length lengths[PIECES] = {LONG, LONG, LONG, LONG, LONG, LONG};
    struct buf out = BUF_INIT(LINE_MAX_BYTES), cut = BUF_INIT(LINE_MAX_BYTES);

    write_line(&out, p, lengths);
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        if (text_width(buf_text(&out)) <= columns)
            return buf_detach(&out);
        lengths[cuts[i].piece] = cuts[i].length;
        buf_clear(&out);
        write_line(&out, p, lengths);
    }
    if (text_width(buf_text(&out)) <= columns)
        return buf_detach(&out);
    text_fit(&cut, buf_text(&out), columns);
    buf_release(&out);
    return buf_detach(&cut);
}

/* --- The pace --- */

int64_t progress_pace_note(struct progress_pace *pace, int64_t now_ms, int64_t done)
{
    size_t newest = (pace->next + PROGRESS_SAMPLES - 1) % PROGRESS_SAMPLES;
    size_t oldest = pace->count < PROGRESS_SAMPLES ? 0 : pace->next;

    if (!pace->count || now_ms - pace->samples[newest].at_ms >= PROGRESS_SAMPLE_MS) {
        pace->samples[pace->next].at_ms = now_ms;
        pace->samples[pace->next].done = done;
        pace->next = (pace->next + 1) % PROGRESS_SAMPLES;
        pace->count += pace->count < PROGRESS_SAMPLES;
        oldest = pace->count < PROGRESS_SAMPLES ? 0 : pace->next;
    }
    int64_t elapsed_ms = now_ms - pace->samples[oldest].at_ms;
    int64_t more = done - pace->samples[oldest].done;
    if (elapsed_ms < 1000 || more <= 0)
        return 0;
    return (int64_t)((double)more * 1e6 / (double)elapsed_ms);
}
