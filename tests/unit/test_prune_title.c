/* The titles that records have, or may have. */
#include <criterion/criterion.h>

#include "parse/name.h"
#include "plan/prune_title.h"

/* Notes records, one a line. */
static void note(struct prune_titles *titles, const char *record)
{
    json_auto_t *json = json_loads(record, 0, NULL);

    cr_assert(json, "%s", record);
    prune_titles_note(titles, json, false);
}

static const struct ledger_title heat = {.type = OPERATION_MOVIE,
                                         .ids.of = {[TITLE_ID_TRAKT] = 1, [TITLE_ID_IMDB] = 113277},
                                         .season = RECORD_NONE,
                                         .episode = RECORD_NONE,
                                         .title = "Heat",
                                         .year = 1995};

Test(prune_title, finds_a_title_in_records)
{
    static const struct {
        const char *record;
        bool has, may_be;
    } rows[] = {
        {"{\"filename\":\"x\",\"media\":{},\"match\":{\"status\":\"matched\",\"type\":\"movie\","
         "\"title\":\"Heat\",\"year\":1995,\"ids\":{\"imdb\":\"tt0113277\"}}}",
         true, false},
        {"{\"filename\":\"x\",\"scan\":{\"status\":\"suspicious\"},\"match\":{\"status\":"
         "\"matched\",\"type\":\"movie\",\"title\":\"H\",\"year\":1,\"ids\":{\"trakt\":1}}}",
         true, false},
        {"{\"filename\":\"x\",\"scan\":{\"status\":\"corrupt\"},\"match\":{\"status\":\"matched\","
         "\"type\":\"movie\",\"title\":\"Heat\",\"year\":1995,\"ids\":{\"trakt\":1}}}",
         false, false},
        {"{\"filename\":\"x\",\"match\":{\"status\":\"matched\",\"type\":\"show\",\"title\":"
         "\"Heat\",\"year\":1995,\"ids\":{\"trakt\":1}}}",
         false, false},
        {"{\"filename\":\"x\",\"media\":{\"title\":\"Hitze\",\"year\":1995},\"match\":{\"status\":"
         "\"ambiguous\",\"candidates\":[{\"type\":\"movie\",\"title\":\"X\",\"year\":1,\"ids\":{"
         "\"trakt\":9}},{\"type\":\"movie\",\"title\":\"Y\",\"year\":1,\"ids\":{\"trakt\":1}}]}}",
         false, true},
        {"{\"filename\":\"x\",\"media\":{\"title\":\"HEAT\",\"year\":1995},\"match\":{\"status\":"
         "\"not_found\"}}",
         false, true},
        {"{\"filename\":\"x\",\"media\":{\"title\":\"Heat\",\"year\":null},\"match\":{\"status\":"
         "\"skipped\"}}",
         false, true},
        {"{\"filename\":\"x\",\"media\":{\"title\":\"Heat\",\"year\":1996},\"error\":{}}", false,
         true},
        {"{\"filename\":\"x\",\"media\":{\"title\":\"Heat\",\"year\":2013},\"error\":{}}", false,
         false},
        {"{\"filename\":\"x\",\"media\":{\"title\":\"One\",\"year\":1995,\"titles\":[\"One\","
         "\"The Heat\"]},\"error\":{}}",
         false, true},
        {"{\"filename\":\"/v/Heat (1995).mkv\",\"error\":{}}", false, true},
        {"{\"filename\":\"/v/Ran (1985).mkv\",\"error\":{}}", false, false},
        {"{\"line\":3,\"error\":{}}", false, false},
        {"{\"filename\":\"x\",\"scan\":{\"status\":\"corrupt\"},\"media\":{\"title\":\"Heat\","
         "\"year\":1995},\"match\":{\"status\":\"not_found\"}}",
         false, false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct prune_titles titles = {0};

        note(&titles, rows[i].record);
        cr_expect_eq(prune_titles_has(&titles, &heat), rows[i].has, "%s", rows[i].record);
        cr_expect_eq(prune_titles_may_be(&titles, &heat, NULL), rows[i].may_be, "%s",
                     rows[i].record);
        prune_titles_release(&titles);
    }
    name_release();
}

Test(prune_title, the_list_may_know_another_name)
{
    struct ledger_title title = heat;
    struct prune_titles titles = {0};

    title.title = NULL;
    title.year = RECORD_NONE;
    prune_titles_note_file(&titles, "/v/Heat.1995.1080p.mkv");
    cr_expect_not(prune_titles_may_be(&titles, &title, NULL));
    cr_expect(prune_titles_may_be(&titles, &title, "Heat"));
    cr_expect_not(prune_titles_may_be(&titles, &title, ""));
    prune_titles_release(&titles);
    name_release();
}

Test(prune_title, episodes)
{
    static const char match[] = "\"match\":{\"status\":\"matched\",\"type\":\"show\",\"title\":"
                                "\"X\",\"year\":1,\"ids\":{\"tvdb\":7}}}";
    static const struct {
        const char *media;
        bool first, second, other_season;
    } rows[] = {
        {"\"season\":1,\"episode\":1", true, false, false},
        {"\"season\":1,\"episode\":1,\"episodes\":[1,2]", true, true, false},
        {"\"season\":1", true, true, true},
        {"\"episode\":1", true, true, true},
        {"\"date\":\"2024-01-01\"", true, true, true},
        {"\"season\":1,\"seasons\":[1,2],\"episode\":1", true, true, true},
        {"\"season\":3,\"episode\":9", false, false, false},
    };
    struct ledger_title title = {.type = OPERATION_EPISODE, .ids.of = {[TITLE_ID_TVDB] = 7}};
    const struct ledger_title show = {.type = OPERATION_SHOW, .ids.of = {[TITLE_ID_TVDB] = 7}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char record[512];
        struct prune_titles titles = {0};

        snprintf(record, sizeof record, "{\"filename\":\"x\",\"media\":{%s},%s", rows[i].media,
                 match);
        note(&titles, record);
        title.season = title.episode = 1;
        cr_expect_eq(prune_titles_has(&titles, &title), rows[i].first, "%s", rows[i].media);
        title.episode = 2;
        cr_expect_eq(prune_titles_has(&titles, &title), rows[i].second, "%s", rows[i].media);
        title.season = 2;
        cr_expect_eq(prune_titles_has(&titles, &title), rows[i].other_season, "%s", rows[i].media);
        cr_expect(prune_titles_has(&titles, &show));
        prune_titles_release(&titles);
    }
}
