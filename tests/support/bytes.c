/* Growable bytes and small file helpers for the tests. */
#include "bytes.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *resize(void *old, size_t count, size_t size)
{
    if (size && count > (size_t)-1 / size)
        abort();
    void *p = realloc(old, count * size + 1); /* never 0, for which realloc may return NULL */
    if (!p)
        abort();
    return p;
}

void bytes_add(struct bytes *b, const void *from, size_t n)
{
    if (b->len + n + 1 > b->room) {
        b->room = (b->len + n + 1) * 2;
        b->at = resize(b->at, b->room, 1);
    }
    if (n)
        memcpy(b->at + b->len, from, n);
    b->len += n;
    b->at[b->len] = '\0';
}

void bytes_puts(struct bytes *b, const char *text)
{
    bytes_add(b, text, strlen(text));
}

__attribute__((format(printf, 1, 0))) static char *format_list(const char *format, va_list list)
{
    va_list again;

    va_copy(again, list);
    int n = vsnprintf(NULL, 0, format, list);
    if (n < 0)
        abort();
    char *text = resize(NULL, (size_t)n + 1, 1);
    vsnprintf(text, (size_t)n + 1, format, again);
    va_end(again);
    return text;
}

void bytes_printf(struct bytes *b, const char *format, ...)
{
    va_list list;

    va_start(list, format);
    char *text = format_list(format, list);
    va_end(list);
    bytes_puts(b, text);
    free(text);
}

char *format_text(const char *format, ...)
{
    va_list list;

    va_start(list, format);
    char *text = format_list(format, list);
    va_end(list);
    return text;
}

char *copy_text(const char *from, size_t n)
{
    char *copy = resize(NULL, n + 1, 1);

    memcpy(copy, from, n);
    copy[n] = '\0';
    return copy;
}

void bytes_release(struct bytes *b)
{
    free(b->at);
    *b = (struct bytes){0};
}

const char *bytes_text(const struct bytes *b)
{
    return b->at ? b->at : "";
}

long bytes_find(const struct bytes *b, size_t from, const char *what, size_t n)
{
    if (n == 0)
        return (long)from;
    while (from + n <= b->len) {
        const char *at = memchr(b->at + from, *what, b->len - from - n + 1);
        if (!at)
            break;
        if (memcmp(at, what, n) == 0)
            return (long)(at - b->at);
        from = (size_t)(at - b->at) + 1;
    }
    return -1;
}

void bytes_replace(struct bytes *b, const char *what, const char *with)
{
    struct bytes fresh = {0};
    size_t n = strlen(what), from = 0;

    if (n == 0)
        return;
    for (long at; (at = bytes_find(b, from, what, n)) >= 0; from = (size_t)at + n) {
        bytes_add(&fresh, b->at + from, (size_t)at - from);
        bytes_puts(&fresh, with);
    }
    if (!fresh.at)
        return;
    bytes_add(&fresh, b->at + from, b->len - from);
    bytes_release(b);
    *b = fresh;
}

/* Returns the byte for the escape at `from` (after its backslash), or -1. *used is set to its
 * length. */
static int escaped(const char *from, size_t *used)
{
    static const char names[] = "ntr\\", means[] = "\n\t\r\\";
    const char *name = *from ? strchr(names, *from) : NULL;
    char digits[3] = {0}, *end;

    *used = 1;
    if (name)
        return means[name - names];
    if (*from != 'x' || !from[1] || !from[2] || !isxdigit((unsigned char)from[1]))
        return -1;
    memcpy(digits, from + 1, 2);
    long value = strtol(digits, &end, 16);
    *used = 3;
    return *end ? -1 : (int)value;
}

bool bytes_unescape(struct bytes *b)
{
    struct bytes plain = {0};

    for (size_t i = 0, used; i < b->len; i++) {
        char c = b->at[i];
        if (c == '\\') {
            int value = escaped(b->at + i + 1, &used);
            if (value < 0) {
                bytes_release(&plain);
                return false;
            }
            c = (char)value;
            i += used;
        }
        bytes_add(&plain, &c, 1);
    }
    bytes_release(b);
    *b = plain;
    return true;
}

bool bytes_read_file(struct bytes *b, const char *path)
{
    char block[65536];
    FILE *f = fopen(path, "rb");

    if (!f)
        return false;
    for (size_t n; (n = fread(block, 1, sizeof block, f)) > 0;)
        bytes_add(b, block, n);
    bool good = !ferror(f);
    fclose(f);
    return good;
}
