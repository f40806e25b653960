/* Writes rows of comma-separated values (RFC 4180). */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include <stdint.h>

#include "base/buf.h"

/*
 * Adds one field to the last row of `out`. If `first` is false, adds a comma before the field.
 * Quotes the field if it contains a comma, a quote, CR or LF, or if it begins or ends with a space.
 * If `text` is NULL, the field is empty. Ill-formed UTF-8 is written unchanged; callers can repair
 * it with text_repair first. */
void csv_field(struct buf *out, const char *text, bool first);

/*
 * Does what csv_field does, for a file that people open in a spreadsheet. A spreadsheet runs a cell
 * as a formula if it begins with = + - @ (or their full-width or small forms, or the minus sign), a
 * tab, CR or LF (OWASP, "CSV Injection"). So if the text begins with such a character, even after
 * invisible characters (text_blank), the function adds an apostrophe before it. Do not use the
 * function for files that another service reads, because the service would read the apostrophe as
 * part of the text. */
void csv_cell(struct buf *out, const char *text, bool first);

/* Adds a comma and the number. A number smaller than `least` means unknown, and the field is then
 * empty. */
void csv_number(struct buf *out, int64_t number, int64_t least);

/* Adds and ends a row with the names of the columns. `names` is NULL-terminated. */
void csv_head(struct buf *out, const char *const *names);

/* Ends the row. */
void csv_end(struct buf *out);

#endif
