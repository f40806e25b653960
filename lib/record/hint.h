/* Guesses the kind of an input line that is not a record, and suggests a remedy. Pure. */
#ifndef RECORD_HINT_H
#define RECORD_HINT_H

#include <stdbool.h>
#include <stddef.h>

/* Returns whether a line of JSON is a scan document, judging by its first key (docs/record.md, "The
 * scan document"). */
bool hint_is_document(const char *text, size_t len);

/* Returns the program that unpacks a file that begins with `text`: "gzip", "zstd", "xz" or "bzip2".
 * Returns NULL if `text` is not compressed. */
const char *hint_packer(const char *text, size_t len);

/* Returns a hint for the user, a static string, if the line looks like a file name, a part of JSON
 * on several lines, an array, a scan document or compressed data; NULL for other lines. */
const char *hint_for_line(const char *text, size_t len);

#endif
