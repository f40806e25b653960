/* Draws tables. */
#include "base/table.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { LEAST_WIDTH = 7 }; /* a column is not narrowed below this width */

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

/* Returns the width that the title and all cells of a column need. */
static size_t needed_width(const struct table *table, size_t column)
{
    size_t width = text_width(table->columns[column].title) + 1;

    for (size_t i = column; i < table->cell_count; i += table->column_count) {
        size_t needed = text_width(table->cells[i]) + 1;

        if (needed > width)
            width = needed;
    }
    return width;
}

/* The widths of a table's columns, while they are fitted to the terminal. */
struct layout {
    const struct table *table;
    size_t room;            /* width of the terminal */
    size_t length;          /* length of a line with these widths */
    size_t *widths, *needs; /* the current and the needed width of each column */
};

/* Widens columns from left to right while there is room. If a line is too long, removes unused
 * space from columns. */
static void widen(struct layout *l)
{
    for (size_t i = 0; i < l->table->column_count; i++) {
        size_t more = l->needs[i] > l->widths[i] ? l->needs[i] - l->widths[i] : 0;
        size_t left = l->room > l->length ? l->room - l->length : 0;

        more = more < left ? more : left;
        l->widths[i] += more;
        l->length += more;
    }
    for (size_t i = 0; i < l->table->column_count; i++) {
        for (; l->length > l->room && l->widths[i] > l->needs[i]; l->length--)
            l->widths[i]--;
    }
}

/* If a line is too long, narrows the columns whose `whole` is set until the line fits, but no
 * column to less than half of the terminal's width. */
static void halve(struct layout *l)
{
    size_t half = l->room / 2 > LEAST_WIDTH ? l->room / 2 : LEAST_WIDTH;

    for (size_t i = 0; i < l->table->column_count; i++) {
        if (!l->table->columns[i].whole)
            continue;
        for (; l->length > l->room && l->widths[i] > half; l->length--)
            l->widths[i]--;
    }
}

/* Narrows the columns whose `whole` has the given value until a line fits, the widest first. */
static void narrow(struct layout *l, bool whole)
{
    for (; l->length > l->room; l->length--) {
        size_t *widest = NULL;

        for (size_t i = 0; i < l->table->column_count; i++) {
            if (l->table->columns[i].whole == whole && l->widths[i] > LEAST_WIDTH &&
                (!widest || l->widths[i] > *widest))
                widest = &l->widths[i];
        }
        if (!widest)
            return;
        --*widest;
    }
}

/* Sets the width of each column. Returns the length of a line. */
static size_t lay_out(const struct table *table, size_t room, size_t *widths)
{
    size_t *needs = cvi_alloc(table->column_count * sizeof *needs);
    struct layout l = {
        .table = table, .room = room ? room : SIZE_MAX, .widths = widths, .needs = needs};

    for (size_t i = 0; i < table->column_count; i++) {
        needs[i] = needed_width(table, i);
        widths[i] = table->columns[i].width;
        if (table->columns[i].whole && needs[i] > widths[i])
            widths[i] = needs[i];
        l.length += widths[i] + 1;
    }
    l.length -= 2; /* the spaces after the last column */
    widen(&l);
    halve(&l);
    narrow(&l, false);
    narrow(&l, true);
    free(needs);
    return l.length;
}

/* Appends one line with `count` cells. If `cells` is NULL, appends the titles. */
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
