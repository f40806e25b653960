/* Tables: cut cells, wide cells, and aligned columns whatever the text is. */
#include <criterion/criterion.h>
#include <string.h>

#include "base/table.h"
#include "base/text.h"

static const struct table_column columns[] = {
    {.title = "#", .width = 3, .whole = true},
    {.title = "Title", .width = 10},
    {.title = "Kind", .width = 5, .whole = true},
};

static struct table table_of(const char *const *cells)
{
    struct table table = {.columns = columns, .column_count = 3};

    for (; *cells; cells++)
        table_add(&table, *cells);
    return table;
}

static const struct {
    const char *what;
    const char *cells[10];
    size_t room;
    const char *drawn;
} drawings[] = {
    {"no rows", {NULL}, 0, "#   Title      Kind\n-------------------\n"},
    {"rows, without blanks at their ends",
     {"1", "Heat", "film", "2", "Dune", "", NULL},
     0,
     "#   Title      Kind\n-------------------\n1   Heat       film\n2   Dune\n"},
    {"where there is no terminal, nothing is cut",
     {"1", "Severance and more", "show", "2", "Heat", "a film", NULL},
     0,
     "#   Title               Kind\n------------------------------\n"
     "1   Severance and more  show\n2   Heat                a film\n"},
    {"a text that is too long for the terminal is cut, and ends in a mark",
     {"1", "Severance and more", "show", NULL},
     19,
     "#   Title      Kind\n-------------------\n1   Severanc…  show\n"},
    {"a column of whole cells widens",
     {"1234", "Heat", "episode", NULL},
     0,
     "#     Title      Kind\n------------------------\n1234  Heat       episode\n"},
    {"on a wide terminal a column grows as far as it must",
     {"1", "Severance and more", "show", NULL},
     80,
     "#   Title               Kind\n----------------------------\n1   Severance and more  show\n"},
    {"and no further than the terminal reaches",
     {"1", "Severance and more", "show", NULL},
     22,
     "#   Title         Kind\n----------------------\n1   Severance a…  show\n"},
    {"on a narrow terminal blanks go first",
     {"1", "Heat", "film", NULL},
     15,
     "#  Title   Kind\n---------------\n1  Heat    film\n"},
    {"then texts, and numbers and words that one copies are whole",
     {"1", "Severance and more", "a-long-slug", NULL},
     25,
     "#  Title      Kind\n-------------------------\n1  Severanc…  a-long-slug\n"},
    {"one long word that is whole leaves the texts their room",
     {"1", "Severance and more", "a-slug-that-is-longer-than-all-else", NULL},
     32,
     "#  Title      Kind\n--------------------------------\n1  Severanc…  a-slug-that-is-lo…\n"},
    {"then those; a column keeps six characters",
     {"1", "Severance and more", "a-long-slug", NULL},
     10,
     "#  Title   Kind\n-----------------\n1  Sever…  a-lon…\n"},
    {"control characters show as question marks",
     {"1", "a\nb\033[2J\xe2\x80\xae", "film", NULL},
     0,
     "#   Title      Kind\n-------------------\n1   a?b?[2J?   film\n"},
    {"a last row that was not filled",
     {"1", "Heat", NULL},
     0,
     "#   Title      Kind\n-------------------\n1   Heat\n"},
};

Test(table, draws_titles_a_rule_and_rows)
{
    for (size_t i = 0; i < sizeof drawings / sizeof *drawings; i++) {
        struct table table = table_of(drawings[i].cells);
        struct buf out = BUF_INIT(4096);

        table_draw(&table, drawings[i].room, &out);
        cr_expect_str_eq(buf_text(&out), drawings[i].drawn, "%s:\n%s", drawings[i].what,
                         buf_text(&out));
        table_release(&table);
        buf_release(&out);
    }
}

Test(table, puts_the_last_column_in_the_same_place_for_every_script)
{
    static const char *const titles[] = {
        "plain", "Amélie",         "千と千尋の神隠し", "قصة",  "שלום",
        "🎬🎬🎬",   "e\u0301e\u0301", "caf\xe9 \xff\xfe", "\x7f", "",
    };
    struct table table = {.columns = columns, .column_count = 3};
    struct buf out = BUF_INIT(4096);
    size_t rows = 0;

    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        table_add_number(&table, (long long)i);
        table_add(&table, titles[i]);
        table_add(&table, "film");
    }
    table_draw(&table, 0, &out);
    for (char *rest = out.at, *line; (line = strsep(&rest, "\n")) && *line; rows++) {
        char *kind = strstr(line, rows ? "film" : "Kind");

        if (rows == 1)
            continue; /* the separator line */
        cr_assert_not_null(kind, "%s", line);
        *kind = '\0';
        cr_expect_eq(text_width(line), 22, "%s", line);
    }
    cr_expect_eq(rows, 2 + sizeof titles / sizeof *titles);
    table_release(&table);
    buf_release(&out);
}

Test(table, is_empty_and_usable_after_its_release)
{
    struct table table = {.columns = columns, .column_count = 3};
    struct buf out = BUF_INIT(4096);

    table_add(&table, "old");
    table_release(&table);
    table_add_number(&table, -7);
    table_draw(&table, 0, &out);
    cr_expect_str_eq(buf_text(&out), "#   Title      Kind\n-------------------\n-7\n");
    table_release(&table);
    buf_release(&out);
}
