/* Converts the body of a request to items. */
#include "order.h"

#include "base.h"

#include <stdlib.h>
#include <string.h>

const struct order_name order_names[GROUPS] = {[MOVIES] = {"movies", "movie"},
                                               [SHOWS] = {"shows", "show"},
                                               [SEASONS] = {"seasons", "season"},
                                               [EPISODES] = {"episodes", "episode"},
                                               [PEOPLE] = {"people", "person"}};

enum group order_group(const struct item *item)
{
    if (item->episode >= 0)
        return EPISODES;
    if (item->season >= 0)
        return SEASONS;
    return item->title->is_show ? SHOWS : MOVIES;
}

/* Returns the title an object of the body names: by any id of the right type, or by title and year
 * together. An id of the wrong JSON type is ignored. */
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

static void order_item(struct order *order, const struct title *title, int season, int episode,
                       const json_t *object)
{
    order->items = base_grow_take(order->items, order->count, sizeof *order->items);
    order->said = base_grow_take(order->said, order->count, sizeof *order->said);
    order->said[order->count] = object;
    order->items[order->count++] =
        (struct item){.title = title, .season = season, .episode = episode};
}

static int number_of(const json_t *object)
{
    json_int_t number = json_integer_value(json_object_get(object, "number"));

    return number >= 0 && number < ORDER_NUMBERS ? (int)number : 0;
}

/* Adds the parts of a show with "seasons": those seasons or episodes. An empty array adds nothing,
 * without an error (trakt-api#201). */
static void order_parts(struct order *order, const struct title *title, const json_t *seasons)
{
    size_t i, j;
    const json_t *season, *episode;

    json_array_foreach(seasons, i, season)
    {
        const json_t *episodes = json_object_get(season, "episodes");
        if (!episodes)
            order_item(order, title, number_of(season), -1, season);
        json_array_foreach(episodes, j, episode)
        {
            order_item(order, title, number_of(season), number_of(episode), episode);
        }
    }
}

/* Returns a season or an episode by the id that was made from its show's. */
static bool order_part_by_id(struct order *order, const struct catalog *catalog, enum group group,
                             const json_t *object)
{
    long long id = json_integer_value(json_object_get(json_object_get(object, "ids"), "trakt"));
    long long scale = group == SEASONS ? ORDER_SEASON_SCALE : ORDER_EPISODE_SCALE;
    char *show = cvi_format("%lld", id / scale);
    const struct title *title = id > 0 ? catalog_find(catalog, "trakt", true, show) : NULL;

    free(show);
    if (title && group == SEASONS)
        order_item(order, title, (int)(id % ORDER_SEASON_SCALE), -1, object);
    else if (title)
        order_item(order, title, (int)(id % scale / ORDER_NUMBERS), (int)(id % ORDER_NUMBERS),
                   object);
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
            order_item(order, title, -1, -1, object);
        if (title)
            return;
    } else if (group != PEOPLE && order_part_by_id(order, catalog, group, object)) {
        return;
    }
    json_array_append(json_object_get(order->not_found, order_names[group].plural), object);
}

bool order_read(struct order *order, const struct catalog *catalog, const json_t *body)
{
    size_t i;
    json_t *object;

    *order = (struct order){.not_found = json_object()};
    for (int group = 0; group < GROUPS; group++)
        json_object_set_new(order->not_found, order_names[group].plural, json_array());
    for (int group = 0; group < GROUPS; group++) {
        const json_t *objects = json_object_get(body, order_names[group].plural);
        if (objects && !json_is_array(objects))
            return false;
        json_array_foreach(objects, i, object)
        {
            order_object(order, catalog, (enum group)group, object);
        }
    }
    return json_is_object(body);
}

void order_release(struct order *order)
{
    free(order->items);
    free(order->said);
    json_decref(order->not_found);
}

json_t *order_counts(const unsigned count[GROUPS])
{
    json_t *object = json_object();

    for (int i = 0; i < GROUPS; i++)
        json_object_set_new(object, order_names[i].plural, json_integer(count[i]));
    return object;
}
