/* Splits a failed batch into halves, and splits parts that fail again. The parts are a stack; the
 * next part is on top. */
#include "add/split.h"

static size_t *top_of(struct add_split *s)
{
    return &s->parts[s->part_count - 1];
}

/* Splits the next part in two. If the sizes differ, the smaller part is sent first. */
static void halve(struct add_split *s)
{
    size_t half = *top_of(s) / 2;

    *top_of(s) -= half;
    s->parts[s->part_count++] = half;
}

/* Removes a finished part. After the last part of a batch, limits later requests to the largest
 * size that worked, unless a single title was the cause. */
static void pop(struct add_split *s)
{
    if (!s->part_count || --s->part_count)
        return;
    if (s->worked && !s->culprit)
        s->most = s->worked;
}

static size_t least(size_t one, size_t other)
{
    return one < other ? one : other;
}

size_t add_split_next(struct add_split *s, size_t queued, size_t most)
{
    while (s->part_count && s->too_large && *top_of(s) >= s->too_large && *top_of(s) > 1)
        halve(s);
    if (s->part_count)
        return *top_of(s);
    if (s->most)
        most = least(most, s->most);
    if (s->too_large > 1)
        most = least(most, s->too_large / 2);
    return least(queued, most);
}

size_t add_split_left(const struct add_split *s)
{
    size_t left = 0;

    for (size_t i = 0; i < s->part_count; i++)
        left += s->parts[i];
    return left;
}

void add_split_worked(struct add_split *s, size_t count)
{
    s->in_vain = 0;
    s->works = true;
    if (s->part_count && count > s->worked)
        s->worked = count;
    pop(s);
}

void add_split_ended(struct add_split *s)
{
    pop(s);
}

enum add_split_verdict add_split_failed(struct add_split *s, size_t count, bool too_large)
{
    s->in_vain++;
    if (too_large && (!s->too_large || count < s->too_large))
        s->too_large = count;
    if (count == 1) {
        s->culprit = true;
        s->too_large = 0; /* the size is not the cause */
    }
    if (s->in_vain >= SPLIT_MOST_IN_VAIN)
        return SPLIT_GIVE_UP;
    if (count == 1) {
        pop(s);
        return SPLIT_FAILED;
    }
    if (!s->part_count) {
        s->parts[s->part_count++] = count;
        s->worked = 0;
        s->culprit = false;
    }
    halve(s);
    return SPLIT_AGAIN;
}

void add_split_repeat(struct add_split *s)
{
    s->parts[s->part_count++] = 1;
}

/* Titles that are refused while others are accepted are at fault. If every title of a batch is
 * refused even when sent alone, the server refuses everything. */
bool add_split_blames_titles(const struct add_split *s, size_t count)
{
    return s->works && (!s->in_vain || count == 1 || s->worked);
}

void add_split_drop(struct add_split *s)
{
    s->part_count = 0;
}
