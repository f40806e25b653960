/* Values kept between runs under a key, with their age, in a database that several processes may
 * share. */
#ifndef MATCH_STORE_H
#define MATCH_STORE_H

#include <jansson.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/database.h"

/* What the file of a store holds, for database_open. NULL for an opened store is an empty one. */
extern const struct database_form store_form;

/* How long a value stays good depends on its kind; see store_get. */
enum store_kind { STORE_FIND, STORE_MISS, STORE_KINDS };

/* For store_ages: as long as the file lives. */
#define STORE_FOR_EVER INT64_MAX

/* The maximum age of a value in seconds, by its kind. 0: never good. */
struct store_ages {
    int64_t most[STORE_KINDS];
};

/*
 * Returns the value under key, which the caller frees; NULL when there is none, or it is older than
 * ages allow for its kind. A value from the future (the clock was put back) is not good. */
CVI_MUST_USE json_t *store_get(struct database *store, const char *key,
                               const struct store_ages *ages);

/* Keeps value under key, in place of the value that was there. Borrows value. */
void store_put(struct database *store, const char *key, enum store_kind kind, const json_t *value);

/* Removes the values that are older than ages allow. */
void store_prune(struct database *store, const struct store_ages *ages);

#endif
