/* Reads single members of objects in Trakt's answers, and checks their type, size and range. Pure.
 * If `object` is NULL or not an object, every member counts as missing. */
#ifndef TRAKT_MEMBER_H
#define TRAKT_MEMBER_H

#include <jansson.h>
#include <stdbool.h>

#include "trakt/error.h"

/* The largest whole number that is accepted. A double cannot represent every larger one. */
#define MEMBER_MOST_WHOLE ((json_int_t)1 << 53)

/* Returns the value of a member that is a whole number from `least` to `most`, even if it is
 * written as a real (5.0). Returns RECORD_NONE for any other value. */
json_int_t member_whole(const json_t *object, const char *key, json_int_t least, json_int_t most);

/* Returns the string of a member, borrowed. Returns `otherwise` if the member is not a string, is
 * longer than 4096 bytes, or contains a NUL. */
const char *member_text(const json_t *object, const char *key, const char *otherwise);

/* Returns the object in member "ids", borrowed, or NULL. Removes ids that are neither valid strings
 * nor positive whole numbers. */
const json_t *member_ids(json_t *object);

/* Returns the Trakt id in an object of ids, or 0. */
json_int_t member_trakt(const json_t *ids);

/* Returns the year in member "year", or RECORD_NONE. */
int member_year(const json_t *object);

/* Sets error to bad-answer. The message names `what`, the subject of the answer, and `why`, the
 * reason. Always returns false. */
bool member_bad(struct trakt_error *error, const char *what, const char *why);

#endif
