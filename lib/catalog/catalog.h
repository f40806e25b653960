/* A catalogue: films and shows in one local SQLite file. cvi-catalog builds it; cvi-match searches
 * it. */
#ifndef CATALOG_CATALOG_H
#define CATALOG_CATALOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/msg.h"

struct catalog;

/* Opens a catalogue for reading; it may be replaced meanwhile. Returns a new catalogue; close it
 * with catalog_close. Returns NULL with why: 66 (cannot be opened), 65 (not a catalogue, or another
 * version). */
CVI_MUST_USE struct catalog *catalog_open(const char *path, struct why *why);

/* Closes it. NULL is allowed. */
void catalog_close(struct catalog *catalog);

/* Returns whether reading the catalogue has failed. The failure was reported, and searches find
 * nothing from then on. */
bool catalog_is_broken(const struct catalog *catalog);

/*
 * Returns the key of a title. All spellings that the ranker considers equal have the same key: the
 * words folded and joined, numbers as digits, without the leading article, "and", and "Part" before
 * a number. Returns "" if the title has neither letters nor digits. The caller frees the new
 * string.
 */
CVI_MUST_USE char *catalog_key(const char *title);

/* A file that the catalogue was built from. */
struct catalog_source {
    char *name;       /* without directories */
    char *kind;       /* "basics", "akas", "ratings" (IMDb's) or "list" (the user's own table) */
    int64_t bytes;    /* size as stored; -1: unknown */
    int64_t modified; /* seconds since the epoch; -1: unknown */
    int64_t read;     /* rows */
    int64_t kept;     /* rows that the catalogue uses */
};

/* The contents of a catalogue. */
struct catalog_status {
    int64_t built; /* seconds since the epoch */
    char *version; /* the version of cvi that built it */
    int64_t bytes; /* size of the file */
    int64_t movies, shows;
    int64_t names; /* number of names in all spellings */
    struct catalog_source *sources;
    size_t source_count;
};

/* Fills status; the caller ends with catalog_status_release. Returns false with why (65) if the
 * file is damaged; status is then already released. */
bool catalog_status(struct catalog *catalog, struct catalog_status *status, struct why *why);
void catalog_status_release(struct catalog_status *status);

#endif
