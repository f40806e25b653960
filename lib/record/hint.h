/* Guesses why an input line is not a record, and suggests a remedy. Pure. */
#ifndef RECORD_HINT_H
#define RECORD_HINT_H

#include <stdbool.h>
#include <stddef.h>

/* Returns whether a line of JSON looks like a scan document (docs/record.md, "The scan
 * document"). */
bool hint_is_document(const char *text, size_t len);

/* Returns the program that can unpack a file that begins with `text`: "gzip", "zstd", "xz" or
 * "bzip2". Returns NULL if `text` is not compressed. */
const char *hint_packer(const char *text, size_t len);

/* Returns a hint for the user, a static string, about a line that is not a record. Returns NULL if
 * the line does not look like a common mistake, such as a file name or compressed data. */
const char *hint_for_line(const char *text, size_t len);

#endif
