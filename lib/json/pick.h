/* Reads from a record's text only the members that are asked for. What Jansson would build of the
 * rest is what most filters used to spend their time on. */
#ifndef JSON_PICK_H
#define JSON_PICK_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* A list of members. */
struct pick;

/*
 * Returns the list of these paths: "filename" is a member with all that is in it, "scan.media" one
 * of an object, and "error?" one of which nothing is asked but whether it is there. paths ends with
 * NULL. Of two paths, one in the other, the outer one counts; one that ends in '?' adds nothing to
 * a longer one. New; end with pick_free. */
CVI_MUST_USE struct pick *pick_new(const char *const *paths);
void pick_free(struct pick *pick);

/* Adds a path to the list. */
void pick_add(struct pick *pick, const char *path);

/*
 * Returns an object with those members of the object text that are asked for, as Jansson would read
 * them; one that ends in '?' is null. An object on the way to a member ("scan") is there when the
 * text has it; what is not an object there is whole. pick NULL asks for all members. Returns NULL
 * when the text is in doubt, and Jansson must judge it: what is returned here, Jansson accepts.
 * New. */
CVI_MUST_USE json_t *pick_load(const struct pick *pick, const char *text, size_t len);

#endif
