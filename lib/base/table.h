/* Tables for people: columns that line up on a terminal, with any text in them. Pure. */
#ifndef BASE_TABLE_H
#define BASE_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* A cell takes at most width - 1 columns of the terminal, so two spaces separate it from the next
 * cell. While there is room, columns widen to fit their cells, from left to right. */
struct table_column {
    const char *title;
    size_t width; /* width before the column is widened */
    bool whole;   /* for numbers and slugs: its cells are cut last, unless they take half of a
                   * line */
};

/* Filled by table_add. A struct zeroed except for columns and column_count (borrowed) is empty. */
struct table {
    const struct table_column *columns;
    size_t column_count;
    char **cells; /* row by row */
    size_t cell_count;
};

/* Adds the next cell, from left to right and from top to bottom; copies text. */
void table_add(struct table *table, const char *text);
void table_add_number(struct table *table, long long number);

/*
 * Adds the table to out: the titles, a rule of dashes and the rows. Each line ends with \n, without
 * spaces before it. Control characters show as '?'. room is the number of columns of the terminal;
 * 0: not a terminal, so no cell is cut. Cells that are cut end in "…". */
void table_draw(const struct table *table, size_t room, struct buf *out);

/* Frees the cells; the table is then empty. */
void table_release(struct table *table);

#endif
