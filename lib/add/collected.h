/* The time when a file was collected, for Trakt's collection. */
#ifndef ADD_COLLECTED_H
#define ADD_COLLECTED_H

#include <jansson.h>

#include "base/buf.h"
#include "copy/copy.h"

/* If the path of a record's file is not UTF-8, returns the exact path as a new string, because the
 * record's "filename" differs from it. Otherwise returns NULL. */
CVI_MUST_USE char *add_exact_path(const json_t *record);

/* Returns `copy` with its time of collection, ready to be sent to Trakt. `there` is the copy that
 * Trakt has (NULL: none). If `copy` has no time, it gets the time of `there`, so that an update
 * does not change the time. If that has none either, it gets the modification time (UTC) of the
 * regular file at `path` (NULL: not known), or stays without a time. Makes at most one stat(2)
 * call. */
struct copy add_collected(const struct copy *copy, const struct copy *there, const char *path);

#endif
