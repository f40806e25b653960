/* The words for season and episode: each language's examples are read, and each spelling, with the
 * number before and after it. */
#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "parse/name.h"
#include "parse/parts.h"

enum { LANGUAGES = 42 };

static int numbers[LANGUAGES];

static struct criterion_test_params languages(void)
{
    for (int i = 0; i < LANGUAGES; i++)
        numbers[i] = i;
    return cr_make_param_array(int, numbers, LANGUAGES);
}

/* The name must be season 2, episode 3 of Quiet Harbor. */
static void expect_read(const char *code, const char *name)
{
    json_auto_t *media = name_media(name);
    const char *title = json_string_value(json_object_get(media, "title"));

    cr_expect_eq(json_integer_value(json_object_get(media, "season")), 2, "%s: %s: season", code,
                 name);
    cr_expect_eq(json_integer_value(json_object_get(media, "episode")), 3, "%s: %s: episode", code,
                 name);
    cr_expect_null(json_object_get(media, "seasons"), "%s: %s", code, name);
    cr_expect_null(json_object_get(media, "episodes"), "%s: %s", code, name);
    cr_expect_str_eq(title, "Quiet Harbor", "%s: %s: title is %s", code, name, title);
}

static void expect_example(const char *code, const char *example)
{
    char name[256];

    snprintf(name, sizeof name, "Quiet Harbor %s.mkv", example);
    expect_read(code, name);
    snprintf(name, sizeof name, "Quiet Harbor - %s [720p].mkv", example);
    expect_read(code, name);
    snprintf(name, sizeof name, "TV/Quiet Harbor/%s.mkv", example);
    expect_read(code, name);
}

/* Reads one spelling for each of the two, in each order that the language has. */
static void expect_spellings(const struct language *l, const char *season, int season_length,
                             const char *episode, int episode_length)
{
    char name[256];

    snprintf(name, sizeof name, "Quiet Harbor %.*s 2 %.*s 3 720p.mkv", season_length, season,
             episode_length, episode);
    expect_read(l->code, name);
    snprintf(name, sizeof name, "Quiet.Harbor.%.*s2.%.*s3.720p.mkv", season_length, season,
             episode_length, episode);
    expect_read(l->code, name);
    if (!l->number_first)
        return;
    snprintf(name, sizeof name, "Quiet Harbor 2. %.*s 3. %.*s 720p.mkv", season_length, season,
             episode_length, episode);
    expect_read(l->code, name);
    snprintf(name, sizeof name, "Quiet.Harbor.2.%.*s.3.%.*s.720p.mkv", season_length, season,
             episode_length, episode);
    expect_read(l->code, name);
}

ParameterizedTestParameters(language, reads_each_example_and_each_spelling)
{
    return languages();
}

ParameterizedTest(int *number, language, reads_each_example_and_each_spelling)
{
    const struct language *l = name_language_number((size_t)*number);

    cr_assert_not_null(l);
    expect_example(l->code, l->after);
    if (l->before)
        expect_example(l->code, l->before);
    for (const char *s = l->seasons; *s;) {
        size_t season = strcspn(s, "|");

        for (const char *e = l->episodes; *e;) {
            size_t episode = strcspn(e, "|");

            expect_spellings(l, s, (int)season, e, (int)episode);
            e += episode + (e[episode] == '|');
        }
        s += season + (s[season] == '|');
    }
    name_release();
}

Test(language, all_are_tried_and_stand_in_the_order_of_their_codes)
{
    const struct language *l, *before = NULL;

    for (size_t i = 0; (l = name_language_number(i)); before = l, i++) {
        cr_expect(!before || strcmp(before->code, l->code) < 0, "%s", l->code);
        cr_expect_lt(i, LANGUAGES);
    }
    cr_expect_null(name_language_number(LANGUAGES));
    cr_expect_not_null(name_language_number(LANGUAGES - 1));
}

Test(language, case_does_not_matter_in_any_script)
{
    static const char *const pairs[][2] = {
        {"évad", "ÉVAD"},     {"сезон", "СЕЗОН"},  {"серія", "СЕРІЯ"}, {"σεζόν", "ΣΕΖΌΝ"},
        {"bölüm", "BÖLÜM"},   {"řada", "ŘADA"},    {"część", "CZĘŚĆ"}, {"επεισόδιο", "ΕΠΕΙΣΌΔΙΟ"},
        {"þáttur", "ÞÁTTUR"}, {"sērija", "SĒRIJA"}};

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        cr_expect(name_word_same(pairs[i][0], pairs[i][1], strlen(pairs[i][1])), "%s", pairs[i][1]);
        cr_expect_not(name_word_same(pairs[i][0], "xxxxxxxxxxxxxxxxxxxx", strlen(pairs[i][1])));
    }
}
