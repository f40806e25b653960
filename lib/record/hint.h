/* What a line that is not a record probably is, and what to do with it. Pure. */
#ifndef RECORD_HINT_H
#define RECORD_HINT_H

#include <stddef.h>

/* Returns the way out for a line that is not a record: it looks like the name of a file, like a
 * piece of JSON on several lines, or like an array. NULL: it looks like none of these. */
const char *hint_for_line(const char *text, size_t len);

#endif
