/* Guesses the kind of an input line that is not a record, and suggests a remedy. Pure. */
#ifndef RECORD_HINT_H
#define RECORD_HINT_H

#include <stdbool.h>
#include <stddef.h>

/* Returns whether a line of JSON is a scan document, judging by its first key (docs/record.md, "The
 * scan document"). */
bool hint_is_document(const char *text, size_t len);

/* A form of files that is not plain text. Both are static strings. */
struct hint_form {
    const char *what; /* "compressed by gzip" */
    const char *way;  /* the remedy, which ends with the file's name: "unpack it first: gzip -dc
                         FILE" */
};

/* Returns the form of a file that begins with `text`: compressed, a ZIP archive, or UTF-16. Returns
 * NULL if `text` may be plain text. */
const struct hint_form *hint_form(const char *text, size_t len);

/* Returns a hint for the user, a static string, if the line looks like a file name, a part of JSON
 * on several lines, an array, a scan document or compressed data; NULL for other lines. */
const char *hint_for_line(const char *text, size_t len);

#endif
