/* Writes a path in the characters that the rules know: composed letters (macOS stores them
 * decomposed), one kind of blank and of dash, ASCII digits. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "parse/parts.h"

/* Characters of one meaning for the rules: those from `first` to `last` of Unicode are `as`. */
/* clang-format off */
static const struct {
    unsigned first, last;
    char as;
} folds[] = {
    {0x00a0, 0x00a0, ' '}, /* no-break space */
    {0x0660, 0x0669, '0'}, /* Arabic-Indic digits */
    {0x06f0, 0x06f9, '0'}, /* the same as Persian and Urdu write them */
    {0x1680, 0x1680, ' '}, /* ogham space mark */
    {0x2000, 0x200a, ' '}, /* en quad to hair space */
    {0x2010, 0x2011, '-'}, /* hyphens */
    {0x2012, 0x2015, '~'}, /* figure dash, en dash, em dash, horizontal bar: see fold_dash */
    {0x202f, 0x202f, ' '}, /* narrow no-break space */
    {0x205f, 0x205f, ' '}, /* medium mathematical space */
    {0x2212, 0x2212, '~'}, /* minus: likewise */
    {0x3000, 0x3000, ' '}, /* ideographic space */
};
/* clang-format on */

/* Returns the character at `at` and its length in *bytes; 0 for one of four bytes. The text is
 * valid UTF-8 and ends with NUL. */
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

/* Returns what the character is read as; 0: itself. */
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

/* Returns what a dash between `before` and `after` is read as: a hyphen between blanks, " – ", and
 * before an episode, E01–E03; the sign of a range between numbers, 01–13; else 0, itself. */
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

/* Adds the text with its characters folded, and two blanks or more as one. */
static void add_folded(struct buf *out, const char *text)
{
    char before = '\0';

    for (size_t bytes; *text; text += bytes) {
        unsigned character = character_at(text, &bytes);
        char as = character < 0x80 ? (char)character : fold(character);

        if (as == '~' && bytes > 1)
            as = fold_dash(before, text + bytes);
        if (as == ' ' && before == ' ')
            continue;
        if (as)
            buf_putc(out, as);
        else
            buf_add(out, text, bytes);
        before = as;
    }
}

const char *name_plain(struct buf *out, const char *path)
{
    bool ascii = true;
    char *composed;

    for (const char *at = path; *at && ascii; at++)
        ascii = !(*at & 0x80);
    if (ascii && !strstr(path, "  "))
        return path;
    composed = ascii ? NULL : text_compose(path);
    add_folded(out, composed ? composed : path);
    free(composed);
    return buf_text(out);
}
