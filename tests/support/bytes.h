/* Growable bytes and small file helpers for the tests. The tests keep their own, so that a fault in
 * the library's cannot hide itself. Running out of memory aborts. */
#ifndef BYTES_H
#define BYTES_H

#include <stdbool.h>
#include <stddef.h>

/* A NUL always stands after the last byte once something was added; `at` is NULL before. All zero
 * is a good start. */
struct bytes {
    char *at;
    size_t len, room;
};

/* Adds n bytes. */
void bytes_add(struct bytes *b, const void *from, size_t n);

/* Adds a string. */
void bytes_puts(struct bytes *b, const char *text);

/* Adds what printf would print. */
void bytes_printf(struct bytes *b, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Forgets the contents and gives the memory back; the struct can be used again. */
void bytes_release(struct bytes *b);

/* Returns the contents as a string, "" when there are none. Borrowed. */
const char *bytes_text(const struct bytes *b);

/* Where the n bytes of `what` first occur at or after `from`, or -1. An empty `what` is found at
 * once. */
long bytes_find(const struct bytes *b, size_t from, const char *what, size_t n);

/* Puts `with` in the place of every `what`; nothing happens when `what` is empty. */
void bytes_replace(struct bytes *b, const char *what, const char *with);

/* Interprets \n \t \r \\ and \xHH in place; false, with nothing changed, when there is another
 * escape. */
bool bytes_unescape(struct bytes *b);

/* Adds the contents of a file; false (see errno) when it cannot be read. */
bool bytes_read_file(struct bytes *b, const char *path);

/* Returns a copy of n bytes of text, NUL after it; the caller frees. */
char *copy_text(const char *from, size_t n) __attribute__((warn_unused_result));

/* What printf would print; the caller frees. */
char *format_text(const char *format, ...)
    __attribute__((format(printf, 1, 2), warn_unused_result));

/* realloc that aborts when there is no memory left. */
void *resize(void *old, size_t count, size_t size) __attribute__((warn_unused_result));

#endif
