/* Converts items to records for the other programs, and items and lists to CSV for spreadsheets
 * (RFC 4180; base/csv.h handles cells that look like formulas). */
#include "lists/listing.h"

#include <string.h>

#include "base/csv.h"

/* --- Records --- */

/* Returns the match of a film or show, a new object. Its ids are certain, so the score is 100. */
static json_t *match_json(const struct trakt_item *item)
{
    return json_pack("{s:s, s:s, s:s, s:o, s:O, s:i, s:s}", "status", "matched", "type", item->type,
                     "title", item->title[0] ? item->title : "(no title)", "year",
                     item->year == RECORD_NONE ? json_null() : json_integer(item->year), "ids",
                     item->ids, "score", 100, "by", "list");
}

/* Returns the match of a season, an episode or a person, a new object with the status "skipped". A
 * season or an episode is not replaced by its show, because the whole show is not on the list. */
static json_t *skipped_json(const struct trakt_item *item)
{
    return json_pack("{s:s, s:s}", "status", "skipped", "reason", item->type);
}

/* Returns a new object with the show of a season or an episode, and the numbers of the season and
 * the episode. */
static json_t *media_json(const struct trakt_item *item)
{
    json_t *media = json_pack("{s:s, s:s, s:o}", "type", "show", "title",
                              item->title[0] ? item->title : "(no title)", "year",
                              item->year == RECORD_NONE ? json_null() : json_integer(item->year));

    json_object_set_new(media, "season", json_integer(item->season));
    if (item->episode != RECORD_NONE)
        json_object_set_new(media, "episode", json_integer(item->episode));
    return media;
}

/* Returns the list's data about the item, a new object. For a season, an episode or a person
 * (`is_title` is false), it also has the item's ids. */
static json_t *listed_json(const char *name, const struct trakt_item *item, bool is_title)
{
    json_t *listed = json_pack("{s:s, s:s}", "list", name, "type", item->type);

    if (item->rank != RECORD_NONE)
        json_object_set_new(listed, "rank", json_integer(item->rank));
    if (item->listed_at[0])
        json_object_set_new(listed, "at", json_string(item->listed_at));
    if (item->notes)
        json_object_set_new(listed, "notes", json_string(item->notes));
    if (!is_title && strcmp(item->type, "person") == 0)
        json_object_set_new(listed, "name", json_string(item->title));
    if (!is_title && item->ids)
        json_object_set(listed, "ids", (json_t *)item->ids);
    return listed;
}

static json_t *record_of(const char *name, const struct trakt_item *item)
{
    bool is_title = strcmp(item->type, "movie") == 0 || strcmp(item->type, "show") == 0;

    return json_pack("{s:o, s:o*, s:o}", "listed", listed_json(name, item, is_title), "media",
                     is_title || item->season == RECORD_NONE ? NULL : media_json(item), "match",
                     is_title && item->ids ? match_json(item) : skipped_json(item));
}

json_t *listing_items_records(const char *name, const struct trakt_items *items)
{
    json_t *records = json_array();

    for (size_t i = 0; i < items->count; i++)
        json_array_append_new(records, record_of(name, &items->at[i]));
    return records;
}

/* --- Spreadsheets --- */

static const char *text_of(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

/* If the member is not an integer, adds an empty cell. */
static void add_number(struct buf *out, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    csv_number(out, json_is_integer(value) ? json_integer_value(value) : -1, 0);
}

void listing_items_csv(struct buf *out, const json_t *document)
{
    static const char *const columns[] = {"rank",      "type",     "title",   "year",    "season",
                                          "episode",   "trakt_id", "imdb_id", "tmdb_id", "tvdb_id",
                                          "listed_at", "notes",    NULL};
    const json_t *item;
    size_t i;

    csv_head(out, columns);
    json_array_foreach(json_object_get(document, "items"), i, item)
    {
        const json_t *title = json_object_get(item, "trakt_item");
        const json_t *rank = json_object_get(item, "rank");

        buf_printf(out, "%" JSON_INTEGER_FORMAT,
                   json_is_integer(rank) ? json_integer_value(rank) : (json_int_t)i + 1);
        csv_cell(out, text_of(item, "type"), false);
        csv_cell(out, text_of(title, "title"), false);
        add_number(out, title, "year");
        add_number(out, title, "season");
        add_number(out, title, "episode");
        add_number(out, title, "trakt_id");
        csv_cell(out, text_of(title, "imdb_id"), false);
        add_number(out, title, "tmdb_id");
        add_number(out, title, "tvdb_id");
        csv_cell(out, text_of(item, "listed_at"), false);
        csv_cell(out, text_of(item, "notes"), false);
        csv_end(out);
    }
}

void listing_lists_csv(struct buf *out, const json_t *document)
{
    static const char *const columns[] = {"name",        "slug",       "trakt_id",
                                          "item_count",  "privacy",    "owner",
                                          "description", "updated_at", NULL};
    const json_t *list;
    size_t i;

    csv_head(out, columns);
    json_array_foreach(json_object_get(document, "watchlists"), i, list)
    {
        csv_cell(out, text_of(list, "name"), true);
        csv_cell(out, text_of(list, "slug"), false);
        add_number(out, list, "trakt_id");
        add_number(out, list, "item_count");
        csv_cell(out, text_of(list, "privacy"), false);
        csv_cell(out, text_of(list, "owner"), false);
        csv_cell(out, text_of(list, "description"), false);
        csv_cell(out, text_of(list, "updated_at"), false);
        csv_end(out);
    }
}
