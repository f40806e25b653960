/* The media object that a line of a table of names (tests/data/names.tsv, rules.tsv) expects. */
#ifndef MEDIA_LINE_H
#define MEDIA_LINE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum { MEDIA_COLUMNS = 5 }; /* type, title, year, seasons, episodes */

/* Splits a line at its tabs, in place, into at most `count` columns. Returns their number; the rest
 * of column[] is NULL. The columns are spans of the line. */
size_t media_line_split(char *line, char **column, size_t count);

/* Returns whether the media object matches the columns. "-" stands for a value that is not set,
 * "1,3-5" for several numbers. Writes the first difference to said, or "". */
bool media_line_equal(const json_t *media, char *const column[MEDIA_COLUMNS], char *said,
                      size_t size);

#endif
