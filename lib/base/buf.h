/* Growable bytes with a stated maximum, and allocation that never returns NULL. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/* The result belongs to the caller, who must look at it. */
#define CVI_MUST_USE __attribute__((warn_unused_result))

/* Memory of the given size; the program dies (71) when there is none. New; end with free(). */
CVI_MUST_USE void *cvi_alloc(size_t size);  /* zeroed */
CVI_MUST_USE void *cvi_malloc(size_t size); /* not zeroed: for Jansson, which asks much */
CVI_MUST_USE void *cvi_realloc(void *at, size_t size); /* takes at */
CVI_MUST_USE char *cvi_strdup(const char *text);
CVI_MUST_USE char *cvi_strndup(const char *text, size_t len);
CVI_MUST_USE char *cvi_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * Bytes that grow up to max. Invariants: len < cap when at is set; at[len] is NUL, so at is a C
 * string as long as no NUL was added; at is NULL only as long as nothing was added. */
struct buf {
    char *at;
    size_t len;
    size_t cap;
    size_t max; /* most bytes that it may hold */
};

#define BUF_INIT(most) ((struct buf){.max = (most)})

/* Each adds to the end. False, with nothing added, when the result would be longer than max. */
bool buf_add(struct buf *b, const void *bytes, size_t len);
bool buf_puts(struct buf *b, const char *text);
bool buf_putc(struct buf *b, char c);
bool buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool buf_vprintf(struct buf *b, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/* Room for at least more bytes behind len, to be filled by the caller; NULL past max. Borrowed. */
char *buf_reserve(struct buf *b, size_t more);

/* The text so far, "" when nothing was added. Borrowed: valid until the next change. */
const char *buf_text(const struct buf *b);

/* Removes the first len bytes. */
void buf_drop(struct buf *b, size_t len);

/* Empties; keeps the memory. */
void buf_clear(struct buf *b);

/* The bytes as a C string, which the caller frees; b is empty afterwards. New. */
CVI_MUST_USE char *buf_detach(struct buf *b);

/* Frees the contents; b may be used again. */
void buf_release(struct buf *b);

#endif
