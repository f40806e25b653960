/* Guesses why an input line is not a record, and suggests a remedy. Pure. */
#ifndef RECORD_HINT_H
#define RECORD_HINT_H

#include <stdbool.h>
#include <stddef.h>

/* Returns whether a line of JSON looks like a scan document (docs/record.md, "The scan
 * document"). */
bool hint_is_document(const char *text, size_t len);

/* A file format that is not plain text. Both members are static strings. */
struct hint_form {
    const char *what; /* "compressed by gzip" */
    /* The remedy, which ends with the word FILE: "unpack it first: gzip -dc FILE". */
    const char *way;
};

/* Returns the format of a file that begins with `text`: compressed, a ZIP archive, or UTF-16.
 * Returns NULL if `text` can be plain text. */
const struct hint_form *hint_form(const char *text, size_t len);

/* Returns a hint for the user, a static string, about a line that is not a record. Returns NULL if
 * the line does not look like a common mistake, such as a file name or compressed data. */
const char *hint_for_line(const char *text, size_t len);

#endif
