/* Handles UTF-8 text with utf8proc. No other file uses utf8proc. */
#include "base/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

#include "base/msg.h"

/* Returns the length of the character at `at`, and sets *code. Returns 0 if the character is
 * ill-formed. */
static size_t char_length(const char *at, size_t len, utf8proc_int32_t *code)
{
    utf8proc_ssize_t got =
        utf8proc_iterate((const utf8proc_uint8_t *)at, (utf8proc_ssize_t)len, code);

    return got > 0 ? (size_t)got : 0;
}

/* Returns the number of ASCII bytes at the start. Used because nearly all input is ASCII, and this
 * check is fast. */
static size_t ascii_run(const char *at, size_t len)
{
    size_t n = 0;

    while (n < len && (unsigned char)at[n] < 0x80)
        n++;
    return n;
}

bool text_is_utf8(const char *bytes, size_t len)
{
    utf8proc_int32_t code;

    for (size_t i = ascii_run(bytes, len), n; i < len;
         i += n + ascii_run(bytes + i + n, len - i - n)) {
        n = char_length(bytes + i, len - i, &code);
        if (!n)
            return false;
    }
    return true;
}

bool text_repair(struct buf *out, const char *bytes, size_t len)
{
    utf8proc_int32_t code;
    bool broken = false;

    for (size_t i = 0; i < len;) {
        size_t n = char_length(bytes + i, len - i, &code);

        if (n) {
            buf_add(out, bytes + i, n);
            i += n;
        } else {
            buf_puts(out, "\xef\xbf\xbd");
            broken = true;
            i++;
        }
    }
    return broken;
}

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

char *text_base64(const void *bytes, size_t len)
{
    const unsigned char *in = bytes;
    char *text = cvi_alloc(len / 3 * 4 + 5);
    char *out = text;

    for (size_t i = 0; i < len; i += 3) {
        size_t left = len - i;
        uint32_t three = (uint32_t)in[i] << 16 | (left > 1 ? (uint32_t)in[i + 1] << 8 : 0) |
                         (left > 2 ? in[i + 2] : 0);

        *out++ = alphabet[three >> 18];
        *out++ = alphabet[three >> 12 & 63];
        *out++ = left > 1 ? alphabet[three >> 6 & 63] : '=';
        *out++ = left > 2 ? alphabet[three & 63] : '=';
    }
    return text;
}

char *text_base64url(const void *bytes, size_t len)
{
    char *text = text_base64(bytes, len);

    for (char *c = text; *c; c++)
        *c = *c == '+' ? '-' : *c == '/' ? '_' : *c;
    text[strcspn(text, "=")] = '\0';
    return text;
}

static int digit64(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

bool text_unbase64(struct buf *out, const char *text)
{
    size_t len = strlen(text);
    size_t pads = !len || text[len - 1] != '=' ? 0 : len > 1 && text[len - 2] == '=' ? 2 : 1;
    char *to = len % 4 ? NULL : buf_reserve(out, len / 4 * 3 - pads);

    if (!to)
        return false;
    for (size_t i = 0; i < len; i += 4) {
        size_t pad = i + 4 == len ? pads : 0;
        uint32_t three = 0;

        for (size_t j = 0; j < 4; j++) {
            int d = j >= 4 - pad ? 0 : digit64(text[i + j]);

            if (d < 0)
                return false;
            three = three << 6 | (uint32_t)d;
        }
        for (size_t j = 0; j < 3 - pad; j++)
            *to++ = (char)(three >> (16 - 8 * j));
    }
    out->len = (size_t)(to - out->at);
    *to = '\0';
    return true;
}

char *text_compose(const char *text)
{
    utf8proc_uint8_t *composed = NULL;

    if (!text[ascii_run(text, strlen(text))])
        return cvi_strdup(text);
    utf8proc_ssize_t len = utf8proc_map((const utf8proc_uint8_t *)text, 0, &composed,
                                        UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    char *copy = cvi_strdup(len >= 0 && composed ? (const char *)composed : text);

    free(composed);
    return copy;
}

/* Case-folded letters that Unicode does not decompose, and their usual transcriptions. */
/* clang-format off */
static const struct {
    utf8proc_int32_t code;
    const char *plain;
} stand_ins[] = {
    {0x0df, "ss"}, /* ß */
    {0x0e6, "ae"}, /* æ */
    {0x0f0, "d"},  /* ð */
    {0x0f8, "o"},  /* ø */
    {0x0fe, "th"}, /* þ */
    {0x111, "d"},  /* đ */
    {0x127, "h"},  /* ħ */
    {0x131, "i"},  /* ı */
    {0x142, "l"},  /* ł */
    {0x153, "oe"}, /* œ */
};
/* clang-format on */

static const char *stand_in(utf8proc_int32_t code)
{
    for (size_t i = 0; i < sizeof stand_ins / sizeof *stand_ins; i++) {
        if (stand_ins[i].code == code)
            return stand_ins[i].plain;
    }
    return NULL;
}

/* Returns whether the character is an apostrophe. text_fold removes it, so that "don't" and "dont"
 * are equal. */
static bool is_apostrophe(utf8proc_int32_t code)
{
    return code == '\'' || code == 0x2019 || code == 0x2018 || code == 0x60 || code == 0xb4;
}

/* Returns whether the character is an accent, or a Hebrew or Arabic vowel point, which most texts
 * omit. Other combining marks count as letters, for example the voicing of kana ("フ" is not "プ")
 * and the vowels of Thai. */
static bool is_accent(utf8proc_int32_t code)
{
    /* clang-format off */
    static const struct {
        utf8proc_int32_t first, last;
    } accents[] = {
        {0x0300, 0x036f}, /* Combining Diacritical Marks */
        {0x0483, 0x0489}, /* Cyrillic */
        {0x0591, 0x05c7}, /* Hebrew */
        {0x0610, 0x061a}, /* Arabic */
        {0x064b, 0x065f},
        {0x0670, 0x0670},
        {0x06d6, 0x06ed},
        {0x1ab0, 0x1aff}, /* Combining Diacritical Marks Extended */
        {0x1dc0, 0x1dff}, /* Combining Diacritical Marks Supplement */
        {0x20d0, 0x20ff}, /* Combining Diacritical Marks for Symbols */
        {0xfe00, 0xfe2f}, /* Variation Selectors, Combining Half Marks */
    };
    /* clang-format on */

    for (size_t i = 0; i < sizeof accents / sizeof *accents; i++) {
        if (code >= accents[i].first && code <= accents[i].last)
            return true;
    }
    return false;
}

static bool is_word(utf8proc_int32_t code)
{
    utf8proc_category_t kind = utf8proc_category(code);

    return (kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_LO) ||
           (kind >= UTF8PROC_CATEGORY_MN && kind <= UTF8PROC_CATEGORY_NO);
}

/* Appends the folded character to `out`. If the character separates words, only sets *gap, and the
 * next word then begins with a space. */
static void fold_char(struct buf *out, utf8proc_int32_t code, bool *gap)
{
    utf8proc_int32_t parts[32];
    int boundary = 0;

    if (is_apostrophe(code))
        return;
    utf8proc_ssize_t n = utf8proc_decompose_char(
        code, parts, 32, UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD, &boundary);
    for (utf8proc_ssize_t i = 0; i < n && i < 32; i++) {
        const char *plain = stand_in(parts[i]);
        utf8proc_uint8_t bytes[4];

        if (is_accent(parts[i]))
            continue;
        if (!is_word(parts[i])) {
            *gap = true;
            continue;
        }
        if (*gap && out->len)
            buf_putc(out, ' ');
        *gap = false;
        if (plain)
            buf_puts(out, plain);
        else
            buf_add(out, bytes, (size_t)utf8proc_encode_char(parts[i], bytes));
    }
}

/* Does what fold_char does, for an ASCII character. */
static void fold_ascii(struct buf *out, char c, bool *gap)
{
    bool is_capital = c >= 'A' && c <= 'Z';

    if (is_apostrophe(c))
        return;
    if (!is_capital && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) {
        *gap = true;
        return;
    }
    if (*gap && out->len)
        buf_putc(out, ' ');
    *gap = false;
    buf_putc(out, is_capital ? (char)(c - 'A' + 'a') : c);
}

char *text_fold(const char *text)
{
    size_t len = strlen(text);
    struct buf out = BUF_INIT(len * 20 + 16); /* the longest decomposition has 18 characters */
    bool gap = false;

    for (size_t i = 0; i < len;) {
        utf8proc_int32_t code = ' ';

        if ((unsigned char)text[i] < 0x80) {
            fold_ascii(&out, text[i++], &gap);
            continue;
        }
        size_t n = char_length(text + i, len - i, &code);

        fold_char(&out, n ? code : ' ', &gap);
        i += n ? n : 1;
    }
    return buf_detach(&out);
}

void text_show(struct buf *out, const char *text)
{
    size_t len = strlen(text);

    for (size_t i = 0; i < len;) {
        utf8proc_int32_t code;
        size_t n = char_length(text + i, len - i, &code);

        if (!n || msg_unshowable(code))
            buf_putc(out, '?');
        else
            buf_add(out, text + i, n);
        i += n ? n : 1;
    }
}

/* Returns whether the `len` bytes are only a CR, or only the start of a character. */
static bool is_unfinished(const char *bytes, size_t len)
{
    unsigned char first = (unsigned char)*bytes;
    size_t size = first == '\r' ? 2 : first < 0xc2 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;

    for (size_t i = 1; i < len; i++) {
        if (((unsigned char)bytes[i] & 0xc0) != 0x80)
            return false;
    }
    return len < size && first <= 0xf4;
}

size_t text_show_lines(struct buf *out, const char *bytes, size_t len)
{
    size_t i = 0;

    while (i < len && !is_unfinished(bytes + i, len - i)) {
        utf8proc_int32_t code;
        size_t n = char_length(bytes + i, len - i, &code);
        bool ends = bytes[i] == '\r' && bytes[i + 1] == '\n';

        if (ends || bytes[i] == '\n' || bytes[i] == '\t' || (n && !msg_unshowable(code)))
            buf_add(out, bytes + i, n);
        else
            buf_putc(out, '?');
        i += n ? n : 1;
    }
    return i;
}

/* Returns whether the character is a Hangul filler or the blank Braille pattern. */
static bool is_filler(utf8proc_int32_t code)
{
    return code == 0x115f || code == 0x1160 || code == 0x3164 || code == 0xffa0 || code == 0x2800;
}

size_t text_blank(const char *text)
{
    utf8proc_int32_t code;
    size_t len = strlen(text), n = char_length(text, len, &code);

    if (!len || !n)
        return len > 0;
    utf8proc_category_t kind = utf8proc_category(code);
    bool is_mark = kind >= UTF8PROC_CATEGORY_MN && kind <= UTF8PROC_CATEGORY_ME;

    /* The categories from ZS on are separators, controls, format characters and private codes. */
    return is_mark || kind >= UTF8PROC_CATEGORY_ZS || kind == UTF8PROC_CATEGORY_CN ||
                   is_filler(code)
               ? n
               : 0;
}

static size_t char_width(const char *at, size_t len, size_t *bytes)
{
    utf8proc_int32_t code;
    size_t n = char_length(at, len, &code);

    *bytes = n ? n : 1;
    if (!n || msg_unshowable(code))
        return 1;
    return (size_t)utf8proc_charwidth(code);
}

size_t text_width(const char *text)
{
    size_t len = strlen(text);
    size_t width = 0;

    for (size_t i = 0, n; i < len; i += n)
        width += char_width(text + i, len - i, &n);
    return width;
}

/* Returns the number of bytes of `text` that fit in `columns` columns, and sets *width to the
 * number of columns that they take. */
static size_t fitting(const char *text, size_t columns, size_t *width)
{
    size_t len = strlen(text);
    size_t end = 0;

    *width = 0;
    for (size_t n; end < len; end += n) {
        size_t w = char_width(text + end, len - end, &n);

        if (*width + w > columns)
            break;
        *width += w;
    }
    return end;
}

size_t text_cut(struct buf *out, const char *text, size_t columns)
{
    size_t width;
    size_t end = fitting(text, columns, &width);
    bool is_cut = columns > 0 && text[end];

    if (is_cut)
        end = fitting(text, columns - 1, &width);
    char *part = cvi_strndup(text, end);
    text_show(out, part);
    free(part);
    if (is_cut)
        buf_puts(out, "…");
    return width + is_cut;
}

void text_fit(struct buf *out, const char *text, size_t columns)
{
    for (size_t width = text_cut(out, text, columns); width < columns; width++)
        buf_putc(out, ' ');
}

void text_entry(struct buf *out, const char *path, const char *reason, size_t columns)
{
    const char *joint = *reason ? ": " : "";
    size_t after = strlen(joint) + text_width(reason); /* columns after the path */
    size_t room = columns > 2 * after ? columns - after : columns / 2 + 1;
    const char *name = text_basename(path);
    bool fits = !columns || text_width(path) + after <= columns;

    if (!fits && name > path && *name && text_width(name) + 2 + after <= columns) {
        buf_puts(out, "…/");
        path = name;
        fits = true;
    } else if (!fits && *name) {
        path = name;
    }
    size_t taken = text_cut(out, path, fits ? SIZE_MAX : room) + strlen(joint);
    buf_puts(out, joint);
    text_cut(out, reason, fits ? SIZE_MAX : columns > taken ? columns - taken : 1);
}

void text_percent(struct buf *out, const char *text)
{
    static const char plain[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    for (; *text; text++) {
        if (strchr(plain, *text))
            buf_putc(out, *text);
        else
            buf_printf(out, "%%%02X", (unsigned)(unsigned char)*text);
    }
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t text_distance(const char *a, const char *b)
{
    size_t na = strlen(a);
    size_t nb = strlen(b);
    size_t *rows = cvi_alloc(3 * (nb + 1) * sizeof *rows);
    size_t *before = rows;             /* two rows up, for swaps */
    size_t *above = rows + (nb + 1);   /* one row up */
    size_t *row = rows + 2 * (nb + 1); /* the current row */

    for (size_t j = 0; j <= nb; j++)
        row[j] = j;
    for (size_t i = 1; i <= na; i++) {
        size_t *spare = before;

        before = above;
        above = row;
        row = spare;
        row[0] = i;
        for (size_t j = 1; j <= nb; j++) {
            row[j] = least(least(above[j], row[j - 1]) + 1, above[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least(row[j], before[j - 2] + 1);
        }
    }
    size_t distance = row[nb];
    free(rows);
    return distance;
}

/* Returns the only candidate that begins with `word`; NULL if no candidate does, or several do. */
static const char *only_beginning(const char *word, const char *const *candidates)
{
    const char *only = NULL;

    for (; *word && *candidates; candidates++) {
        if (strncasecmp(word, *candidates, strlen(word)) != 0)
            continue;
        if (only)
            return NULL;
        only = *candidates;
    }
    return only;
}

const char *text_nearest(const char *word, const char *const *candidates)
{
    const char *best = only_beginning(word, candidates);
    size_t least_edits = strlen(word) / 3 + 1; /* with more edits, the words are too different */

    if (best)
        return best;
    for (; *candidates; candidates++) {
        size_t edits = text_distance(word, *candidates);

        if (edits < least_edits || (!best && edits == least_edits)) {
            best = *candidates;
            least_edits = edits;
        }
    }
    return best;
}

bool text_same(const char *a, const char *b)
{
    return strcasecmp(a, b) == 0;
}

void text_word(struct buf *out, const char *name, const char *other)
{
    static const char plain[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:=,@%+-";
    const char *directory = name[0] == '-' && name[1] ? "./" : "";
    struct buf shown = BUF_INIT(SIZE_MAX / 2);

    text_show(&shown, name);
    if (strcmp(buf_text(&shown), name) != 0 || strchr(name, '\''))
        buf_puts(out, other);
    else if (name[strspn(name, plain)])
        buf_printf(out, "'%s%s'", directory, name);
    else
        buf_printf(out, "%s%s", directory, name);
    buf_release(&shown);
}

bool text_number(const char *text, long max, long *number)
{
    long value = 0;

    if (!*text)
        return false;
    for (; *text; text++) {
        long digit = *text - '0';

        if (digit < 0 || digit > 9 || digit > max || value > (max - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    *number = value;
    return true;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

const char *text_plural(int64_t count)
{
    return count == 1 ? "" : "s";
}

char *text_trim(char *text)
{
    size_t len;

    while (is_blank(*text))
        text++;
    len = strlen(text);
    while (len && is_blank(text[len - 1]))
        text[--len] = '\0';
    return text;
}

const char *text_basename(const char *path)
{
    const char *base = path;

    for (const char *c = path; *c; c++) {
        if (*c == '/' || *c == '\\')
            base = c + 1;
    }
    return base;
}
