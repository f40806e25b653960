/* The order of lists, and of the items of a list: {"rank": [ids...]}. */
#include "base.h"
#include "sandbox.h"

#include <stdlib.h>

/* The two kinds of reordering, lists and items, which have their id in different places. */
struct row {
    size_t count;
    int64_t (*id)(const void *context, size_t i);
    void (*swap)(void *context, size_t i, size_t j);
    void *context;
};

/* Moves the ids of rank to the beginning, in that order; the rest follows unchanged. The caller
 * frees the result. */
static json_t *reorder(const struct row *row, const json_t *rank)
{
    json_t *skipped = json_array(), *id;
    size_t at = 0, place;

    json_array_foreach(rank, place, id)
    {
        size_t found = at;
        while (found < row->count && row->id(row->context, found) != json_integer_value(id))
            found++;
        if (found == row->count) {
            json_array_append(skipped, id);
            continue;
        }
        for (; found > at; found--)
            row->swap(row->context, found, found - 1);
        at++;
    }
    return json_pack("{s:I, s:o}", "updated", (json_int_t)at, "skipped_ids", skipped);
}

/* Returns the ids of the body, or NULL with a 422. Borrowed. */
static const json_t *rank_of(const struct request *request, struct answer *answer)
{
    const json_t *rank = json_object_get(request->body, "rank");

    if (json_is_array(rank))
        return rank;
    answer_empty(answer, 422);
    return NULL;
}

static int64_t list_id(const void *context, size_t i)
{
    return ((const struct lists *)context)->all[i]->id;
}

static void swap_lists(void *context, size_t i, size_t j)
{
    struct lists *lists = context;
    struct list *list = lists->all[i];

    lists->all[i] = lists->all[j];
    lists->all[j] = list;
}

void reorder_lists(struct sandbox *sandbox, struct request *request, struct answer *answer)
{
    const json_t *rank = rank_of(request, answer);
    const struct row row = {sandbox->lists.count, list_id, swap_lists, &sandbox->lists};

    if (rank)
        answer_json_take(answer, 200, reorder(&row, rank));
}

static int64_t item_id(const void *context, size_t i)
{
    return ((const struct list *)context)->items[i].id;
}

static void swap_items(void *context, size_t i, size_t j)
{
    struct list *list = context;
    struct item item = list->items[i];

    list->items[i] = list->items[j];
    list->items[j] = item;
}

void reorder_items(struct sandbox *sandbox, struct request *request, struct answer *answer)
{
    unsigned tail;
    struct list *list = items_list(sandbox, request, answer, &tail);
    const json_t *rank = list ? rank_of(request, answer) : NULL;

    if (!rank)
        return;
    const struct row row = {list->count, item_id, swap_items, list};
    json_t *answered = reorder(&row, rank);
    json_object_set_new(answered, "list", items_list_state(list));
    answer_json_take(answer, 200, answered);
}
