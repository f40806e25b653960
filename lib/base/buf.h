/* Growable bytes with a stated maximum, and allocation that never returns NULL. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/* The result must be used, usually because the caller owns it. */
#define CVI_MUST_USE __attribute__((warn_unused_result))

/* Return new memory of the given size; the caller frees it with free(). Exit with status 71 if
 * memory runs out. */
CVI_MUST_USE void *cvi_alloc(size_t size);  /* zeroed */
CVI_MUST_USE void *cvi_malloc(size_t size); /* not zeroed: for Jansson, which allocates a lot */
CVI_MUST_USE void *cvi_realloc(void *at, size_t size); /* takes ownership of at */
CVI_MUST_USE char *cvi_strdup(const char *text);
CVI_MUST_USE char *cvi_strndup(const char *text, size_t len);
CVI_MUST_USE char *cvi_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Bytes that grow up to max. Invariants: at is NULL only until something is added. If at is set,
 * len < cap, and at[len] is NUL, so at is a C string unless a NUL was added. */
struct buf {
    char *at;
    size_t len;
    size_t cap;
    size_t max; /* maximum number of bytes */
};

#define BUF_INIT(most) ((struct buf){.max = (most)})

/* Each function appends. If the result would be longer than max, the function returns false and
 * adds nothing. */
bool buf_add(struct buf *b, const void *bytes, size_t len);
bool buf_puts(struct buf *b, const char *text);
bool buf_putc(struct buf *b, char c);
bool buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool buf_vprintf(struct buf *b, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/* Returns room for at least `more` bytes after the contents, for the caller to fill; NULL if that
 * exceeds max. Borrowed. */
char *buf_reserve(struct buf *b, size_t more);

/* Returns the text so far, "" if nothing was added. Borrowed until the next change. */
const char *buf_text(const struct buf *b);

/* Removes the first len bytes. */
void buf_drop(struct buf *b, size_t len);

/* Empties the buffer; keeps the memory. */
void buf_clear(struct buf *b);

/* Returns the bytes as a new C string, which the caller frees. b is empty afterwards. */
CVI_MUST_USE char *buf_detach(struct buf *b);

/* Frees the contents; b may be used again. */
void buf_release(struct buf *b);

#endif
