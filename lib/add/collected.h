/* The time when a file was collected, for Trakt's collection. */
#ifndef ADD_COLLECTED_H
#define ADD_COLLECTED_H

#include <jansson.h>

#include "base/buf.h"
#include "copy/copy.h"

/* Returns the exact path of a record's file as a new string; NULL if the path is UTF-8. The
 * record's "filename" is not exact if the path is not UTF-8. */
CVI_MUST_USE char *add_exact_path(const json_t *record);

/* Returns `copy` with its time of collection, ready to be sent to Trakt. If `copy` has no time, it
 * gets the time of `there`, the copy that Trakt has (NULL: none), so an update does not change the
 * time. If `there` has no time, `copy` gets the modification time (UTC) of the regular file at
 * `path` (NULL: not known). If that is not known, the result has no time. */
struct copy add_collected(const struct copy *copy, const struct copy *there, const char *path);

#endif
