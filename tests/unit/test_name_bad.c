/* Malicious names: endless ranges and lists, 4 KiB of one convention, mixed scripts and directions,
 * marks without a letter, only digits, brackets or dots. Each is read as something sensible, in a
 * record of a sensible size. tests/bench/bench-names.sh measures the time. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "media_line.h"
#include "parse/name.h"
#include "parse/parts.h"

enum { LINE_MAX_BYTES = 512, NAME_BYTES = 4096, RECORD_BYTES = 12288 };

/* Name, type, title, year, seasons, episodes, as in tests/data/names.tsv. */
static const char *const lines[] = {
    /* A range ends where it is implausible. */
    "Copper Sky S01E01-E1000000.mkv\tshow\tCopper Sky\t-\t1\t1",
    "Copper Sky S01E01-E99999.mkv\tshow\tCopper Sky\t-\t1\t1",
    "Copper Sky S02E09-791.mkv\tshow\tCopper Sky\t-\t2\t9",
    "Copper Sky E1-E1000000.mkv\tshow\tCopper Sky\t-\t-\t1",
    "Copper Sky Episodes 1 - 1000000\tshow\tCopper Sky\t-\t-\t1",
    "Copper Sky S1-S1000000\tshow\tCopper Sky\t-\t1\t-",
    "Copper Sky Seasons 1 to 1000000\tshow\tCopper Sky\t-\t1\t-",
    "Copper Sky Season 1000000.mkv\tmovie\tCopper Sky Season 1000000\t-\t-\t-",
    "Copper Sky S1000000E1000000.mkv\tmovie\tCopper Sky S1000000E1000000\t-\t-\t-",
    "Copper Sky 1x1000000.mkv\tmovie\tCopper Sky 1x1000000\t-\t-\t-",
    /* Scripts and directions. */
    "медь 纸月 Copper שלום S01E02.mkv\tshow\tмедь 纸月 Copper שלום\t-\t1\t2",
    "שלום ال 1x02.mkv\tshow\tשלום ال\t-\t1\t2",
    "Медное небо 03_12.avi\tshow\tМедное небо\t-\t3\t12",
    "\u202eS01E02\u202c Copper.mkv\tshow\tCopper\t-\t1\t2",
    "\u200f3-12 Copper.mkv\tshow\tCopper\t-\t3\t12",
    "\ufeffCopper S01E02.mkv\tshow\tCopper\t-\t1\t2",
    "Cop\u200bper S01\u200bE02.mkv\tshow\tCopper\t-\t1\t2",
    /* Marks without a letter before them. */
    "\u0301.mkv\tmovie\t\u0301\t-\t-\t-",
    "\u0301\u0301 S01E02.mkv\tshow\t\u0301\u0301\t-\t1\t2",
    "S01E02\u0301.mkv\tshow\tS01E02\u0301\t-\t1\t2",
    "Copper/12\u0301.mkv\tmovie\t12\u0301\t-\t-\t-",
    /* Only digits, brackets, dots, signs; conventions without a title. */
    "1.mkv\tmovie\t1\t-\t-\t-",
    "1234.mkv\tmovie\t1234\t-\t-\t-",
    "0000.mkv\tmovie\t0000\t-\t-\t-",
    "((((.mkv\tmovie\t((((\t-\t-\t-",
    "[[]].mkv\tmovie\t[[]]\t-\t-\t-",
    "(){}[].mkv\tmovie\t(){}[]\t-\t-\t-",
    "....\tmovie\t....\t-\t-\t-",
    "- - -.mkv\tmovie\t- - -\t-\t-\t-",
    "TV/Copper/....mkv\tshow\tCopper\t-\t-\t-",
    "Copper/().mkv\tmovie\tCopper\t-\t-\t-",
    "(9).mkv\tmovie\t9\t-\t-\t-",
    "[Grp] 06 -.mkv\tmovie\t06\t-\t-\t-",
    "112 -.mkv\tmovie\t112\t-\t-\t-",
    "Copper/-12.mkv\tmovie\t12\t-\t-\t-",
};

Test(name_bad, is_read_as_something_sensible)
{
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char line[LINE_MAX_BYTES], *column[1 + MEDIA_COLUMNS], said[LINE_MAX_BYTES];

        cr_assert_lt(strlen(lines[i]), sizeof line);
        snprintf(line, sizeof line, "%s", lines[i]);
        cr_assert_eq(media_line_split(line, column, 1 + MEDIA_COLUMNS), 1 + MEDIA_COLUMNS);
        json_auto_t *media = name_media(column[0]);

        cr_expect(media_line_equal(media, column + 1, said, sizeof said), "%s: %s", column[0],
                  said);
    }
    name_release();
}

/* Pieces repeated up to 4 KiB. */
static const char *const pieces[] = {
    "1",
    "0",
    ".",
    "(",
    "[]",
    "{}",
    "-",
    "_",
    "1-",
    "1,",
    "1 ",
    "1&",
    "03_12_",
    "3-12 ",
    "- 3.12 ",
    "Ep 1.22 ",
    "2x03-E05",
    "E01 a ",
    "S1EP(1-9)",
    "[Ep 1 - 20]",
    "E01to03",
    "S5E3 - Ep.9",
    "S01E9-45 Min",
    "Seasons 1 2 3 ",
    "S01--S04",
    "S01S02",
    "All Seasons",
    "24 Season 1",
    "#04v2 ",
    "(9) ",
    "013.",
    "[G] 06 - ",
    "112 - ",
    "Season 2 - ",
    "(S4-24)",
    "DD5.1-S56",
    "5.1x2+",
    "E83AD672",
    "10bitH.264",
    "10x10 (18)",
    "01e06 ",
    "2nd - 03 ",
    "s2-07 ",
    "1st to ",
    "Cast1x01",
    "\u0301",
    "\u202e",
    "ש S01E02 ا ",
    "第12",
    "12화 - ",
    "1\u2013",
    "１x０２",
    "★",
    "a/12",
};

Test(name_bad, repeated_to_4_KiB_makes_one_record)
{
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        char path[NAME_BYTES + 1];
        size_t length = strlen(pieces[i]), n = 0;

        for (; n + length <= NAME_BYTES; n += length)
            memcpy(path + n, pieces[i], length);
        path[n] = '\0';
        json_auto_t *media = name_media(path);
        char *text = json_dumps(media, JSON_COMPACT);
        const char *title = json_string_value(json_object_get(media, "title"));

        cr_expect((title && *title) || json_object_get(media, "untitled"), "%s: a title",
                  pieces[i]);
        cr_assert_not_null(text, "%s: JSON", pieces[i]);
        cr_expect_lt(strlen(text), RECORD_BYTES, "%s: %zu bytes", pieces[i], strlen(text));
        free(text);
    }
    name_release();
}

/* Writes the prefix and then the numbers from 1, each after `before`, up to 4 KiB. */
static void write_list(char *path, const char *prefix, const char *before)
{
    size_t n = (size_t)snprintf(path, NAME_BYTES, "%s", prefix);

    for (int i = 1; n + strlen(before) + 8 < NAME_BYTES; i++)
        n += (size_t)snprintf(path + n, NAME_BYTES - n, "%s%d", before, i);
}

Test(name_bad, lists_without_end_are_bounded)
{
    static const char *const lists[][2] = {
        {"Copper Sky Seasons", " "},   {"Copper Sky S01", "E"},  {"Copper Sky S01E00", "-E"},
        {"Copper Sky ", ","},          {"Copper Sky 1x00", "x"}, {"Copper Sky E00", "+"},
        {"Copper Sky Seasons ", ", "}, {"Copper Sky S00", "S"},
    };

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        char path[NAME_BYTES + 1];

        write_list(path, lists[i][0], lists[i][1]);
        json_auto_t *media = name_media(path);

        cr_expect_leq(json_array_size(json_object_get(media, "seasons")), 64, "%.30s", path);
        cr_expect_leq(json_array_size(json_object_get(media, "episodes")), 64, "%.30s", path);
        cr_expect_not_null(json_string_value(json_object_get(media, "title")), "%.30s", path);
    }
    name_release();
}
