/*
 * Values kept between runs under a key, with their age, in a SQLite file that several processes may
 * share. What goes wrong with it is told once, and then the store is as good as empty: nothing
 * depends on it. */
#ifndef MATCH_STORE_H
#define MATCH_STORE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/msg.h"

struct store;

/* How long a value stays good depends on its kind; see store_get. */
enum store_kind { STORE_FIND, STORE_MISS, STORE_KINDS };

/* For store_ages: as long as the file lives. */
#define STORE_FOR_EVER INT64_MAX

/* Most seconds since a value was put, by its kind. 0: never good. */
struct store_ages {
    int64_t most[STORE_KINDS];
};

/*
 * Opens the file, which is made (0600, its directory 0700) when missing. NULL with why (74, or 71)
 * when it cannot be used: corrupt, not to be written, of a newer version, somebody else's, or
 * locked for more than a few seconds. New; ends with store_close. */
CVI_MUST_USE struct store *store_open(const char *path, struct why *why);

/* Ends it; values put before are safe. NULL is fine. */
void store_close(struct store *store);

/*
 * The value under key if it is younger than ages say for its kind; else NULL. A value from the
 * future (the clock was put back) is not good. NULL for the store is fine, here and below. New. */
CVI_MUST_USE json_t *store_get(struct store *store, const char *key, const struct store_ages *ages);

/* Keeps value under key, in place of what was there. Borrows value. */
void store_put(struct store *store, const char *key, enum store_kind kind, const json_t *value);

/* Removes what is older than ages say. */
void store_prune(struct store *store, const struct store_ages *ages);

#endif
