/* The time when a file was collected, for Trakt's collection. */
#ifndef ADD_COLLECTED_H
#define ADD_COLLECTED_H

#include <jansson.h>

#include "base/buf.h"
#include "copy/copy.h"

/* Returns the exact path of a record's file, a new string, if the path is not UTF-8. Otherwise
 * returns NULL, because the record's "filename" is exact. */
CVI_MUST_USE char *add_exact_path(const json_t *record);

/* Returns `copy` with its time of collection, ready to be sent to Trakt. `there` is the copy that
 * Trakt has (NULL: none); `path` is the path of the file (NULL: not known). If `copy` has no time,
 * it gets the time of `there`, so that an update does not change the time. If `there` has none
 * either, it gets the modification time (UTC) of a regular file at `path`. */
struct copy add_collected(const struct copy *copy, const struct copy *there, const char *path);

#endif
