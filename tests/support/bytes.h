/* Growable bytes and small file helpers for the tests. The tests have their own, so that an error
 * in the library's cannot hide itself. They abort if memory runs out. */
#ifndef BYTES_H
#define BYTES_H

#include <stdbool.h>
#include <stddef.h>

/* A NUL always follows the last byte once something was added; before that, `at` is NULL. A zeroed
 * struct is empty. */
struct bytes {
    char *at;
    size_t len, room;
};

/* Adds n bytes. */
void bytes_add(struct bytes *b, const void *from, size_t n);

/* Adds a string. */
void bytes_puts(struct bytes *b, const char *text);

/* Adds the output of printf. */
void bytes_printf(struct bytes *b, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Frees the contents. The struct can be used again. */
void bytes_release(struct bytes *b);

/* Returns the contents as a string; "" if it is empty. Borrowed. */
const char *bytes_text(const struct bytes *b);

/* Returns the offset of the first occurrence of the n bytes of `what` at or after `from`, or -1. An
 * empty `what` is found at once. */
long bytes_find(const struct bytes *b, size_t from, const char *what, size_t n);

/* Replaces every `what` by `with`. Nothing happens if `what` is empty. */
void bytes_replace(struct bytes *b, const char *what, const char *with);

/* Interprets
 *  \t \r \\ and \xHH in place. For any other escape, changes nothing and returns false. */
bool bytes_unescape(struct bytes *b);

/* Adds the contents of a file. Returns false (see errno) if it cannot be read. */
bool bytes_read_file(struct bytes *b, const char *path);

/* Returns a copy of n bytes of text, with a NUL at the end. The caller frees it. */
char *copy_text(const char *from, size_t n) __attribute__((warn_unused_result));

/* Returns the output of printf. The caller frees it. */
char *format_text(const char *format, ...)
    __attribute__((format(printf, 1, 2), warn_unused_result));

/* Calls realloc, and aborts if there is no memory left. */
void *resize(void *old, size_t count, size_t size) __attribute__((warn_unused_result));

#endif
