/* Writes rows of comma-separated values (RFC 4180). */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include <stdint.h>

#include "base/buf.h"

/*
 * Adds one field to the last row of out, after a comma unless it is the first field. The field is
 * quoted if it has a comma, a quote, CR, LF, or a space at an end. NULL is an empty field.
 * Ill-formed UTF-8 is written unchanged; the caller may use text_repair. */
void csv_field(struct buf *out, const char *text, bool first);

/*
 * Adds a cell of a table for spreadsheets. A text that begins with = + - @ (or their full-width or
 * small forms, or the minus sign), a tab, CR or LF, even after invisible characters (text_blank),
 * gets an apostrophe before it: otherwise a spreadsheet would run it as a formula (OWASP, "CSV
 * Injection"). Do not use it for files that another service reads, because the service would read
 * the apostrophe as part of the text. */
void csv_cell(struct buf *out, const char *text, bool first);

/* Adds a number after other fields. A number smaller than least is unknown: the field is empty. */
void csv_number(struct buf *out, int64_t number, int64_t least);

/* Adds a row with the names of the columns; names ends with NULL. */
void csv_head(struct buf *out, const char *const *names);

/* Ends the row. */
void csv_end(struct buf *out);

#endif
