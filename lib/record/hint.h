/* Guesses what a line is that is not a record, and suggests a remedy. Pure. */
#ifndef RECORD_HINT_H
#define RECORD_HINT_H

#include <stddef.h>

/* Returns advice for a line that is not a record: it looks like a file name, a piece of JSON on
 * several lines, or an array. Returns NULL if it looks like none of them. */
const char *hint_for_line(const char *text, size_t len);

#endif
