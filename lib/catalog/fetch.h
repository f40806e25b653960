/* Fetches IMDb's files into a directory. Files that have not changed are not fetched again, and an
 * interrupted download is continued. */
#ifndef CATALOG_FETCH_H
#define CATALOG_FETCH_H

#include <stdbool.h>

#include "base/msg.h"

enum { CATALOG_FILES = 3 };

/* Source and destination. The proxy and the certificates may be NULL, as in struct http_limits. */
struct catalog_source_place {
    const char *url;       /* https://datasets.imdbws.com */
    const char *directory; /* for the files; created if it does not exist */
    const char *proxy, *cacert, *cacert_origin;
    const char *trace; /* a file for requests and answers; NULL: none */
};

/* Fetches the three files, one after another, and sets `paths` to their paths (new strings). Each
 * file is checked before it replaces the old one. On failure, sets no paths and returns false with
 * `why`. Its exit status is 69 (the server cannot be reached, or refuses), 65 (the server sent an
 * incomplete or damaged gzip file), 71, 73, 74 (files), 78 (the address or the certificates), 66
 * (the certificates cannot be read) or 130 (interrupted, if stage_start was called). */
bool catalog_fetch(const struct catalog_source_place *place, char *paths[CATALOG_FILES],
                   struct why *why);

#endif
