/* The time when a file was collected, for Trakt's collection. */
#ifndef ADD_COLLECTED_H
#define ADD_COLLECTED_H

#include <jansson.h>

#include "base/buf.h"
#include "copy/copy.h"

/* Returns the path of a record's file, a new string, if it is not UTF-8 and so differs from
 * "filename"; otherwise NULL. */
CVI_MUST_USE char *add_exact_path(const json_t *record);

/* Returns the copy that is sent for a file. Its time of collection is the first that is known of:
 * the time in the copy; Trakt's time (there; NULL: it has no copy), which an update leaves
 * unchanged; and the file's modification time in UTC, if there is a regular file at path (NULL: no
 * path). Makes at most one stat(2) call. */
struct copy add_collected(const struct copy *copy, const struct copy *there, const char *path);

#endif
