/* The report as a table for spreadsheets, one row for each record. */
#ifndef REPORT_CSV_H
#define REPORT_CSV_H

#include "record/outcome.h"

/*
 * Comma-separated values (RFC 4180): CRLF, a field in quotes where it needs them, a quote in it
 * doubled; UTF-8. The first row names the columns, which are listed in man/cvi-report.1. A cell
 * that a spreadsheet would take for a formula has an apostrophe before it. */
extern const struct report_format report_csv;

#endif
