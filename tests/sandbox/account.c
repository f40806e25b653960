/* The account, its activities, and the summaries of titles: routes of a few lines each. */
#include "base.h"
#include "sandbox.h"

#include <stdlib.h>
#include <string.h>

/* Returns a user's Trakt id, which is made from the slug, except the account's own. */
static int user_id(const char *slug)
{
    int id = 0;

    for (const char *at = slug; *at; at++)
        id = (id * 31 + (unsigned char)*at) % 1000000;
    return strcmp(slug, ACCOUNT_NAME) == 0 ? 7734112 : 8000000 + id;
}

json_t *account_user(const char *name, const char *slug)
{
    return json_pack("{s:s, s:b, s:b, s:{s:s, s:i}}", "username", name, "private", 0, "deleted", 0,
                     "ids", "slug", slug, "trakt", user_id(slug));
}

void account_profile(struct sandbox *sandbox, struct request *request, struct answer *answer)
{
    const struct list *list = lists_of_user(&sandbox->lists, lists_owner(request));

    if (list)
        answer_json_take(answer, 200, account_user(list->owner, list->owner_slug));
    else
        answer_empty(answer, 404);
}

void account_settings(struct sandbox *sandbox, struct request *request, struct answer *answer)
{
    const struct limits *limits = &sandbox->limits;
    (void)request;

    json_t *user = json_pack(
        "{s:s, s:b, s:s, s:b, s:b, s:b, s:{s:s, s:i, s:s}, s:s, s:{s:{s:s}}, s:b, s:i}", "username",
        ACCOUNT_NAME, "private", 0, "name", "Ann K", "vip", 0, "vip_ep", 0, "director", 0, "ids",
        "slug", ACCOUNT_NAME, "trakt", 7734112, "uuid", "6b1f0c6e-0000-4000-8000-000000000001",
        "joined_at", "2019-03-02T09:15:00.000Z", "images", "avatar", "full",
        "https://127.0.0.1/avatar.png", "vip_og", 0, "vip_years", 0);
    json_t *limit =
        json_pack("{s:{s:i, s:i}, s:{s:i}, s:{s:i}}", "list", "count", (int)limits->lists,
                  "item_count", (int)limits->items, "watchlist", "item_count",
                  (int)limits->watchlist, "favorites", "item_count", (int)limits->favorites);
    if (limits->tells_collection)
        json_object_set_new(limit, "collection",
                            json_pack("{s:i}", "item_count", (int)limits->collection));
    answer_json_take(answer, 200,
                     json_pack("{s:o, s:{s:b, s:b, s:b}, s:{s:s, s:s, s:b}, s:o}", "user", user,
                               "permissions", "commenting", 1, "liking", 1, "following", 1,
                               "account", "timezone", "Europe/Berlin", "date_format", "dmy",
                               "time_24hr", 1, "limits", limit));
}

/* Returns the object of one group: every name of words with _at after it, all at that time. */
static json_t *activity(const char *words, const char *time)
{
    json_t *group = json_object();

    while (*words) {
        size_t length = strcspn(words, " ");
        char *name = cvi_format("%.*s_at", (int)length, words);
        json_object_set_new(group, name, json_string(time));
        free(name);
        words += length + (words[length] == ' ');
    }
    return group;
}

void account_activities(struct sandbox *sandbox, struct request *request, struct answer *answer)
{
    static const struct {
        const char *name, *words;
    } groups[] = {
        {"movies", "watched collected rated watchlisted favorited commented paused hidden"},
        {"episodes", "watched collected rated watchlisted commented paused"},
        {"shows", "rated watchlisted favorited commented hidden dropped"},
        {"seasons", "rated watchlisted commented hidden"},
        {"comments", "liked reacted blocked"},
        {"lists", "liked reacted updated commented"},
        {"watchlist", "updated"},
        {"favorites", "updated"},
        {"collaborations", "updated"},
        {"saved_filters", "updated"},
        {"notes", "updated"},
        {"account", "settings followed following pending requested"},
    };
    const struct lists *lists = &sandbox->lists;
    int64_t born = lists->watchlist->created;
    int64_t lists_at = lists->updated ? lists->updated : born;
    int64_t watchlist_at = lists->watchlist->updated ? lists->watchlist->updated : born;
    (void)request;

    char *never = base_time(born, 1), *list = base_time(lists_at, 1);
    char *watchlist = base_time(watchlist_at, 1);
    json_t *answered = json_pack("{s:s}", "all", lists_at > watchlist_at ? list : watchlist);
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        const char *time = strcmp(groups[i].name, "lists") == 0       ? list
                           : strcmp(groups[i].name, "watchlist") == 0 ? watchlist
                                                                      : never;
        json_object_set_new(answered, groups[i].name, activity(groups[i].words, time));
    }
    if (lists->collection->updated) {
        char *collected = base_time(lists->collection->updated, 1);
        json_object_set_new(json_object_get(answered, "movies"), "collected_at",
                            json_string(collected));
        json_object_set_new(json_object_get(answered, "episodes"), "collected_at",
                            json_string(collected));
        free(collected);
    }
    free(never);
    free(list);
    free(watchlist);
    answer_json_take(answer, 200, answered);
}

static bool is_full(const struct request *request)
{
    const char *extended = request_query(request, "extended");

    return extended && strstr(extended, "full");
}

static const struct title *named(struct sandbox *sandbox, struct request *request)
{
    return catalog_find_any(&sandbox->catalog, strcmp(request->segments[0], "shows") == 0,
                            request->segments[1]);
}

void account_summary(struct sandbox *sandbox, struct request *request, struct answer *answer)
{
    const struct title *title = named(sandbox, request);

    if (title)
        answer_json_take(answer, 200, title_json(title, is_full(request)));
    else
        answer_empty(answer, 404);
}

void account_aliases(struct sandbox *sandbox, struct request *request, struct answer *answer)
{
    const struct title *title = named(sandbox, request);

    if (!title) {
        answer_empty(answer, 404);
        return;
    }
    json_t *aliases = json_array();
    for (unsigned i = 0; i < title->alias_count; i++)
        json_array_append_new(aliases,
                              json_pack("{s:s, s:n}", "title", title->aliases[i], "country"));
    answer_json_take(answer, 200, aliases);
}

/* Any episode number exists, as on lists; the show must be in the catalogue. */
void account_episode(struct sandbox *sandbox, struct request *request, struct answer *answer)
{
    struct item item = {.title = named(sandbox, request),
                        .season = (int)base_number(request->segments[3], -1),
                        .episode = (int)base_number(request->segments[5], -1)};

    if (item.title && item.season >= 0 && item.episode >= 0)
        answer_json_take(answer, 200, items_episode(&item));
    else
        answer_empty(answer, 404);
}
