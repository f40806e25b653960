/* Walks over JSON text without building values from it, since most of a record is passed on as it
 * is. */
#include "json/raw.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* How deep a strict walk goes before it leaves the matter to Jansson, and where any walk ends. */
enum { STRICT_DEPTH = 64, LOOSE_DEPTH = 2048 };

struct walk {
    const char *at;
    const char *end;
    bool strict;
    int depth;
};

static bool walk_value(struct walk *w);

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The byte behind the blanks, which is not passed; NUL at the end. */
static char peek(struct walk *w)
{
    while (w->at < w->end && is_blank(*w->at))
        w->at++;
    return w->at < w->end ? *w->at : '\0';
}

static bool pass(struct walk *w, char wanted)
{
    if (peek(w) != wanted || w->at == w->end)
        return false;
    w->at++;
    return true;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The code of \uXXXX at the backslash; -1 when it is not one. */
static int32_t unicode_escape(const char *at, const char *end)
{
    int32_t code = 0;

    if (end - at < 6 || at[0] != '\\' || at[1] != 'u')
        return -1;
    for (int i = 2; i < 6; i++) {
        int digit = hex_digit(at[i]);

        if (digit < 0)
            return -1;
        code = code * 16 + digit;
    }
    return code;
}

/* What may follow a backslash, beside u. */
static const char letters[] = {'"', '\\', '/', 'b', 'f', 'n', 'r', 't'};

static bool is_surrogate(int32_t code)
{
    return code >= 0xd800 && code <= 0xdfff;
}

/* Passes the escape at w->at. Strictly, surrogates and NUL are Jansson's to judge. */
static bool walk_escape(struct walk *w)
{
    if (w->end - w->at < 2)
        return false;
    if (!w->strict || memchr(letters, w->at[1], sizeof letters)) {
        w->at += 2;
        return true;
    }
    int32_t code = unicode_escape(w->at, w->end);
    if (code < 1 || is_surrogate(code))
        return false;
    w->at += 6;
    return true;
}

static bool walk_string(struct walk *w)
{
    const char *start = ++w->at;
    bool high = false;

    for (; w->at < w->end; w->at++) {
        unsigned char c = (unsigned char)*w->at;

        if (c == '"') {
            w->at++;
            return !high || text_is_utf8(start, (size_t)(w->at - 1 - start));
        }
        if (c == '\\') {
            if (!walk_escape(w))
                return false;
            w->at--;
        }
        high = high || (w->strict && c >= 0x80);
        if (w->strict && c < 0x20)
            return false;
    }
    return false;
}

/* The span of digits. */
static size_t digits(const char *at, const char *end)
{
    size_t len = 0;

    while (at + len < end && at[len] >= '0' && at[len] <= '9')
        len++;
    return len;
}

/* Reads a number, with the lengths of its parts. False when it is not one. */
static bool read_number(const char *at, const char *end, size_t *whole, size_t *exponent)
{
    at += at < end && *at == '-';
    *whole = digits(at, end);
    *exponent = 0;
    if (!*whole || (*whole > 1 && *at == '0'))
        return false;
    at += *whole;
    if (at < end && *at == '.') {
        size_t part = digits(at + 1, end);

        if (!part)
            return false;
        at += 1 + part;
    }
    if (at < end && (*at == 'e' || *at == 'E')) {
        at++;
        at += at < end && (*at == '+' || *at == '-');
        *exponent = digits(at, end);
        at += *exponent;
        return *exponent && at == end;
    }
    return at == end;
}

static bool is_one_of(const char *const *words, const char *text, size_t len)
{
    for (; *words; words++) {
        if (len == strlen(*words) && memcmp(*words, text, len) == 0)
            return true;
    }
    return false;
}

static const char *const not_numbers[] = {"NaN", "Infinity", "-Infinity", NULL};
static const char *const words[] = {"true", "false", "null", NULL};

bool raw_is_scalar(const char *text, size_t len)
{
    size_t whole, exponent;

    return is_one_of(words, text, len) || is_one_of(not_numbers, text, len) ||
           read_number(text, text + len, &whole, &exponent);
}

static bool is_scalar_byte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
           c == '+' || c == '-';
}

/* A strict number is short enough to fit a 64-bit integer, or a double. */
static bool walk_scalar(struct walk *w)
{
    const char *start = w->at;
    size_t whole, exponent;

    while (w->at < w->end && is_scalar_byte(*w->at))
        w->at++;
    if (!w->strict)
        return w->at > start;
    if (read_number(start, w->at, &whole, &exponent))
        return whole <= 18 && exponent <= 2;
    return is_one_of(words, start, (size_t)(w->at - start));
}

/* Passes the key and the colon. */
static bool walk_key(struct walk *w, struct raw_member *member)
{
    if (peek(w) != '"')
        return false;
    const char *start = w->at + 1;
    if (!walk_string(w))
        return false;
    if (member) {
        member->key = start;
        member->key_len = (size_t)(w->at - 1 - start);
    }
    return pass(w, ':');
}

static bool walk_nest(struct walk *w, bool object)
{
    char close = object ? '}' : ']';
    bool sound = false;

    if (++w->depth > (w->strict ? STRICT_DEPTH : LOOSE_DEPTH))
        return false;
    w->at++;
    if (pass(w, close)) {
        sound = true;
    } else {
        while ((!object || walk_key(w, NULL)) && walk_value(w)) {
            if (pass(w, ','))
                continue;
            sound = pass(w, close);
            break;
        }
    }
    w->depth--;
    return sound;
}

static bool walk_value(struct walk *w)
{
    switch (peek(w)) {
    case '"':
        return walk_string(w);
    case '{':
        return walk_nest(w, true);
    case '[':
        return walk_nest(w, false);
    default:
        return walk_scalar(w);
    }
}

static struct raw_member *add_member(struct raw_members *members)
{
    if (members->count == members->cap) {
        members->cap = members->cap ? members->cap * 2 : 32;
        members->at = cvi_realloc(members->at, members->cap * sizeof *members->at);
    }
    return &members->at[members->count++];
}

bool raw_read(struct raw_members *members, const char *text, size_t len, enum raw_trust trust)
{
    struct walk w = {.at = text, .end = text + len, .strict = trust == RAW_STRICT};

    members->count = 0;
    if (!pass(&w, '{'))
        return false;
    if (pass(&w, '}'))
        return !peek(&w) && w.at == w.end;
    for (;;) {
        struct raw_member *member = add_member(members);

        if (!walk_key(&w, member))
            return false;
        peek(&w);
        member->value = w.at;
        if (!walk_value(&w))
            return false;
        member->len = (size_t)(w.at - member->value);
        if (pass(&w, ','))
            continue;
        return pass(&w, '}') && !peek(&w) && w.at == w.end;
    }
}

const struct raw_member *raw_find(const struct raw_members *members, const char *key)
{
    size_t len = strlen(key);

    for (size_t i = members->count; i--;) {
        const struct raw_member *member = &members->at[i];

        if (member->key_len == len && memcmp(member->key, key, len) == 0)
            return member;
    }
    return NULL;
}

void raw_release(struct raw_members *members)
{
    free(members->at);
    *members = (struct raw_members){0};
}

bool raw_is_text(const struct raw_member *member)
{
    return member && member->len > 2 && *member->value == '"';
}

/* The end of the string that starts at text, behind its closing quote. */
static size_t string_length(const char *text, size_t len)
{
    size_t i = 1;

    while (i < len && text[i] != '"')
        i += text[i] == '\\' ? 2 : 1;
    return i < len ? i + 1 : len;
}

void raw_compact(struct buf *out, const char *text, size_t len)
{
    for (size_t i = 0; i < len;) {
        size_t start = i;

        while (i < len && !is_blank(text[i]))
            i += text[i] == '"' ? string_length(text + i, len - i) : 1;
        buf_add(out, text + start, i - start);
        while (i < len && is_blank(text[i]))
            i++;
    }
}

/* A surrogate pair at the backslash as one code; else the code of the one escape; -1: none. */
static int32_t escaped_code(const char *at, const char *end, size_t *len)
{
    int32_t code = unicode_escape(at, end);

    *len = code < 0 ? 2 : 6;
    if (code >= 0xd800 && code <= 0xdbff) {
        int32_t low = unicode_escape(at + 6, end);

        if (low >= 0xdc00 && low <= 0xdfff) {
            *len = 12;
            return 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        }
    }
    return code;
}

static void repair_string(struct buf *out, const char *at, const char *end)
{
    while (at < end) {
        const char *start = at;
        size_t len;

        while (at < end && *at != '\\' && (unsigned char)*at >= 0x20)
            at++;
        text_repair(out, start, (size_t)(at - start));
        if (at == end)
            return;
        if (*at != '\\') {
            buf_printf(out, "\\u%04x", (unsigned)*at ? (unsigned)*at : 0xfffd);
            at++;
            continue;
        }
        int32_t code = escaped_code(at, end, &len);
        if (code == 0 || is_surrogate(code))
            buf_puts(out, "\\ufffd");
        else
            buf_add(out, at, len < (size_t)(end - at) ? len : (size_t)(end - at));
        at += len;
    }
}

void raw_repair(struct buf *out, const char *text, size_t len)
{
    for (size_t i = 0; i < len;) {
        size_t n = 1;

        if (text[i] == '"') {
            n = string_length(text + i, len - i);
            buf_putc(out, '"');
            repair_string(out, text + i + 1, text + i + n - (n > 1));
            buf_putc(out, '"');
        } else if (is_scalar_byte(text[i])) {
            while (i + n < len && is_scalar_byte(text[i + n]))
                n++;
            if (is_one_of(not_numbers, text + i, n))
                buf_puts(out, "null");
            else
                buf_add(out, text + i, n);
        } else if (!is_blank(text[i])) {
            buf_putc(out, text[i]);
        }
        i += n;
    }
}

/* Adds the code in UTF-8; what is a lone surrogate as the byte it stands for, or U+FFFD. */
static void add_code(struct buf *out, int32_t code)
{
    unsigned c = (unsigned)code;

    if (c >= 0xdc80 && c <= 0xdcff) {
        buf_putc(out, (char)(c & 0xff));
        return;
    }
    if (is_surrogate(code))
        c = 0xfffd;
    if (c < 0x80) {
        buf_putc(out, (char)c);
    } else if (c < 0x800) {
        buf_add(out, (char[]){(char)(0xc0 | c >> 6), (char)(0x80 | (c & 63))}, 2);
    } else if (c < 0x10000) {
        char bytes[] = {(char)(0xe0 | c >> 12), (char)(0x80 | (c >> 6 & 63)),
                        (char)(0x80 | (c & 63))};
        buf_add(out, bytes, sizeof bytes);
    } else {
        char bytes[] = {(char)(0xf0 | c >> 18), (char)(0x80 | (c >> 12 & 63)),
                        (char)(0x80 | (c >> 6 & 63)), (char)(0x80 | (c & 63))};
        buf_add(out, bytes, sizeof bytes);
    }
}

/* Adds what the escape stands for, and says how long it is; 0 when it is none. */
static size_t decode_escape(struct buf *out, const char *at, const char *end)
{
    static const char stand_for[] = {'"', '\\', '/', '\b', '\f', '\n', '\r', '\t'};
    const char *letter = end - at > 1 ? memchr(letters, at[1], sizeof letters) : NULL;
    size_t len;

    if (letter) {
        buf_putc(out, stand_for[letter - letters]);
        return 2;
    }
    int32_t code = escaped_code(at, end, &len);
    if (code < 1)
        return 0;
    add_code(out, code);
    return len;
}

bool raw_decode(struct buf *out, const char *text, size_t len)
{
    const char *end = text + len - 1;

    for (const char *at = text + 1; at < end;) {
        size_t n = 1;

        if (!*at)
            return false;
        if (*at == '\\')
            n = decode_escape(out, at, end);
        else
            buf_putc(out, *at);
        if (!n)
            return false;
        at += n;
    }
    return true;
}
