/* What is on a list: reading it page by page, adding to it and taking away, with the accounting
 * (added, existing, deleted, not_found) that Trakt gives. */
#include "base.h"
#include "sandbox.h"

#include <stdlib.h>
#include <string.h>

enum group { MOVIES, SHOWS, SEASONS, EPISODES, PEOPLE, GROUPS };

static const struct {
    const char *plural, *singular;
} names[GROUPS] = {[MOVIES] = {"movies", "movie"},
                   [SHOWS] = {"shows", "show"},
                   [SEASONS] = {"seasons", "season"},
                   [EPISODES] = {"episodes", "episode"},
                   [PEOPLE] = {"people", "person"}};

/* What one body comes to. */
struct order {
    struct item *items;
    size_t count;
    json_t *not_found;
};

static enum group group_of(const struct item *item)
{
    if (item->episode >= 0)
        return EPISODES;
    if (item->season >= 0)
        return SEASONS;
    return item->title->is_show ? SHOWS : MOVIES;
}

/* Seasons and episodes are not in the catalogue: any number exists, and their ids are made from the
 * show's. */
enum { SEASON_SCALE = 10000, EPISODE_SCALE = 100000000, NUMBERS = 10000 };

static int64_t season_id(const struct item *item)
{
    return item->title->trakt * SEASON_SCALE + item->season;
}

static int64_t episode_id(const struct item *item)
{
    return item->title->trakt * EPISODE_SCALE + (int64_t)item->season * NUMBERS + item->episode;
}

json_t *items_episode(const struct item *item)
{
    return json_pack("{s:i, s:i, s:n, s:{s:I}}", "season", item->season, "number", item->episode,
                     "title", "ids", "trakt", (json_int_t)episode_id(item));
}

static json_t *item_json(const struct item *item, size_t rank, bool full)
{
    enum group group = group_of(item);
    char *time = base_time(item->listed_at, 1);
    json_t *json =
        json_pack("{s:I, s:I, s:s, s:n, s:s}", "rank", (json_int_t)rank, "id", (json_int_t)item->id,
                  "listed_at", time, "notes", "type", names[group].singular);

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

/* Does the comma list of types (NULL: all) name the group, in the singular or the plural? */
static bool names_group(const char *types, enum group group)
{
    for (const char *at = types; at; at = strchr(at, ',')) {
        at += *at == ',';
        size_t length = strcspn(at, ",");
        if ((length == strlen(names[group].plural) &&
             strncmp(at, names[group].plural, length) == 0) ||
            (length == strlen(names[group].singular) &&
             strncmp(at, names[group].singular, length) == 0))
            return true;
    }
    return !types;
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

/* How to sort: as the path says, else the query, else as ever. */
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
    struct item **shown = cvi_alloc((list->count + 1) * sizeof(void *));
    size_t count = 0;
    json_t *array = json_array();

    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].hidden)
            list->items[i].hidden--;
        else if (names_group(types, group_of(&list->items[i])))
            shown[count++] = &list->items[i];
    }
    for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++)
        if (strcmp(sorts[i].name, by) == 0)
            qsort(shown, count, sizeof(void *), sorts[i].order);
    for (size_t i = 0; i < count; i++) {
        struct item *item = shown[strcmp(how, "desc") == 0 ? count - 1 - i : i];
        json_array_append_new(array, item_json(item, (size_t)(item - list->items) + 1,
                                               extended && strstr(extended, "full")));
    }
    free(shown);
    answer_header(answer, "X-Sort-By", "%s", by);
    answer_header(answer, "X-Sort-How", "%s", how);
    answer_header(answer, "X-Applied-Sort-By", "%s", by);
    answer_header(answer, "X-Applied-Sort-How", "%s", how);
    answer_page_take(answer, request, array, 100, 250);
}

/* The title an object of the body names: by any one id of the right type, or by title and year
 * together. An id of the wrong JSON type is no id. */
static const struct title *title_of(const struct catalog *catalog, bool is_show,
                                    const json_t *object)
{
    static const struct {
        const char *name;
        bool number, show_only;
    } kinds[] = {{"trakt", true, false},
                 {"slug", false, false},
                 {"imdb", false, false},
                 {"tmdb", true, false},
                 {"tvdb", true, true}};
    const json_t *ids = json_object_get(object, "ids");
    const char *name = json_string_value(json_object_get(object, "title"));
    json_int_t year = json_integer_value(json_object_get(object, "year"));

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const json_t *id = json_object_get(ids, kinds[i].name);
        if ((kinds[i].number ? !json_is_integer(id) : !json_is_string(id)) ||
            (kinds[i].show_only && !is_show))
            continue;
        char *text = kinds[i].number ? cvi_format("%lld", (long long)json_integer_value(id))
                                     : cvi_strdup(json_string_value(id));
        const struct title *title = catalog_find(catalog, kinds[i].name, is_show, text);
        free(text);
        if (title)
            return title;
    }
    if (!name || !year)
        return NULL;
    const struct catalog_entry *state = NULL;
    const struct title *title;
    char *folded = text_fold(name);
    while ((title = catalog_next(catalog, "exact", is_show, folded, &state)))
        if (title->year == year)
            break;
    free(folded);
    return title;
}

static void order_item(struct order *order, const struct title *title, int season, int episode)
{
    order->items = base_grow_take(order->items, order->count, sizeof *order->items);
    order->items[order->count++] =
        (struct item){.title = title, .season = season, .episode = episode};
}

static int number_of(const json_t *object)
{
    json_int_t number = json_integer_value(json_object_get(object, "number"));

    return number >= 0 && number < NUMBERS ? (int)number : 0;
}

/* A show with "seasons" stands for those seasons or episodes; with an empty array, for nothing at
 * all, and nothing says so (trakt-api#201). */
static void order_parts(struct order *order, const struct title *title, const json_t *seasons)
{
    size_t i, j;
    const json_t *season, *episode;

    json_array_foreach(seasons, i, season)
    {
        const json_t *episodes = json_object_get(season, "episodes");
        if (!episodes)
            order_item(order, title, number_of(season), -1);
        json_array_foreach(episodes, j, episode)
        {
            order_item(order, title, number_of(season), number_of(episode));
        }
    }
}

/* A season or an episode by the id that was made from its show's. */
static bool order_part_by_id(struct order *order, const struct catalog *catalog, enum group group,
                             const json_t *object)
{
    long long id = json_integer_value(json_object_get(json_object_get(object, "ids"), "trakt"));
    long long scale = group == SEASONS ? SEASON_SCALE : EPISODE_SCALE;
    char *show = cvi_format("%lld", id / scale);
    const struct title *title = id > 0 ? catalog_find(catalog, "trakt", true, show) : NULL;

    free(show);
    if (title && group == SEASONS)
        order_item(order, title, (int)(id % SEASON_SCALE), -1);
    else if (title)
        order_item(order, title, (int)(id % scale / NUMBERS), (int)(id % NUMBERS));
    return title != NULL;
}

static void order_object(struct order *order, const struct catalog *catalog, enum group group,
                         json_t *object)
{
    if (group == MOVIES || group == SHOWS) {
        const struct title *title = title_of(catalog, group == SHOWS, object);
        const json_t *seasons = group == SHOWS ? json_object_get(object, "seasons") : NULL;
        if (title && seasons)
            order_parts(order, title, seasons);
        else if (title)
            order_item(order, title, -1, -1);
        if (title)
            return;
    } else if (group != PEOPLE && order_part_by_id(order, catalog, group, object)) {
        return;
    }
    json_array_append(json_object_get(order->not_found, names[group].plural), object);
}

/* Reads a body; false when it is not one. */
static bool order_read(struct order *order, const struct catalog *catalog, const json_t *body)
{
    size_t i;
    json_t *object;

    *order = (struct order){.not_found = json_object()};
    for (int group = 0; group < GROUPS; group++)
        json_object_set_new(order->not_found, names[group].plural, json_array());
    for (int group = 0; group < GROUPS; group++) {
        const json_t *objects = json_object_get(body, names[group].plural);
        if (objects && !json_is_array(objects))
            return false;
        json_array_foreach(objects, i, object)
        {
            order_object(order, catalog, (enum group)group, object);
        }
    }
    return json_is_object(body);
}

static json_t *counts(const unsigned count[GROUPS])
{
    json_t *object = json_object();

    for (int i = 0; i < GROUPS; i++)
        json_object_set_new(object, names[i].plural, json_integer(count[i]));
    return object;
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
        /* All or nothing: what Trakt does here is nowhere stated. */
        answer_empty(answer, 420);
    } else {
        for (size_t i = faults->drop_item; i < order.count; i++) {
            struct item *item = &order.items[i];
            unsigned *count = list_find(list, item) ? existing : added;
            item->hidden = faults->stale_reads;
            count[group_of(item)]++;
            list_add(&sandbox->lists, list, item);
        }
        answer_json_take(answer, 201,
                         json_pack("{s:o, s:o, s:O, s:o}", "added", counts(added), "existing",
                                   counts(existing), "not_found", order.not_found, "list",
                                   items_list_state(list)));
    }
    free(order.items);
    json_decref(order.not_found);
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
            deleted[group_of(&order.items[i])] +=
                list_remove(&sandbox->lists, list, &order.items[i]);
        answer_json_take(answer, 200,
                         json_pack("{s:o, s:O, s:o}", "deleted", counts(deleted), "not_found",
                                   order.not_found, "list", items_list_state(list)));
    }
    free(order.items);
    json_decref(order.not_found);
}
