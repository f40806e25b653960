/* Writes CSV files. */
#include "base/csv.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"

static bool needs_quotes(const char *text)
{
    size_t len = strlen(text);

    return strpbrk(text, ",\"\r\n") || (len && (text[0] == ' ' || text[len - 1] == ' '));
}

static void add_text(struct buf *out, const char *text)
{
    for (const char *quote; (quote = strchr(text, '"')); text = quote + 1) {
        buf_add(out, text, (size_t)(quote + 1 - text));
        buf_putc(out, '"');
    }
    buf_puts(out, text);
}

static void add_field(struct buf *out, const char *before, const char *text, bool first)
{
    if (!first)
        buf_putc(out, ',');
    if (!needs_quotes(text)) {
        buf_puts(out, before);
        buf_puts(out, text);
        return;
    }
    buf_putc(out, '"');
    buf_puts(out, before);
    add_text(out, text);
    buf_putc(out, '"');
}

void csv_field(struct buf *out, const char *text, bool first)
{
    add_field(out, "", text ? text : "", first);
}

static bool is_start(const char *text)
{
    /* The characters that can begin a formula: ASCII characters, their full-width and small forms,
     * and the minus sign (U+2212). */
    static const char *const starts[] = {"=",  "+",  "-",  "@",  "\t", "\r", "\n", "＝",
                                         "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫", "−"};

    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        if (strncmp(text, starts[i], strlen(starts[i])) == 0)
            return true;
    }
    return false;
}

static bool is_formula(const char *text)
{
    for (size_t len; !is_start(text); text += len) {
        len = text_blank(text);
        if (!len)
            return false;
    }
    return true;
}

void csv_cell(struct buf *out, const char *text, bool first)
{
    add_field(out, text && is_formula(text) ? "'" : "", text ? text : "", first);
}

void csv_number(struct buf *out, int64_t number, int64_t least)
{
    buf_putc(out, ',');
    if (number >= least)
        buf_printf(out, "%" PRId64, number);
}

void csv_end(struct buf *out)
{
    buf_puts(out, "\r\n");
}

void csv_head(struct buf *out, const char *const *names)
{
    for (size_t i = 0; names[i]; i++)
        csv_field(out, names[i], i == 0);
    csv_end(out);
}
