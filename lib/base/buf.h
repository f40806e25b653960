/* Byte buffers that grow up to a maximum, and memory allocation that never returns NULL. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/* Makes the compiler warn if a caller ignores the result of the function. */
#define CVI_MUST_USE __attribute__((warn_unused_result))

/* Return new memory, which the caller frees with free(). Exit with status 71 if memory runs out. */
CVI_MUST_USE void *cvi_alloc(size_t size);             /* zeroed */
CVI_MUST_USE void *cvi_malloc(size_t size);            /* not zeroed */
CVI_MUST_USE void *cvi_realloc(void *at, size_t size); /* frees or reuses `at` */
CVI_MUST_USE char *cvi_strdup(const char *text);
CVI_MUST_USE char *cvi_strndup(const char *text, size_t len);
CVI_MUST_USE char *cvi_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* A byte buffer. `at` is NULL until something is added. After that, at[len] is always NUL, so the
 * contents can be used as a C string. */
struct buf {
    char *at;
    size_t len;
    size_t cap;
    size_t max; /* maximum of len */
};

#define BUF_INIT(most) ((struct buf){.max = (most)})

/* Append to the buffer. If the result would be longer than b->max, return false and append
 * nothing. */
bool buf_add(struct buf *b, const void *bytes, size_t len);
bool buf_puts(struct buf *b, const char *text);
bool buf_putc(struct buf *b, char c);
bool buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool buf_vprintf(struct buf *b, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/* Makes room for `more` bytes after the contents. Returns the start of that room, borrowed until
 * the next change. The caller writes there and increases b->len. Returns NULL if the contents would
 * be longer than b->max. */
char *buf_reserve(struct buf *b, size_t more);

/* Returns the contents as a C string, borrowed until the next change. Returns "" if nothing was
 * added. */
const char *buf_text(const struct buf *b);

/* Removes the first `len` bytes. */
void buf_drop(struct buf *b, size_t len);

/* Empties the buffer, but keeps its memory. */
void buf_clear(struct buf *b);

/* Returns the contents as a new C string, which the caller frees. The buffer is then empty. */
CVI_MUST_USE char *buf_detach(struct buf *b);

/* Frees the memory. The buffer is then empty and can be used again. */
void buf_release(struct buf *b);

#endif
