/* Lists and items as tables and JSON: the columns and keys that other programs depend on. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "lists/listing.h"

static struct trakt_items items_of(const char *text)
{
    struct trakt_items items = {0};
    struct trakt_error error = {0};

    cr_assert(trakt_read_items(text, strlen(text), &items, &error), "%s", error.message);
    return items;
}

static struct trakt_lists lists_of(const char *text, const char *owner)
{
    struct trakt_lists lists = {0};
    struct trakt_error error = {0};

    cr_assert(trakt_read_lists(text, strlen(text), owner, &lists, &error), "%s", error.message);
    return lists;
}

static void expect_table(const struct table *table, const char *drawn)
{
    struct buf out = BUF_INIT(65536);

    table_draw(table, 0, &out);
    cr_expect_str_eq(buf_text(&out), drawn, "%s", buf_text(&out));
    buf_release(&out);
}

static void expect_json(json_t *json, const char *text)
{
    char *dumped = json_dumps(json, JSON_COMPACT);

    cr_expect_str_eq(dumped, text, "%s", dumped);
    free(dumped);
    json_decref(json);
}

#define ITEMS_HEAD                                                                                 \
    "#    Title                                    Year   Type\n"                                  \
    "----------------------------------------------------------\n"

static const struct {
    const char *answer;
    const char *row;
    const char *json; /* of the item */
} items[] = {
    {"[{\"rank\":1,\"listed_at\":\"2026-11-22T12:00:00.000Z\",\"notes\":\"soon\","
     "\"type\":\"movie\",\"movie\":{\"title\":\"Heat\",\"year\":1995,"
     "\"ids\":{\"trakt\":612,\"imdb\":\"tt0113277\",\"tmdb\":949}}}]",
     ITEMS_HEAD "1    Heat                                     1995   movie\n",
     "{\"rank\":1,\"listed_at\":\"2026-11-22T12:00:00.000Z\",\"notes\":\"soon\",\"type\":\"movie\","
     "\"trakt_item\":{\"title\":\"Heat\",\"year\":1995,\"media_type\":\"movie\",\"trakt_id\":612,"
     "\"imdb_id\":\"tt0113277\",\"tmdb_id\":949,\"tvdb_id\":null}}"},
    {"[{\"type\":\"show\",\"show\":{\"title\":\"Severance\",\"year\":null,\"ids\":{\"trakt\":5,"
     "\"tvdb\":371980}}}]",
     ITEMS_HEAD "1    Severance                                -      show\n",
     "{\"rank\":null,\"listed_at\":null,\"notes\":null,\"type\":\"show\",\"trakt_item\":{"
     "\"title\":\"Severance\",\"year\":null,\"media_type\":\"show\",\"trakt_id\":5,"
     "\"imdb_id\":null,\"tmdb_id\":null,\"tvdb_id\":371980}}"},
    {"[{\"rank\":10000,\"type\":\"movie\",\"movie\":{\"title\":null,\"year\":\"1999\","
     "\"ids\":{\"trakt\":7,\"imdb\":7.5}}}]",
     "#      Title                                    Year   Type\n"
     "------------------------------------------------------------\n"
     "10000  (no title)                               -      movie\n",
     "{\"rank\":10000,\"listed_at\":null,\"notes\":null,\"type\":\"movie\",\"trakt_item\":{"
     "\"title\":null,\"year\":null,\"media_type\":\"movie\",\"trakt_id\":7,"
     "\"imdb_id\":null,\"tmdb_id\":null,\"tvdb_id\":null}}"},
};

Test(listing, shows_films_and_shows_with_null_for_unknown_values)
{
    for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
        struct trakt_items read = items_of(items[i].answer);
        struct table table = listing_items_table(&read);
        char *whole = cvi_format("{\"watchlist\":\"L\",\"items\":[%s]}", items[i].json);

        expect_table(&table, items[i].row);
        expect_json(listing_items_json("L", &read), whole);
        free(whole);
        table_release(&table);
        trakt_items_release(&read);
    }
}

Test(listing, names_seasons_episodes_and_people)
{
    struct trakt_items read = items_of(
        "[{\"rank\":1,\"type\":\"season\",\"season\":{\"number\":0,\"ids\":{\"trakt\":1}},"
        "\"show\":{\"title\":\"Severance\",\"year\":2022}},"
        "{\"rank\":2,\"type\":\"episode\",\"episode\":{\"season\":1,\"number\":9,"
        "\"ids\":{\"trakt\":2}},\"show\":{\"title\":\"Severance\",\"year\":2022}},"
        "{\"rank\":3,\"type\":\"person\",\"person\":{\"name\":\"Ann\",\"ids\":{\"trakt\":3}}}]");
    struct table table = listing_items_table(&read);
    json_auto_t *json = listing_items_json("L", &read);
    const json_t *array = json_object_get(json, "items");

    expect_table(&table, "#    Title                                    Year   Type\n"
                         "------------------------------------------------------------\n"
                         "1    Severance S00                            2022   season\n"
                         "2    Severance S01E09                         2022   episode\n"
                         "3    Ann                                      -      person\n");
    expect_json(json_incref(json_object_get(json_array_get(array, 1), "trakt_item")),
                "{\"title\":\"Severance\",\"year\":2022,\"media_type\":\"episode\",\"trakt_id\":2,"
                "\"imdb_id\":null,\"tmdb_id\":null,\"tvdb_id\":null,\"season\":1,\"episode\":9}");
    table_release(&table);
    trakt_items_release(&read);
}

Test(listing, puts_the_main_watchlist_before_the_lists)
{
    struct trakt_lists read =
        lists_of("[{\"name\":\"A name that is longer than its column\",\"item_count\":3,"
                 "\"privacy\":\"public\",\"ids\":{\"trakt\":9,\"slug\":\"short\"}},"
                 "{\"name\":\"b\",\"ids\":{\"trakt\":10}}]",
                 "me");
    struct table table = listing_lists_table(&read, 42);

    expect_table(&table,
                 "Name                                   Slug                 Items    Privacy\n"
                 "------------------------------------------------------------------------------\n"
                 "Main Watchlist                         watchlist            42       private\n"
                 "A name that is longer than its column  short                3        public\n"
                 "b                                                           -\n");
    table_release(&table);
    trakt_lists_release(&read);
}

Test(listing, shows_trakts_values_of_a_list)
{
    struct trakt_lists read = lists_of(
        "[{\"name\":\"b\",\"description\":\"d\",\"privacy\":\"link\",\"display_numbers\":true,"
        "\"allow_comments\":false,\"sort_by\":\"rank\",\"sort_how\":7,\"created_at\":\"C\","
        "\"updated_at\":\"U\",\"item_count\":1,\"comment_count\":2,\"likes\":3,"
        "\"ids\":{\"trakt\":10,\"slug\":\"b\"},\"user\":{\"ids\":{\"slug\":\"ann\"}}}]",
        NULL);

    expect_json(listing_lists_json(&read, 0),
                "{\"watchlists\":[{\"name\":\"Main Watchlist\",\"slug\":\"watchlist\","
                "\"trakt_id\":null,\"description\":null,\"privacy\":\"private\","
                "\"display_numbers\":null,\"allow_comments\":null,\"sort_by\":null,"
                "\"sort_how\":null,\"created_at\":null,\"updated_at\":null,\"item_count\":0,"
                "\"comment_count\":null,\"like_count\":null},"
                "{\"name\":\"b\",\"slug\":\"b\",\"trakt_id\":10,\"description\":\"d\","
                "\"privacy\":\"link\",\"display_numbers\":true,\"allow_comments\":false,"
                "\"sort_by\":\"rank\",\"sort_how\":null,\"created_at\":\"C\",\"updated_at\":\"U\","
                "\"item_count\":1,\"comment_count\":2,\"like_count\":3,\"owner\":\"ann\"}]}");
    trakt_lists_release(&read);
}
