/* Draws tables for people, with aligned columns on a terminal. The cells may contain any text. */
#ifndef BASE_TABLE_H
#define BASE_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* A column of a table. Its cells are at most `width` - 1 characters wide on the terminal, and two
 * spaces follow each cell. If the terminal has room, the columns are widened to fit their cells,
 * from left to right. */
struct table_column {
    const char *title;
    size_t width; /* width before the column is widened */
    bool whole;   /* for numbers and slugs: shorten these cells after those of other columns, unless
                     they fill more than half of a line */
};

/* A table, filled by table_add. A struct in which only `columns` (borrowed) and `column_count` are
 * set is an empty table. */
struct table {
    const struct table_column *columns;
    size_t column_count;
    char **cells; /* row by row */
    size_t cell_count;
};

/* Add the next cell of a row; after the last cell of a row, the next row begins. The text is
 * copied. */
void table_add(struct table *table, const char *text);
void table_add_number(struct table *table, long long number);

/*
 * Appends the table to `out`: the titles, a line of dashes and the rows. Lines have no trailing
 * spaces. Control characters are shown as '?'. `room` is the width of the terminal; 0: not a
 * terminal, so no cell is cut. A cell that is cut ends in "…". */
void table_draw(const struct table *table, size_t room, struct buf *out);

/* Frees the cells; the table is then empty. */
void table_release(struct table *table);

#endif
