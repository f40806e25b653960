/* The collection: adding with copies, changing copies, removing, and reading by films, shows or
 * episodes. */
#include "collection.h"

#include "base.h"
#include "http/decide.h"
#include "order.h"
#include "sandbox.h"

#include <stdlib.h>
#include <string.h>

/* --- Copies --- */

/* The members of a copy, and their words; NULL: true or false. */
static const struct {
    const char *name;
    const char *const *words;
} facts[] = {
    {"media_type", (const char *const[]){"digital", "bluray", "hddvd", "dvd", "vcd", "vhs",
                                         "betamax", "laserdisc", NULL}},
    {"resolution", (const char *const[]){"uhd_4k", "hd_1080p", "hd_1080i", "hd_720p", "sd_480p",
                                         "sd_480i", "sd_576p", "sd_576i", NULL}},
    {"hdr", (const char *const[]){"dolby_vision", "hdr10", "hdr10_plus", "hlg", NULL}},
    {"audio", (const char *const[]){"dolby_digital",
                                    "dolby_digital_plus",
                                    "dolby_digital_plus_atmos",
                                    "dolby_truehd",
                                    "dolby_atmos",
                                    "dolby_prologic",
                                    "dts",
                                    "dts_ma",
                                    "dts_hr",
                                    "dts_x",
                                    "auro_3d",
                                    "mp3",
                                    "mp2",
                                    "aac",
                                    "lpcm",
                                    "ogg",
                                    "ogg_opus",
                                    "wma",
                                    "flac",
                                    NULL}},
    {"audio_channels",
     (const char *const[]){"1.0", "2.0", "2.1", "3.0", "3.1", "4.0", "4.1", "5.0", "5.1", "5.1.2",
                           "5.1.4", "6.1", "7.1", "7.1.2", "7.1.4", "9.1", "10.1", NULL}},
    {"3d", NULL},
};
enum { FACTS = sizeof facts / sizeof *facts };
#define COLLECTED_AT "collected_at"

static bool is_word(const char *const *words, const json_t *value)
{
    const char *text = json_string_value(value);

    while (text && *words && strcmp(*words, text) != 0)
        words++;
    return text && *words;
}

static bool is_time(const json_t *value)
{
    const char *text = json_string_value(value);

    return text && (strcmp(text, "released") == 0 || http_read_time(text) >= 0);
}

/* Returns whether Trakt knows all values of an object about its copy. null means not set. */
static bool is_valid(const json_t *said)
{
    const json_t *at = json_object_get(said, COLLECTED_AT);

    if (at && !json_is_null(at) && !is_time(at))
        return false;
    for (size_t i = 0; i < FACTS; i++) {
        const json_t *value = json_object_get(said, facts[i].name);

        if (value && !json_is_null(value) &&
            !(facts[i].words ? is_word(facts[i].words, value) : json_is_boolean(value)))
            return false;
    }
    return true;
}

/* Copies one value. Returns whether it has changed. */
static bool take_fact(json_t *copy, const json_t *said, const char *name)
{
    json_t *value = json_object_get(said, name);
    const json_t *old = json_object_get(copy, name);

    if (!value || json_equal(value, old) || (json_is_null(value) && !old))
        return false;
    json_object_set(copy, name, value);
    return true;
}

/* Copies the values that an object has about the copy. Returns whether one has changed. */
static bool take_facts(json_t *copy, const json_t *said)
{
    bool changed = take_fact(copy, said, COLLECTED_AT);

    for (size_t i = 0; i < FACTS; i++)
        changed |= take_fact(copy, said, facts[i].name);
    return changed;
}

/* --- The contents of a body ------------------------------------------------------------------- */

/* A show in the collection is its episodes. The catalogue does not list them: here, each show has
 * two seasons of ten. */
enum { SHOW_SEASONS = 2, SEASON_EPISODES = 10 };

/* A film or an episode, and its object in the body. */
struct owned {
    struct item item;
    const json_t *said;
};

struct owned_all {
    struct owned *at;
    size_t count;
};

static void append(struct owned_all *all, const struct item *item, const json_t *said)
{
    all->at = base_grow_take(all->at, all->count, sizeof *all->at);
    all->at[all->count++] = (struct owned){.item = *item, .said = said};
}

static void append_season(struct owned_all *all, struct item item, int season, const json_t *said)
{
    item.season = season;
    for (item.episode = 1; item.episode <= SEASON_EPISODES; item.episode++)
        append(all, &item, said);
}

/* Returns the films and episodes of the order. */
static struct owned_all expand(const struct order *order)
{
    struct owned_all all = {0};

    for (size_t i = 0; i < order->count; i++) {
        const struct item *item = &order->items[i];

        if (order_group(item) == SEASONS)
            append_season(&all, *item, item->season, order->said[i]);
        else if (order_group(item) != SHOWS)
            append(&all, item, order->said[i]);
        else
            for (int season = 1; season <= SHOW_SEASONS; season++)
                append_season(&all, *item, season, order->said[i]);
    }
    return all;
}

/* --- Adding and removing --- */

/* Reads the body. If it is invalid, writes the answer and returns false. */
static bool read_body(const struct sandbox *sandbox, const struct request *request,
                      struct order *order, struct answer *answer)
{
    bool valid = order_read(order, &sandbox->catalog, request->body);

    for (size_t i = 0; valid && i < order->count; i++)
        valid = is_valid(order->said[i]);
    if (!valid)
        answer_empty(answer, request->body ? 422 : 400);
    return valid;
}

static bool fits(const struct sandbox *sandbox, const struct owned_all *all)
{
    const struct list *list = sandbox->lists.collection;
    size_t fresh = 0;

    for (size_t i = 0; i < all->count; i++)
        fresh += !list_find(list, &all->at[i].item);
    return !fresh || list->count + fresh <= sandbox->limits.collection;
}

/* Adds an item, or changes its copy. Returns the counter for the result. */
static unsigned *put(struct lists *lists, struct owned *owned, unsigned *added, unsigned *updated,
                     unsigned *existing)
{
    struct list *list = lists->collection;
    bool fresh = !list_find(list, &owned->item);

    if (fresh)
        list_add(lists, list, &owned->item);
    struct item *item = list_find(list, &owned->item);
    if (fresh)
        item->copy = json_object();
    bool changed = take_facts(item->copy, owned->said);
    if (changed && !fresh)
        lists_note(lists, list, item, "edit");
    if (fresh || changed)
        item->updated = list->updated = clock_now_ms();
    if (fresh && !json_is_string(json_object_get(item->copy, COLLECTED_AT))) {
        char *now = base_time(item->listed_at, 1);
        json_object_set_new(item->copy, COLLECTED_AT, json_string(now));
        free(now);
    }
    return (fresh ? added : changed ? updated : existing) + order_group(&owned->item);
}

void collection_add(struct sandbox *sandbox, struct request *request, struct answer *answer)
{
    unsigned added[GROUPS] = {0}, updated[GROUPS] = {0}, existing[GROUPS] = {0};
    const struct faults *faults = &sandbox->faults;
    struct owned_all all = {0};
    struct order order;

    if (read_body(sandbox, request, &order, answer)) {
        all = expand(&order);
        if (fits(sandbox, &all)) {
            for (size_t i = faults->drop_item; i < all.count; i++) {
                all.at[i].item.hidden = faults->stale_reads;
                (*put(&sandbox->lists, &all.at[i], added, updated, existing))++;
            }
            answer_json_take(answer, 201,
                             json_pack("{s:o, s:o, s:o, s:O, s:o}", "added", order_counts(added),
                                       "updated", order_counts(updated), "existing",
                                       order_counts(existing), "not_found", order.not_found, "list",
                                       items_list_state(sandbox->lists.collection)));
        } else {
            answer_empty(answer, 420);
        }
    }
    free(all.at);
    order_release(&order);
}

/* Returns whether the order includes the item: for a show or a season, all its episodes. */
static bool names(const struct item *order, const struct item *item)
{
    return order->title == item->title && (order->season < 0 || order->season == item->season) &&
           (order->episode < 0 || order->episode == item->episode);
}

void collection_remove(struct sandbox *sandbox, struct request *request, struct answer *answer)
{
    struct list *list = sandbox->lists.collection;
    unsigned deleted[GROUPS] = {0};
    struct order order;

    if (read_body(sandbox, request, &order, answer)) {
        for (size_t i = 0; i < order.count; i++)
            for (size_t k = list->count; k-- > 0;) {
                struct item item = list->items[k];

                if (names(&order.items[i], &item))
                    deleted[order_group(&item)] +=
                        list_remove(&sandbox->lists, list, &item, sandbox->faults.stale_reads);
            }
        answer_json_take(answer, 200,
                         json_pack("{s:o, s:O, s:o}", "deleted", order_counts(deleted), "not_found",
                                   order.not_found, "list", items_list_state(list)));
    }
    order_release(&order);
}

/* --- Reading --- */

/* Returns the values in Trakt's format: null if unknown; 3d of a film is 1 or null. */
static json_t *metadata(const struct item *item)
{
    json_t *object = json_object();

    for (size_t i = 0; i < FACTS; i++) {
        json_t *value = json_object_get(item->copy, facts[i].name);
        bool number = !facts[i].words && !item->title->is_show;

        if (number)
            json_object_set_new(object, facts[i].name,
                                json_is_true(value) ? json_integer(1) : json_null());
        else
            json_object_set_new(object, facts[i].name, value ? json_incref(value) : json_null());
    }
    return object;
}

static bool has_word(const struct request *request, const char *word)
{
    const char *extended = request_query(request, "extended");

    return extended && strstr(extended, word);
}

/* Adds the time of collection, and with extended=metadata the copy. */
static void tell_copy(json_t *object, const struct item *item, const struct request *request)
{
    json_object_set(object, COLLECTED_AT, json_object_get(item->copy, COLLECTED_AT));
    if (has_word(request, "metadata"))
        json_object_set_new(object, "metadata", metadata(item));
}

static void tell_time(json_t *object, const char *name, int64_t time)
{
    char *text = base_time(time, 1);

    json_object_set_new(object, name, json_string(text));
    free(text);
}

/* Returns a single film or episode. */
static json_t *item_json(const struct item *item, const struct request *request)
{
    bool episode = order_group(item) == EPISODES;
    json_t *json = json_pack("{s:s}", "type", episode ? "episode" : "movie");

    tell_copy(json, item, request);
    tell_time(json, "updated_at", item->updated);
    if (episode)
        json_object_set_new(json, "episode", items_episode(item));
    json_object_set_new(json, title_type(item->title),
                        title_json(item->title, has_word(request, "full")));
    return json;
}

/* Returns the element of the array with that number, made if missing. Borrowed. */
static json_t *numbered(json_t *array, int number)
{
    size_t i;
    json_t *object;

    json_array_foreach(array, i, object)
    {
        if (json_integer_value(json_object_get(object, "number")) == number)
            return object;
    }
    object = json_pack("{s:i}", "number", number);
    json_array_append_new(array, object);
    return object;
}

/* Adds the episode below its show, which becomes an entry of the array with its first one. entries
 * has the entry of each show by its id. */
static void add_to_show(json_t *array, json_t *entries, const struct item *item,
                        const struct request *request)
{
    char *key = cvi_format("%lld", (long long)item->title->trakt);
    json_t *entry = json_object_get(entries, key);

    if (!entry) {
        entry = json_pack("{s:O, s:o, s:[]}", "last_collected_at",
                          json_object_get(item->copy, COLLECTED_AT), "show",
                          title_json(item->title, has_word(request, "full")), "seasons");
        json_object_set(entries, key, entry);
        json_array_append_new(array, entry);
    }
    free(key);
    json_t *season = numbered(json_object_get(entry, "seasons"), item->season);
    if (!json_object_get(season, "episodes"))
        json_object_set_new(season, "episodes", json_array());
    json_t *episode = json_pack("{s:i}", "number", item->episode);
    tell_copy(episode, item, request);
    json_array_append_new(json_object_get(season, "episodes"), episode);
    tell_time(entry, "last_updated_at", item->updated);
}

/* The kinds of requested items. If shows is true, episodes are nested in their shows. */
struct kind {
    const char *path;
    bool movies, shows, episodes;
};

static bool is_wanted(const void *context, const struct item *item)
{
    const struct kind *kind = context;

    return order_group(item) == MOVIES ? kind->movies : kind->shows || kind->episodes;
}

static const struct kind *find_kind(const char *path)
{
    static const struct kind kinds[] = {{"movies", true, false, false},
                                        {"shows", false, true, false},
                                        {"episodes", false, false, true},
                                        {"media", true, true, false}};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].path, path) == 0)
            return &kinds[i];
    return NULL;
}

void collection_get(struct sandbox *sandbox, struct request *request, struct answer *answer)
{
    struct list *list = sandbox->lists.collection;
    const struct kind *kind = find_kind(request->segments[2]);
    size_t count;

    if (!kind) {
        answer_empty(answer, 404);
        return;
    }
    struct item **seen = list_read(list, is_wanted, kind, &count);
    json_t *array = json_array(), *entries = json_object();
    for (size_t i = 0; i < count; i++) {
        if (kind->shows && order_group(seen[i]) == EPISODES)
            add_to_show(array, entries, seen[i], request);
        else
            json_array_append_new(array, item_json(seen[i], request));
    }
    json_decref(entries);
    free(seen);
    list_end_read(list);
    answer_page_take(answer, request, array, 100, 250);
}

/* --- Initial contents ------------------------------------------------------------------------- */

/* Reads movie:ID or show:ID:SEASON:EPISODE. */
static bool read_word(const struct catalog *catalog, char *word, struct item *item)
{
    char *rest = word;
    const char *part[4];

    for (int i = 0; i < 4; i++)
        part[i] = strsep(&rest, ":");
    bool show = strcmp(part[0], "show") == 0;
    *item = (struct item){.season = -1, .episode = -1};
    if (!part[1] || rest || !(show || strcmp(part[0], "movie") == 0) || show != (part[3] != NULL) ||
        (!show && part[2]))
        return false;
    item->title = catalog_find_any(catalog, show, part[1]);
    item->season = (int)base_number(part[2], -1);
    item->episode = (int)base_number(part[3], -1);
    return item->title && (!show || (item->season >= 0 && item->episode >= 0));
}

bool collection_fill(struct lists *lists, const struct catalog *catalog, const char *words)
{
    char *copy = cvi_strdup(words), *rest = copy, *word;
    bool known = true;

    while (known && (word = strsep(&rest, ","))) {
        unsigned counts[GROUPS];
        struct owned owned = {0};

        known = read_word(catalog, word, &owned.item);
        if (known)
            put(lists, &owned, counts, counts, counts);
    }
    free(copy);
    return known;
}
