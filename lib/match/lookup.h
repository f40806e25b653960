/* Looks up a name in the catalogue, by the rules of the matching stage, and shows the results. */
#ifndef MATCH_LOOKUP_H
#define MATCH_LOOKUP_H

#include <jansson.h>

#include "base/buf.h"
#include "base/msg.h"
#include "catalog/catalog.h"

/* Appends to `out` a table of at most 20 titles, the best first; nothing if no title was found.
 * `name` is read like a file name ("Heat 1995"). If it has an episode, only shows are found,
 * otherwise films and shows. `room` is the number of columns of the terminal; 0: not a terminal.
 * Returns false with `why` if the name has no title (64) or the catalogue is damaged (65). */
bool lookup_table(struct catalog *catalog, const char *name, size_t room, struct buf *out,
                  struct why *why);

/* Returns a new record for `name`, with "media" and an explained "match"; the caller frees it.
 * Returns NULL with `why` in the same cases as lookup_table. */
CVI_MUST_USE json_t *lookup_record(struct catalog *catalog, const char *name, struct why *why);

#endif
