/* Ids of a title: valid and invalid ones. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "record/ids.h"

static const struct {
    enum media_type type;
    const char *text;
    const char *known; /* as title_ids_json writes them */
} rows[] = {
    {MEDIA_MOVIE, "{\"slug\":\"heat\",\"tmdb\":949,\"imdb\":\"tt0113277\",\"trakt\":1}",
     "{\"trakt\":1,\"imdb\":\"tt0113277\",\"tmdb\":949}"},
    {MEDIA_SHOW, "{\"tvdb\":81189,\"imdb\":\"tt11280740\"}",
     "{\"imdb\":\"tt11280740\",\"tvdb\":81189}"},
    {MEDIA_MOVIE, "{\"tvdb\":81189}", "{}"},
    {MEDIA_SHOW, "{\"imdb\":\"tt113277\"}", "{\"imdb\":\"tt0113277\"}"},
    {MEDIA_SHOW, "{\"imdb\":\"tt000000113277\"}", "{\"imdb\":\"tt0113277\"}"},
    {MEDIA_SHOW, "{\"imdb\":\"tt999999999999\"}", "{\"imdb\":\"tt999999999999\"}"},
    {MEDIA_SHOW, "{\"imdb\":\"tt1999999999999\"}", "{}"},
    {MEDIA_SHOW, "{\"imdb\":\"tt\"}", "{}"},
    {MEDIA_SHOW, "{\"imdb\":\"tt0000000\"}", "{}"},
    {MEDIA_SHOW, "{\"imdb\":\"nm0113277\"}", "{}"},
    {MEDIA_SHOW, "{\"imdb\":\"tt0113277/\"}", "{}"},
    {MEDIA_SHOW, "{\"imdb\":\"tt0113277\\u0000\"}", "{}"},
    {MEDIA_SHOW, "{\"imdb\":113277}", "{}"},
    {MEDIA_SHOW, "{\"trakt\":0,\"tmdb\":-1,\"tvdb\":\"81189\"}", "{}"},
    {MEDIA_SHOW, "{\"trakt\":9007199254740992,\"tmdb\":9007199254740993,\"tvdb\":7.0}",
     "{\"trakt\":9007199254740992}"},
    {MEDIA_SHOW, "[]", "{}"},
};

Test(ids, reads_valid_ids)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        json_auto_t *given = json_loads(rows[i].text, JSON_ALLOW_NUL, NULL);
        const struct title_ids ids = title_ids_read(given, rows[i].type);
        json_auto_t *known = title_ids_json(&ids);
        char *text = json_dumps(known, JSON_COMPACT);

        cr_expect_str_eq(text, rows[i].known, "%s", rows[i].text);
        free(text);
    }
}

Test(ids, prefers_trakts_own)
{
    static const struct title_ids none = {{0}}, all = {{1, 2, 3, 4}}, last = {{0, 0, 0, 4}};

    cr_expect_eq(title_ids_best(&none), TITLE_IDS);
    cr_expect_eq(title_ids_best(&all), TITLE_ID_TRAKT);
    cr_expect_eq(title_ids_best(&last), TITLE_ID_TVDB);
    cr_expect(title_ids_agree(&all, &last) && title_ids_agree(&none, &all));
    cr_expect(title_ids_agree(&all, &all));
    cr_expect(!title_ids_agree(&all, &(struct title_ids){{2, 2, 3, 4}}));
}

static const struct {
    const char *why;
    struct title_ids one, other; /* trakt, imdb, tmdb, tvdb */
    enum title_id common, contradiction;
    bool same, stands_alone; /* stands_alone: other, as the later one */
} pairs[] = {
    {"nothing known", {{0}}, {{1, 2, 3, 4}}, TITLE_IDS, TITLE_IDS, true, false},
    {"nothing in common", {{0, 2, 0, 0}}, {{1, 0, 3, 0}}, TITLE_IDS, TITLE_IDS, true, false},
    {"the same", {{0, 2, 3, 0}}, {{1, 2, 3, 0}}, TITLE_ID_IMDB, TITLE_IDS, true, false},
    {"the second differs",
     {{0, 2, 3, 0}},
     {{1, 2, 9, 0}},
     TITLE_ID_IMDB,
     TITLE_ID_TMDB,
     true,
     true},
    {"the later one has no Trakt id",
     {{1, 2, 3, 0}},
     {{0, 2, 9, 0}},
     TITLE_ID_IMDB,
     TITLE_ID_TMDB,
     true,
     false},
    {"the first differs",
     {{0, 2, 3, 0}},
     {{0, 9, 3, 0}},
     TITLE_ID_IMDB,
     TITLE_ID_IMDB,
     false,
     false},
    {"Trakt's decides", {{1, 2, 3, 4}}, {{1, 9, 9, 9}}, TITLE_ID_TRAKT, TITLE_IDS, true, false},
};

Test(ids, finds_contradictions)
{
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        const struct title_ids *one = &pairs[i].one, *other = &pairs[i].other;

        cr_expect_eq(title_ids_common(one, other), pairs[i].common, "%s", pairs[i].why);
        cr_expect_eq(title_ids_common(other, one), pairs[i].common, "%s", pairs[i].why);
        cr_expect_eq(title_ids_contradiction(one, other), pairs[i].contradiction, "%s",
                     pairs[i].why);
        cr_expect_eq(title_ids_same(one, other), pairs[i].same, "%s", pairs[i].why);
        cr_expect_eq(title_ids_same(other, one), pairs[i].same, "%s", pairs[i].why);
        cr_expect_eq(title_ids_stand_alone(one, other), pairs[i].stands_alone, "%s", pairs[i].why);
    }
}
