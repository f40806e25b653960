/* Rows of comma-separated values (RFC 4180), as they are written. */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include <stdint.h>

#include "base/buf.h"

/*
 * Adds one field to the row that out ends with: a comma before it unless it is the row's first, and
 * quotes around it where it has a comma, a quote, CR, LF, or a blank at an end. NULL is an empty
 * field. The text is well-formed UTF-8 or not, as it came: text_repair is the caller's. */
void csv_field(struct buf *out, const char *text, bool first);

/*
 * The same for a table that people open in a spreadsheet: one that begins with = + - @ (or these in
 * full width or small, or the minus sign), a tab, CR or LF, also after characters that show nothing
 * (text_blank), gets an
 * apostrophe before it, or the spreadsheet would take it for a formula and run it (OWASP, "CSV
 * Injection"). Not for what another service reads: it would take the apostrophe for a part of the
 * text. */
void csv_cell(struct buf *out, const char *text, bool first);

/* Adds a number behind other fields; one that is smaller than least is not known: an
 * empty field. */
void csv_number(struct buf *out, int64_t number, int64_t least);

/* Adds a row of its own that names the columns; names ends with NULL. */
void csv_head(struct buf *out, const char *const *names);

/* Ends the row. */
void csv_end(struct buf *out);

#endif
