/* pins.tsv: valid lines, the files they apply to, and the errors in others. */
#include <criterion/criterion.h>
#include <string.h>

#include "match/pins.h"

static const char good[] = "\xef\xbb\xbf# films\r\n"
                           "\n"
                           "  \t \r\n"
                           "Heat*.mkv\tmovie\ttt0113277\r\n"
                           "title:The Matrix (1999)\tmovie\t481\n"
                           "title:The Office\tshow\ttvdb:73244\n"
                           "Shows/Bad/\tshow\tbreaking-bad\n"
                           "/exact/*.mkv\tMovie\ttmdb:603\n"
                           "title:???\tmovie\tslug:300";

Test(pins, reads_every_form)
{
    static const struct {
        enum pin_by by;
        const char *pattern;
        int year;
        enum media_type type;
        const char *kind, *id;
        size_t line;
    } wanted[] = {
        {PIN_NAME, "Heat*.mkv", RECORD_NONE, MEDIA_MOVIE, "imdb", "tt0113277", 4},
        {PIN_TITLE, "the matrix", 1999, MEDIA_MOVIE, "trakt", "481", 5},
        {PIN_TITLE, "the office", RECORD_NONE, MEDIA_SHOW, "tvdb", "73244", 6},
        {PIN_PATH, "*/Shows/Bad/*", RECORD_NONE, MEDIA_SHOW, "slug", "breaking-bad", 7},
        {PIN_PATH, "/exact/*.mkv", RECORD_NONE, MEDIA_MOVIE, "tmdb", "603", 8},
        {PIN_TITLE, "???", RECORD_NONE, MEDIA_MOVIE, "slug", "300", 9},
    };
    struct pins pins;
    struct why why = {0};

    cr_assert(pins_read(&pins, "pins.tsv", good, strlen(good), &why), "%s", why.text);
    cr_assert_eq(pins.count, sizeof wanted / sizeof *wanted);
    for (size_t i = 0; i < pins.count; i++) {
        cr_expect_eq(pins.at[i].by, wanted[i].by, "%zu", i);
        cr_expect_str_eq(pins.at[i].pattern, wanted[i].pattern);
        cr_expect_eq(pins.at[i].year, wanted[i].year, "%zu", i);
        cr_expect_eq(pins.at[i].type, wanted[i].type, "%zu", i);
        cr_expect_str_eq(pins.at[i].kind, wanted[i].kind);
        cr_expect_str_eq(pins.at[i].id, wanted[i].id);
        cr_expect_eq(pins.at[i].line, wanted[i].line, "%zu", i);
    }
    pins_release(&pins);
}

Test(pins, finds_the_first_that_fits)
{
    static const struct {
        const char *path, *title;
        int year;
        size_t line; /* 0: none */
    } cases[] = {
        {"/v/Heat (1995).mkv", "Heat", 1995, 4},
        {"Heat.mkv", "Heat", RECORD_NONE, 4},
        {"/v/heat.mkv", "Heat", 1995, 0},
        {"/Heat.mkv/other.mkv", "Other", 1995, 0},
        {"/v/a.mkv", "THE MATRIX", 1999, 5},
        {"/v/a.mkv", "The Matrix", 2003, 0},
        {"/v/a.mkv", "The Matrix", RECORD_NONE, 0},
        {NULL, "The Office", 2005, 6},
        {"/v/Shows/Bad/Season 1/a.b", "A", RECORD_NONE, 7},
        {"Shows/Bad/a.b", "A", RECORD_NONE, 7},
        {"/v/MyShows/Bad/a.b", "A", RECORD_NONE, 0},
        {"/exact/a.mkv", "A", RECORD_NONE, 8},
        {"/v/exact/a.mkv", "A", RECORD_NONE, 0},
        {"/v/a.mkv", "???", RECORD_NONE, 9},
    };
    struct pins pins;

    cr_assert(pins_read(&pins, "pins.tsv", good, strlen(good), NULL));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct pin *pin = pins_find(&pins, cases[i].path, cases[i].title, cases[i].year);

        cr_expect_eq(pin ? pin->line : 0, cases[i].line, "%zu: %s", i, cases[i].title);
    }
    pins_release(&pins);
    cr_expect_null(pins_find(&pins, "/v/a.mkv", "A", RECORD_NONE));
}

Test(pins, says_where_it_is_wrong)
{
    static const struct {
        const char *text, *why;
    } cases[] = {
        {"a movie 603\n", "p:1: expected pattern, type and id, with one tab between each"},
        {"# a\na\tmovie\n", "p:2: expected pattern, type and id, with one tab between each"},
        {"a\tmovie\t1\tb\n", "p:1: expected pattern, type and id, with one tab between each"},
        {"a\tfilm\t1\n", "p:1: invalid type (expected movie or show)"},
        {"a\tmovie\tnm0000206!\n",
         "p:1: invalid id (examples: 603, tt0133093, tmdb:603, the-matrix-1999)"},
        {"a\tmovie\timdb:603\n",
         "p:1: invalid id (examples: 603, tt0133093, tmdb:603, the-matrix-1999)"},
        {"a\tmovie\tisbn:603\n",
         "p:1: invalid id (examples: 603, tt0133093, tmdb:603, the-matrix-1999)"},
        {"a\tmovie\t\n", "p:1: invalid id (examples: 603, tt0133093, tmdb:603, the-matrix-1999)"},
        {"a\tmovie\ttvdb:603\n", "p:1: a film cannot be looked up by its tvdb id"},
        {"\tmovie\t603\n", "p:1: the pattern is missing"},
        {"title: (1999)\tmovie\t603\n", "p:1: the title is missing"},
        {"a\\\tmovie\t603\n", "p:1: the pattern ends in '\\' (write '\\\\' for one)"},
        {"\xff\tmovie\t603\n", "p:1: not UTF-8"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pins pins;
        struct why why = {0};

        cr_expect_not(pins_read(&pins, "p", cases[i].text, strlen(cases[i].text), &why));
        cr_expect_str_eq(why.text, cases[i].why);
        cr_expect_eq(why.status, EX_CONFIG);
        pins_release(&pins);
    }
}

Test(pins, refuses_nul_and_lines_without_end)
{
    struct pins pins;
    struct why why = {0};
    char *text = cvi_alloc(PINS_LINE_MAX + 2);

    cr_expect_not(pins_read(&pins, "p", "a\0b\tmovie\t1", 11, &why));
    cr_expect_str_eq(why.text, "p:1: not UTF-8");
    pins_release(&pins);
    memset(text, 'a', PINS_LINE_MAX + 1);
    cr_expect_not(pins_read(&pins, "p", text, PINS_LINE_MAX + 1, &why));
    cr_expect_str_eq(why.text, "p:1: the line is too long");
    pins_release(&pins);
    free(text);
}
