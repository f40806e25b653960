/* The result of a file as a line for people. Pure. */
#ifndef SCAN_LINE_H
#define SCAN_LINE_H

#include <jansson.h>

#include "base/buf.h"

/* Returns what is wrong with the file of a record of cvi-scan, in words: "" if nothing is. Borrowed
 * from the record. */
const char *scan_line_reason(const json_t *record);

/* Adds "corrupt     PATH: REASON", without the end of a line. path: as it is shown. columns: of the
 * terminal, to which the line is cut; 0: no terminal. Control characters show as '?'. */
void scan_line_add(struct buf *out, const json_t *record, const char *path, size_t columns);

#endif
