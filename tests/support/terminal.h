/* A small model of a terminal: the text on it after some bytes. It supports carriage return,
 * newline (which also returns, as with the terminal driver), UTF-8 text of one column per
 * character, erasing to the end of a line, and ESC [ J. */
#ifndef TERMINAL_H
#define TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

#include "bytes.h"

struct terminal {
    size_t columns;
    struct bytes *rows; /* all rows so far: nothing scrolls away */
    size_t count;
    size_t row, column;
    bool broke;   /* a line was too long, and was wrapped */
    bool unknown; /* there was an unsupported byte */
};

/* The caller starts with a zeroed struct with columns set. */
void terminal_feed(struct terminal *t, const char *bytes, size_t len);

/* Returns a row's text without trailing blanks. The caller frees it. */
char *terminal_row(const struct terminal *t, size_t row) __attribute__((warn_unused_result));

/* Returns all rows that are not blank, each with a newline. The caller frees it. */
char *terminal_text(const struct terminal *t) __attribute__((warn_unused_result));

void terminal_release(struct terminal *t);

#endif
