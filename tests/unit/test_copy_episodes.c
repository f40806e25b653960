/* The episodes of a file: only certain ones, and never a bare season or show. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "base/buf.h"
#include "copy/episodes.h"
#include "parse/name.h"

/* clang-format off */

/* Members of media, and the episodes as "season.episode", or the reason. */
static const struct {
    const char *media, *episodes;
} rows[] = {
    {"'season':1,'episode':2", "1.2"},
    {"'season':0,'episode':3", "0.3"},
    {"'season':1,'episode':0", "1.0"},
    {"'season':2017,'episode':14", "2017.14"},
    {"'season':1,'episode':1,'episodes':[1,2]", "1.1 1.2"},
    {"'season':1,'episode':1,'episodes':[1,3]", "1.1 1.3"},
    {"'season':1,'episode':4,'episodes':[]", "1.4"},
    {"'season':1,'episodes':[4,5]", "1.4 1.5"},
    {"'season':1,'episode':1,'episodes':[1,2,2,1]", "1.1 1.2"},
    {"'season':1,'seasons':[1],'episode':2", "1.2"},
    {"'season':1,'seasons':[1,1],'episode':2", "1.2"},
    {"'date':'2024-03-05','season':3,'episode':2", "3.2"},
    {"'season':1,'episode':2,'absolute':null", "1.2"},

    {"", "no-episode"},
    {"'season':1", "no-episode"},
    {"'season':1,'seasons':[1,2,3]", "no-episode"},
    {"'season':1,'episode':null", "no-episode"},
    {"'season':1,'episode':'2'", "no-episode"},
    {"'season':1,'episode':-2", "no-episode"},
    {"'season':1,'episode':1.5", "no-episode"},
    {"'season':1,'episode':9999999999", "no-episode"},
    {"'season':1,'episode':1,'episodes':[1,'2']", "no-episode"},
    {"'date':'2024-03-05'", "no-episode"},

    {"'episode':7", "no-season"},
    {"'season':null,'episode':7", "no-season"},
    {"'season':-1,'episode':7", "no-season"},
    {"'episode':7,'absolute':7", "absolute"},
    {"'season':2,'episode':25,'absolute':25", "absolute"},
    {"'season':1,'seasons':[1,2],'episode':1,'episodes':[1,2]", "several-seasons"},
    {"'season':1,'seasons':[1,2],'episode':1", "several-seasons"},
};

/* The same from file names, through cvi-parse. */
static const struct {
    const char *path, *episodes;
} paths[] = {
    {"/v/Fringe.S01E02.mkv", "1.2"},
    {"/v/Fringe/Season 2/S02E04.mkv", "2.4"},
    {"/v/Lost.S01E01E02.Pilot.mkv", "1.1 1.2"},
    {"/v/Lost.S01E01-E03.mkv", "1.1 1.2 1.3"},
    {"/v/Sherlock.S00E02.Special.mkv", "0.2"},
    {"/v/Sherlock/Specials/Sherlock - E02.mkv", "0.2"},
    {"/v/Fringe.Season.2.mkv", "no-episode"},
    {"/v/Quiet Orchard Seasons 1 2 3 4 Complete.mkv", "no-episode"},
    {"/v/The.Daily.Show.2024.03.05.mkv", "no-episode"},
    {"/v/[Lamplight] Mushishi - 07 [720p].mkv", "absolute"},
    {"/v/Mushishi/Season 2/[Lamplight] Mushishi - 37 [720p].mkv", "absolute"},
    {"/v/Heat.1995.mkv", "no-episode"},
};

/* clang-format on */

/* Writes the episodes, or the reason, in the form of the tables. */
static void show(const json_t *record, struct buf *text)
{
    struct copy_episodes episodes;
    bool has_some = copy_episodes_read(record, &episodes);

    cr_expect_eq(has_some, episodes.count > 0);
    cr_expect_eq(has_some, !episodes.reason);
    if (!has_some)
        buf_puts(text, episodes.reason);
    for (size_t i = 0; i < episodes.count; i++)
        buf_printf(text, "%s%d.%d", i ? " " : "", episodes.at[i].season, episodes.at[i].episode);
}

Test(copy_episodes, of_record)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *exact = cvi_format("{\"media\":{%s}}", rows[i].media);
        struct buf text = BUF_INIT(1 << 16);

        for (char *c = exact; *c; c++)
            *c = *c == '\'' ? '"' : *c;
        json_auto_t *record = json_loads(exact, 0, NULL);
        cr_assert(record, "%s", exact);
        show(record, &text);
        cr_expect_str_eq(buf_text(&text), rows[i].episodes, "{%s}: %s", rows[i].media,
                         buf_text(&text));
        buf_release(&text);
        free(exact);
    }
}

Test(copy_episodes, of_names)
{
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        json_auto_t *record = json_pack("{s:o}", "media", name_media(paths[i].path));
        struct buf text = BUF_INIT(1 << 16);

        show(record, &text);
        cr_expect_str_eq(buf_text(&text), paths[i].episodes, "%s: %s", paths[i].path,
                         buf_text(&text));
        buf_release(&text);
    }
    name_release();
}

Test(copy_episodes, as_many_as_a_record_has)
{
    struct copy_episodes episodes;

    for (int count = COPY_EPISODES_MOST; count <= COPY_EPISODES_MOST + 1; count++) {
        json_t *list = json_array();
        for (int i = 1; i <= count; i++)
            json_array_append_new(list, json_integer(i));
        json_auto_t *record =
            json_pack("{s:{s:i, s:i, s:o}}", "media", "season", 1, "episode", 1, "episodes", list);
        bool has_some = copy_episodes_read(record, &episodes);

        cr_expect_eq(has_some, count == COPY_EPISODES_MOST);
        cr_expect_eq(episodes.count, has_some ? COPY_EPISODES_MOST : 0);
        if (!has_some)
            cr_expect_str_eq(episodes.reason, COPY_TOO_MANY);
    }
}

Test(copy_episodes, of_other_shapes)
{
    static const char *const texts[] = {"{}", "[]", "{\"media\":[]}", "{\"media\":null}"};
    struct copy_episodes episodes;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        json_auto_t *record = json_loads(texts[i], 0, NULL);

        cr_expect_not(copy_episodes_read(record, &episodes));
        cr_expect_str_eq(episodes.reason, COPY_NO_EPISODE);
    }
    cr_expect_not(copy_episodes_read(NULL, &episodes));
}
