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

/* Opens a catalogue for reading. The file may be replaced while the catalogue is open. Returns a
 * new catalogue, which the caller closes with catalog_close. On failure, returns NULL with `why`.
 * Its exit status is 66 (cannot be opened) or 65 (not a catalogue, or another version). */
CVI_MUST_USE struct catalog *catalog_open(const char *path, struct why *why);

/* Closes a catalogue. NULL is allowed. */
void catalog_close(struct catalog *catalog);

/* Returns whether reading the catalogue has failed. After a failure, which is reported, searches
 * find nothing. */
bool catalog_is_broken(const struct catalog *catalog);

/* Returns the key under which a title is found, a new string. All spellings that the ranker
 * (lib/rank) considers equal have the same key. A key consists of the words in lower case, without
 * accents and spaces, and has numbers as digits. It omits a leading article, "and", and "Part"
 * before a number. It is "" if the title has neither letters nor digits. */
CVI_MUST_USE char *catalog_key(const char *title);

/* A file that the catalogue was built from. */
struct catalog_source {
    char *name;       /* without directories */
    char *kind;       /* "basics", "akas", "ratings" (IMDb's) or "list" (the user's own table) */
    int64_t bytes;    /* size as stored; -1: unknown */
    int64_t modified; /* seconds since the epoch; -1: unknown */
    int64_t read;     /* number of rows */
    int64_t kept;     /* number of rows that the catalogue uses */
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

/* Fills `status`; the caller frees its contents with catalog_status_release. If the file is
 * damaged, returns false with `why` (exit status 65), and `status` has no contents to free. */
bool catalog_status(struct catalog *catalog, struct catalog_status *status, struct why *why);
void catalog_status_release(struct catalog_status *status);

#endif
