/* Moves over JSON text. For speed, scans strings eight bytes at a time. */
#include "json/pass.h"

#include <stdint.h>
#include <string.h>

#include "base/endian.h"
#include "base/text.h"

/* The maximum nesting depth. */
enum { STRICT_DEPTH = 64, LOOSE_DEPTH = 2048 };

/* --- Strings --- */

/* A 64-bit number of eight equal bytes. */
#define EACH(byte) ((uint64_t)0x0101010101010101 * (byte))

/* Finds the lowest byte that is a quote, a backslash or a control character. The lowest bit set in
 * the result is the high bit of that byte. Higher bits of the result can be wrong, because a byte
 * that is found borrows from the next byte. A quote with its second bit flipped is 0x20, so one
 * comparison finds both quotes and control characters. */
static inline uint64_t string_stops(uint64_t bytes)
{
    uint64_t quotes = (bytes ^ EACH(0x02)) - EACH(0x21),
             slashes = (bytes ^ EACH('\\')) - EACH(0x01);

    return (quotes | slashes) & ~bytes & EACH(0x80);
}

/* Returns the first quote, backslash or control character from `at` on; `end` if not found. ORs all
 * bytes that it reads into *seen, so that a byte of *seen has its high bit set if one of them is
 * 0x80 or more. Some of these bytes can be after the result. */
static inline const char *string_stop(const char *at, const char *end, uint64_t *seen)
{
    for (; end - at >= 8; at += 8) {
        uint64_t bytes = le64((const unsigned char *)at), stops = string_stops(bytes);

        *seen |= bytes;
        if (stops)
            return at + __builtin_ctzll(stops) / 8;
    }
    for (; at < end && (unsigned char)*at >= 0x20 && *at != '"' && *at != '\\'; at++)
        *seen |= (unsigned char)*at;
    return at;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

int pass_unicode(const char *at, const char *end)
{
    int code = 0;

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

bool pass_is_surrogate(int code)
{
    return code >= 0xd800 && code <= 0xdfff;
}

char pass_escaped(char letter)
{
    static const char letters[] = {'"', '\\', '/', 'b', 'f', 'n', 'r', 't'};
    static const char stand_for[] = {'"', '\\', '/', '\b', '\f', '\n', '\r', '\t'};
    const char *found = memchr(letters, letter, sizeof letters);

    return found ? stand_for[found - letters] : '\0';
}

/* Returns the length of the escape at the backslash `at`; 0 if the escape is invalid. A strict pass
 * also returns 0 for surrogates and NUL. */
static size_t escape_length(const struct pass *p, const char *at)
{
    if (p->end - at < 2)
        return 0;
    if (!p->strict || pass_escaped(at[1]))
        return 2;
    int code = pass_unicode(at, p->end);
    return code < 1 || pass_is_surrogate(code) ? 0 : 6;
}

/* Passes a string that may contain escapes or bytes from 0x80 on. `at` and `seen` are the results
 * of string_stop. */
static bool pass_hard_string(struct pass *p, const char *at, uint64_t seen)
{
    const char *start = p->at + 1;

    for (; at < p->end && *at != '"'; at = string_stop(at, p->end, &seen)) {
        size_t len = *at == '\\' ? escape_length(p, at) : !p->strict;

        if (!len)
            return false;
        p->escaped |= *at == '\\';
        at += len;
    }
    if (at >= p->end)
        return false;
    p->at = at + 1;
    return !(seen & EACH(0x80)) || !p->strict || text_is_utf8(start, (size_t)(at - start));
}

bool pass_string(struct pass *p)
{
    uint64_t seen = 0;
    const char *at = string_stop(p->at + 1, p->end, &seen);

    p->escaped = false;
    if (at == p->end || *at != '"' || seen & EACH(0x80))
        return pass_hard_string(p, at, seen);
    p->at = at + 1;
    return true;
}

/* --- Numbers and words --- */

static size_t digits(const struct pass *p)
{
    const char *at = p->at, *end = p->end;

    while (at < end && (unsigned char)(*at - '0') < 10)
        at++;
    return (size_t)(at - p->at);
}

static bool pass_exponent(struct pass *p)
{
    p->at++;
    p->at += p->at < p->end && (*p->at == '+' || *p->at == '-');
    size_t len = digits(p);
    p->at += len;
    return len && (!p->strict || len <= 2);
}

bool pass_number(struct pass *p)
{
    p->at += p->at < p->end && *p->at == '-';
    size_t whole = digits(p);
    if (!whole || (whole > 1 && *p->at == '0') || (p->strict && whole > 18))
        return false;
    p->at += whole;
    if (p->at < p->end && *p->at == '.') {
        p->at++;
        size_t part = digits(p);
        if (!part)
            return false;
        p->at += part;
    }
    return p->at == p->end || (*p->at != 'e' && *p->at != 'E') || pass_exponent(p);
}

static bool pass_word(struct pass *p, const char *word, size_t len)
{
    if ((size_t)(p->end - p->at) < len || memcmp(p->at, word, len) != 0)
        return false;
    p->at += len;
    return true;
}

static bool pass_any_scalar(struct pass *p)
{
    const char *start = p->at;

    while (p->at < p->end && pass_is_scalar_byte(*p->at))
        p->at++;
    return p->at > start;
}

/* Passes a number or a word. Does not check the byte after it. */
static bool pass_scalar(struct pass *p, char first)
{
    if (!p->strict)
        return pass_any_scalar(p);
    switch (first) {
    case 't':
        return pass_word(p, "true", 4);
    case 'f':
        return pass_word(p, "false", 5);
    case 'n':
        return pass_word(p, "null", 4);
    default:
        return pass_number(p);
    }
}

/* --- Arrays and objects --- */

bool pass_enter(struct pass *p)
{
    p->at++;
    return ++p->depth <= (p->strict ? STRICT_DEPTH : LOOSE_DEPTH);
}

static bool pass_key(struct pass *p)
{
    return pass_peek(p) == '"' && pass_string(p) && pass_byte(p, ':');
}

static bool pass_nest(struct pass *p, bool object)
{
    char close = object ? '}' : ']';

    if (!pass_enter(p))
        return false;
    if (!pass_byte(p, close)) {
        do {
            if ((object && !pass_key(p)) || !pass_value(p))
                return false;
        } while (pass_byte(p, ','));
        if (!pass_byte(p, close))
            return false;
    }
    p->depth--;
    return true;
}

bool pass_value(struct pass *p)
{
    char first = pass_peek(p);

    switch (first) {
    case '"':
        return pass_string(p);
    case '{':
        return pass_nest(p, true);
    case '[':
        return pass_nest(p, false);
    default:
        return pass_scalar(p, first);
    }
}
