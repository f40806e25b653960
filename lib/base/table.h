/* Draws tables with aligned columns on a terminal. The cells can contain any text. */
#ifndef BASE_TABLE_H
#define BASE_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* A column of a table. Its cells are cut to `width` - 1 characters. If the terminal has room, the
 * columns are widened to fit their cells, from left to right. */
struct table_column {
    const char *title;
    size_t width; /* initial width, including a space after the cell */
    /* For numbers and slugs: these cells are cut only if cutting the other columns is not enough,
     * or if they are wider than half of the terminal. */
    bool whole;
};

/* A table. The caller sets `columns` (borrowed) and `column_count`, zeroes the rest, and calls
 * table_add. */
struct table {
    const struct table_column *columns;
    size_t column_count;
    char **cells; /* row by row */
    size_t cell_count;
};

/* Add the next cell, row by row. The text is copied. */
void table_add(struct table *table, const char *text);
void table_add_number(struct table *table, long long number);

/* Appends the table to `out`: the titles, a line of dashes and the rows. `room` is the width of the
 * terminal; 0: there is no terminal, and no cell is cut. A cell that is cut ends in "…". Control
 * characters are shown as '?'. */
void table_draw(const struct table *table, size_t room, struct buf *out);

/* Frees the cells. The table is then empty. */
void table_release(struct table *table);

#endif
