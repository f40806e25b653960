/* Readers of Trakt's answers. */
#include "trakt/answer.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "json/raw.h"
#include "trakt/member.h"
#include "trakt/token.h"

enum {
    MOST_ENTRIES = 10000, /* entries on one page; Trakt sends at most 250 */
    MOST_PAGES = 100000,
    MOST_ITEMS = 10000000,
    DAY_S = 86400,
    MOST_LIFE_S = 10 * 366 * DAY_S,
};

/* Maximum running time in minutes; a longer one counts as unknown. The longest known film lasts 857
 * hours. */
enum { MOST_MINUTES = 100000 };

/* Replaces bytes that are not UTF-8 by U+FFFD and parses the text. Without this, one name with such
 * bytes would make the whole answer unreadable. */
static json_t *load_repaired(const char *text, size_t len, size_t flags, json_error_t *where)
{
    struct buf repaired = BUF_INIT(len * 3 + 16);

    raw_repair(&repaired, text, len);
    json_t *json = json_loadb(buf_text(&repaired), repaired.len, flags, where);
    buf_release(&repaired);
    return json;
}

/*
 * Parses JSON. Tolerates single values for which Jansson would refuse the whole text:
 * - An integer (for example, a score) has more than 63 bits: all numbers are read as reals.
 *   member_whole converts them to integers again.
 * - A string is not UTF-8, or contains half a surrogate pair ("\\ud800") or a raw control
 *   character: the text is repaired and parsed again.
 * - A string contains a NUL: accepted here, and rejected by member_text. */
static json_t *parse(const char *text, size_t len)
{
    size_t flags = JSON_ALLOW_NUL;
    json_error_t where;
    json_t *json = json_loadb(text, len, flags, &where);

    if (!json && json_error_code(&where) == json_error_numeric_overflow) {
        flags |= JSON_DECODE_INT_AS_REAL;
        json = json_loadb(text, len, flags, &where);
    }
    if (!json && (json_error_code(&where) == json_error_invalid_utf8 ||
                  json_error_code(&where) == json_error_invalid_syntax))
        json = load_repaired(text, len, flags, &where);
    if (!json && json_error_code(&where) == json_error_numeric_overflow)
        json = load_repaired(text, len, flags | JSON_DECODE_INT_AS_REAL, &where);
    return json;
}

static bool is_of_type(const json_t *json, json_type type, const char *what,
                       struct trakt_error *error)
{
    if (json_typeof(json) != type)
        return member_bad(error, what, type == JSON_ARRAY ? "not an array" : "not an object");
    if (type == JSON_ARRAY && json_array_size(json) > MOST_ENTRIES)
        return member_bad(error, what, "it is too long");
    return true;
}

bool trakt_load(const char *text, size_t len, json_type type, const char *what, json_t **json,
                struct trakt_error *error)
{
    *json = parse(text, len);
    if (!*json)
        return member_bad(error, what, len ? "not JSON" : "it is empty");
    return is_of_type(*json, type, what, error);
}

/* --- Searches --- */

static bool read_title(json_t *result, struct trakt_title *title)
{
    int type = record_word(record_type_words, member_text(result, "type", ""));
    json_t *object = type < 0 ? NULL : json_object_get(result, record_type_words[type]);

    if (!json_is_object(object))
        return false;
    title->type = (enum media_type)type;
    title->title = member_text(object, "title", "");
    title->year = member_year(object);
    title->ids = member_ids(object);
    title->trakt = member_trakt(title->ids);
    title->votes = member_whole(object, "votes", 0, MEMBER_MOST_WHOLE);
    title->runtime = (int)member_whole(object, "runtime", 1, MOST_MINUTES);
    title->country = member_text(object, "country", NULL);
    title->original_title = member_text(object, "original_title", NULL);
    title->raw = object;
    return title->title[0] && title->trakt;
}

/* Returns whether the result is neither a film nor a show (for example, a person). Such a result is
 * not an error. */
static bool is_of_another_kind(const json_t *result)
{
    const char *type = member_text(result, "type", "");

    return type[0] && record_word(record_type_words, type) < 0;
}

static void read_titles(struct trakt_titles *titles)
{
    size_t i;
    json_t *result;

    titles->at = cvi_alloc(json_array_size(titles->json) * sizeof *titles->at);
    json_array_foreach(titles->json, i, result)
    {
        if (read_title(result, &titles->at[titles->count]))
            titles->count++;
        else
            titles->spoilt |= !is_of_another_kind(result);
    }
}

bool trakt_read_titles(const char *text, size_t len, struct trakt_titles *titles,
                       struct trakt_error *error)
{
    *titles = (struct trakt_titles){0};
    if (!trakt_load(text, len, JSON_ARRAY, "a search", &titles->json, error))
        return false;
    read_titles(titles);
    return true;
}

bool trakt_read_titles_take(json_t *answer, struct trakt_titles *titles, struct trakt_error *error)
{
    *titles = (struct trakt_titles){.json = answer};
    if (!is_of_type(answer, JSON_ARRAY, "a search", error))
        return false;
    read_titles(titles);
    return true;
}

void trakt_titles_release(struct trakt_titles *titles)
{
    free(titles->at);
    json_decref(titles->json);
    *titles = (struct trakt_titles){0};
}

/* --- Lists --- */

static bool read_list(json_t *object, const char *owner, struct trakt_list *list)
{
    const json_t *user = json_object_get(object, "user");
    const char *name = member_text(json_object_get(user, "ids"), "slug", "");

    list->name = member_text(object, "name", NULL);
    const json_t *ids = member_ids(object);
    list->trakt = member_trakt(ids);
    list->slug = member_text(ids, "slug", "");
    list->item_count = member_whole(object, "item_count", 0, MOST_ITEMS);
    list->privacy = member_text(object, "privacy", "");
    list->description = member_text(object, "description", "");
    list->updated_at = member_text(object, "updated_at", "");
    list->owner = owner ? owner : name;
    list->raw = object;
    /* The owner becomes part of a path, where "." and ".." have a meaning. */
    return list->name && list->trakt && list->owner[0] && list->owner[0] != '.';
}

/* Returns whether to accept a page with `read` usable and `odd` unusable entries. Accepts a page
 * that has a usable entry, and a page that has no unusable entry. If `lone` is set, also accepts a
 * page with a single unusable entry. */
static bool is_believed(size_t read, size_t odd, bool lone)
{
    return read || !odd || (odd == 1 && lone);
}

static void append_page(json_t **all, json_t *page)
{
    if (!*all)
        *all = json_array();
    json_array_extend(*all, page);
}

bool trakt_read_lists(const char *text, size_t len, const char *owner, struct trakt_lists *lists,
                      struct trakt_error *error)
{
    json_auto_t *page = NULL;
    size_t before = lists->count, unread = lists->unread;
    bool torn = false;
    size_t i;
    json_t *object;

    if (!trakt_load(text, len, JSON_ARRAY, "the lists", &page, error))
        return false;
    append_page(&lists->json, page);
    lists->at = cvi_realloc(lists->at, (lists->count + json_array_size(page)) * sizeof *lists->at);
    json_array_foreach(page, i, object)
    {
        if (read_list(object, owner, &lists->at[lists->count])) {
            lists->count++;
        } else {
            lists->unread++;
            torn |= json_object_size(object) == 0;
        }
    }
    return is_believed(lists->count - before, lists->unread - unread, !torn) ||
           member_bad(error, "the lists", "none of them has a name and an id");
}

bool trakt_read_made(const char *text, size_t len, struct trakt_lists *lists,
                     struct trakt_error *error)
{
    *lists = (struct trakt_lists){0};
    if (!trakt_load(text, len, JSON_OBJECT, "the new list", &lists->json, error))
        return false;
    lists->at = cvi_alloc(sizeof *lists->at);
    lists->count = 1;
    return read_list(lists->json, "me", lists->at) ||
           member_bad(error, "the new list", "it has no name or id");
}

void trakt_lists_join(struct trakt_lists *lists, struct trakt_lists *more)
{
    lists->at = cvi_realloc(lists->at, (lists->count + more->count) * sizeof *lists->at);
    lists->unread += more->unread;
    for (size_t i = 0; i < more->count; i++)
        lists->at[lists->count++] = more->at[i];
    if (more->json)
        append_page(&lists->json, more->json);
    trakt_lists_release(more);
}

void trakt_lists_release(struct trakt_lists *lists)
{
    free(lists->at);
    json_decref(lists->json);
    *lists = (struct trakt_lists){0};
}

/* --- Items --- */

static const char *const item_types[] = {"movie", "show", "season", "episode", "person", NULL};

/* Reads the film, show, season, episode or person that the item is about. The key of its member is
 * the item's type. A season or an episode gets the title and year of its show. */
static void read_subject(json_t *object, struct trakt_item *item)
{
    json_t *subject = json_object_get(object, item->type);
    json_t *show = json_object_get(object, "show");
    bool season = strcmp(item->type, "season") == 0;
    bool episode = strcmp(item->type, "episode") == 0;
    const json_t *named = season || episode ? show : subject;

    item->title = member_text(named, "title", member_text(named, "name", ""));
    item->year = member_year(named);
    item->ids = member_ids(subject);
    item->trakt = member_trakt(item->ids);
    item->season = RECORD_NONE;
    item->episode = RECORD_NONE;
    if (season)
        item->season = (int)member_whole(subject, "number", 0, 99999);
    if (!episode)
        return;
    item->season = (int)member_whole(subject, "season", 0, 99999);
    item->episode = (int)member_whole(subject, "number", 0, 99999);
}

/* Reads one item. Returns false if its type is unknown (Trakt may add types) or its id is
 * missing. */
static bool read_item(json_t *object, struct trakt_item *item)
{
    int type = record_word(item_types, member_text(object, "type", ""));

    if (type < 0)
        return false;
    item->type = item_types[type];
    item->rank = member_whole(object, "rank", 0, MEMBER_MOST_WHOLE);
    item->listed_at = member_text(object, "listed_at", "");
    item->notes = member_text(object, "notes", NULL);
    item->raw = object;
    read_subject(object, item);
    return item->ids && (item->trakt || record_word(record_type_words, item->type) < 0);
}

/* Returns whether the item has an id of any kind. An item with an id is not broken, even if this
 * program cannot use it. */
static bool has_some_id(json_t *object)
{
    return json_object_size(member_ids(json_object_get(object, member_text(object, "type", "")))) >
           0;
}

/* Returns whether the item has a type that this program does not know. */
static bool is_new_kind(const json_t *object)
{
    const char *type = member_text(object, "type", "");

    return type[0] && record_word(item_types, type) < 0;
}

bool trakt_read_items(const char *text, size_t len, struct trakt_items *items,
                      struct trakt_error *error)
{
    json_auto_t *page = NULL;
    size_t before = items->count + items->unread;
    size_t read = 0, odd = 0;
    size_t i;
    json_t *object;

    if (!trakt_load(text, len, JSON_ARRAY, "the items of a list", &page, error))
        return false;
    append_page(&items->json, page);
    items->at = cvi_realloc(items->at, (items->count + json_array_size(page)) * sizeof *items->at);
    json_array_foreach(page, i, object)
    {
        if (read_item(object, &items->at[items->count])) {
            items->count++;
            read++;
        } else {
            items->unread++;
            read += has_some_id(object);
            odd += !has_some_id(object) && !is_new_kind(object);
        }
    }
    return is_believed(read, odd, before > 0) ||
           member_bad(error, "the items of a list", "none of them has a type and an id");
}

void trakt_items_release(struct trakt_items *items)
{
    free(items->at);
    json_decref(items->json);
    *items = (struct trakt_items){0};
}

/* --- The account --- */

/* Returns the maximum number of items in the collection, or RECORD_NONE. The API contract does not
 * document the member that holds this limit. Trakt calls the collection "collection" and "library",
 * so both names are tried. */
static json_int_t collection_limit(const json_t *limits)
{
    static const char *const names[] = {"collection", "library"};
    json_int_t limit = RECORD_NONE;

    for (size_t i = 0; i < sizeof names / sizeof *names && limit == RECORD_NONE; i++)
        limit = member_whole(json_object_get(limits, names[i]), "item_count", 0, MEMBER_MOST_WHOLE);
    return limit;
}

bool trakt_read_account(const char *text, size_t len, struct trakt_account *account,
                        struct trakt_error *error)
{
    *account = (struct trakt_account){0};
    if (!trakt_load(text, len, JSON_OBJECT, "the account", &account->json, error))
        return false;

    const json_t *user = json_object_get(account->json, "user");
    const json_t *limits = json_object_get(account->json, "limits");
    const json_t *list = json_object_get(limits, "list");
    account->username = member_text(user, "username", "");
    account->slug = member_text(json_object_get(user, "ids"), "slug", "");
    account->name = member_text(user, "name", "");
    account->vip = json_is_true(json_object_get(user, "vip"));
    account->most_lists = member_whole(list, "count", 0, MEMBER_MOST_WHOLE);
    account->most_list_items = member_whole(list, "item_count", 0, MEMBER_MOST_WHOLE);
    account->most_watchlist_items =
        member_whole(json_object_get(limits, "watchlist"), "item_count", 0, MEMBER_MOST_WHOLE);
    account->most_collection_items = collection_limit(limits);
    return account->username[0] || member_bad(error, "the account", "it has no user name");
}

void trakt_account_release(struct trakt_account *account)
{
    json_decref(account->json);
    *account = (struct trakt_account){0};
}

/* --- Logins --- */

/* Returns the seconds between two polls for the login: the server's number, or 5 if it is missing
 * or invalid (RFC 8628, 3.5). The result is at most half of `lifetime_s`, the lifetime of the code,
 * so that there is a poll before the code expires. */
static int read_interval(const json_t *json, int lifetime_s)
{
    json_int_t interval = member_whole(json, "interval", 1, MEMBER_MOST_WHOLE);
    int most = lifetime_s > 1 ? lifetime_s / 2 : 1;

    if (interval < 0)
        interval = 5;
    return interval < most ? (int)interval : most;
}

static bool is_link(const char *text)
{
    return token_is_word(text) &&
           (strncmp(text, "https://", 8) == 0 || strncmp(text, "http://", 7) == 0);
}

bool trakt_read_device(const char *text, size_t len, struct trakt_device *device,
                       struct trakt_error *error)
{
    *device = (struct trakt_device){0};
    if (!trakt_load(text, len, JSON_OBJECT, "the login", &device->json, error))
        return false;
    device->device_code = member_text(device->json, "device_code", "");
    device->user_code = member_text(device->json, "user_code", "");
    device->url = member_text(device->json, "verification_url", "");
    device->expires_in = (int)member_whole(device->json, "expires_in", 1, DAY_S);
    device->interval = read_interval(device->json, device->expires_in);
    if (!token_is_word(device->device_code) || !token_is_word(device->user_code))
        return member_bad(error, "the login", "it has no code");
    if (!is_link(device->url) || device->expires_in < 0)
        return member_bad(error, "the login", "it has no valid address or lifetime");
    return true;
}

void trakt_device_release(struct trakt_device *device)
{
    json_decref(device->json);
    *device = (struct trakt_device){0};
}

bool trakt_read_grant(const char *text, size_t len, struct trakt_grant *grant,
                      struct trakt_error *error)
{
    *grant = (struct trakt_grant){0};
    if (!trakt_load(text, len, JSON_OBJECT, "the token", &grant->json, error))
        return false;
    grant->access = member_text(grant->json, "access_token", "");
    grant->refresh = member_text(grant->json, "refresh_token", NULL);
    grant->created_at = member_whole(grant->json, "created_at", 1, MEMBER_MOST_WHOLE);
    grant->expires_in = member_whole(grant->json, "expires_in", 1, MOST_LIFE_S);
    if (!token_is_word(grant->access))
        return member_bad(error, "the token", "it has no valid access token");
    if (grant->refresh && !token_is_word(grant->refresh))
        return member_bad(error, "the token", "its refresh token is invalid");
    return grant->expires_in > 0 || member_bad(error, "the token", "its lifetime is missing");
}

void trakt_grant_release(struct trakt_grant *grant)
{
    json_decref(grant->json);
    *grant = (struct trakt_grant){0};
}

/* --- Pages --- */

static bool read_number(const char *header, long least, long most, long *number)
{
    return !header || (text_number(header, most, number) && *number >= least);
}

bool trakt_read_page(const struct http_answer *answer, struct trakt_page *page,
                     struct trakt_error *error)
{
    *page = (struct trakt_page){
        .page = 1, .page_count = 1, .item_count = RECORD_NONE, .limit = RECORD_NONE};
    if (read_number(answer->header[HTTP_PAGE], 1, MOST_PAGES, &page->page) &&
        read_number(answer->header[HTTP_PAGE_COUNT], 0, MOST_PAGES, &page->page_count) &&
        read_number(answer->header[HTTP_ITEM_COUNT], 0, MOST_ITEMS, &page->item_count) &&
        read_number(answer->header[HTTP_PAGE_LIMIT], 1, MOST_ITEMS, &page->limit))
        return true;
    return member_bad(error, "the pages of a list", "a page number or count is invalid");
}
