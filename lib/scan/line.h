/* The result of a file as a line of text. Pure. */
#ifndef SCAN_LINE_H
#define SCAN_LINE_H

#include <jansson.h>

#include "base/buf.h"

/* Returns the reason why the file of a record of cvi-scan is not healthy, in words; "" if it is.
 * Borrowed from the record. */
const char *scan_line_reason(const json_t *record);

/* Adds "corrupt     PATH: REASON", without a newline. path is shown as given. columns: of the
 * terminal, to which the line is cut; 0: not a terminal. Control characters show as '?'. */
void scan_line_add(struct buf *out, const json_t *record, const char *path, size_t columns);

#endif
