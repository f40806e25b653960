/* Reads boxes of an ISO-BMFF file: one box, the next child, and the rule for a box's code. */
#include "walk/mp4_parts.h"

bool mp4_box(struct walker *w, uint64_t at, uint64_t limit, struct mp4_box *box)
{
    const unsigned char *head = walker_at(w, at, 8);

    if (!head || !walker_step(w))
        return false;
    uint64_t size = be32(head);
    *box = (struct mp4_box){.start = at, .body = at + 8, .code = be32(head + 4)};
    for (int i = 0; i < 4; i++)
        box->type[i] = head[4 + i];
    if (size == 1 && limit - at >= 16) {
        head = walker_at(w, at, 16);
        if (!head)
            return false;
        size = be64(head + 8);
        box->body = at + 16;
    }
    box->to_end = size == 0;
    box->end = size == 0 ? limit : walker_sum(at, size);
    return true;
}

bool mp4_child(struct mp4 *m, uint64_t *at, uint64_t end, struct mp4_box *box)
{
    char name[5];

    /* If fewer bytes than a header remain, they are padding, or the zero that ends a QuickTime
     * list. */
    if (*at >= end || end - *at < 8 || !mp4_box(m->w, *at, end, box))
        return false;
    if (box->to_end) {
        if (end - *at > 16)
            walker_blame(m->w, FINDING_BAD_STRUCTURE, *at, "a box of size 0 inside another box");
        return false;
    }
    if (box->end < box->body) {
        walker_blame(m->w, FINDING_BAD_STRUCTURE, *at, "a box is smaller than its header");
        return false;
    }
    if (box->end > end) {
        walker_blame(m->w, FINDING_OUT_OF_BOUNDS, *at, "box '%s' ends past the end of its parent",
                     walker_fourcc(box->type, name));
        return false;
    }
    *at = box->end;
    return true;
}

bool mp4_quiet_child(struct mp4 *m, uint64_t *at, uint64_t end, struct mp4_box *box)
{
    if (*at >= end || end - *at < 8 || !mp4_box(m->w, *at, end, box) || box->to_end ||
        box->end < box->body || box->end > end)
        return false;
    *at = box->end;
    return true;
}

const unsigned char *mp4_quiet_body(struct mp4 *m, const struct mp4_box *box, size_t len)
{
    return box->end - box->body >= len ? walker_at(m->w, box->body, len) : NULL;
}

const struct mp4_rule *mp4_rule(const struct mp4_rule *rules, size_t count, uint32_t code)
{
    for (size_t i = 0; i < count; i++)
        if (rules[i].code == code)
            return &rules[i];
    return NULL;
}
