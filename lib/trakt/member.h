/*
 * Members of a JSON object that somebody else wrote, each taken only when it is of the right type
 * and size. Pure; object may be NULL or no object, and then has no members. */
#ifndef TRAKT_MEMBER_H
#define TRAKT_MEMBER_H

#include <jansson.h>

/* The largest whole number that is believed: beyond it, a real no longer tells neighbours apart. */
#define MEMBER_MOST ((json_int_t)1 << 53)

/* A whole number, written as an integer or as a real, from least to most; else RECORD_NONE. */
json_int_t member_whole(const json_t *object, const char *key, json_int_t least, json_int_t most);

/* The text of a member; otherwise, when it is none, too long, or has a NUL in it. Borrowed. */
const char *member_text(const json_t *object, const char *key, const char *otherwise);

/*
 * Cleans the member "ids" in place of what is null, or neither a text nor a positive number, and
 * returns it; NULL when there is none. Borrowed. */
const json_t *member_ids(json_t *object);

/* The id "trakt" among ids, from 1 to MEMBER_MOST; 0 when there is none. */
json_int_t member_trakt(const json_t *ids);

/* The member "year", 1 to 9999; else RECORD_NONE. */
int member_year(const json_t *object);

#endif
