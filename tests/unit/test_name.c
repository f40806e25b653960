/* Names: every rule is tested with its example, and our own corpus is read correctly. */
#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "media_line.h"
#include "parse/name.h"
#include "parse/parts.h"

static int numbers[256];

/* The numbers below count serve as parameters: workers cannot follow our pointers. */
static struct criterion_test_params up_to(size_t count)
{
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        numbers[i] = (int)i;
    return cr_make_param_array(int, numbers, count);
}

/* Splits an example as the reader does, with the context that the rule needs. Returns the marks
 * found. */
static void read_example(const char *example, unsigned needs, struct text *text,
                         struct marks *marks)
{
    struct context context = {.season = needs & NEEDS_SEASON_FOLDER,
                              .show = needs & NEEDS_SHOW,
                              .video = needs & (NEEDS_ONE | NEEDS_VIDEO),
                              .numbered = needs & NEEDS_NUMBERED};
    struct details details = {0};

    name_token_cut(text, example, strlen(example));
    name_token_look_up(text);
    name_tag_find(text, &details);
    name_mark_find(text, &context, marks);
}

ParameterizedTestParameters(name, mark_rule_owns_its_example)
{
    return up_to(name_mark_rules.count);
}

ParameterizedTest(int *number, name, mark_rule_owns_its_example)
{
    const struct rule *rule = &name_mark_rules.rules[*number];
    struct text text;
    struct marks marks;
    bool owned = false;

    read_example(rule->example, rule->needs, &text, &marks);
    for (size_t i = 0; i < marks.count; i++)
        owned |= marks.mark[i].rule == rule;
    cr_expect(owned, "%s does not own %s (%s does)", rule->name, rule->example,
              marks.count ? marks.mark[0].rule->name : "nobody");
}

ParameterizedTestParameters(name, tag_rule_owns_its_example)
{
    return up_to(name_tag_rules.count);
}

ParameterizedTest(int *number, name, tag_rule_owns_its_example)
{
    const struct rule *rule = &name_tag_rules.rules[*number];
    struct text text;
    struct marks marks;
    bool owned = false;

    read_example(rule->example, 0, &text, &marks);
    for (size_t i = 0; i < text.count; i++)
        owned |= text.token[i].rule == rule;
    cr_expect(owned, "%s does not own %s", rule->name, rule->example);
}

Test(name, rules_have_names_of_their_own)
{
    for (size_t i = 0; i < name_mark_rules.count; i++)
        for (size_t k = 0; k < i; k++)
            cr_expect_str_neq(name_mark_rules.rules[i].name, name_mark_rules.rules[k].name);
    for (size_t i = 0; i < name_tag_rules.count; i++)
        for (size_t k = 0; k < i; k++)
            cr_expect_str_neq(name_tag_rules.rules[i].name, name_tag_rules.rules[k].name);
}

Test(name, words_are_spelt_in_lower_case_and_once)
{
    const struct word *one, *other;

    for (size_t i = 0; (one = name_word_number(i)); i++) {
        for (size_t k = 0; k < one->length; k++)
            cr_expect_not(one->text[k] >= 'A' && one->text[k] <= 'Z', "%.*s", one->length,
                          one->text);
        for (size_t k = i + 1; (other = name_word_number(k)); k++)
            cr_expect_not(one->length == other->length &&
                              memcmp(one->text, other->text, one->length) == 0,
                          "%.*s is there twice", one->length, one->text);
    }
}

static void expect_line(char *line)
{
    char *column[1 + MEDIA_COLUMNS], said[512];

    cr_assert_eq(media_line_split(line, column, 1 + MEDIA_COLUMNS), 1 + MEDIA_COLUMNS,
                 "%s: a line has six columns", line);
    json_auto_t *media = name_media(column[0]);

    cr_expect(media_line_equal(media, column + 1, said, sizeof said), "%s: %s", column[0], said);
}

Test(name, our_own_corpus_is_read_correctly)
{
    FILE *file = fopen("tests/data/names.tsv", "r");
    char *line = NULL;
    size_t size = 0, shows = 0, films = 0;

    cr_assert_not_null(file);
    while (getline(&line, &size, file) > 0)
        if (*line != '#' && *line != '\n') {
            *(strstr(line, "\tshow\t") ? &shows : &films) += 1;
            expect_line(line);
        }
    cr_expect_geq(shows, 400);
    cr_expect_geq(films, 400);
    free(line);
    fclose(file);
    name_release();
}

/* Other information in a name: the member of media, as JSON. */
static const struct {
    const char *path, *key, *json;
} told[] = {
    {"Heat.1995.1080p.BluRay.x264.DTS-MADEUP.mkv", "resolution", "\"1080p\""},
    {"Heat.1995.1920x800.mkv", "resolution", "\"1080p\""},
    {"Heat.1995.4K.mkv", "resolution", "\"2160p\""},
    {"Heat.1995.1080p.BluRay.x264.DTS-MADEUP.mkv", "source", "\"BluRay\""},
    {"Heat.1995.WEB-DL.mkv", "source", "\"WEB-DL\""},
    {"Heat.1995.HDTVx264.mkv", "source", "\"HDTV\""},
    {"Heat.1995.1080p.BluRay.x264.DTS-MADEUP.mkv", "video_codec", "\"H.264\""},
    {"Heat.1995.HEVC.mkv", "video_codec", "\"H.265\""},
    {"Heat.1995.1080p.BluRay.x264.DTS-MADEUP.mkv", "audio_codec", "\"DTS\""},
    {"Heat.1995.DTS-HD.MA.5.1.mkv", "audio_codec", "\"DTS-HD MA\""},
    {"Heat.1995.DDP5.1.mkv", "audio_channels", "\"5.1\""},
    {"Heat.1995.DTS-HD.MA.7.1.mkv", "audio_channels", "\"7.1\""},
    {"Heat.1995.2160p.HDR10.mkv", "hdr", "\"HDR10\""},
    {"Heat.1995.MULTi.1080p.mkv", "languages", "[\"mul\"]"},
    {"Heat.1995.FRENCH.German.1080p.mkv", "languages", "[\"fr\",\"de\"]"},
    {"Heat.1995.1080p.BluRay.x264.DTS-MADEUP.mkv", "release_group", "\"MADEUP\""},
    {"[Lamplight] Mushishi - 07 [720p].mkv", "release_group", "\"Lamplight\""},
    {"[Lamplight] Mushishi - 07 [720p].mkv", "absolute", "7"},
    {"Quiet Orchard / Stiller Garten (2014).mkv", "titles",
     "[\"Quiet Orchard\",\"Stiller Garten\"]"},
    {"Quiet Orchard _ Stiller Garten (2014).mkv", "titles",
     "[\"Quiet Orchard\",\"Stiller Garten\"]"},
    {"Quiet Orchard (Stiller Garten) (2014).mkv", "titles",
     "[\"Quiet Orchard\",\"Stiller Garten\"]"},
    {"Quiet.Orchard.AKA.Stiller.Garten.2014.mkv", "titles",
     "[\"Quiet Orchard\",\"Stiller Garten\"]"},
    {"One Orchard / Two Orchards / Three Orchards / Four Orchards / Five Orchards (2014).mkv",
     "titles", "[\"One Orchard\",\"Two Orchards\",\"Three Orchards\",\"Four Orchards\"]"},
    {"静静果园 Quiet Orchard (2014).mkv", "titles", "[\"Quiet Orchard\",\"静静果园\"]"},
    {"静静果园 | Quiet Orchard (2014).mkv", "titles", "[\"Quiet Orchard\",\"静静果园\"]"},
    {"[灯火组][静静果园][Quiet Orchard][07].mkv", "titles", "[\"Quiet Orchard\",\"静静果园\"]"},
    {"[Lamplight] Quiet Orchard (Shizuka na Kajuen) - 05.mkv", "titles",
     "[\"Quiet Orchard (Shizuka na Kajuen)\",\"Quiet Orchard\",\"Shizuka na Kajuen\"]"},
    {"Quiet Orchard (Stiller Garten) (2014)/VTS_01_1.VOB", "titles",
     "[\"Quiet Orchard\",\"Stiller Garten\"]"},
    {"Quiet Orchard / quiet orchard (2014).mkv", "titles", "nothing"},
    {"Quiet Orchard (2014).mkv", "titles", "nothing"},
    {"Quiet Orchard (Part 1) (2014).mkv", "titles", "nothing"},
    {"Quiet Orchard (Short Film) (2014).mkv", "titles", "nothing"},
    {"Quiet Orchard (Director's Cut) (2014).mkv", "titles", "nothing"},
    {"Quiet Orchard (US) S01E02.mkv", "titles", "nothing"},
    {"Face _ Off (1997).mkv", "titles", "nothing"},
    {"[HorribleSubs] Quiet Orchard - 07 [1080p].mkv", "release_group", "\"HorribleSubs\""},
    {"[SubsPlease] Quiet Orchard - 07 (1080p).mkv", "release_group", "\"SubsPlease\""},
    {"[Erai-raws] Quiet Orchard - 07 [1080p].mkv", "release_group", "\"Erai-raws\""},
    {"Quiet.Orchard.2014.1080p.BluRay.x264-RARBG.mkv", "release_group", "\"RARBG\""},
    {"Quiet.Orchard.2014.1080p.BluRay.x264-GRP[rartv].mkv", "release_group", "\"GRP\""},
    {"Quiet Orchard (2014) [1080p] [YTS.MX].mp4", "release_group", "\"YTS.MX\""},
    {"Quiet Orchard - cd 1.avi", "part", "1"},
    {"Quiet Orchard (2001) - CD 2.avi", "part", "2"},
    {"[Lamplight] Quiet Orchard - Vol.2 [BD].mkv", "part", "2"},
    {"Evening Desk 23-11-10.avi", "date", "\"2010-11-23\""},
    {"Evening.Desk.31-12-05.HDTV.avi", "date", "\"2005-12-31\""},
    {"The.Wire.S02E06.PROPER.720p.mkv", "proper", "\"proper\""},
    {"Heat.1995.2160p.HDR10+.x265-GRP.mkv", "hdr", "\"HDR10+\""},
    {"Heat 1995 HDR10+ WEB.mkv", "hdr", "\"HDR10+\""},
    {"Heat.1995.DD+5.1.mkv", "audio_codec", "\"E-AC-3\""},
    {"Heat.1995.DD+5.1.mkv", "audio_channels", "\"5.1\""},
    {"Heat.1995.HDR.10bit+AC3.mkv", "hdr", "\"HDR\""},
    {"Heat.1995.AC3+DTS.mkv", "audio_codec", "\"AC-3\""},
    {"Heat.1995.DTS-HDMA.5.1.mkv", "audio_codec", "\"DTS-HD MA\""},
    {"Heat.1995.DTS-HDMA.5.1.mkv", "audio_channels", "\"5.1\""},
    {"The.Office.US.S03E12.mkv", "country", "\"US\""},
    {"The Wire - S02E06 - All Prologue.mkv", "episode_title", "\"All Prologue\""},
    {"/tv/The Wire/Season 2/06 - All Prologue.mkv", "episode_title", "\"All Prologue\""},
    {"Alien (1979) [Director's Cut].mkv", "edition", "\"Director's Cut\""},
    {"Heat.1995.CD2.avi", "part", "2"},
    {"/movies/Heat (1995)/Extras/Heat.mkv", "extra", "\"extras\""},
    {"Heat.1995.TRAILER.1080p.mkv", "extra", "\"trailer\""},
    {"Heat (1995)-deleted.mkv", "extra", "\"deleted scenes\""},
    {"Heat-deleted.mkv", "extra", "\"deleted scenes\""},
    {"Harbour Lights - The Long Night-deleted.mkv", "extra", "\"deleted scenes\""},
    {"Heat-deletedscene.mkv", "extra", "\"deleted scenes\""},
    {"/x/Heat (1995)/trailer.mkv", "extra", "\"trailer\""},
    {"/x/Heat (1995)/trailer1.mp4", "extra", "\"trailer\""},
    {"/x/Heat (1995)/Interview 1.mkv", "extra", "\"interview\""},
    {"/x/Heat.1995/sample.mkv", "extra", "\"sample\""},
    {"/x/Heat.1995.1080p-GRP/sample-heat.mkv", "extra", "\"sample\""},
    {"/x/Heat.1995.1080p-GRP/grp-heat-sample.mkv", "extra", "\"sample\""},
    {"/x/Quiet Orchard/Season 1/S01E01-sample.mkv", "extra", "\"sample\""},
    {"/x/sample.mkv", "extra", "\"sample\""},
    {"/x/Movies/Trailer 2.mp4", "extra", "\"trailer\""},
    {"/x/Interview (2007)/Interview.mkv", "extra", "nothing"},
    {"/x/Interview.mkv", "extra", "nothing"},
    {"/x/Sample (2019).mkv", "extra", "nothing"},
    {"/x/Trailer Park (2010)/Trailer Park.mkv", "extra", "nothing"},
    {"/x/Extras.S01E01.mkv", "extra", "nothing"},
    {"/x/Interview (2007)/Interview.mkv", "year", "2007"},
    {"Heat (1995) {imdb-tt0113277}.mkv", "ids", "{\"imdb\":\"tt0113277\"}"},
    {"Heat (1995) [tmdbid-949].mkv", "ids", "{\"tmdb\":949}"},
    {"Heat (1995) {tmdb-949}/Heat.mkv", "ids", "{\"tmdb\":949}"},
    {"Quiet Orchard (2019) {tmdb-123}/Quiet.Orchard.2019.1080p.mkv", "ids", "{\"tmdb\":123}"},
    {"Quiet Orchard {tvdb-12}/Season 1/Quiet Orchard S01E02.mkv", "ids", "{\"tvdb\":12}"},
    {"Quiet Orchard (2019) [tvdbid-12]/Season 1/Quiet Orchard S01E02.mkv", "ids", "{\"tvdb\":12}"},
    {"Quiet Orchard [imdbid-tt1234567]/S01E02.mkv", "ids", "{\"imdb\":\"tt1234567\"}"},
    {"Quiet Orchard {tvdb-12}/Season 1/qorch S01E02 The Ferry.mkv", "title", "\"Quiet Orchard\""},
    {"Quiet Orchard {tvdb-12}/Season 1/S01E02 {imdb-tt1234567}.mkv", "ids",
     "{\"imdb\":\"tt1234567\"}"},
    {"Quiet Orchard {tmdb-12}/Lantern Street (2004).mkv", "ids", "nothing"},
    {"Quiet Orchard (US)/Season 2/S02E05.mkv", "country", "\"US\""},
    {"Quiet Orchard (UK)/Season 2/Quiet Orchard S02E05.mkv", "country", "\"GB\""},
    {"Quiet Orchard US/Season 2/Quiet Orchard S02E05.mkv", "country", "\"US\""},
    {"Quiet Orchard US/Season 2/Lantern Street S02E05.mkv", "country", "nothing"},
    {"Meet Us/Season 2/S02E05.mkv", "country", "nothing"},
    {"/srv/TV/Quiet Orchard.mkv", "type_doubtful", "true"},
    {"/srv/nas1/TV/Quiet Orchard.mkv", "type_doubtful", "true"},
    {"../Anime/Quiet Orchard (2019).mkv", "type_doubtful", "true"},
    {"TV/Quiet Orchard/The Ferry.mkv", "type_doubtful", "true"},
    {"Quiet Orchard_20240305_2015.ts", "type_doubtful", "true"},
    {"TV/Quiet Orchard/Quiet Orchard S01E02.mkv", "type_doubtful", "nothing"},
    {"TV/Quiet Orchard/Season 1/The Ferry.mkv", "type_doubtful", "nothing"},
    {"TV/Movies/Quiet Orchard.mkv", "type_doubtful", "nothing"},
    {"Quiet Orchard.mkv", "type_doubtful", "nothing"},
    {"Quiet Orchard 2024-03-05.mkv", "type_doubtful", "nothing"},
    {"Quiet Orchard_20240305_2015.ts", "date", "\"2024-03-05\""},
    {"20240305 2015 - Channel One - Quiet Orchard.ts", "date", "\"2024-03-05\""},
    {"The.Daily.Show.2014.11.03.mkv", "date", "\"2014-11-03\""},
    {"The.Daily.Show.2014.23.11.mkv", "date", "\"2014-11-23\""},
    {"Newsnight - 3 November 2014.mkv", "date", "\"2014-11-03\""},
};

ParameterizedTestParameters(name, reads_other_information)
{
    return up_to(sizeof told / sizeof *told);
}

ParameterizedTest(int *number, name, reads_other_information)
{
    json_auto_t *media = name_media(told[*number].path);
    char *got =
        json_dumps(json_object_get(media, told[*number].key), JSON_COMPACT | JSON_ENCODE_ANY);

    cr_expect_str_eq(got ? got : "nothing", told[*number].json, "%s: %s is %s", told[*number].path,
                     told[*number].key, got);
    free(got);
    name_release();
}

/* Prefixes of the library's path: relative, deep, named like a title, of Windows. */
static const char *const mounts[] = {"",
                                     "/",
                                     "./",
                                     "../",
                                     "/srv/",
                                     "/srv/nas1/",
                                     "/mnt/Blue Disk/x/",
                                     "D:/Quiet Orchard/",
                                     "/a/b/c/d/e/f/",
                                     "/Season 2/",
                                     "/media/2012/"};

static const char *const libraries[] = {"TV/Quiet Orchard.mkv",
                                        "Anime/Quiet Orchard.mkv",
                                        "TV/S01E02.mkv",
                                        "Series/Quiet Orchard/3.mkv",
                                        "Movies/Quiet Orchard (1989).mkv",
                                        "Movies/abc.mkv",
                                        "TV/1923/S01E02.mkv",
                                        "TV Shows/Quiet Orchard/Season 2/S02E03.mkv"};

Test(name, the_place_of_the_library_changes_nothing)
{
    for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++) {
        json_auto_t *expected = name_media(libraries[i]);

        for (size_t k = 0; k < sizeof mounts / sizeof *mounts; k++) {
            char path[256];

            snprintf(path, sizeof path, "%s%s", mounts[k], libraries[i]);
            json_auto_t *media = name_media(path);
            char *got = json_dumps(media, JSON_COMPACT);
            cr_expect(json_equal(media, expected), "%s: %s", path, got);
            free(got);
        }
    }
    name_release();
}

Test(name, keys_come_in_one_order)
{
    json_auto_t *media =
        name_media("[Lamplight] Mushishi S02E03-E04 (2014) 1080p BluRay x265 FLAC 2.0.mkv");
    char *text = json_dumps(media, JSON_COMPACT);

    cr_expect_str_eq(text, "{\"type\":\"show\",\"title\":\"Mushishi\",\"year\":2014,\"season\":2,"
                           "\"episode\":3,\"episodes\":[3,4],\"resolution\":\"1080p\","
                           "\"source\":\"BluRay\",\"video_codec\":\"H.265\",\"audio_codec\":"
                           "\"FLAC\",\"audio_channels\":\"2.0\",\"release_group\":\"Lamplight\"}");
    free(text);
    name_release();
}

/* The explanation of a piece, as "as rule-or-word-or-why"; the first piece with that text. */
static const struct {
    const char *path, *piece, *as, *by;
} explained[] = {
    {"Heat.1995.1080p.mkv", "Heat", "title", NULL},
    {"Heat.1995.1080p.mkv", "1995", "year", NULL},
    {"Heat.1995.1080p.mkv", "1080p", "resolution", "1080p"},
    {"Heat.1995.WEB-DL.mkv", "WEB-DL", "source", "web dl"},
    {"Heat.1995.CD2.mkv", "CD2", "tag", "cd2"},
    {"The.Wire.S02E06.All.Prologue.mkv", "S02E06", "episode", "s01e02"},
    {"The.Wire.S02E06.All.Prologue.mkv", "All.Prologue", "episode_title", NULL},
    {"The.Wire.S02.1080p.mkv", "S02", "season", "s01"},
    {"The.Daily.Show.2014.11.03.mkv", "2014.11.03", "date", "year-month-day"},
    {"The Wire 02 - S01E02.mkv", "02", "dropped", "05"},
    {"S02E06 - All Prologue.mkv", "All Prologue", "title", NULL},
    {"[Lamplight] Mushishi - 07 [720p].mkv", "Lamplight", "release_group", NULL},
    {"/media/Movies/Heat (1995)/Heat.mkv", "Movies", "dropped", "a folder for sorting"},
    {"/tv/The Wire/Specials/S00E01.mkv", "Specials", "season", "a folder of specials: season 0"},
    {"/m/Heat (1995)/4f1e09a83bd7c2556a90.mkv", "4f1e09a83bd7c2556a90", "dropped",
     "the name of its folder is more complete"},
};

ParameterizedTestParameters(name, explains_each_piece)
{
    return up_to(sizeof explained / sizeof *explained);
}

static const char *text_of(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

ParameterizedTest(int *number, name, explains_each_piece)
{
    json_auto_t *media = name_explained(explained[*number].path);
    const char *as = NULL, *by = NULL, *wanted = explained[*number].by;
    const json_t *piece;
    size_t i;

    json_array_foreach(json_object_get(media, "explain"), i, piece)
    {
        if (strcmp(text_of(piece, "text"), explained[*number].piece) != 0)
            continue;
        as = text_of(piece, "as");
        by = text_of(piece, "rule");
        by = by ? by : text_of(piece, "word");
        by = by ? by : text_of(piece, "why");
        break;
    }
    cr_expect_str_eq(as ? as : "nothing", explained[*number].as, "%s: %s", explained[*number].path,
                     explained[*number].piece);
    cr_expect_str_eq(by ? by : "", wanted ? wanted : "", "%s: %s", explained[*number].path,
                     explained[*number].piece);
    name_release();
}

Test(name, explaining_changes_nothing_else)
{
    const char *path = "/tv/The Wire (2002)/Season 2/06 - All Prologue [720p].mkv";
    json_auto_t *plain = name_media(path), *both = name_explained(path);

    json_object_del(both, "explain");
    cr_expect(json_equal(plain, both));
    name_release();
}

Test(name, every_rule_is_listed_with_its_example)
{
    struct buf list = BUF_INIT(1 << 20);

    name_list_rules(&list, 0);
    for (size_t i = 0; i < name_mark_rules.count + name_tag_rules.count; i++) {
        const struct rule *rule = i < name_mark_rules.count
                                      ? &name_mark_rules.rules[i]
                                      : &name_tag_rules.rules[i - name_mark_rules.count];

        cr_expect_not_null(strstr(buf_text(&list), rule->name), "%s", rule->name);
        cr_expect_not_null(strstr(buf_text(&list), rule->example), "%s", rule->example);
    }
    buf_release(&list);
}

ParameterizedTestParameters(name, untitled_rule_owns_its_example)
{
    return up_to(name_untitled_rules.count);
}

ParameterizedTest(int *number, name, untitled_rule_owns_its_example)
{
    const struct rule *rule = &name_untitled_rules.rules[*number];
    struct untitled untitled = {0};

    cr_expect(name_untitled(rule->example, strlen(rule->example), &untitled));
    cr_expect_eq(untitled.rule, rule, "%s does not own %s", rule->name, rule->example);
    name_release();
}

/* Names without a title: the kind in media.untitled, and the date as "date", if any. */
static const struct {
    const char *path, *kind, *date;
} untitled_names[] = {
    {"IMG_20180614_093011.mp4", "camera", "2018-06-14"},
    {"/home/u/Videos/VID_20180614_093011.mp4", "camera", "2018-06-14"},
    {"DCIM/PXL_20220301_174512345.TS.mp4", "camera", "2022-03-01"},
    {"Summer by the lake/GX014455.MP4", "camera", NULL},
    {"Summer (2019)/DSC_0447.MOV", "camera", NULL},
    {"MVI_8811.AVI", "camera", NULL},
    {"VID_20180614.mp4", "camera", "2018-06-14"},
    {"Recording 2018-06-14 093011.mp4", "camera", "2018-06-14"},
    {"20180614_093011(1).mp4", "camera", "2018-06-14"},
    {"2018-06-14 09.30.11.mov", "camera", "2018-06-14"},
    {"Screen Recording 2021-05-06 at 10.11.12.mov", "screen recording", "2021-05-06"},
    {"Screencast from 2021-05-06 10-11-12.webm", "screen recording", "2021-05-06"},
    {"signal-2023-03-04-111213.mp4", "messenger", "2023-03-04"},
    {"WhatsApp Video 2023-03-04 at 11.12.13.mp4", "messenger", "2023-03-04"},
    {"VID-20230304-WA0007.mp4", "messenger", "2023-03-04"},
    {"misc/9f86d081884c7d659a2feaa0c55ad015.mp4", "hash", NULL},
    {"Stuff/9f86d081884c7d659a2feaa0c55ad015.mp4", "hash", NULL},
    {"123456789.mp4", "counter", NULL},
    {"Stuff/0012345.mp4", "counter", NULL},
    {"20180614.mp4", "counter", "2018-06-14"},
    {"VTS_01_1.VOB", "disc", NULL},
    /* Folders of users, mounts and cameras, and folders that may only be a title's. */
    {"/home/berta/Videos/00017.MTS", "disc", NULL},
    {"/Users/berta/Desktop/00017.m2ts", "disc", NULL},
    {"C:\\Users\\Berta\\Videos\\00017.m2ts", "disc", NULL},
    {"/mnt/vault7/share/rips/00017.m2ts", "disc", NULL},
    {"/Volumes/BACKPACK/VIDEO_TS/VTS_02_1.VOB", "disc", NULL},
    {"/run/media/berta/KINGSTON/AVCHD/BDMV/STREAM/00017.MTS", "disc", NULL},
    {"/media/berta/KINGSTON/PRIVATE/AVCHD/BDMV/STREAM/00017.MTS", "disc", NULL},
    {"SONY/PRIVATE/AVCHD/BDMV/STREAM/00017.MTS", "disc", NULL},
    {"Grandma/CLIP/00017.MTS", "disc", NULL},
    {"Quiet Orchard/BDMV/STREAM/00017.m2ts", "disc", NULL},
    /* Names without a visible character. */
    {"", "nameless", NULL},
    {"/", "nameless", NULL},
    {"   .mkv", "nameless", NULL},
    {".mkv", "nameless", NULL},
    {"/v/.mp4", "nameless", NULL},
    {"\u00a0.mkv", "nameless", NULL},
    {"\u202e.mkv", "nameless", NULL},
    {"\u3000\u2003\u200d.mkv", "nameless", NULL},
    {"Movies/   /  .mkv", "nameless", NULL},
    {"TV/ .mkv", "nameless", NULL},
    {"Stuff/.mkv", "nameless", NULL},
};

Test(name, of_a_camera_a_messenger_or_a_hash_is_not_a_title)
{
    for (size_t i = 0; i < sizeof untitled_names / sizeof *untitled_names; i++) {
        const char *path = untitled_names[i].path;
        json_auto_t *media = name_media(path);
        const char *kind = json_string_value(json_object_get(media, "untitled"));
        const char *date = json_string_value(json_object_get(media, "date"));

        cr_expect(json_is_null(json_object_get(media, "title")), "%s: it has a title", path);
        cr_expect_str_eq(kind ? kind : "nothing", untitled_names[i].kind, "%s: %s", path, kind);
        cr_expect_str_eq(date ? date : "-", untitled_names[i].date ? untitled_names[i].date : "-",
                         "%s: date", path);
    }
    name_release();
}

/* Similar names that are titles, because of their folders or by themselves. */
static const char *const titled_names[][2] = {
    {"1984.mkv", "1984"},
    {"7500.mkv", "7500"},
    {"10000 BC (2008).mkv", "10000 BC"},
    {"Rec 2 (2009).mkv", "Rec 2"},
    {"Movie 43 (2013).mkv", "Movie 43"},
    {"Signal 2016-03-04.mkv", "Signal"},
    {"Deadbeef (2004).mkv", "Deadbeef"},
    {"Heat (1995)/VTS_01_1.VOB", "Heat"},
    {"Heat.1995.1080p.BluRay.x264-GRP/9f86d081884c7d659a2feaa0c55ad015.mkv", "Heat"},
    {"TV/Evening Desk/20180614.ts", "Evening Desk"},
    {"TV/Evening Desk/20180614_201500.ts", "Evening Desk"},
    {"Screen Burn (2006).mkv", "Screen Burn"},
    {"Clip 12 (2011).mkv", "Clip 12"},
    {"C1000 (2019).mkv", "C1000"},
    {"Sam 1234 (2010).mkv", "Sam 1234"},
    {"Camera (2000).mkv", "Camera"},
};

Test(name, like_that_of_a_camera_may_be_a_title)
{
    for (size_t i = 0; i < sizeof titled_names / sizeof *titled_names; i++) {
        json_auto_t *media = name_media(titled_names[i][0]);
        const char *title = json_string_value(json_object_get(media, "title"));

        cr_expect_str_eq(title ? title : "nothing", titled_names[i][1], "%s: %s",
                         titled_names[i][0], title);
    }
    name_release();
}

/* Checks whether the next stage can use the media. */
static void expect_usable(const char *path)
{
    json_auto_t *media = name_media(path);
    const char *title = json_string_value(json_object_get(media, "title"));
    char *line = json_dumps(media, JSON_COMPACT);

    cr_expect((title && *title) || json_object_get(media, "untitled"),
              "%.60s: a title, or the kind of a name that is none", path);
    cr_expect_not_null(line, "%.60s: JSON", path);
    free(line);
}

static const char *const odd[] = {
    "",
    ".",
    "..",
    "...",
    "/",
    "///",
    "\\",
    "C:\\",
    ".mkv",
    "1080p.x264.BluRay.mkv",
    "[]",
    "[][]()",
    "((((((((((((((((((((((((",
    "))))))))",
    "- - - -",
    "S01E01.mkv",
    "S",
    "E",
    "%s%n%x.mkv",
    "a\nb\tc.mkv",
    "\x01\x02\x03.mkv",
    "\"quoted\" 'name'.mkv",
    "\xff\xfe\xfd.mkv",
    "caf\xe9 (2001).mkv",
    "\xe0\xa4\xae\xe0\xa5\x88 (2007).mkv",
    "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d S01E02.mkv",
    "\xe2\x80\xae vkm.4002.maerd.mkv",
    "99999999999999999999999999999999",
    "S99999999999E99999999999.mkv",
    "S01E01-E99999.mkv",
    "1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1.mkv",
    "Season Season Season 1 2 3",
    "{tmdb-99999999999999999999}.mkv",
    "(((1999)))",
    "\xe3\x80\x90\xe3\x80\x91",
    "第話.mkv",
};

Test(name, any_name_yields_a_media_object)
{
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        expect_usable(odd[i]);
    name_release();
}

/* The reader remembers the folders of the previous file; this must not affect the result. */
Test(name, does_not_depend_on_earlier_names)
{
    static const char *const paths[] = {
        "/tv/Grey Harbor (2009)/Season 01/Grey Harbor - S01E02 - The Pier.mkv",
        "/tv/Grey Harbor (2009)/Season 01/03.mkv",
        "/tv/Grey Harbor (2009)/Season 01/gh.104.avi",
        "/tv/Grey Harbor (2009)/Season 01/Season 01.nfo",
        "/tv/Grey Harbor (2009)/Season 1/Grey Harbor 12.avi",
        "/films/Grey Harbor/Grey Harbor 12.avi",
        "/films/Grey Harbor/12.avi",
        "/films/Grey Harbor/Grey Harbor.avi",
        "/films/Grey Harbor/Grey Harbor",
        "/films/Grey Harbor/00001.m2ts",
        "/films/Grey Harbor (1989)/Grey Harbor S01E01.mkv",
        "/films/Grey Harbor (1989)/trailer.mkv",
        "/films/Grey Harbor (1989)/00001.mkv",
        "/films/Grey.Harbor.1989.1080p.BluRay.x264-GRP/sample.mkv",
        "/films/Grey.Harbor.1989.1080p.BluRay.x264-GRP/Sample/gh.mkv",
        "/films/Grey.Harbor.1989.1080p.BluRay.x264-GRP/gh-harbor.mkv",
        "/films/Grey.Harbor.1989.1080p.BluRay.x264-GRP/00001.mkv",
        "/films/Grey Harbor (1989)/Extras/The Pier.mkv",
        "/media/me/My Disk (1999)/S01E02.mkv",
        "/media/me/My Disk (1999)/The Pier.mkv",
        "Grey Harbor.mkv",
    };
    enum { PATHS = sizeof paths / sizeof *paths };

    for (size_t i = 0; i < PATHS; i++) {
        json_decref(name_media("/elsewhere/Quiet Orchard/Season 2/Quiet Orchard.mkv"));
        json_t *alone = name_media(paths[i]);

        for (size_t before = 0; before < PATHS; before++) {
            json_decref(name_media(paths[before]));
            json_t *after = name_media(paths[i]);
            cr_expect(json_equal(alone, after), "%s after %s", paths[i], paths[before]);
            json_decref(after);
        }
        json_decref(alone);
    }
    name_release();
}

Test(name, of_64_KiB_is_read)
{
    static const char *const pieces[] = {"a",       " ",      "1",        "s01e01.", "[",
                                         "(2001) ", "1080p.", "\xd0\xb6", "- ",      "/",
                                         "x1x",     "1-",     ". "};
    char *path = cvi_alloc(65536 + 16);

    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        size_t length = strlen(pieces[i]), n = 0;

        for (; n + length <= 65536; n += length)
            memcpy(path + n, pieces[i], length);
        path[n] = '\0';
        expect_usable(path);
    }
    free(path);
    name_release();
}
