/* Values kept between runs under a key, with their age, in a database that several processes may
 * share. */
#ifndef MATCH_STORE_H
#define MATCH_STORE_H

#include <jansson.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/database.h"

/* The form of a store's file, for database_open. NULL stands for an empty opened store. */
extern const struct database_form store_form;

/* The kinds of values, which have different maximum ages; see store_get. */
enum store_kind { STORE_FIND, STORE_MISS, STORE_KINDS };

/* For store_ages: no maximum age. */
#define STORE_FOR_EVER INT64_MAX

/* The maximum age of a value in seconds, by its kind. 0: unusable at any age. */
struct store_ages {
    int64_t most[STORE_KINDS];
};

/* Returns the value under key, which the caller frees; NULL if it is missing or too old for its
 * kind. A value from the future (the clock was set back) is ignored. */
CVI_MUST_USE json_t *store_get(struct database *store, const char *key,
                               const struct store_ages *ages);

/* Stores value under key, replacing the old value. Borrows value. */
void store_put(struct database *store, const char *key, enum store_kind kind, const json_t *value);

/* Removes the values that are older than ages allow. */
void store_prune(struct database *store, const struct store_ages *ages);

#endif
