/* Tables: first how wide each column is, then line by line. */
#include "base/table.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

void table_add(struct table *table, const char *text)
{
    table->cells = cvi_realloc(table->cells, (table->cell_count + 1) * sizeof *table->cells);
    table->cells[table->cell_count++] = cvi_strdup(text);
}

void table_add_number(struct table *table, long long number)
{
    char *text = cvi_format("%lld", number);

    table_add(table, text);
    free(text);
}

void table_release(struct table *table)
{
    for (size_t i = 0; i < table->cell_count; i++)
        free(table->cells[i]);
    free(table->cells);
    table->cells = NULL;
    table->cell_count = 0;
}

/* The width with which no cell of the column is cut. */
static size_t wanted_width(const struct table *table, size_t column)
{
    size_t width = table->columns[column].width;

    for (size_t i = column; i < table->cell_count; i += table->column_count) {
        size_t wanted = text_width(table->cells[i]) + 1;

        if (wanted > width)
            width = wanted;
    }
    return width;
}

/* Sets the width of each column; returns how many columns of the terminal a line takes. */
static size_t lay_out(const struct table *table, size_t room, size_t *widths)
{
    size_t length = 0;

    for (size_t i = 0; i < table->column_count; i++) {
        widths[i] = table->columns[i].whole ? wanted_width(table, i) : table->columns[i].width;
        length += widths[i] + 1;
    }
    length -= 2; /* what parts the last column from nothing */
    for (size_t i = 0; i < table->column_count && length < room; i++) {
        size_t more = table->columns[i].grows ? wanted_width(table, i) - widths[i] : 0;

        if (more > room - length)
            more = room - length;
        widths[i] += more;
        length += more;
    }
    return length;
}

/* Adds one line, made of cells (or of the titles when cells is NULL). */
static void draw_line(const struct table *table, char *const *cells, size_t count,
                      const size_t *widths, struct buf *out)
{
    for (size_t i = 0; i < count; i++) {
        text_fit(out, cells ? cells[i] : table->columns[i].title, widths[i] - 1);
        buf_puts(out, "  ");
    }
    while (out->len && out->at[out->len - 1] == ' ')
        out->len--;
    buf_putc(out, '\n');
}

void table_draw(const struct table *table, size_t room, struct buf *out)
{
    size_t *widths = cvi_alloc(table->column_count * sizeof *widths);
    size_t length = lay_out(table, room, widths);

    draw_line(table, NULL, table->column_count, widths, out);
    for (size_t i = 0; i < length; i++)
        buf_putc(out, '-');
    buf_putc(out, '\n');
    for (size_t i = 0; i < table->cell_count; i += table->column_count) {
        size_t left = table->cell_count - i;

        draw_line(table, table->cells + i, left < table->column_count ? left : table->column_count,
                  widths, out);
    }
    free(widths);
}
