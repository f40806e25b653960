/* The time when a file was collected, for Trakt's collection. */
#ifndef ADD_COLLECTED_H
#define ADD_COLLECTED_H

#include <jansson.h>

#include "base/buf.h"
#include "copy/copy.h"

/* Returns the path of a record's file as a new string if the path is not UTF-8, because "filename"
 * then differs from it; otherwise NULL. */
CVI_MUST_USE char *add_exact_path(const json_t *record);

/* Returns the copy that is sent for a file. Its time of collection is the first known one of three:
 * the time in `copy`; the time in `there`, Trakt's copy (NULL: Trakt has none), so that an update
 * does not change it; the modification time of the regular file at path in UTC (NULL: no path).
 * Makes at most one stat(2) call. */
struct copy add_collected(const struct copy *copy, const struct copy *there, const char *path);

#endif
