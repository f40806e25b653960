/* Reads only the requested members of a record. Most programs need few members, and reading all
 * members with Jansson would take most of their time. */
#ifndef JSON_PICK_H
#define JSON_PICK_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* A list of requested members. */
struct pick;

/* Returns a list of the members at `paths`, which is NULL-terminated. The caller frees the list
 * with pick_free. The path "filename" requests a member with its whole value. "scan.media" requests
 * a member of the object "scan". "error?" requests only whether a member is present, and not its
 * value. If several paths request a member, the one that requests most is used: "scan", then
 * "scan.media", then "scan?". */
CVI_MUST_USE struct pick *pick_new(const char *const *paths);
void pick_free(struct pick *pick);

/* Adds a path to the list. */
void pick_add(struct pick *pick, const char *path);

/*
 * Returns a new object with the requested members of `text`, a JSON object. The caller frees it. If
 * `pick` is NULL, all members are requested. Values are the same as Jansson reads, but the value of
 * a path with '?' is null. For "scan.media", the result has "scan" with its requested members, or
 * with its whole value if "scan" is not an object.
 *
 * Returns NULL if the text is invalid or unusual. The caller then parses it with Jansson. */
CVI_MUST_USE json_t *pick_load(const struct pick *pick, const char *text, size_t len);

#endif
