/* Shows the result of a file as a line of text. Pure. */
#ifndef SCAN_LINE_H
#define SCAN_LINE_H

#include <jansson.h>

#include "base/buf.h"

/* Returns why the file of a record is not healthy or was not scanned, in words; "" if the file is
 * healthy. Borrowed from the record. */
const char *scan_line_reason(const json_t *record);

/* Adds a line such as "corrupt     PATH: REASON" to `out`, without a newline. Cuts the line to
 * `columns`, the width of the terminal; 0: not a terminal. Control characters are shown as '?'. */
void scan_line_add(struct buf *out, const json_t *record, const char *path, size_t columns);

#endif
