/* Handles JSON as text. */
#include "json/raw.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "json/pass.h"

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
    struct pass p = {.at = text, .end = text + len};

    return is_one_of(words, text, len) || is_one_of(not_numbers, text, len) ||
           (pass_number(&p) && p.at == p.end);
}

/* Passes a member's key and the colon, and sets the key. Returns false if one of these is
 * missing. */
static bool pass_key(struct pass *p, struct raw_member *member)
{
    if (pass_peek(p) != '"')
        return false;
    member->key = p->at + 1;
    if (!pass_string(p))
        return false;
    member->key_len = (size_t)(p->at - 1 - member->key);
    return pass_byte(p, ':');
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
    struct pass p = {.at = text, .end = text + len, .strict = trust == RAW_STRICT};

    members->count = 0;
    if (!pass_byte(&p, '{'))
        return false;
    if (pass_byte(&p, '}'))
        return !pass_peek(&p) && p.at == p.end;
    for (;;) {
        struct raw_member *member = add_member(members);

        if (!pass_key(&p, member))
            return false;
        pass_peek(&p);
        member->value = p.at;
        if (!pass_value(&p))
            return false;
        member->len = (size_t)(p.at - member->value);
        if (pass_byte(&p, ','))
            continue;
        return pass_byte(&p, '}') && !pass_peek(&p) && p.at == p.end;
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

/* Returns the length of the string at the start of `text`, including its quotes. */
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

        while (i < len && !pass_is_blank(text[i]))
            i += text[i] == '"' ? string_length(text + i, len - i) : 1;
        buf_add(out, text + start, i - start);
        while (i < len && pass_is_blank(text[i]))
            i++;
    }
}

/* Returns the code of the \u escape at `at`, or of two such escapes that are a surrogate pair. Sets
 * *len to the length of the escapes. Returns -1 for any other escape. */
static int escaped_code(const char *at, const char *end, size_t *len)
{
    int code = pass_unicode(at, end);

    *len = code < 0 ? 2 : 6;
    if (code >= 0xd800 && code <= 0xdbff) {
        int low = pass_unicode(at + 6, end);

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
        int code = escaped_code(at, end, &len);
        if (code == 0 || pass_is_surrogate(code))
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
        } else if (pass_is_scalar_byte(text[i])) {
            while (i + n < len && pass_is_scalar_byte(text[i + n]))
                n++;
            if (is_one_of(not_numbers, text + i, n))
                buf_puts(out, "null");
            else
                buf_add(out, text + i, n);
        } else if (!pass_is_blank(text[i])) {
            buf_putc(out, text[i]);
        }
        i += n;
    }
}

/* Appends the character in UTF-8. A surrogate becomes a byte (see raw_decode) or U+FFFD. */
static void add_code(struct buf *out, int code)
{
    unsigned c = (unsigned)code;

    if (c >= 0xdc80 && c <= 0xdcff) {
        buf_putc(out, (char)(c & 0xff));
        return;
    }
    if (pass_is_surrogate(code))
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

/* Appends the character of the escape at `at`. Returns the escape's length; 0 if the escape is
 * invalid or a NUL. */
static size_t decode_escape(struct buf *out, const char *at, const char *end)
{
    char letter = end - at > 1 ? pass_escaped(at[1]) : '\0';
    size_t len;

    if (letter) {
        buf_putc(out, letter);
        return 2;
    }
    int code = escaped_code(at, end, &len);
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
