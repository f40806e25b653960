/* Reads only the requested members from a record's text. Building the other members with Jansson
 * would take most of the time of most filters. */
#ifndef JSON_PICK_H
#define JSON_PICK_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* A list of members. */
struct pick;

/* Returns the list of these paths. "filename" is a member with its whole value, "scan.media" a
 * member of an object, and for "error?" only its presence is requested. paths ends with NULL. If
 * one path contains another, the outer one is used; a path with '?' adds nothing to a longer path.
 * The caller frees the list with pick_free. */
CVI_MUST_USE struct pick *pick_new(const char *const *paths);
void pick_free(struct pick *pick);

/* Adds a path to the list. */
void pick_add(struct pick *pick, const char *path);

/* Returns a new object with the requested members of the object text, as Jansson would read them; a
 * path with '?' gives null. An object that contains a requested member ("scan") is present if the
 * text has it; any other value there is kept whole. If pick is NULL, all members are requested.
 * Returns NULL if the text is doubtful, so that Jansson must judge it. Jansson accepts any text for
 * which this function returns an object. The caller frees it. */
CVI_MUST_USE json_t *pick_load(const struct pick *pick, const char *text, size_t len);

#endif
