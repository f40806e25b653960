/* Guesses what a line is that is not a record, and suggests a remedy. Pure. */
#ifndef RECORD_HINT_H
#define RECORD_HINT_H

#include <stdbool.h>
#include <stddef.h>

/* Returns whether a line of JSON is a whole scan document, by its first key (docs/record.md, The
 * scan document). */
bool hint_is_document(const char *text, size_t len);

/* Returns the program that unpacks a file which begins with this text: "gzip", "zstd", "xz" or
 * "bzip2". NULL: the text is not compressed. */
const char *hint_packer(const char *text, size_t len);

/* Returns the way out for a line that is not a record: it looks like the name of a file, like a
 * piece of JSON on several lines, like an array or like a scan document. NULL: it looks like none
 * of these. */
const char *hint_for_line(const char *text, size_t len);

#endif
