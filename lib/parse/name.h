/* Converts a path to a media object: what the names of the file and its folders say about the film
 * or episode. Other rooms include only this header. */
#ifndef PARSE_NAME_H
#define PARSE_NAME_H

#include <jansson.h>
#include <stddef.h>

#include "base/buf.h"

/* Returns the media object for a path, with the keys that docs/record.md lists. The caller owns the
 * object, which is never NULL. Its title is null if the name is not a title, and never empty.
 * `path` is read as UTF-8, and invalid bytes as U+FFFD. Only one thread may call this at a time. */
CVI_MUST_USE json_t *name_media(const char *path);

/* Returns the object of name_media with one more member, "explain": how each piece of the path was
 * read, and why. The caller owns the object. */
CVI_MUST_USE json_t *name_explained(const char *path);

/* Adds a table of all rules to *out: their names, results and examples. `room` is the number of
 * columns of the terminal, as for table_draw. */
void name_list_rules(struct buf *out, size_t room);

/* Frees the compiled rules. The next call that needs them compiles them again. */
void name_release(void);

#endif
