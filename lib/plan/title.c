/* Stores the plan's data on each title, in addition to the roster. */
#include <stdlib.h>

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

static void release_removal(struct plan_removal *removal)
{
    free(removal->name);
    free(removal->listed_at);
    free(removal->filename);
}

void plan_titles_release(struct plan *p)
{
    for (size_t i = 0; i < p->title_room; i++) {
        free(p->titles[i].title);
        free(p->titles[i].filename);
        free(p->titles[i].exact);
    }
    for (size_t i = 0; i < p->removal_count; i++)
        release_removal(&p->removals[i]);
    free(p->titles);
    free(p->removals);
    p->titles = NULL;
    p->removals = NULL;
    p->title_room = p->removal_count = 0;
}
