/* Stores the paths of all files, because the order is known only after the last file is found. A
 * path takes about a hundred bytes. */
#include "scan/queue.h"

#include <stdlib.h>

struct scan_queued {
    char *path;
    int64_t last;
    size_t number; /* the order in which files were added, because qsort(3) is not stable */
};

void scan_queue_add_take(struct scan_queue *q, char *path, int64_t last)
{
    if (q->count == q->room) {
        q->room = q->room ? q->room * 2 : 64;
        q->at = cvi_realloc(q->at, q->room * sizeof *q->at);
    }
    q->at[q->count] = (struct scan_queued){.path = path, .last = last, .number = q->count};
    q->count++;
}

static int by_age(const void *one, const void *other)
{
    const struct scan_queued *a = one, *b = other;

    if (a->last != b->last)
        return a->last < b->last ? -1 : 1;
    return a->number < b->number ? -1 : 1;
}

char *scan_queue_next(struct scan_queue *q)
{
    if (!q->sorted && q->count)
        qsort(q->at, q->count, sizeof *q->at, by_age);
    q->sorted = true;
    return q->next < q->count ? q->at[q->next++].path : NULL;
}

void scan_queue_release(struct scan_queue *q)
{
    for (size_t i = q->next; i < q->count; i++)
        free(q->at[i].path);
    free(q->at);
    *q = (struct scan_queue){0};
}
