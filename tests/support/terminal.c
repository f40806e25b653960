/* Rows of characters, one byte each: characters beyond ASCII become '?'. */
#include "terminal.h"

#include <stdlib.h>
#include <string.h>

static struct bytes *current(struct terminal *t)
{
    while (t->row >= t->count) {
        t->rows = resize(t->rows, t->count + 1, sizeof *t->rows);
        t->rows[t->count++] = (struct bytes){0};
    }
    return &t->rows[t->row];
}

static void put(struct terminal *t, char c)
{
    if (t->column == t->columns) {
        t->broke = true;
        t->row++;
        t->column = 0;
    }
    struct bytes *row = current(t);
    while (row->len <= t->column)
        bytes_add(row, " ", 1);
    row->at[t->column++] = c;
}

/* Erases from the cursor to the end of the screen. */
static void erase(struct terminal *t)
{
    struct bytes *row = current(t);

    if (row->len > t->column) {
        row->len = t->column;
        row->at[row->len] = '\0';
    }
    for (size_t i = t->row + 1; i < t->count; i++)
        bytes_release(&t->rows[i]);
    t->count = t->row + 1;
}

void terminal_feed(struct terminal *t, const char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)bytes[i];

        if (c == '\r') {
            t->column = 0;
        } else if (c == '\n') {
            current(t);
            t->row++;
            t->column = 0;
        } else if (c == 0x1b && i + 2 < len && bytes[i + 1] == '[' && bytes[i + 2] == 'J') {
            erase(t);
            i += 2;
        } else if (c < 0x20 || c == 0x7f) {
            t->unknown = true;
        } else if ((c & 0xc0) != 0x80) {
            put(t, c < 0x80 ? (char)c : '?');
        }
    }
}

char *terminal_row(const struct terminal *t, size_t row)
{
    const char *text = row < t->count ? bytes_text(&t->rows[row]) : "";
    size_t len = strlen(text);

    while (len && text[len - 1] == ' ')
        len--;
    return copy_text(text, len);
}

char *terminal_text(const struct terminal *t)
{
    struct bytes all = {0};

    for (size_t i = 0; i < t->count; i++) {
        char *row = terminal_row(t, i);

        if (*row)
            bytes_printf(&all, "%s\n", row);
        free(row);
    }
    return all.at ? all.at : copy_text("", 0);
}

void terminal_release(struct terminal *t)
{
    for (size_t i = 0; i < t->count; i++)
        bytes_release(&t->rows[i]);
    free(t->rows);
    *t = (struct terminal){0};
}
