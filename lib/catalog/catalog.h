/* A catalogue: films and shows in one SQLite file on the user's own disk, which cvi-catalog builds
 * and cvi-match looks titles up in. */
#ifndef CATALOG_CATALOG_H
#define CATALOG_CATALOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/msg.h"

struct catalog;

/* Opens a catalogue to read it; it may be replaced meanwhile. Returns a new catalogue, to be closed
 * with catalog_close; NULL with why: 66 (cannot be opened), 65 (not a catalogue, or one of another
 * version). */
CVI_MUST_USE struct catalog *catalog_open(const char *path, struct why *why);

/* Closes it. NULL is allowed. */
void catalog_close(struct catalog *catalog);

/* Returns whether reading the catalogue has failed, which was reported. Nothing is found then. */
bool catalog_is_broken(const struct catalog *catalog);

/*
 * Returns the key of a title, under which every spelling that the ranker takes for the same is
 * found: its words folded and joined, numbers as digits, without its leading article, "and" and
 * "Part" before a number. "" when the title has neither letters nor digits. A new string; the
 * caller frees it. */
CVI_MUST_USE char *catalog_key(const char *title);

/* A file that the catalogue was built from. */
struct catalog_source {
    char *name;       /* without its directory */
    char *kind;       /* "basics", "akas", "ratings" (IMDb's) or "list" (a table of one's own) */
    int64_t bytes;    /* as it was stored; -1: unknown */
    int64_t modified; /* seconds since the epoch; -1: unknown */
    int64_t read;     /* rows */
    int64_t kept;     /* rows of these that the catalogue uses */
};

/* What a catalogue holds. */
struct catalog_status {
    int64_t built; /* seconds since the epoch */
    char *version; /* of cvi, which built it */
    int64_t bytes; /* of the file */
    int64_t movies, shows;
    int64_t names; /* all ways to write them */
    struct catalog_source *sources;
    size_t source_count;
};

/* Fills status; end with catalog_status_release. Returns false with why (65) when the file is
 * damaged; status is released then. */
bool catalog_status(struct catalog *catalog, struct catalog_status *status, struct why *why);
void catalog_status_release(struct catalog_status *status);

#endif
