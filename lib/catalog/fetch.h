/* IMDb's files, fetched into a directory: only what has changed, and only what is missing of a
 * file. */
#ifndef CATALOG_FETCH_H
#define CATALOG_FETCH_H

#include <stdbool.h>

#include "base/msg.h"

enum { CATALOG_FILES = 3 };

/* Where from and where to. Borrowed; NULL as in struct http_limits. */
struct catalog_source_place {
    const char *url;       /* https://datasets.imdbws.com */
    const char *directory; /* for the files; created if it does not exist */
    const char *proxy, *cacert, *cacert_origin;
    const char *trace; /* a file to write requests and answers to; NULL: none */
};

/*
 * Fetches the three files, one after the other, and sets paths to where they are (new strings). A
 * file that the server reports as unchanged is not fetched again; one that was fetched in part, by
 * a run that was stopped, is completed. Each is checked before it takes its place. Returns false
 * with why (69: the server cannot be reached, or refuses; 65: what it sent is not a whole gzip
 * file; 71, 73, 74: files; 78: the address or the certificates; 130: interrupted, if stage_start
 * was called), and no paths. */
bool catalog_fetch(const struct catalog_source_place *place, char *paths[CATALOG_FILES],
                   struct why *why);

#endif
