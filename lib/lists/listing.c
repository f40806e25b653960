/* Converts lists and items to tables and JSON. */
#include "lists/listing.h"

#include <string.h>

/* --- Lists --- */

struct table listing_lists_table(const struct trakt_lists *lists, json_int_t watchlist)
{
    /* The user needs the slug to name a list in a command, so it is never cut. */
    static const struct table_column columns[] = {{.title = "Name", .width = 30},
                                                  {.title = "Slug", .width = 20, .whole = true},
                                                  {.title = "Items", .width = 8, .whole = true},
                                                  {.title = "Privacy", .width = 10, .whole = true}};
    struct table table = {.columns = columns, .column_count = sizeof columns / sizeof *columns};

    if (watchlist != RECORD_NONE) {
        table_add(&table, TRAKT_MAIN_WATCHLIST);
        table_add(&table, "watchlist");
        table_add_number(&table, watchlist);
        table_add(&table, "private");
    }
    for (size_t i = 0; i < lists->count; i++) {
        const struct trakt_list *list = &lists->at[i];

        table_add(&table, list->name);
        table_add(&table, list->slug);
        if (list->item_count == RECORD_NONE)
            table_add(&table, "-");
        else
            table_add_number(&table, list->item_count);
        table_add(&table, list->privacy);
    }
    return table;
}

static json_t *null_or_text(const char *text)
{
    return text && text[0] ? json_string(text) : json_null();
}

static json_t *null_or_number(json_int_t number)
{
    return number == RECORD_NONE ? json_null() : json_integer(number);
}

/* Returns a reference to the member as Trakt sent it, or null if it has another type. The type
 * JSON_TRUE means true or false. The caller releases the result. */
static json_t *member(const json_t *object, const char *key, json_type type)
{
    json_t *value = json_object_get(object, key);
    bool fits = type == JSON_TRUE ? json_is_boolean(value) : value && json_typeof(value) == type;

    return fits ? json_incref(value) : json_null();
}

/* Returns a list as a new object. `raw` is Trakt's object for the list; NULL for the main
 * watchlist. */
static json_t *list_json(const struct trakt_list *list, const json_t *raw)
{
    json_t *json = json_object();

    json_object_set_new(json, "name", json_string(list->name));
    json_object_set_new(json, "slug", json_string(list->slug));
    json_object_set_new(json, "trakt_id", list->trakt ? json_integer(list->trakt) : json_null());
    json_object_set_new(json, "description", null_or_text(list->description));
    json_object_set_new(json, "privacy", null_or_text(list->privacy));
    json_object_set_new(json, "display_numbers", member(raw, "display_numbers", JSON_TRUE));
    json_object_set_new(json, "allow_comments", member(raw, "allow_comments", JSON_TRUE));
    json_object_set_new(json, "sort_by", member(raw, "sort_by", JSON_STRING));
    json_object_set_new(json, "sort_how", member(raw, "sort_how", JSON_STRING));
    json_object_set_new(json, "created_at", member(raw, "created_at", JSON_STRING));
    json_object_set_new(json, "updated_at", null_or_text(list->updated_at));
    json_object_set_new(json, "item_count", null_or_number(list->item_count));
    json_object_set_new(json, "comment_count", member(raw, "comment_count", JSON_INTEGER));
    json_object_set_new(json, "like_count", member(raw, "likes", JSON_INTEGER));
    if (strcmp(list->owner, "me") != 0)
        json_object_set_new(json, "owner", json_string(list->owner));
    return json;
}

json_t *listing_lists_json(const struct trakt_lists *lists, json_int_t watchlist)
{
    const struct trakt_list main_list = {.name = TRAKT_MAIN_WATCHLIST,
                                         .slug = "watchlist",
                                         .item_count = watchlist,
                                         .privacy = "private",
                                         .owner = "me"};
    json_t *array = json_array();

    if (watchlist != RECORD_NONE)
        json_array_append_new(array, list_json(&main_list, NULL));
    for (size_t i = 0; i < lists->count; i++)
        json_array_append_new(array, list_json(&lists->at[i], lists->at[i].raw));
    return json_pack("{s:o, s:o*}", "watchlists", array, "unread",
                     lists->unread ? json_integer((json_int_t)lists->unread) : NULL);
}

/* --- Items --- */

/* Adds a cell with the item's title, and its season and episode if it has them: "Severance
 * S01E09". */
static void add_title(struct table *table, const struct trakt_item *item)
{
    struct buf title = BUF_INIT(8192); /* a title in an answer has at most 4,096 bytes */

    buf_puts(&title, item->title[0] ? item->title : "(no title)");
    if (item->season != RECORD_NONE)
        buf_printf(&title, " S%02d", item->season);
    if (item->episode != RECORD_NONE)
        buf_printf(&title, "%sE%02d", item->season == RECORD_NONE ? " " : "", item->episode);
    table_add(table, buf_text(&title));
    buf_release(&title);
}

struct table listing_items_table(const struct trakt_items *items)
{
    static const struct table_column columns[] = {{.title = "#", .width = 4, .whole = true},
                                                  {.title = "Title", .width = 40},
                                                  {.title = "Year", .width = 6},
                                                  {.title = "Type", .width = 6, .whole = true}};
    struct table table = {.columns = columns, .column_count = sizeof columns / sizeof *columns};

    for (size_t i = 0; i < items->count; i++) {
        const struct trakt_item *item = &items->at[i];

        table_add_number(&table, item->rank == RECORD_NONE ? (json_int_t)i + 1 : item->rank);
        add_title(&table, item);
        if (item->year == RECORD_NONE)
            table_add(&table, "-");
        else
            table_add_number(&table, item->year);
        table_add(&table, item->type);
    }
    return table;
}

static json_t *subject_json(const struct trakt_item *item)
{
    json_t *json = json_object();

    json_object_set_new(json, "title", null_or_text(item->title));
    json_object_set_new(json, "year", null_or_number(item->year));
    json_object_set_new(json, "media_type", json_string(item->type));
    json_object_set_new(json, "trakt_id", item->trakt ? json_integer(item->trakt) : json_null());
    json_object_set_new(json, "imdb_id", member(item->ids, "imdb", JSON_STRING));
    json_object_set_new(json, "tmdb_id", member(item->ids, "tmdb", JSON_INTEGER));
    json_object_set_new(json, "tvdb_id", member(item->ids, "tvdb", JSON_INTEGER));
    if (item->season != RECORD_NONE)
        json_object_set_new(json, "season", json_integer(item->season));
    if (item->episode != RECORD_NONE)
        json_object_set_new(json, "episode", json_integer(item->episode));
    return json;
}

json_t *listing_items_json(const char *name, const struct trakt_items *items)
{
    json_t *array = json_array();

    for (size_t i = 0; i < items->count; i++) {
        const struct trakt_item *item = &items->at[i];

        json_array_append_new(
            array, json_pack("{s:o, s:o, s:o, s:s, s:o}", "rank", null_or_number(item->rank),
                             "listed_at", null_or_text(item->listed_at), "notes",
                             item->notes ? json_string(item->notes) : json_null(), "type",
                             item->type, "trakt_item", subject_json(item)));
    }
    return json_pack("{s:s, s:o, s:o*}", "watchlist", name, "items", array, "unread",
                     items->unread ? json_integer((json_int_t)items->unread) : NULL);
}
