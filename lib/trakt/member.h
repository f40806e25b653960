/* Members of the objects in Trakt's answers, each read with its type, size and range checked. Pure.
 * An object may be NULL or not an object; it then has no members. */
#ifndef TRAKT_MEMBER_H
#define TRAKT_MEMBER_H

#include <jansson.h>
#include <stdbool.h>

#include "trakt/error.h"

/* The largest whole number that is accepted. Reals above it cannot distinguish neighbouring
 * integers. */
#define MEMBER_MOST_WHOLE ((json_int_t)1 << 53)

/* Returns the whole number of a member, written as an integer or as a real; RECORD_NONE if it is
 * not one from least to most. */
json_int_t member_whole(const json_t *object, const char *key, json_int_t least, json_int_t most);

/* Returns the string of a member, borrowed. Returns otherwise if the member is not a string, is
 * longer than 4096 bytes, or has a NUL in it. */
const char *member_text(const json_t *object, const char *key, const char *otherwise);

/* Returns the member "ids", or NULL. Removes values that are neither strings nor positive numbers.
 * Borrowed. */
const json_t *member_ids(json_t *object);

/* Returns the id "trakt" among ids, or 0. */
json_int_t member_trakt(const json_t *ids);

/* Returns the member "year", or RECORD_NONE. */
int member_year(const json_t *object);

/* Fills error (bad-answer) for an answer about what, with the reason why. Returns false. */
bool member_bad(struct trakt_error *error, const char *what, const char *why);

#endif
