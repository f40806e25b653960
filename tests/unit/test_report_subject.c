/* The title of a record, and records with the same title. */
#include <criterion/criterion.h>

#include "record/subject.h"

static uint64_t key_of(const char *text)
{
    json_auto_t *record = json_loads(text, 0, NULL);
    struct outcome_item item;
    struct subject subject;

    cr_assert(record, "%s", text);
    outcome_read(record, &item);
    return subject_read(&item, &subject) ? subject_key(&subject) : 0;
}

#define MEDIA(type, title, year)                                                                   \
    "{\"media\":{\"type\":\"" type "\",\"title\":\"" title "\",\"year\":" year "}}"
#define MATCH(type, ids)                                                                           \
    "{\"match\":{\"status\":\"matched\",\"type\":\"" type                                          \
    "\",\"title\":\"Heat\",\"year\":1995,\"ids\":{" ids "}}}"

static const struct {
    const char *one;
    const char *other;
    bool same;
} pairs[] = {
    {MEDIA("movie", "Heat", "1995"), MEDIA("movie", "HEAT!", "1995"), true},
    {MEDIA("movie", "Am\\u00e9lie", "2001"), MEDIA("movie", "Amelie", "2001"), true},
    {MEDIA("movie", "Heat", "1995"), MEDIA("movie", "Heat", "1986"), false},
    {MEDIA("movie", "Heat", "1995"), MEDIA("movie", "Heat", "null"), false},
    {MEDIA("movie", "Heat", "1995"), MEDIA("show", "Heat", "1995"), false},
    {MEDIA("movie", "!!!", "1995"), MEDIA("movie", "???", "1995"), false},
    {MATCH("movie", "\"trakt\":481"), MATCH("movie", "\"trakt\":481"), true},
    {MATCH("movie", "\"trakt\":481"), MATCH("show", "\"trakt\":481"), false},
    {MATCH("movie", "\"trakt\":481"), MATCH("movie", "\"trakt\":482"), false},
    {"{\"match\":{\"status\":\"matched\",\"type\":\"movie\",\"title\":\"Heat\",\"year\":1995,"
     "\"ids\":{\"tmdb\":949}},\"sync\":{\"status\":\"existing\",\"list\":\"x\",\"ids\":{\"trakt\":"
     "481}}}",
     MATCH("movie", "\"trakt\":481"), true},
    {MATCH("movie", "\"trakt\":1,\"imdb\":\"tt1\""), MATCH("movie", "\"trakt\":2,\"imdb\":\"tt1\""),
     true},
};

Test(report_subject, knows_the_same_title_again)
{
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        cr_expect_eq(key_of(pairs[i].one) == key_of(pairs[i].other), pairs[i].same, "%s %s",
                     pairs[i].one, pairs[i].other);
        cr_expect_neq(key_of(pairs[i].one), 0);
    }
}

static const struct {
    const char *ids;
    const char *imdb;
    const char *slug;
    json_int_t tmdb;
} ids[] = {
    {"{\"imdb\":\"tt0113277\",\"slug\":\"heat-1995\",\"tmdb\":949}", "tt0113277", "heat-1995", 949},
    {"{\"imdb\":\"tt\",\"slug\":\"\",\"tmdb\":0}", NULL, NULL, 0},
    {"{\"imdb\":\"tt1\\\"\",\"slug\":\"a/../b\",\"tmdb\":-1}", NULL, NULL, 0},
    {"{\"imdb\":\"nm1\",\"slug\":\"a b\",\"tmdb\":\"949\"}", NULL, NULL, 0},
    {"{\"imdb\":481,\"slug\":[],\"tmdb\":9.5}", NULL, NULL, 0},
    {"[]", NULL, NULL, 0},
};

Test(report_subject, ignores_invalid_ids)
{
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        json_auto_t *record =
            json_pack("{s:{s:s, s:s, s:n, s:o}}", "media", "type", "movie", "title", "x", "year",
                      "ids", json_loads(ids[i].ids, 0, NULL));
        struct outcome_item item;
        struct subject subject;

        outcome_read(record, &item);
        cr_assert(subject_read(&item, &subject), "%s", ids[i].ids);
        if (ids[i].imdb)
            cr_expect_str_eq(subject.imdb, ids[i].imdb);
        else
            cr_expect_null(subject.imdb, "%s", ids[i].ids);
        if (ids[i].slug)
            cr_expect_str_eq(subject.slug, ids[i].slug);
        else
            cr_expect_null(subject.slug, "%s", ids[i].ids);
        cr_expect_eq(subject.tmdb, ids[i].tmdb, "%s", ids[i].ids);
    }
}

Test(report_subject, is_missing_without_a_title)
{
    cr_expect_eq(key_of("{}"), 0);
    cr_expect_eq(key_of("{\"match\":{\"status\":\"not_found\"}}"), 0);
    cr_expect_eq(key_of("{\"match\":{\"status\":\"matched\"},\"media\":[]}"), 0);
}
