/* The items on a list: reading page by page, adding and removing, with Trakt's counts (added,
 * existing, deleted, not_found). */
#include "base.h"
#include "order.h"
#include "sandbox.h"

#include <stdlib.h>
#include <string.h>

static int64_t season_id(const struct item *item)
{
    return item->title->trakt * ORDER_SEASON_SCALE + item->season;
}

static int64_t episode_id(const struct item *item)
{
    return item->title->trakt * ORDER_EPISODE_SCALE + (int64_t)item->season * ORDER_NUMBERS +
           item->episode;
}

json_t *items_episode(const struct item *item)
{
    return json_pack("{s:i, s:i, s:n, s:{s:I}}", "season", item->season, "number", item->episode,
                     "title", "ids", "trakt", (json_int_t)episode_id(item));
}

static json_t *item_json(const struct item *item, size_t rank, bool full)
{
    enum group group = order_group(item);
    char *time = base_time(item->listed_at, 1);
    json_t *json =
        json_pack("{s:I, s:I, s:s, s:n, s:s}", "rank", (json_int_t)rank, "id", (json_int_t)item->id,
                  "listed_at", time, "notes", "type", order_names[group].singular);

    if (group == SEASONS)
        json_object_set_new(json, "season",
                            json_pack("{s:i, s:{s:I}}", "number", item->season, "ids", "trakt",
                                      (json_int_t)season_id(item)));
    if (group == EPISODES)
        json_object_set_new(json, "episode", items_episode(item));
    json_object_set_new(json, title_type(item->title), title_json(item->title, full));
    free(time);
    return json;
}

struct list *items_list(struct sandbox *sandbox, const struct request *request,
                        struct answer *answer, unsigned *tail)
{
    *tail = 2;
    if (strcmp(request->segments[0], "sync") == 0)
        return sandbox->lists.watchlist;
    *tail = 5;
    if (strcmp(request->segments[2], "watchlist") != 0)
        return lists_wanted(sandbox, request, answer);
    *tail = 3;
    if (strcmp(lists_owner(request), ACCOUNT_NAME) == 0)
        return sandbox->lists.watchlist;
    answer_empty(answer, 404);
    return NULL;
}

/* Returns whether the comma-separated list of types (NULL: all) has the group, in the singular or
 * the plural. */
static bool names_group(const char *types, enum group group)
{
    for (const char *at = types; at; at = strchr(at, ',')) {
        at += *at == ',';
        size_t length = strcspn(at, ",");
        if ((length == strlen(order_names[group].plural) &&
             strncmp(at, order_names[group].plural, length) == 0) ||
            (length == strlen(order_names[group].singular) &&
             strncmp(at, order_names[group].singular, length) == 0))
            return true;
    }
    return !types;
}

static bool is_named(const void *types, const struct item *item)
{
    return names_group(types, order_group(item));
}

static int by_added(const void *one, const void *two)
{
    const struct item *a = *(struct item *const *)one, *b = *(struct item *const *)two;

    return (a->id > b->id) - (a->id < b->id);
}

static int by_title(const void *one, const void *two)
{
    const struct item *a = *(struct item *const *)one, *b = *(struct item *const *)two;
    int order = strcmp(a->title->folded, b->title->folded);

    return order ? order : by_added(one, two);
}

static int by_year(const void *one, const void *two)
{
    const struct item *a = *(struct item *const *)one, *b = *(struct item *const *)two;

    return a->title->year != b->title->year ? a->title->year - b->title->year : by_added(one, two);
}

static const struct {
    const char *name;
    int (*order)(const void *, const void *);
} sorts[] = {{"added", by_added}, {"title", by_title}, {"released", by_year}};

/* Returns the sort order: from the path, otherwise the query, otherwise the default. */
static const char *sorting(const struct request *request, unsigned segment, const char *name,
                           const char *usual)
{
    const char *asked = request_query(request, name);

    if (request->count > segment)
        return request->segments[segment];
    return asked ? asked : usual;
}

void items_get(struct sandbox *sandbox, struct request *request, struct answer *answer)
{
    unsigned tail;
    struct list *list = items_list(sandbox, request, answer, &tail);
    const char *extended = request_query(request, "extended");

    if (!list)
        return;
    const char *types = request->count > tail ? request->segments[tail] : NULL;
    const char *by = sorting(request, tail + 1, "sort_by", "rank");
    const char *how = sorting(request, tail + 2, "sort_how", "asc");
    size_t count;
    struct item **shown = list_read(list, is_named, types, &count);
    json_t *array = json_array();

    for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++)
        if (strcmp(sorts[i].name, by) == 0)
            qsort(shown, count, sizeof(void *), sorts[i].order);
    for (size_t i = 0; i < count; i++) {
        struct item *item = shown[strcmp(how, "desc") == 0 ? count - 1 - i : i];
        json_array_append_new(
            array, item_json(item, list_rank(list, item), extended && strstr(extended, "full")));
    }
    free(shown);
    list_end_read(list);
    answer_header(answer, "X-Sort-By", "%s", by);
    answer_header(answer, "X-Sort-How", "%s", how);
    answer_header(answer, "X-Applied-Sort-By", "%s", by);
    answer_header(answer, "X-Applied-Sort-How", "%s", how);
    answer_page_take(answer, request, array, 100, 250);
}

json_t *items_list_state(const struct list *list)
{
    char *time = base_time(list->updated ? list->updated : list->created, 1);
    json_t *state =
        json_pack("{s:s, s:I}", "updated_at", time, "item_count", (json_int_t)list->count);

    free(time);
    return state;
}

static bool fits(const struct sandbox *sandbox, const struct list *list, const struct order *order)
{
    size_t limit =
        list == sandbox->lists.watchlist ? sandbox->limits.watchlist : sandbox->limits.items;
    size_t fresh = 0;

    for (size_t i = 0; i < order->count; i++)
        fresh += !list_find(list, &order->items[i]);
    return !fresh || list->count + fresh <= limit;
}

void items_add(struct sandbox *sandbox, struct request *request, struct answer *answer)
{
    unsigned tail, added[GROUPS] = {0}, existing[GROUPS] = {0};
    struct list *list = items_list(sandbox, request, answer, &tail);
    struct faults *faults = &sandbox->faults;
    struct order order;

    if (!list)
        return;
    if (!order_read(&order, &sandbox->catalog, request->body)) {
        answer_empty(answer, request->body ? 422 : 400);
    } else if (!fits(sandbox, list, &order)) {
        /* All or nothing: Trakt's behaviour is not documented. */
        answer_empty(answer, 420);
    } else {
        for (size_t i = faults->drop_item; i < order.count; i++) {
            struct item *item = &order.items[i];
            unsigned *count = list_find(list, item) ? existing : added;
            item->hidden = faults->stale_reads;
            count[order_group(item)]++;
            list_add(&sandbox->lists, list, item);
        }
        answer_json_take(answer, 201,
                         json_pack("{s:o, s:o, s:O, s:o}", "added", order_counts(added), "existing",
                                   order_counts(existing), "not_found", order.not_found, "list",
                                   items_list_state(list)));
    }
    order_release(&order);
}

void items_remove(struct sandbox *sandbox, struct request *request, struct answer *answer)
{
    unsigned tail, deleted[GROUPS] = {0};
    struct list *list = items_list(sandbox, request, answer, &tail);
    struct order order;

    if (!list)
        return;
    if (!order_read(&order, &sandbox->catalog, request->body)) {
        answer_empty(answer, request->body ? 422 : 400);
    } else {
        for (size_t i = 0; i < order.count; i++)
            deleted[order_group(&order.items[i])] +=
                list_remove(&sandbox->lists, list, &order.items[i], sandbox->faults.stale_reads);
        answer_json_take(answer, 200,
                         json_pack("{s:o, s:O, s:o}", "deleted", order_counts(deleted), "not_found",
                                   order.not_found, "list", items_list_state(list)));
    }
    order_release(&order);
}
