/* Formats the status of a catalogue, as text for people and as JSON for programs. Pure. */
#ifndef CATALOG_SHOW_H
#define CATALOG_SHOW_H

#include <jansson.h>

#include "base/buf.h"
#include "catalog/catalog.h"

/* Adds the status of the catalogue at `path` as lines of text. `room`: the number of columns of the
 * terminal; 0: not a terminal. `now_s`: the current time, in seconds since the epoch. */
void catalog_status_text(struct buf *out, const char *path, const struct catalog_status *status,
                         int64_t now_s, size_t room);

/* Returns the same status as a new JSON object. */
CVI_MUST_USE json_t *catalog_status_json(const char *path, const struct catalog_status *status,
                                         int64_t now_s);

#endif
