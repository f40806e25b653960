/* Converts a path to the characters that the rules use: composed letters (macOS decomposes them),
 * one kind of space, plain dashes, ASCII digits. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "parse/parts.h"

/* Replacements: `as` replaces each character from `first` to `last`; '0' stands for 0 to 9. */
/* clang-format off */
static const struct {
    unsigned first, last;
    char as;
} folds[] = {
    {0x00a0, 0x00a0, ' '}, /* no-break space */
    {0x0660, 0x0669, '0'}, /* Arabic-Indic digits */
    {0x06f0, 0x06f9, '0'}, /* the digits of Persian and Urdu */
    {0x1680, 0x1680, ' '}, /* ogham space mark */
    {0x2000, 0x200a, ' '}, /* en quad to hair space */
    {0x2010, 0x2011, '-'}, /* hyphens */
    {0x2012, 0x2015, '~'}, /* figure dash, en dash, em dash, horizontal bar: see fold_dash */
    {0x202f, 0x202f, ' '}, /* narrow no-break space */
    {0x205f, 0x205f, ' '}, /* medium mathematical space */
    {0x2212, 0x2212, '~'}, /* minus: see fold_dash */
    {0x3000, 0x3000, ' '}, /* ideographic space */
};

/* Ranges of characters that Unicode composition does not change, except three rare Greek signs that
 * no rule uses. Most names have only such characters, and need not be composed. */
static const struct {
    unsigned first, last;
} settled[] = {
    {0x0001, 0x02ff}, /* Latin */
    {0x0370, 0x0482}, /* Greek, Cyrillic */
    {0x048a, 0x0590}, /* Cyrillic, Armenian */
    {0x05d0, 0x05ff}, /* Hebrew letters */
    {0x0620, 0x064a}, /* Arabic letters */
    {0x0660, 0x066f}, /* Arabic digits */
    {0x2002, 0x20cf}, /* blanks, dashes and other signs */
    {0x3000, 0x3029}, /* signs of CJK */
    {0x3041, 0x3098}, /* hiragana */
    {0x309b, 0x9fff}, /* katakana, ideographs */
    {0xac00, 0xd7a3}, /* hangul syllables */
    {0xff00, 0xffef}, /* full-width forms */
};
/* clang-format on */

/* Returns the character at `at`; 0 for a character of four bytes. Sets *bytes to its length. The
 * text is valid UTF-8 and NUL-terminated. */
static unsigned character_at(const char *at, size_t *bytes)
{
    const unsigned char *u = (const unsigned char *)at;

    *bytes = u[0] < 0x80 ? 1 : u[0] < 0xe0 ? 2 : u[0] < 0xf0 ? 3 : 4;
    switch (*bytes) {
    case 1:
        return u[0];
    case 2:
        return (u[0] & 0x1fu) << 6 | (u[1] & 0x3fu);
    case 3:
        return (u[0] & 0x0fu) << 12 | (u[1] & 0x3fu) << 6 | (u[2] & 0x3fu);
    default:
        return 0;
    }
}

static char fold(unsigned character)
{
    for (size_t i = 0; i < sizeof folds / sizeof *folds; i++)
        if (character <= folds[i].last)
            return character < folds[i].first ? '\0'
                   : folds[i].as == '0'       ? (char)('0' + (character - folds[i].first))
                                              : folds[i].as;
    return '\0';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Returns the replacement of a dash between `before` and `after`: '-' between spaces (" – ") or
 * before an episode (E01–E03), '~' between numbers (01–13). Elsewhere returns 0: no replacement. */
static char fold_dash(char before, const char *after)
{
    size_t bytes;
    unsigned next = character_at(after, &bytes);
    char c = next < 0x80 ? (char)next : fold(next);

    if (before == ' ' && c == ' ')
        return '-';
    if (!is_digit(before))
        return '\0';
    if (is_digit(c))
        return '~';
    return c && strchr("eEsS", c) && is_digit(after[1]) ? '-' : '\0';
}

/* Adds the text to *out. Replaces characters and merges repeated spaces. */
static void add_folded(struct buf *out, const char *text)
{
    const char *same = text; /* start of unchanged text that is not yet in *out */
    char before = '\0';

    for (size_t bytes; *text; text += bytes) {
        unsigned character = character_at(text, &bytes);
        bool folded = bytes > 1 || (*text == ' ' && before == ' ');
        char as = bytes > 1 ? fold(character) : *text;

        if (as == '~' && bytes > 1)
            as = fold_dash(before, text + bytes);
        if (folded && as) {
            buf_add(out, same, (size_t)(text - same));
            same = text + bytes;
            if (as != ' ' || before != ' ')
                buf_putc(out, as);
        }
        before = as;
    }
    buf_add(out, same, strlen(same));
}

/* Returns whether the text may have decomposed characters, such as a letter and a separate
 * accent. */
static bool may_be_decomposed(const char *text)
{
    for (size_t bytes, i; *text; text += bytes) {
        unsigned character = character_at(text, &bytes);

        for (i = 0; i < sizeof settled / sizeof *settled && character > settled[i].last;)
            i++;
        if (i == sizeof settled / sizeof *settled || character < settled[i].first)
            return true;
    }
    return false;
}

const char *name_plain(struct buf *out, const char *path)
{
    bool ascii = true;
    char *own;

    for (const char *at = path; *at && ascii; at++)
        ascii = !(*at & 0x80);
    if (ascii && !strstr(path, "  "))
        return path;
    own = !ascii && may_be_decomposed(path) ? text_compose(path) : NULL;
    add_folded(out, own ? own : path);
    free(own);
    return buf_text(out);
}

/* Returns the length without a last character that may be incomplete, if the text was cut off at
 * NAME_LENGTH_MAX bytes; otherwise `length`. */
static size_t whole_characters(const char *text, size_t length)
{
    if (length < NAME_LENGTH_MAX)
        return length;
    while (length && (text[length - 1] & 0xc0) == 0x80)
        length--;
    return length && text[length - 1] & 0x80 ? length - 1 : length;
}

/* Returns whether the three bytes at `in` are an invisible format character (Unicode category Cf):
 * a zero-width space, a mark of direction, or the BOM. Joiners are not included, because they shape
 * letters and emoji. */
static bool is_invisible(const char *in, size_t left)
{
    const unsigned char *u = (const unsigned char *)in;

    if (u[0] < 0xe2 || left < 3)
        return false;
    if (u[0] == 0xe2 && u[1] == 0x80) /* U+200B, U+200E, U+200F, U+202A to U+202E */
        return u[2] == 0x8b || u[2] == 0x8e || u[2] == 0x8f || (u[2] >= 0xaa && u[2] <= 0xae);
    if (u[0] == 0xe2 && u[1] == 0x81) /* U+2060, U+2066 to U+2069 */
        return u[2] == 0xa0 || (u[2] >= 0xa6 && u[2] <= 0xa9);
    return u[0] == 0xef && u[1] == 0xbb && u[2] == 0xbf; /* U+FEFF */
}

/* Returns the replacement of a CJK space or bracket (U+3000, U+3008 to U+3011). `last` is the last
 * byte of its UTF-8 form. The brackets 《》 become spaces, because they enclose titles. */
static char plain_bracket(unsigned char last)
{
    enum { BLANK = 0x80, TITLE_OPEN = 0x8a, TITLE_CLOSE = 0x8b };

    if (last == BLANK || last == TITLE_OPEN || last == TITLE_CLOSE)
        return ' ';
    return last & 1 ? ']' : '[';
}

static size_t plain_length(const char *in, size_t length)
{
    enum { MARKS = 0xe2 }; /* the first byte of U+2000; characters below it are not replaced */
    size_t n = 0;

    while (n < length && (unsigned char)in[n] < MARKS)
        n++;
    return n;
}

size_t name_plain_copy(char *out, const char *in, size_t length)
{
    size_t n = plain_length(in, length < NAME_LENGTH_MAX ? length : NAME_LENGTH_MAX);

    memcpy(out, in, n);
    for (size_t i = n; i < length && n < NAME_LENGTH_MAX; i++) {
        unsigned char a = (unsigned char)in[i], b = 0, c = 0;

        if (a >= 0xe3 && i + 2 < length)
            b = (unsigned char)in[i + 1], c = (unsigned char)in[i + 2];
        if (is_invisible(in + i, length - i))
            i += 2;
        else if (a == 0xef && (b == 0xbc || (b == 0xbd && c <= 0x9e)))
            out[n++] = (char)(b == 0xbc ? c - 0x60 : c - 0x20), i += 2;
        else if (a == 0xe3 && b == 0x80 && (c == 0x80 || (c >= 0x88 && c <= 0x91)))
            out[n++] = plain_bracket(c), i += 2;
        else
            out[n++] = in[i];
    }
    n = whole_characters(out, n);
    out[n] = '\0';
    return n;
}

void name_plain_bare(char *title, const char *name, size_t length)
{
    size_t n = 0;

    for (size_t i = 0; i < length && n < NAME_LENGTH_MAX; i++) {
        if (is_invisible(name + i, length - i))
            i += 2;
        else if ((unsigned char)name[i] > ' ' || (n && name[i] == ' '))
            title[n++] = name[i];
    }
    n = whole_characters(title, n);
    while (n && title[n - 1] == ' ')
        n--;
    title[n] = '\0';
}
