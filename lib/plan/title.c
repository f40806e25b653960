/* What is known of titles, beside the roster. */
#include "plan/parts.h"

struct plan_title *plan_title_at(struct plan *p, size_t place)
{
    size_t room = p->title_room;

    if (place < room)
        return &p->titles[place];
    p->title_room = place < 256 ? 512 : place * 2;
    p->titles = cvi_realloc(p->titles, p->title_room * sizeof *p->titles);
    for (size_t i = room; i < p->title_room; i++)
        p->titles[i] = (struct plan_title){.year = RECORD_NONE};
    return &p->titles[place];
}
