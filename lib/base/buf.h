/* Byte buffers that grow up to a given maximum, and memory allocation that never returns NULL. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/* Makes the compiler warn if a caller ignores the result, which the caller usually has to free. */
#define CVI_MUST_USE __attribute__((warn_unused_result))

/* Return new memory, which the caller frees with free(). If memory runs out, exit with status
 * 71. */
CVI_MUST_USE void *cvi_alloc(size_t size);  /* zeroed */
CVI_MUST_USE void *cvi_malloc(size_t size); /* not zeroed: for Jansson, which allocates a lot */
CVI_MUST_USE void *cvi_realloc(void *at, size_t size); /* takes ownership of `at` */
CVI_MUST_USE char *cvi_strdup(const char *text);
CVI_MUST_USE char *cvi_strndup(const char *text, size_t len);
CVI_MUST_USE char *cvi_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* A buffer of up to `max` bytes. `at` is NULL until something is added. After that, `len` < `cap`,
 * and at[len] is NUL, so `at` is a C string if the bytes contain no NUL. */
struct buf {
    char *at;
    size_t len;
    size_t cap;
    size_t max; /* maximum number of bytes */
};

#define BUF_INIT(most) ((struct buf){.max = (most)})

/* Append to the buffer. If the result would be longer than the buffer's maximum, return false and
 * append nothing. */
bool buf_add(struct buf *b, const void *bytes, size_t len);
bool buf_puts(struct buf *b, const char *text);
bool buf_putc(struct buf *b, char c);
bool buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool buf_vprintf(struct buf *b, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/* Makes room for `more` bytes after the contents, for the caller to fill, and returns its start;
 * the caller then increases `len`. Returns NULL if the contents would be longer than the maximum.
 * The pointer is borrowed until the next change. */
char *buf_reserve(struct buf *b, size_t more);

/* Returns the contents as a C string; "" if nothing was added. Borrowed until the next change. */
const char *buf_text(const struct buf *b);

/* Removes the first `len` bytes. */
void buf_drop(struct buf *b, size_t len);

/* Empties the buffer, but keeps its memory. */
void buf_clear(struct buf *b);

/* Returns the contents as a new C string, which the caller frees. The buffer is then empty. */
CVI_MUST_USE char *buf_detach(struct buf *b);

/* Frees the memory. The buffer is then empty, and can be used again. */
void buf_release(struct buf *b);

#endif
