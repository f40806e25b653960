/* Writes JSON values as text. */
#include "json/text.h"

#include <stdlib.h>
#include <string.h>

#include "base/msg.h"

static void put_escaped(struct buf *b, unsigned char c)
{
    static const char hex[] = "0123456789ABCDEF", plain[] = "\"\\\b\f\n\r\t",
                      letter[] = "\"\\bfnrt";
    const char *at = c ? strchr(plain, c) : NULL;

    if (at) {
        buf_putc(b, '\\');
        buf_putc(b, letter[at - plain]);
    } else {
        char escape[] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};

        buf_add(b, escape, sizeof escape);
    }
}

/* If the UTF-8 character at the start of `text` must be escaped (see json_text_guard), returns its
 * length and sets *code. Otherwise returns 0. */
static size_t mark_at(const char *text, size_t len, long *code)
{
    const unsigned char *at = (const unsigned char *)text;
    size_t size = *at == 0xc2 || *at == 0xd8 ? 2 : *at == 0xe2 ? 3 : 0;

    if (!size || size > len || (at[1] & 0xc0) != 0x80)
        return 0;
    *code = (at[0] & (size == 2 ? 0x1f : 0x0f)) << 6 | (at[1] & 0x3f);
    if (size == 3)
        *code = *code << 6 | (at[2] & 0x3f);
    return msg_unshowable(*code) ? size : 0;
}

void json_text_guard(struct buf *b, const char *text, size_t len)
{
    size_t done = 0;
    long code = 0;

    for (size_t i = 0, size; i < len; i += size ? size : 1) {
        size = (unsigned char)text[i] < 0x80 ? 0 : mark_at(text + i, len - i, &code);
        if (!size)
            continue;
        buf_add(b, text + done, i - done);
        buf_printf(b, "\\u%04lX", (unsigned long)code);
        done = i + size;
    }
    buf_add(b, text + done, len - done);
}

static bool needs_escape(unsigned char c)
{
    return c < ' ' || c == '"' || c == '\\';
}

/* Returns whether the byte can be the start of a character that json_text_guard escapes. */
static bool may_begin_mark(unsigned char c)
{
    return c == 0xc2 || c == 0xd8 || c == 0xe2;
}

/* Appends a string. Most strings need no escapes and are copied at once. */
static void put_string(struct buf *b, const char *text, size_t length)
{
    size_t done = 0, i = 0;
    char *at = buf_reserve(b, length + 2);

    while (i < length && !needs_escape((unsigned char)text[i]) &&
           !may_begin_mark((unsigned char)text[i]))
        i++;
    if (at && i == length) {
        at[0] = '"';
        memcpy(at + 1, text, length);
        at[length + 1] = '"';
        at[length + 2] = '\0';
        b->len += length + 2;
        return;
    }
    buf_putc(b, '"');
    for (; i < length; i++) {
        if (!needs_escape((unsigned char)text[i]))
            continue;
        json_text_guard(b, text + done, i - done);
        put_escaped(b, (unsigned char)text[i]);
        done = i + 1;
    }
    json_text_guard(b, text + done, length - done);
    buf_putc(b, '"');
}

static void put_integer(struct buf *b, json_int_t value)
{
    enum { DIGITS = 24 };
    char digits[DIGITS];
    size_t at = DIGITS;
    unsigned long long n = value < 0 ? 0 - (unsigned long long)value : (unsigned long long)value;

    do
        digits[--at] = (char)('0' + n % 10);
    while (n /= 10);
    if (value < 0)
        digits[--at] = '-';
    buf_add(b, digits + at, DIGITS - at);
}

static void put_object(struct buf *b, const json_t *object)
{
    const char *key;
    json_t *value;
    bool first = true;

    buf_putc(b, '{');
    json_object_foreach((json_t *)object, key, value)
    {
        if (!first)
            buf_putc(b, ',');
        first = false;
        put_string(b, key, strlen(key));
        buf_putc(b, ':');
        json_text_add(b, value);
    }
    buf_putc(b, '}');
}

static void put_array(struct buf *b, const json_t *array)
{
    buf_putc(b, '[');
    for (size_t i = 0; i < json_array_size(array); i++) {
        if (i)
            buf_putc(b, ',');
        json_text_add(b, json_array_get(array, i));
    }
    buf_putc(b, ']');
}

static int add(const char *bytes, size_t len, void *to)
{
    return buf_add(to, bytes, len) ? 0 : -1;
}

void json_text_add(struct buf *b, const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        put_object(b, value);
        break;
    case JSON_ARRAY:
        put_array(b, value);
        break;
    case JSON_STRING:
        put_string(b, json_string_value(value), json_string_length(value));
        break;
    case JSON_INTEGER:
        put_integer(b, json_integer_value(value));
        break;
    case JSON_REAL: /* Jansson writes reals correctly */
        json_dump_callback(value, add, b, JSON_TEXT_FLAGS | JSON_ENCODE_ANY);
        break;
    case JSON_TRUE:
        buf_puts(b, "true");
        break;
    case JSON_FALSE:
        buf_puts(b, "false");
        break;
    case JSON_NULL:
        buf_puts(b, "null");
        break;
    }
}

void json_text_dump(struct buf *b, const json_t *value, size_t flags)
{
    char *text = json_dumps(value, flags);

    if (text)
        json_text_guard(b, text, strlen(text));
    free(text);
}
