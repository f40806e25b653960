/* The record's keys: reading, messages about invalid values, and writing. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "record/record.h"

static json_t *record_of(const char *text)
{
    json_t *record = json_loads(text, 0, NULL);

    cr_assert_not_null(record, "%s", text);
    return record;
}

static void expect_json(json_t *json, const char *text)
{
    char *dumped = json_dumps(json, JSON_COMPACT);

    cr_expect_str_eq(dumped, text, "%s", dumped);
    free(dumped);
    json_decref(json);
}

Test(record, finds_words_in_any_case)
{
    cr_expect_eq(record_word(record_scan_words, "healthy"), SCAN_HEALTHY);
    cr_expect_eq(record_word(record_scan_words, "CORRUPT"), SCAN_CORRUPT);
    cr_expect_eq(record_word(record_type_words, "show"), MEDIA_SHOW);
    cr_expect_eq(record_word(record_match_words, "skipped"), MATCH_SKIPPED);
    cr_expect_eq(record_word(record_sync_words, "would_add"), SYNC_WOULD_ADD);
    cr_expect_eq(record_word(record_sync_words, "failed"), SYNC_FAILED);
    cr_expect_eq(record_word(record_type_words, "shows"), -1);
    cr_expect_eq(record_word(record_type_words, ""), -1);
}

Test(record, reads_media)
{
    static const char *const texts[] = {
        "{\"media\":{\"type\":\"movie\",\"title\":\"Heat\",\"year\":1995}}",
        ("{\"media\":{\"type\":\"Show\",\"title\":\"Heat\",\"year\":null,\"season\":0,"
         "\"episode\":7,\"ids\":{}}}"),
        "{\"media\":{\"type\":\"show\",\"title\":\"Heat\",\"year\":2147483647,\"more\":[]}}",
    };
    static const struct {
        enum media_type type;
        int year, season, episode;
        bool has_ids;
    } rows[] = {
        {MEDIA_MOVIE, 1995, -1, -1, false},
        {MEDIA_SHOW, -1, 0, 7, true},
        {MEDIA_SHOW, 2147483647, -1, -1, false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        json_t *record = record_of(texts[i]);
        struct media media;
        struct why why;

        cr_assert(record_media(record, &media, &why), "%s", texts[i]);
        cr_expect_eq(media.type, rows[i].type);
        cr_expect_str_eq(media.title, "Heat");
        cr_expect_eq(media.year, rows[i].year);
        cr_expect_eq(media.season, rows[i].season);
        cr_expect_eq(media.episode, rows[i].episode);
        cr_expect_eq(media.ids != NULL, rows[i].has_ids);
        json_decref(record);
    }
}

static bool reads_media(const json_t *record, struct why *why)
{
    struct media media;

    return record_media(record, &media, why);
}

static bool reads_match(const json_t *record, struct why *why)
{
    struct match match;

    return record_match(record, &match, why);
}

static bool reads_scan(const json_t *record, struct why *why)
{
    enum scan_status status;

    return record_scan(record, &status, why);
}

static bool reads_sync(const json_t *record, struct why *why)
{
    struct sync sync;

    return record_sync(record, &sync, why);
}

#define MEDIA(rest) "{\"media\":{" rest "}}"
#define MATCH(rest) "{\"match\":{\"status\":\"matched\"," rest "}}"

static const struct {
    bool (*read)(const json_t *record, struct why *why);
    const char *text;
    const char *why;
} refused[] = {
    {reads_media, "{}", "the record has no media"},
    {reads_media, "{\"media\":null}", "media: not an object"},
    {reads_media, "{\"media\":[1]}", "media: not an object"},
    {reads_media, MEDIA("\"title\":\"a\""), "media.type: not a string"},
    {reads_media, MEDIA("\"type\":1"), "media.type: not a string"},
    {reads_media, MEDIA("\"type\":\"film\""), "media.type: unknown value 'film'"},
    {reads_media, MEDIA("\"type\":\"movie\""), "media.title: not a string"},
    {reads_media, MEDIA("\"type\":\"movie\",\"title\":\"\""), "media.title: not a string"},
    {reads_media, MEDIA("\"type\":\"movie\",\"title\":7"), "media.title: not a string"},
    {reads_media, MEDIA("\"type\":\"movie\",\"title\":\"a\",\"year\":\"1995\""),
     "media.year: neither a whole number nor null"},
    {reads_media, MEDIA("\"type\":\"movie\",\"title\":\"a\",\"year\":1995.5"),
     "media.year: neither a whole number nor null"},
    {reads_media, MEDIA("\"type\":\"movie\",\"title\":\"a\",\"year\":-1"),
     "media.year: neither a whole number nor null"},
    {reads_media, MEDIA("\"type\":\"movie\",\"title\":\"a\",\"year\":2147483648"),
     "media.year: neither a whole number nor null"},
    {reads_media, MEDIA("\"type\":\"show\",\"title\":\"a\",\"season\":true"),
     "media.season: neither a whole number nor null"},
    {reads_media, MEDIA("\"type\":\"show\",\"title\":\"a\",\"episode\":[1]"),
     "media.episode: neither a whole number nor null"},
    {reads_match, "{\"match\":{\"status\":\"found\"}}", "match.status: unknown value 'found'"},
    {reads_match, MATCH("\"type\":\"movie\""), "match.title: not a string"},
    {reads_match, MATCH("\"type\":\"movie\",\"title\":\"a\""),
     "match.ids: no trakt, imdb or tmdb id"},
    {reads_match, MATCH("\"type\":\"movie\",\"title\":\"a\",\"ids\":7"),
     "match.ids: no trakt, imdb or tmdb id"},
    {reads_match, MATCH("\"type\":\"movie\",\"title\":\"a\",\"ids\":{\"trakt\":0}"),
     "match.ids.trakt: not a Trakt id"},
    {reads_match, MATCH("\"type\":\"movie\",\"title\":\"a\",\"ids\":{\"trakt\":9007199254740993}"),
     "match.ids.trakt: not a Trakt id"},
    {reads_match,
     MATCH("\"type\":\"movie\",\"title\":\"a\",\"ids\":{\"trakt\":9223372036854775807}"),
     "match.ids.trakt: not a Trakt id"},
    {reads_match, MATCH("\"type\":\"movie\",\"title\":\"a\",\"ids\":{\"trakt\":\"5\"}"),
     "match.ids.trakt: not a Trakt id"},
    {reads_scan, "{\"scan\":\"healthy\"}", "scan: not an object"},
    {reads_scan, "{\"scan\":{\"status\":\"good\"}}", "scan.status: unknown value 'good'"},
    {reads_sync, "{\"sync\":{\"status\":\"added\"}}", "sync.list: not a string"},
    {reads_sync, "{\"sync\":{\"list\":\"a\"}}", "sync.status: not a string"},
};

Test(record, rejects_other_types_everywhere_and_names_the_place)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        json_t *record = record_of(refused[i].text);
        struct why why = {0};

        cr_expect_not(refused[i].read(record, &why), "%s", refused[i].text);
        cr_expect_str_eq(why.text, refused[i].why, "%s: %s", refused[i].text, why.text);
        cr_expect_eq(why.status, EX_DATAERR);
        json_decref(record);
    }
}

Test(record, refuses_a_title_with_a_nul_in_it)
{
    static const char text[] = "{\"media\":{\"type\":\"movie\",\"title\":\"a\\u0000b\"}}";
    json_t *record = json_loads(text, JSON_ALLOW_NUL, NULL);
    struct why why;

    cr_expect_not(reads_media(record, &why));
    cr_expect_str_eq(why.text, "media.title: not a string");
    json_decref(record);
}

Test(record, reads_a_match_and_asks_for_ids_only_where_something_matched)
{
    json_t *record =
        record_of("{\"match\":{\"status\":\"matched\",\"type\":\"show\",\"title\":\"A\","
                  "\"year\":null,\"ids\":{\"trakt\":5000000000,\"slug\":\"a\"}}}");
    json_t *other = record_of("{\"match\":{\"status\":\"ambiguous\",\"candidates\":7}}");
    struct match match;
    struct why why;

    cr_assert(record_match(record, &match, &why));
    cr_expect_eq(match.status, MATCH_MATCHED);
    cr_expect_eq(match.type, MEDIA_SHOW);
    cr_expect_str_eq(match.title, "A");
    cr_expect_eq(match.year, RECORD_NONE);
    cr_expect_eq(match.known.of[TITLE_ID_TRAKT], 5000000000);
    cr_expect_eq(json_object_size(match.ids), 2);
    cr_assert(record_match(other, &match, &why));
    cr_expect_eq(match.status, MATCH_AMBIGUOUS);
    cr_expect_eq(match.known.of[TITLE_ID_TRAKT], 0);
    json_decref(record);
    json_decref(other);
}

Test(record, reads_results_of_scan_and_sync)
{
    json_t *record = record_of("{\"scan\":{\"status\":\"suspicious\",\"x\":1},"
                               "\"sync\":{\"status\":\"existing\",\"list\":\"watchlist\"}}");
    enum scan_status scan;
    struct sync sync;
    struct why why;

    cr_assert(record_scan(record, &scan, &why));
    cr_expect_eq(scan, SCAN_SUSPICIOUS);
    cr_assert(record_sync(record, &sync, &why));
    cr_expect_eq(sync.status, SYNC_EXISTING);
    cr_expect_str_eq(sync.list, "watchlist");
    cr_expect_null(sync.code);
    cr_expect_eq(sync.limit, RECORD_NONE);
    json_decref(record);
}

Test(record, reads_why_a_title_was_not_taken)
{
    json_t *record = record_of("{\"sync\":{\"status\":\"failed\",\"list\":\"later\","
                               "\"code\":\"list-full\",\"limit\":250,\"count\":\"250\"}}");
    struct sync sync;
    struct why why;

    cr_assert(record_sync(record, &sync, &why));
    cr_expect_eq(sync.status, SYNC_FAILED);
    cr_expect_str_eq(sync.code, "list-full");
    cr_expect_eq(sync.limit, 250);
    cr_expect_eq(sync.count, RECORD_NONE, "a text is no number");
    json_decref(record);
}

Test(record, reads_votes_where_they_are_a_number)
{
#define VOTED(votes)                                                                               \
    "{\"match\":{\"status\":\"matched\",\"type\":\"movie\",\"title\":\"a\",\"ids\":{\"trakt\":"    \
    "1}" votes "}}"
    static const struct {
        const char *record;
        json_int_t votes;
    } rows[] = {
        {VOTED(",\"votes\":68214"), 68214},
        {VOTED(",\"votes\":0"), 0},
        {VOTED(""), RECORD_NONE},
        {VOTED(",\"votes\":-1"), RECORD_NONE},
        {VOTED(",\"votes\":\"many\""), RECORD_NONE},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        json_t *record = record_of(rows[i].record);
        struct match match;
        struct why why;

        cr_assert(record_match(record, &match, &why));
        cr_expect_eq(match.votes, rows[i].votes, "%s", rows[i].record);
        json_decref(record);
    }
}

Test(record, has_a_file_name_only_when_that_is_a_text)
{
    json_t *record = record_of("{\"filename\":\"/a\"}");
    json_t *number = record_of("{\"filename\":7}");

    cr_expect_str_eq(record_filename(record), "/a");
    cr_expect_null(record_filename(number));
    json_decref(record);
    json_decref(number);
}

Test(record, keeps_the_exact_bytes_of_a_name_that_is_not_utf_8)
{
    static const struct {
        const char *path;
        const char *record;
    } rows[] = {
        {"/v/\xc3\xa9.mkv", "{\"filename\":\"/v/\xc3\xa9.mkv\"}"},
        {"/v/\xe9.mkv", "{\"filename\":\"/v/\xef\xbf\xbd.mkv\",\"filename_b64\":\"L3Yv6S5ta3Y=\"}"},
        {"\xff\xff\xff", "{\"filename\":\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\","
                         "\"filename_b64\":\"////\"}"},
        {"a\n\"\x1b", "{\"filename\":\"a\\n\\\"\\u001B\"}"},
        {"", "{\"filename\":\"\"}"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        json_t *record = json_object();

        record_set_filename(record, rows[i].path, strlen(rows[i].path));
        expect_json(record, rows[i].record);
    }
}

Test(record, failed_with_any_error)
{
    static const char *const texts[] = {"{\"error\":{}}", "{\"error\":null}", "{\"error\":false}"};
    json_t *fine = record_of("{\"filename\":\"error\"}");

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        json_t *record = record_of(texts[i]);

        cr_expect(record_failed(record), "%s", texts[i]);
        json_decref(record);
    }
    cr_expect_not(record_failed(fine));
    json_decref(fine);
}

Test(record, writes_an_error_with_its_http_status_only_when_there_was_one)
{
    expect_json(record_error("cvi-x", &(struct record_error){.code = "c", .message = "m"}),
                "{\"stage\":\"cvi-x\",\"code\":\"c\",\"message\":\"m\",\"retry\":false}");
    expect_json(record_error("cvi-x", &(struct record_error){.code = "c",
                                                             .message = "cut \xc3",
                                                             .retry = true,
                                                             .http_status = 503}),
                "{\"stage\":\"cvi-x\",\"code\":\"c\",\"message\":\"cut \xef\xbf\xbd\","
                "\"retry\":true,\"http_status\":503}");
}
