/* Detects missing bytes in a stream of constant rate by its clock values at some places (marks). */
#include "walk/pace.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    LEAST_MARKS = 8,
    MOST_HINTS = 4, /* maximum number of gaps searched for; each search reads a MiB or two */
    /* The rate is not constant if the median deviation is more than 1/STEADY of the mean distance
     * between marks. */
    STEADY = 50,
    CERTAIN = 8,     /* a deviation this many times the median deviation means missing bytes */
    LEAST_GAP = 4096 /* bytes; smaller gaps are not searched for */
};

void walk_pace_add(struct walk_pace *pace, uint64_t at, double s)
{
    if (pace->count < WALKER_WINDOWS)
        pace->marks[pace->count++] = (struct walk_pace_mark){at, s};
}

static int compare(const void *a, const void *b)
{
    const double *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

/* Returns the median of `count` numbers. `count` is 1 to WALKER_WINDOWS. */
static double middle(const double *numbers, unsigned count)
{
    double sorted[WALKER_WINDOWS];

    memcpy(sorted, numbers, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, compare);
    return sorted[count / 2];
}

/* Returns the number of bytes missing between two marks. `rate` is the stream's rate in bytes per
 * second. */
static double missing(const struct walk_pace_mark *from, const struct walk_pace_mark *to,
                      double rate)
{
    return (to->s - from->s) * rate - ((double)to->at - (double)from->at);
}

/* Returns the median rate between neighbouring marks, in bytes per second; 0: not found. */
static double find_rate(const struct walk_pace *pace)
{
    double rates[WALKER_WINDOWS] = {0};

    for (unsigned i = 0; i + 1 < pace->count; i++) {
        double s = pace->marks[i + 1].s - pace->marks[i].s;
        double bytes = (double)pace->marks[i + 1].at - (double)pace->marks[i].at;
        rates[i] = s > 0 && bytes > 0 ? bytes / s : 0;
    }
    return middle(rates, pace->count - 1);
}

/* Returns the number of missing bytes between two marks above which a search is worthwhile; 0: the
 * rate is not constant. */
static double find_least(const struct walk_pace *pace, double rate)
{
    double off[WALKER_WINDOWS] = {0};
    unsigned count = pace->count - 1;
    double distance = ((double)pace->marks[count].at - (double)pace->marks[0].at) / count;

    for (unsigned i = 0; i < count; i++)
        off[i] = fabs(missing(&pace->marks[i], &pace->marks[i + 1], rate));
    double usual = middle(off, count);
    return usual * STEADY < distance ? usual * CERTAIN + LEAST_GAP : 0;
}

/* Finds the place between the marks `first` and `last` where bytes seem to be missing, and checks
 * the packets there. */
static void search(struct walk_pace *pace, const struct walk_pace_mark *first,
                   const struct walk_pace_mark *last, double rate)
{
    enum { NEAR = 1024 };
    double half = missing(first, last, rate) / 2;
    struct walk_pace_mark after = *last;
    uint64_t low = first->at, high = last->at;

    while (high - low > NEAR && !pace->w->stopped) {
        uint64_t between = low + (high - low) / 2;
        struct walk_pace_mark mark;
        if (!pace->clock(pace->self, between, &mark) || mark.at >= after.at) {
            high = between;
        } else if (missing(first, &mark, rate) > half) {
            high = between;
            after = mark;
        } else {
            low = mark.at < high ? mark.at : between;
        }
    }
    if (!pace->w->stopped)
        pace->look(pace->self, low, after.at);
}

void walk_pace_check(struct walk_pace *pace)
{
    double rate = pace->count >= LEAST_MARKS ? find_rate(pace) : 0;
    double least = rate > 0 ? find_least(pace, rate) : 0;
    unsigned hints = 0;

    if (!(least > 0))
        return;
    for (unsigned i = 0; i + 1 < pace->count && hints < MOST_HINTS && !pace->w->stopped; i++)
        if (missing(&pace->marks[i], &pace->marks[i + 1], rate) > least) {
            search(pace, &pace->marks[i], &pace->marks[i + 1], rate);
            hints++;
        }
}
