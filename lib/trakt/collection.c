/* Reads the pages of the collection, joins them, and finds duplicates. */
#include "trakt/collection.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "record/ids.h"
#include "trakt/answer.h"
#include "trakt/member.h"

enum { MOST_NUMBER = 99999 }; /* maximum number of a season or an episode */

/* --- Reading --- */

/* The film or show of an entry. */
struct owner {
    struct title_ids ids;
    const char *title;
    int year;
};

/* Stores the title in the collection. Returns the stored string, borrowed. */
static const char *keep_title(struct trakt_collection *c, const char *title)
{
    if (!title[0])
        return "";
    if (c->title_count == c->title_room) {
        c->title_room = c->title_room ? c->title_room * 2 : 64;
        c->titles = cvi_realloc(c->titles, c->title_room * sizeof *c->titles);
    }
    c->titles[c->title_count] = cvi_strdup(title);
    return c->titles[c->title_count++];
}

/* Returns false if the film or show has no usable id. */
static bool read_owner(struct trakt_collection *c, json_t *entry, enum media_type type,
                       struct owner *owner)
{
    json_t *object = json_object_get(entry, record_type_words[type]);

    owner->ids = title_ids_read(member_ids(object), type);
    if (title_ids_best(&owner->ids) == TITLE_IDS)
        return false;
    owner->year = member_year(object);
    owner->title = keep_title(c, member_text(object, "title", ""));
    return true;
}

/* Adds a film or an episode to the collection. `object` is the film's entry or the episode's
 * object, with the times and the details of the copy. */
static void append(struct trakt_collection *c, const struct owner *owner, enum operation_type type,
                   const json_t *object, int season, int episode)
{
    if (c->count == c->room) {
        c->room = c->room ? c->room * 2 : 64;
        c->at = cvi_realloc(c->at, c->room * sizeof *c->at);
    }
    struct trakt_collected *item = &c->at[c->count++];
    *item = (struct trakt_collected){
        .type = type,
        .ids = owner->ids,
        .title = owner->title,
        .year = owner->year,
        .season = season,
        .episode = episode,
        .copy = copy_of_answer(json_object_get(object, "metadata"),
                               member_text(object, "collected_at", NULL)),
    };
    const char *updated = member_text(object, "updated_at", "");
    if (strlen(updated) < sizeof item->updated_at)
        memcpy(item->updated_at, updated, strlen(updated) + 1);
}

const char *trakt_collected_changed(const struct trakt_collected *item)
{
    const char *collected_at = item->copy.collected_at;

    return strcmp(collected_at, item->updated_at) > 0 ? collected_at : item->updated_at;
}

static void read_movie(struct trakt_collection *c, json_t *entry)
{
    struct owner owner;

    if (read_owner(c, entry, MEDIA_MOVIE, &owner))
        append(c, &owner, OPERATION_MOVIE, entry, RECORD_NONE, RECORD_NONE);
    else
        c->unread++;
}

static void read_season(struct trakt_collection *c, const struct owner *owner, const json_t *season)
{
    const json_t *episodes = json_object_get(season, "episodes");
    int number = (int)member_whole(season, "number", 0, MOST_NUMBER);
    size_t i;
    json_t *episode;

    if (number < 0 || !json_is_array(episodes)) {
        c->unread++;
        return;
    }
    json_array_foreach(episodes, i, episode)
    {
        int at = (int)member_whole(episode, "number", 0, MOST_NUMBER);

        if (at >= 0)
            append(c, owner, OPERATION_EPISODE, episode, number, at);
        else
            c->unread++;
    }
}

static void read_show(struct trakt_collection *c, json_t *entry)
{
    const json_t *seasons = json_object_get(entry, "seasons");
    struct owner owner;
    size_t i;
    json_t *season;

    if (!json_is_array(seasons) || !read_owner(c, entry, MEDIA_SHOW, &owner)) {
        c->unread++;
        return;
    }
    json_array_foreach(seasons, i, season)
    {
        read_season(c, &owner, season);
    }
}

bool trakt_read_collection(const char *text, size_t len, enum media_type type,
                           struct trakt_collection *c, struct trakt_error *error)
{
    json_auto_t *page = NULL;
    size_t count = c->count, unread = c->unread;
    size_t i;
    json_t *entry;

    if (!trakt_load(text, len, JSON_ARRAY, "the collection", &page, error))
        return false;
    json_array_foreach(page, i, entry)
    {
        if (type == MEDIA_MOVIE)
            read_movie(c, entry);
        else
            read_show(c, entry);
    }
    c->entries += json_array_size(page);
    return c->count > count || c->unread == unread ||
           member_bad(error, "the collection", "nothing in it has an id and a number");
}

/* --- Checks --- */

static int by_identity(const void *one, const void *two)
{
    const struct trakt_collected *a = *(struct trakt_collected *const *)one;
    const struct trakt_collected *b = *(struct trakt_collected *const *)two;
    const json_int_t keys[][2] = {{(json_int_t)a->type, (json_int_t)b->type},
                                  {a->ids.of[TITLE_ID_TRAKT], b->ids.of[TITLE_ID_TRAKT]},
                                  {a->season, b->season},
                                  {a->episode, b->episode}};

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (keys[i][0] != keys[i][1])
            return keys[i][0] < keys[i][1] ? -1 : 1;
    return 0;
}

static bool fail_twice(const struct trakt_collected *item, struct trakt_error *error)
{
    char episode[64] = "";

    if (item->type == OPERATION_EPISODE)
        snprintf(episode, sizeof episode, ", season %d, episode %d", item->season, item->episode);
    return trakt_error_set(error, TRAKT_BAD_ANSWER,
                           "Trakt returned a %s of the collection twice, with the id "
                           "%" JSON_INTEGER_FORMAT "%s (try again later)",
                           item->type == OPERATION_MOVIE ? "movie" : "show",
                           item->ids.of[TITLE_ID_TRAKT], episode);
}

bool trakt_check_collection(const struct trakt_collection *c, struct trakt_error *error)
{
    const struct trakt_collected **sorted = cvi_alloc((c->count + 1) * sizeof *sorted);
    const struct trakt_collected *twice = NULL;

    for (size_t i = 0; i < c->count; i++)
        sorted[i] = &c->at[i];
    qsort(sorted, c->count, sizeof *sorted, by_identity);
    for (size_t i = 1; i < c->count && !twice; i++)
        if (sorted[i]->ids.of[TITLE_ID_TRAKT] && by_identity(&sorted[i - 1], &sorted[i]) == 0)
            twice = sorted[i];
    free(sorted);
    return !twice || fail_twice(twice, error);
}

/* Appends the `count` elements of `more` to the `before` elements of `at`. Frees `more`. Returns
 * the new array, which replaces `at`. */
static void *join_take(void *at, size_t before, void *more, size_t count, size_t size)
{
    char *all = cvi_realloc(at, (before + count + 1) * size);

    if (count)
        memcpy(all + before * size, more, count * size);
    free(more);
    return all;
}

void trakt_collection_join(struct trakt_collection *c, struct trakt_collection *more)
{
    c->at = join_take(c->at, c->count, more->at, more->count, sizeof *c->at);
    c->titles =
        join_take(c->titles, c->title_count, more->titles, more->title_count, sizeof *c->titles);
    c->count += more->count;
    c->room = c->count + 1;
    c->title_count += more->title_count;
    c->title_room = c->title_count + 1;
    c->unread += more->unread;
    c->entries += more->entries;
    *more = (struct trakt_collection){0};
}

void trakt_collection_release(struct trakt_collection *c)
{
    for (size_t i = 0; i < c->title_count; i++)
        free(c->titles[i]);
    free(c->titles);
    free(c->at);
    *c = (struct trakt_collection){0};
}
