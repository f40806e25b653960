/* A piece that lies within one feed is not copied. */
#include "extract/excerpt.h"

void excerpt_begin(struct excerpt *excerpt, const char *at)
{
    buf_clear(&excerpt->held);
    excerpt->from = at;
    excerpt->begun = true;
    excerpt->too_long = false;
}

void excerpt_drop(struct excerpt *excerpt)
{
    excerpt->begun = false;
}

void excerpt_save(struct excerpt *excerpt, const char *end)
{
    if (!excerpt->begun || excerpt->too_long || excerpt->from == end)
        return;
    if (!buf_add(&excerpt->held, excerpt->from, (size_t)(end - excerpt->from))) {
        excerpt->too_long = true;
        buf_clear(&excerpt->held);
    }
    excerpt->from = end;
}

void excerpt_feed(struct excerpt *excerpt, const char *at)
{
    excerpt->from = at;
}

bool excerpt_take(struct excerpt *excerpt, const char *end, const char **text, size_t *len)
{
    struct buf *held = &excerpt->held;

    *text = excerpt->from;
    *len = (size_t)(end - excerpt->from);
    excerpt->begun = false;
    if (excerpt->too_long || *len > held->max || held->len > held->max - *len)
        return false;
    if (!held->len)
        return true;
    buf_add(held, *text, *len);
    *text = held->at;
    *len = held->len;
    return true;
}

void excerpt_release(struct excerpt *excerpt)
{
    buf_release(&excerpt->held);
}
