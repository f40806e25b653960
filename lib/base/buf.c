/* Implements growable byte buffers. */
#include "base/buf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/msg.h"

static void *or_die(void *at)
{
    if (!at)
        msg_die(EX_OSERR, "out of memory");
    return at;
}

void *cvi_alloc(size_t size)
{
    return or_die(calloc(1, size ? size : 1));
}

void *cvi_malloc(size_t size)
{
    return or_die(malloc(size ? size : 1));
}

void *cvi_realloc(void *at, size_t size)
{
    return or_die(realloc(at, size ? size : 1));
}

char *cvi_strndup(const char *text, size_t len)
{
    char *copy = cvi_alloc(len + 1);

    memcpy(copy, text, len);
    return copy;
}

char *cvi_strdup(const char *text)
{
    return cvi_strndup(text, strlen(text));
}

char *cvi_format(const char *format, ...)
{
    struct buf b = BUF_INIT(SIZE_MAX / 2);
    va_list args;

    va_start(args, format);
    buf_vprintf(&b, format, args);
    va_end(args);
    return buf_detach(&b);
}

char *buf_reserve(struct buf *b, size_t more)
{
    if (more > b->max || b->len > b->max - more)
        return NULL;
    if (b->cap < b->len + more + 1) {
        size_t cap = b->cap ? b->cap * 2 : 64;

        if (cap < b->len + more + 1)
            cap = b->len + more + 1;
        b->at = cvi_realloc(b->at, cap);
        b->cap = cap;
        b->at[b->len] = '\0'; /* still a C string if the caller writes nothing */
    }
    return b->at + b->len;
}

bool buf_add(struct buf *b, const void *bytes, size_t len)
{
    char *end = buf_reserve(b, len);

    if (!end)
        return false;
    if (len)
        memcpy(end, bytes, len);
    b->len += len;
    b->at[b->len] = '\0';
    return true;
}

bool buf_puts(struct buf *b, const char *text)
{
    return buf_add(b, text, strlen(text));
}

bool buf_putc(struct buf *b, char c)
{
    return buf_add(b, &c, 1);
}

bool buf_vprintf(struct buf *b, const char *format, va_list args)
{
    char few[256]; /* most results fit, and are then formatted only once */
    va_list again;

    va_copy(again, args);
    int len = vsnprintf(few, sizeof few, format, again);
    va_end(again);
    if (len >= 0 && (size_t)len < sizeof few)
        return buf_add(b, few, (size_t)len);
    if (len < 0 || !buf_reserve(b, (size_t)len))
        return false;
    vsnprintf(b->at + b->len, (size_t)len + 1, format, args);
    b->len += (size_t)len;
    return true;
}

bool buf_printf(struct buf *b, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    bool added = buf_vprintf(b, format, args);
    va_end(args);
    return added;
}

const char *buf_text(const struct buf *b)
{
    return b->at ? b->at : "";
}

void buf_drop(struct buf *b, size_t len)
{
    if (!len)
        return;
    b->len -= len;
    memmove(b->at, b->at + len, b->len);
    b->at[b->len] = '\0';
}

void buf_clear(struct buf *b)
{
    b->len = 0;
    if (b->at)
        b->at[0] = '\0';
}

char *buf_detach(struct buf *b)
{
    char *text = b->at ? b->at : cvi_strdup("");

    *b = BUF_INIT(b->max);
    return text;
}

void buf_release(struct buf *b)
{
    free(b->at);
    *b = BUF_INIT(b->max);
}
