/* Escapes text for a page, one character at a time. */
#include "page/text.h"

#include <string.h>

#include "base/text.h"

enum { MOST_CHARACTERS = 1 << 20 };

/* Characters that move, hide or reorder the text around them, or that are not allowed in a
 * document. The joiners U+200C and U+200D are not in the table, because scripts and emoji need
 * them. */
/* clang-format off */
static const struct {
    unsigned from, to;
} unseen[] = {
    {0x80,    0x9F},    /* C1 control characters */
    {0xAD,    0xAD},    /* soft hyphen */
    {0x61C,   0x61C},   /* Arabic letter mark */
    {0x180E,  0x180E},  /* Mongolian vowel separator */
    {0x200B,  0x200B},  /* zero width space */
    {0x200E,  0x200F},  /* left-to-right and right-to-left marks */
    {0x2028,  0x202E},  /* line and paragraph separators; embeddings and overrides of direction */
    {0x2060,  0x206F},  /* word joiner, invisible operators, isolates of direction */
    {0xFEFF,  0xFEFF},  /* byte order mark */
    {0xFFF9,  0xFFFB},  /* interlinear annotations */
    {0xFFFE,  0xFFFF},  /* not characters */
    {0xE0000, 0xE007F}, /* tags */
};
/* clang-format on */

static bool is_unseen(unsigned c)
{
    for (size_t i = 0; i < sizeof unseen / sizeof *unseen; i++) {
        if (c >= unseen[i].from && c <= unseen[i].to)
            return true;
    }
    return (c & 0xFFFE) == 0xFFFE;
}

/* Returns the first character of `text`, which is well-formed UTF-8, and its length. */
static unsigned decode(const char *text, size_t *len)
{
    const unsigned char *at = (const unsigned char *)text;

    *len = at[0] < 0x80 ? 1 : at[0] < 0xE0 ? 2 : at[0] < 0xF0 ? 3 : 4;
    unsigned c = *len == 1 ? at[0] : at[0] & (0xFFU >> (*len + 1));
    for (size_t i = 1; i < *len; i++)
        c = c << 6 | (at[i] & 0x3F);
    return c;
}

static void add_character(struct buf *out, unsigned c, const char *bytes, size_t len)
{
    static const char *const marked[] = {
        ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;"};

    if (c < 0x20)
        buf_printf(out, "\xE2\x90%c", (char)(0x80 + c)); /* U+2400 and following: visible symbols */
    else if (c == 0x7F)
        buf_puts(out, "\xE2\x90\xA1");
    else if (c < sizeof marked / sizeof *marked && marked[c])
        buf_puts(out, marked[c]);
    else if (c >= 0x80 && is_unseen(c))
        buf_printf(out, "[U+%04X]", c);
    else
        buf_add(out, bytes, len);
}

/* Returns the number of bytes at the beginning of `text` that need no escaping; at most `most`. */
static size_t plain_length(const char *text, size_t most)
{
    size_t n = 0;

    while (n < most && text[n] >= ' ' && text[n] < 0x7F && !strchr("&<>\"'", text[n]))
        n++;
    return n;
}

static void escape_well_formed(struct buf *out, const char *text, size_t most)
{
    while (*text && most) {
        size_t len = plain_length(text, most);

        if (len) {
            buf_add(out, text, len);
            most -= len;
        } else {
            unsigned c = decode(text, &len);

            add_character(out, c, text, len);
            most--;
        }
        text += len;
    }
    if (*text)
        buf_puts(out, "…");
}

void page_escape_most(struct buf *out, const char *text, size_t most)
{
    size_t len = text ? strlen(text) : 0;

    if (!len)
        return;
    if (text_is_utf8(text, len)) {
        escape_well_formed(out, text, most);
        return;
    }
    struct buf whole = BUF_INIT(len * 3);
    text_repair(&whole, text, len);
    escape_well_formed(out, buf_text(&whole), most);
    buf_release(&whole);
}

void page_escape(struct buf *out, const char *text)
{
    page_escape_most(out, text, MOST_CHARACTERS);
}

bool page_is_exact(const char *text)
{
    size_t len = strlen(text), step;

    if (len > PAGE_NAME_MOST || !text_is_utf8(text, len))
        return false;
    for (; *text; text += step) {
        unsigned c = decode(text, &step);

        if (c < 0x20 || c == 0x7F || (c >= 0x80 && is_unseen(c)))
            return false;
    }
    return true;
}

static bool is_long(const char *text)
{
    size_t characters = 0;

    for (; *text && characters <= PAGE_NAME_SHOWN; text++)
        characters += ((unsigned char)*text & 0xC0) != 0x80;
    return characters > PAGE_NAME_SHOWN;
}

void page_inline(struct buf *out, const char *text)
{
    if (!text)
        return;
    buf_puts(out, "<bdi");
    if (is_long(text)) {
        buf_puts(out, " title=\"");
        page_escape_most(out, text, PAGE_NAME_MOST);
        buf_putc(out, '"');
    }
    buf_putc(out, '>');
    page_escape_most(out, text, PAGE_NAME_SHOWN);
    buf_puts(out, "</bdi>");
}

void page_name(struct buf *out, const char *text)
{
    if (!text)
        return;
    if (!is_long(text)) {
        page_inline(out, text);
        return;
    }
    buf_puts(out, "<details class=\"long\"><summary><bdi>");
    page_escape_most(out, text, PAGE_NAME_SHOWN);
    buf_puts(out, "</bdi></summary><bdi>");
    page_escape_most(out, text, PAGE_NAME_MOST);
    buf_puts(out, "</bdi></details>");
}

void page_digits(struct buf *out, uint64_t number, size_t least)
{
    char digits[20]; /* 2^64 - 1 has 20 digits */
    size_t at = sizeof digits;

    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number || sizeof digits - at < least);
    buf_add(out, digits + at, sizeof digits - at);
}

void page_number(struct buf *out, uint64_t number)
{
    if (number >= 1000) {
        page_number(out, number / 1000);
        buf_putc(out, ',');
        page_digits(out, number % 1000, 3);
    } else {
        page_digits(out, number, 1);
    }
}

void page_counted(struct buf *out, uint64_t number, const char *one, const char *many)
{
    page_number(out, number);
    buf_putc(out, ' ');
    buf_puts(out, number == 1 ? one : many);
}

/* Rounds halves up, as page.js does; printf would round them to even. */
void page_bytes(struct buf *out, uint64_t bytes)
{
    static const char *const units[] = {" bytes", " kB", " MB", " GB", " TB", " PB", " EB"};
    uint64_t of_unit = 1000;
    size_t unit = 1;

    if (bytes < 1000) {
        page_counted(out, bytes, "byte", "bytes");
        return;
    }
    for (; bytes / of_unit + (bytes % of_unit >= of_unit / 2) >= 1000; unit++)
        of_unit *= 1000;
    uint64_t whole = bytes / of_unit + (bytes % of_unit >= of_unit / 2), tenth = of_unit / 10;
    uint64_t tenths = bytes / tenth + (bytes % tenth >= tenth / 2);
    if (tenths < 100) {
        page_digits(out, tenths / 10, 1);
        buf_putc(out, '.');
        page_digits(out, tenths % 10, 1);
    } else {
        page_digits(out, whole, 1);
    }
    buf_puts(out, units[unit]);
}

void page_clock(struct buf *out, double seconds)
{
    uint64_t s = seconds > 0 && seconds < 1e12 ? (uint64_t)seconds : 0;

    if (s >= 3600) {
        page_digits(out, s / 3600, 1);
        buf_putc(out, ':');
    }
    page_digits(out, s / 60 % 60, s >= 3600 ? 2 : 1);
    buf_putc(out, ':');
    page_digits(out, s % 60, 2);
}

void page_share(struct buf *out, double share)
{
    double percent = share * 100;

    if (percent > 0 && percent < 0.1)
        buf_puts(out, "under 0.1%");
    else if (percent > 0 && percent < 9.95)
        buf_printf(out, "%.1f%%", percent);
    else if (percent < 100 && percent > 99)
        buf_puts(out, "over 99%");
    else
        buf_printf(out, "%.0f%%", percent);
}
