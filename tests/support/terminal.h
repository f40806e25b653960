/* A small model of a terminal: what stands on it after some bytes. It knows carriage return,
 * newline (which returns, as the terminal's driver has it), text in UTF-8 of one column each, the
 * end of a line, and ESC [ J. */
#ifndef TERMINAL_H
#define TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

#include "bytes.h"

struct terminal {
    size_t columns;
    struct bytes *rows; /* all that there ever were: nothing scrolls away */
    size_t count;
    size_t row, column;
    bool broke;   /* a line was too long, and went on in the next row */
    bool unknown; /* there was a byte that it does not understand */
};

/* All zero with columns set is a good start. */
void terminal_feed(struct terminal *t, const char *bytes, size_t len);

/* Returns a row's text without blanks at its end; the caller frees. */
char *terminal_row(const struct terminal *t, size_t row) __attribute__((warn_unused_result));

/* All rows that are not blank, each with a newline after it; the caller frees. */
char *terminal_text(const struct terminal *t) __attribute__((warn_unused_result));

void terminal_release(struct terminal *t);

#endif
