/* Writes rows of comma-separated values (RFC 4180). */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include <stdint.h>

#include "base/buf.h"

/* Adds one field to the last row of `out`. If `first` is false, adds a comma before the field.
 * Quotes the field if it contains a comma, a quote, CR or LF, or if it begins or ends with a space.
 * If `text` is NULL, the field is empty. Ill-formed UTF-8 is written unchanged. */
void csv_field(struct buf *out, const char *text, bool first);

/*
 * Does what csv_field does, for a file that people open in a spreadsheet. A spreadsheet runs a cell
 * as a formula if it begins with = + - @ (or a variant of these), a tab, CR or LF (OWASP, "CSV
 * Injection"). If the text begins with such a character, or with invisible characters before it,
 * adds an apostrophe at the start. Do not use this function for files that another program reads,
 * because the apostrophe would become part of the text. */
void csv_cell(struct buf *out, const char *text, bool first);

/* Adds a comma and the number. If the number is smaller than `least`, it is unknown, and the field
 * is empty. */
void csv_number(struct buf *out, int64_t number, int64_t least);

/* Adds and ends a row with the names of the columns. `names` is NULL-terminated. */
void csv_head(struct buf *out, const char *const *names);

/* Ends the row. */
void csv_end(struct buf *out);

#endif
