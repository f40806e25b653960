/* Reads only the requested members of a record. Building the other members with Jansson would take
 * most of the time of most filters. */
#ifndef JSON_PICK_H
#define JSON_PICK_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* A list of requested members. */
struct pick;

/* Returns a list of the members at `paths`, which is NULL-terminated. The caller frees the list
 * with pick_free. The path "filename" requests a member with its whole value, and "scan.media"
 * requests a member of the object "scan". "error?" requests only whether the member is present. If
 * both "scan" and "scan.media" are requested, the whole of "scan" is read. If both "scan?" and
 * "scan.media" are requested, "scan?" has no effect. */
CVI_MUST_USE struct pick *pick_new(const char *const *paths);
void pick_free(struct pick *pick);

/* Adds a path to the list. */
void pick_add(struct pick *pick, const char *path);

/* Returns a new object with the requested members of `text`, a JSON object. Values are the same as
 * Jansson would read; the value of a path with '?' is null. If "scan.media" is requested, and the
 * text has "scan", the result has "scan" too: an object with the requested members or, if "scan" is
 * not an object, its whole value. If `pick` is NULL, all members are requested.
 * Returns NULL if Jansson might reject the text or read it differently; the caller then parses the
 * text with Jansson. The caller frees the result. */
CVI_MUST_USE json_t *pick_load(const struct pick *pick, const char *text, size_t len);

#endif
