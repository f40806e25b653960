/* Operations: reading, messages about invalid ones, and writing. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "record/operation.h"

/* Valid operations, in the form written by operation_json. */
static const char *const good[] = {
    ("{\"op\":\"add\",\"to\":{\"account\":\"ann_k\",\"list\":\"my-movies\",\"id\":33543684},"
     "\"type\":\"movie\",\"title\":\"Heat\",\"year\":1995,\"ids\":{\"trakt\":1,\"imdb\":"
     "\"tt0113277\"},\"why\":[\"new\"],\"filename\":\"/v/Heat (1995).mkv\"}"),
    ("{\"op\":\"add\",\"to\":{\"list\":\"watchlist\"},\"type\":\"show\",\"ids\":{\"tvdb\":81189}}"),
    ("{\"op\":\"add\",\"to\":{\"list\":\"Films to see\",\"create\":true},\"type\":\"movie\","
     "\"ids\":{\"tmdb\":949},\"why\":[\"new\",\"again\"]}"),
    ("{\"op\":\"remove\",\"to\":{\"account\":\"ann_k\",\"list\":\"watchlist\"},\"type\":\"movie\","
     "\"title\":\"Heat\",\"ids\":{\"trakt\":1},\"listed_at\":\"2026-10-01T08:00:00.000Z\","
     "\"why\":[\"gone\"]}"),
    ("{\"op\":\"add\",\"to\":{\"list\":\"collection\"},\"type\":\"episode\",\"title\":\"Lost\","
     "\"year\":2004,\"season\":0,\"episode\":1,\"ids\":{\"trakt\":73},\"copy\":{\"media_type\":"
     "\"digital\"}}"),
    ("{\"op\":\"update\",\"to\":{\"list\":\"collection\"},\"type\":\"movie\",\"ids\":{\"trakt\":1},"
     "\"copy\":{\"resolution\":\"uhd_4k\"},\"was\":{\"resolution\":\"hd_720p\"},\"why\":"
     "[\"resolution\"],\"run\":7}"),
    ("{\"op\":\"remove\",\"to\":{\"list\":\"collection\"},\"type\":\"episode\",\"season\":1,"
     "\"episode\":9,\"ids\":{\"trakt\":73}}"),
    /* The user's own lists with the names of the other two. */
    ("{\"op\":\"add\",\"to\":{\"list\":\"collection\",\"id\":5},\"type\":\"show\",\"ids\":"
     "{\"trakt\":73}}"),
    ("{\"op\":\"add\",\"to\":{\"list\":\"watchlist\",\"create\":true},\"type\":\"show\",\"ids\":"
     "{\"trakt\":73}}"),
};

static json_t *load(const char *text)
{
    json_t *json = json_loads(text, JSON_ALLOW_NUL, NULL);

    cr_assert_not_null(json, "%s", text);
    return json;
}

Test(operation, writes_operations_as_read)
{
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        json_auto_t *json = load(good[i]);
        struct operation op;
        struct why why = {0};

        cr_assert(operation_read(json, &op, &why), "%s: %s", good[i], why.text);
        json_auto_t *written = operation_json(&op);
        char *text = json_dumps(written, JSON_COMPACT);

        cr_expect_str_eq(text, good[i], "%s", text);
        free(text);
    }
}

/* Changes to a valid operation, and the message about the result; NULL: it is valid, too. */
static const struct {
    const char *change; /* members that are set; null removes a member */
    const char *why;
} rows[] = {
    {"{}", NULL},
    {"{\"mine\":1,\"result\":{},\"error\":{}}", NULL},
    {"{\"op\":\"ADD\"}", NULL},
    {"{\"year\":null,\"season\":null,\"title\":null,\"filename\":null,\"run\":null}", NULL},
    {"{\"op\":null}", "the key 'op' is missing"},
    {"{\"op\":\"destroy\"}", "op: unknown value 'destroy'"},
    {"{\"op\":1}", "op: unknown value"},
    {"{\"op\":\"add\\u0000\"}", "op: unknown value"},
    {"{\"to\":null}", "to: missing"},
    {"{\"to\":\"watchlist\"}", "to: not an object"},
    {"{\"to\":{}}", "to.list: missing"},
    {"{\"to\":{\"list\":\"\"}}", "to.list: not a string"},
    {"{\"to\":{\"list\":7}}", "to.list: not a string"},
    {"{\"to\":{\"list\":\"a\\u0000b\",\"id\":1}}", "to.list: not a string"},
    {"{\"to\":{\"list\":\"watchlist\",\"account\":7}}", "to.account: not a string"},
    {"{\"to\":{\"list\":\"watchlist\",\"create\":1}}", "to.create: expected true or false"},
    {"{\"to\":{\"list\":\"mine\"}}", "to.id: missing (required, except for the watchlist, the "
                                     "collection and a list to be created)"},
    {"{\"to\":{\"list\":\"mine\",\"id\":0}}", "to.id: not a whole number of at least 1"},
    {"{\"to\":{\"list\":\"mine\",\"id\":\"1\"}}", "to.id: not a whole number of at least 1"},
    {"{\"to\":{\"list\":\"mine\",\"id\":9007199254740993}}",
     "to.id: not a whole number of at least 1"},
    {"{\"to\":{\"list\":\"mine\",\"id\":1,\"create\":true}}",
     "to: id and create exclude each other (a list with an id exists already)"},
    {"{\"to\":{\"list\":\"mine\",\"create\":true},\"op\":\"remove\"}",
     "to.create: allowed for an addition only"},
    {"{\"type\":null}", "the key 'type' is missing"},
    {"{\"type\":\"person\"}", "type: unknown value 'person'"},
    {"{\"type\":\"episode\",\"season\":1,\"episode\":1}",
     "type: episodes are allowed for the collection only"},
    {"{\"type\":\"show\",\"to\":{\"list\":\"collection\"}}",
     "type: shows are not allowed for the collection (use episodes)"},
    {"{\"type\":\"episode\",\"to\":{\"list\":\"collection\"},\"season\":1,\"episode\":0}", NULL},
    {"{\"type\":\"episode\",\"to\":{\"list\":\"collection\"},\"season\":1}",
     "episode: missing (required for an episode)"},
    {"{\"type\":\"episode\",\"to\":{\"list\":\"collection\"},\"episode\":1}",
     "season: missing (required for an episode)"},
    {"{\"type\":\"episode\",\"to\":{\"list\":\"collection\"},\"season\":-1,\"episode\":1}",
     "season: not a whole number of at least 0"},
    {"{\"season\":1}", "season: not allowed for a movie (only for an episode)"},
    {"{\"episode\":1}", "episode: not allowed for a movie (only for an episode)"},
    {"{\"title\":\"\"}", "title: not a string"},
    {"{\"title\":[]}", "title: not a string"},
    {"{\"year\":\"1995\"}", "year: not a whole number of at least 0"},
    {"{\"year\":2147483648}", "year: not a whole number of at least 0"},
    {"{\"ids\":null}", "ids: missing"},
    {"{\"ids\":[1]}", "ids: not an object"},
    {"{\"ids\":{}}", "ids: no usable id (a movie needs one of trakt, imdb, tmdb)"},
    {"{\"ids\":{\"slug\":\"heat-1995\"}}",
     "ids: no usable id (a movie needs one of trakt, imdb, tmdb)"},
    {"{\"ids\":{\"tvdb\":7}}", "ids: no usable id (a movie needs one of trakt, imdb, tmdb)"},
    {"{\"ids\":{},\"type\":\"show\"}",
     "ids: no usable id (a show needs one of trakt, imdb, tmdb, tvdb)"},
    {"{\"ids\":{\"tvdb\":7,\"tmdb\":949}}", NULL},
    {"{\"ids\":{\"trakt\":\"1\",\"tmdb\":949}}", "ids.trakt: invalid"},
    {"{\"ids\":{\"trakt\":1,\"imdb\":\"113277\"}}", "ids.imdb: invalid"},
    {"{\"ids\":{\"trakt\":1,\"tvdb\":-7}}", "ids.tvdb: invalid"},
    {"{\"op\":\"update\"}", "op: updates are allowed for the collection only"},
    {"{\"op\":\"update\",\"to\":{\"list\":\"collection\"}}",
     "copy: missing (required for an update)"},
    {"{\"op\":\"update\",\"to\":{\"list\":\"collection\"},\"copy\":{}}",
     "was: missing (required for an update)"},
    {"{\"op\":\"update\",\"to\":{\"list\":\"collection\"},\"copy\":{},\"was\":{}}", NULL},
    {"{\"to\":{\"list\":\"collection\"},\"copy\":\"uhd_4k\"}", "copy: not an object"},
    {"{\"to\":{\"list\":\"collection\"},\"copy\":{},\"was\":{}}",
     "was: allowed for an update only"},
    {"{\"copy\":{}}", "copy: allowed only for additions to the collection and updates there"},
    {"{\"op\":\"remove\",\"to\":{\"list\":\"collection\"},\"copy\":{}}",
     "copy: allowed only for additions to the collection and updates there"},
    {"{\"listed_at\":1759305600}", "listed_at: not a string"},
    {"{\"why\":\"new\"}", "why: not an array"},
    {"{\"why\":[7]}", "why: not an array of strings"},
    {"{\"why\":[]}", NULL},
    {"{\"filename\":7}", "filename: not a string"},
    {"{\"run\":0}", "run: not a whole number of at least 1"},
};

Test(operation, reports_mistakes)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        json_auto_t *json = load("{\"op\":\"add\",\"to\":{\"list\":\"watchlist\"},"
                                 "\"type\":\"movie\",\"ids\":{\"trakt\":1}}");
        json_auto_t *change = load(rows[i].change);
        struct operation op;
        struct why why = {0};

        json_object_update(json, change);
        bool read = operation_read(json, &op, &why);
        cr_expect_eq(read, !rows[i].why, "%s: %s", rows[i].change, why.text);
        cr_expect_str_eq(why.text, rows[i].why ? rows[i].why : "", "%s: %s", rows[i].change,
                         why.text);
        cr_expect_eq(why.status, rows[i].why ? EX_DATAERR : 0, "%s", rows[i].change);
    }
}

Test(operation, knows_its_target)
{
    static const struct operation_target targets[] = {
        {.list = "watchlist", .id = RECORD_NONE},
        {.list = "watchlist", .id = RECORD_NONE, .account = "ann"},
        {.list = "collection", .id = RECORD_NONE},
        {.list = "collection", .id = RECORD_NONE, .create = true},
        {.list = "collection", .id = 5},
        {.list = "mine", .id = 7},
    };
    static const struct operation_target renamed = {.list = "ours", .id = 7};
    enum { TARGETS = sizeof targets / sizeof *targets };

    for (size_t i = 0; i < TARGETS; i++) {
        cr_expect_eq(operation_is_watchlist(&targets[i]), i < 2);
        cr_expect_eq(operation_is_collection(&targets[i]), i == 2);
        for (size_t k = 0; k < TARGETS; k++)
            cr_expect_eq(operation_same_target(&targets[i], &targets[k]), i == k, "%zu %zu", i, k);
    }
    cr_expect(operation_same_target(&targets[TARGETS - 1], &renamed));
}
