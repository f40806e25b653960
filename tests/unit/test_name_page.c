/* The table of conventions in docs/trakt.md, "File names": each name is read as stated there. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "media_line.h"
#include "parse/name.h"

/* A row is: | convention | `name` | type | title | year | season | episode | */
enum { PAGE_COLUMNS = 2 + MEDIA_COLUMNS };

/* Removes spaces and backquotes from both ends of a cell, in place; an empty cell becomes "-". */
static char *trimmed(char *cell)
{
    static char none[] = "-";
    size_t length;

    cell += strspn(cell, " `");
    length = strlen(cell);
    while (length && strchr(" `", cell[length - 1]))
        cell[--length] = '\0';
    return *cell ? cell : none;
}

/* Splits a row of the table; a bar in a name is written \|. */
static size_t split_row(char *line, char *column[PAGE_COLUMNS])
{
    size_t n = 0;
    char *cell = line + 1;

    for (char *at = cell; *at && n < PAGE_COLUMNS; at++) {
        if (*at == '\\' && at[1] == '|') {
            memmove(at, at + 1, strlen(at));
            continue;
        }
        if (*at != '|')
            continue;
        *at = '\0';
        column[n++] = trimmed(cell);
        cell = at + 1;
    }
    return n;
}

static void expect_row(char *line)
{
    char *column[PAGE_COLUMNS], said[512];

    cr_assert_eq(split_row(line, column), PAGE_COLUMNS, "%s: a row has seven columns", line);
    json_auto_t *media = name_media(column[1]);

    cr_expect(media_line_equal(media, column + 2, said, sizeof said), "%s: %s", column[1], said);
}

Test(name_page, each_name_of_the_table_of_conventions_is_read_as_the_page_says)
{
    FILE *page = fopen("docs/trakt.md", "r");
    char *line = NULL;
    size_t size = 0, rows = 0;
    bool here = false;

    cr_assert_not_null(page);
    while (getline(&line, &size, page) > 0) {
        if (*line == '#')
            here = strcmp(line, "## File names\n") == 0;
        if (!here || strncmp(line, "| ", 2) != 0 || strncmp(line, "| Convention ", 13) == 0)
            continue;
        expect_row(line);
        rows++;
    }
    cr_expect_geq(rows, 8);
    free(line);
    fclose(page);
    name_release();
}
