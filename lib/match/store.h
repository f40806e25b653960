/* Stores JSON values under keys between runs, with the time at which each was stored. Several
 * processes may share the database. */
#ifndef MATCH_STORE_H
#define MATCH_STORE_H

#include <jansson.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/database.h"

/* The layout of a store's database, for database_open. In the functions below, `store` may be NULL:
 * such a store is empty and stores nothing. */
extern const struct database_form store_form;

/* The kinds of values: search results with a title that fits, and without one. */
enum store_kind { STORE_FIND, STORE_MISS, STORE_KINDS };

/* A maximum age: the values do not expire. */
#define STORE_FOR_EVER INT64_MAX

/* The maximum age of values in seconds, for each kind; 0: values are never used. */
struct store_ages {
    int64_t most[STORE_KINDS];
};

/* Returns the value under `key`; the caller frees it. Returns NULL if the value is missing, too old
 * for its kind, or stored at a time in the future (the clock was set back). */
CVI_MUST_USE json_t *store_get(struct database *store, const char *key,
                               const struct store_ages *ages);

/* Stores `value` under `key`, and replaces the old value. Borrows `value`. */
void store_put(struct database *store, const char *key, enum store_kind kind, const json_t *value);

/* Removes the values that are older than `ages` allows. */
void store_prune(struct database *store, const struct store_ages *ages);

#endif
