/* When a file was collected, for Trakt's collection. */
#ifndef ADD_COLLECTED_H
#define ADD_COLLECTED_H

#include <jansson.h>

#include "base/buf.h"
#include "copy/copy.h"

/* Returns the path of a record's file, a new string, if it is not UTF-8 and so differs from
 * "filename"; else NULL. */
CVI_MUST_USE char *add_exact_path(const json_t *record);

/*
 * Returns the copy that is sent for a file. When it was collected is, of these, the first that is
 * known: what the copy states; what Trakt has (there; NULL: it has no copy), which an update leaves
 * as it is; and when the file was last written, in UTC, if there is a regular file at path (NULL:
 * no path). Looks at the file with one stat(2) at most. */
struct copy add_collected(const struct copy *copy, const struct copy *there, const char *path);

#endif
