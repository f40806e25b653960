/* Writes the bodies of additions and removals, and checks the counts in their answers. */
#include "trakt/change.h"

#include "copy/copy.h"
#include "record/ids.h"
#include "trakt/member.h"

enum {
    MOST_COUNT = 10000, /* maximum count that is accepted in an answer */
    MOST_ITEMS = 10000000,
    MOST_WORDS = 256, /* bytes in the part of a message that lists counts */
};

static const char *const type_members[] = {[MEDIA_MOVIE] = "movies", [MEDIA_SHOW] = "shows"};

bool trakt_is_episode(const struct trakt_addition *addition)
{
    return addition->type == MEDIA_SHOW && addition->episode != RECORD_NONE;
}

/* --- Bodies --- */

/* Returns the array in member `key`, borrowed. Creates it if it is missing. */
static json_t *array_of(json_t *object, const char *key)
{
    json_t *array = json_object_get(object, key);

    if (!array) {
        array = json_array();
        json_object_set_new(object, key, array);
    }
    return array;
}

/* Returns the last element whose member `key` equals `value`, borrowed, or NULL. */
static json_t *find_last(const json_t *array, const char *key, const json_t *value)
{
    for (size_t i = json_array_size(array); i-- > 0;)
        if (json_equal(json_object_get(json_array_get(array, i), key), value))
            return json_array_get(array, i);
    return NULL;
}

/* Appends the object {key: value} to the array. Takes ownership of `value`. Returns the object,
 * borrowed. */
static json_t *append_take(json_t *array, const char *key, json_t *value)
{
    json_t *object = json_object();

    json_object_set_new(object, key, value);
    json_array_append_new(array, object);
    return object;
}

/* Returns the object of season `number`, borrowed; it is nested in the object of its show. Creates
 * both objects if they are missing. */
static json_t *season_of(json_t *shows, const json_t *ids, int number)
{
    json_t *show = find_last(shows, "ids", ids);
    json_auto_t *season_number = json_integer(number);

    if (!show || !json_object_get(show, "seasons"))
        show = append_take(shows, "ids", json_deep_copy(ids));
    json_t *seasons = array_of(show, "seasons");
    json_t *season = find_last(seasons, "number", season_number);
    return season ? season : append_take(seasons, "number", json_incref(season_number));
}

/* Adds a film, show or episode to the body. Returns its object, borrowed. */
static json_t *write_one(json_t *body, const struct trakt_addition *addition)
{
    json_t *array = array_of(body, type_members[addition->type]);
    json_auto_t *ids = json_pack("{s:o}", title_id_words[addition->kind],
                                 title_id_json(addition->kind, addition->id));

    if (!trakt_is_episode(addition))
        return append_take(array, "ids", json_incref(ids));
    json_t *season = season_of(array, ids, addition->season);
    return append_take(array_of(season, "episodes"), "number", json_integer(addition->episode));
}

static char *write_body(const struct trakt_addition *additions, size_t count, bool copies)
{
    json_auto_t *body = json_object();

    for (size_t i = 0; i < count; i++) {
        json_t *object = write_one(body, &additions[i]);

        if (copies && additions[i].copy) {
            json_auto_t *copy = copy_json(additions[i].copy);
            json_object_update_missing(object, copy);
        }
    }
    return json_dumps(body, JSON_COMPACT);
}

char *trakt_write_additions(const struct trakt_addition *additions, size_t count)
{
    return write_body(additions, count, true);
}

char *trakt_write_removals(const struct trakt_addition *removals, size_t count)
{
    return write_body(removals, count, false);
}

/* --- Counts --- */

/* The types that an answer counts, and their keys in the answer. */
enum counted { MOVIES, SHOWS, EPISODES, COUNTED };

static const char *const words[COUNTED] = {"movies", "shows", "episodes"};

static json_int_t *count_of(struct trakt_count *count, enum counted type)
{
    json_int_t *const of[COUNTED] = {&count->movies, &count->shows, &count->episodes};

    return of[type];
}

static enum counted type_of(const struct trakt_addition *addition)
{
    if (trakt_is_episode(addition))
        return EPISODES;
    return addition->type == MEDIA_MOVIE ? MOVIES : SHOWS;
}

/* Reads counts such as "added": {"movies": 1, "shows": 1}. A missing count is 0. For the
 * collection, ignores the count of shows, because only their episodes are collected. */
static struct trakt_count read_count(const json_t *answer, const char *key, bool collection)
{
    const json_t *object = json_object_get(answer, key);
    struct trakt_count count = {0};

    for (int type = 0; type < COUNTED; type++) {
        json_int_t number = member_whole(object, words[type], 0, MOST_COUNT);

        if (number > 0 && !(collection && type == SHOWS))
            *count_of(&count, (enum counted)type) = number;
    }
    return count;
}

/* Returns whether a whole show or season is meant: `parts`, its array of seasons or episodes, is
 * missing or empty. */
static bool is_whole(const json_t *parts)
{
    return json_array_size(parts) == 0;
}

static bool names_episode(const json_t *seasons, int season, int episode)
{
    size_t i, k;
    json_t *in, *at;

    if (is_whole(seasons))
        return true;
    json_array_foreach(seasons, i, in)
    {
        const json_t *episodes = json_object_get(in, "episodes");

        if (member_whole(in, "number", 0, MOST_COUNT) != season)
            continue;
        if (is_whole(episodes))
            return true;
        json_array_foreach(episodes, k, at)
        {
            if (member_whole(at, "number", 0, MOST_COUNT) == episode)
                return true;
        }
    }
    return false;
}

/* Returns whether the answer lists the addition as not found. The answer repeats the objects that
 * were not found. */
static bool is_not_found(const json_t *answer, const struct trakt_addition *addition)
{
    const json_t *not_found = json_object_get(answer, "not_found");
    size_t i;
    json_t *echo;

    json_array_foreach(json_object_get(not_found, type_members[addition->type]), i, echo)
    {
        const struct title_ids ids = title_ids_read(member_ids(echo), addition->type);

        if (ids.of[addition->kind] == addition->id &&
            (!trakt_is_episode(addition) ||
             names_episode(json_object_get(echo, "seasons"), addition->season, addition->episode)))
            return true;
    }
    return false;
}

/* The additions or removals of one request, and the numbers to compare. */
struct change {
    bool removal;
    bool collection;
    struct trakt_addition *additions;
    size_t count;
    struct trakt_count sent;
    struct trakt_count got; /* number of titles that the answer accounts for */
};

static bool read_account(const char *text, size_t len, struct change *change,
                         struct trakt_added *added, struct trakt_error *error)
{
    const char *what = change->removal ? "the removals" : "the additions";
    json_auto_t *answer = NULL;

    *added = (struct trakt_added){.item_count = RECORD_NONE};
    if (!trakt_load(text, len, JSON_OBJECT, what, &answer, error))
        return false;
    if (!json_is_object(json_object_get(answer, change->removal ? "deleted" : "added")))
        return member_bad(error, what, "it has no counts");
    added->added = read_count(answer, "added", change->collection);
    added->updated = read_count(answer, "updated", change->collection);
    added->existing = read_count(answer, "existing", change->collection);
    added->deleted = read_count(answer, "deleted", change->collection);
    added->item_count = member_whole(json_object_get(answer, "list"), "item_count", 0, MOST_ITEMS);
    for (size_t i = 0; i < change->count; i++) {
        struct trakt_addition *addition = &change->additions[i];

        addition->not_found = is_not_found(answer, addition);
        (*count_of(&change->sent, type_of(addition)))++;
        *count_of(&added->not_found, type_of(addition)) += addition->not_found;
    }
    return true;
}

/* Adds the counts, such as "2 of 3 movies and 1 of 1 shows", to out. If both counts are 0, leaves
 * out the episodes of a list, or the shows of the collection. */
static void add_numbers(struct buf *out, struct change *change)
{
    enum counted left_out = change->collection ? SHOWS : EPISODES;
    const char *between = "";

    for (int type = 0; type < COUNTED; type++) {
        enum counted of = (enum counted)type;

        if (of == left_out && !*count_of(&change->got, of) && !*count_of(&change->sent, of))
            continue;
        buf_printf(out, "%s%lld of %lld %s", between, (long long)*count_of(&change->got, of),
                   (long long)*count_of(&change->sent, of), words[of]);
        between = " and ";
    }
}

static bool fail_account(struct change *change, struct trakt_error *error)
{
    struct buf numbers = BUF_INIT(MOST_WORDS);

    add_numbers(&numbers, change);
    if (change->removal)
        trakt_error_set(
            error, TRAKT_UNACCOUNTED,
            "Trakt reports more removals than requested: %s (check the result on Trakt)",
            buf_text(&numbers));
    else
        trakt_error_set(error, TRAKT_UNACCOUNTED,
                        "Trakt confirmed %s (run it again: adding twice is harmless)",
                        buf_text(&numbers));
    buf_release(&numbers);
    return false;
}

/* Returns whether the answer accounts for all additions of a type. The documentation does not state
 * whether an updated title also counts as existing, so both sums are accepted. */
static bool adds_up(struct change *change, struct trakt_added *added, enum counted type)
{
    json_int_t updated = *count_of(&added->updated, type);
    json_int_t existing = *count_of(&added->existing, type);
    json_int_t rest = *count_of(&added->added, type) + *count_of(&added->not_found, type);
    json_int_t all = *count_of(&change->sent, type);

    *count_of(&change->got, type) = rest + existing + updated;
    return rest + existing + updated == all || (updated <= existing && rest + existing == all);
}

/* Returns whether the answer reports at most as many titles of a type as were sent. */
static bool is_within(struct change *change, struct trakt_added *added, enum counted type)
{
    json_int_t got = *count_of(&added->deleted, type) + *count_of(&added->not_found, type);

    *count_of(&change->got, type) = got;
    return got <= *count_of(&change->sent, type);
}

bool trakt_read_added(const char *text, size_t len, bool collection,
                      struct trakt_addition *additions, size_t count, struct trakt_added *added,
                      struct trakt_error *error)
{
    struct change change = {.collection = collection, .additions = additions, .count = count};
    bool whole = true;

    if (!read_account(text, len, &change, added, error))
        return false;
    for (int type = 0; type < COUNTED; type++)
        whole &= adds_up(&change, added, (enum counted)type);
    return whole || fail_account(&change, error);
}

bool trakt_read_removed(const char *text, size_t len, bool collection,
                        struct trakt_addition *removals, size_t count, struct trakt_added *added,
                        struct trakt_error *error)
{
    struct change change = {
        .removal = true, .collection = collection, .additions = removals, .count = count};
    bool credible = true;

    if (!read_account(text, len, &change, added, error))
        return false;
    for (int type = 0; type < COUNTED; type++)
        credible &= is_within(&change, added, (enum counted)type);
    return credible || fail_account(&change, error);
}
