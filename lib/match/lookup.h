/* Looks up a name in the catalogue, by the rules of the matching stage, and shows the results. */
#ifndef MATCH_LOOKUP_H
#define MATCH_LOOKUP_H

#include <jansson.h>

#include "base/buf.h"
#include "base/msg.h"
#include "catalog/catalog.h"

/* Appends a table of at most 20 titles to `out`, the best first. If no title was found, appends
 * nothing. `name` is read like a file name ("Heat 1995"). If it has an episode, only shows are
 * searched, otherwise films and shows. `room` is the width of the terminal; 0: not a terminal.
 * Returns false with `why` if the name has no title (exit status 64) or the catalogue is damaged
 * (65). */
bool lookup_table(struct catalog *catalog, const char *name, size_t room, struct buf *out,
                  struct why *why);

/* Returns a new record for `name`, with "media" and an explained "match"; the caller frees it.
 * Returns NULL with `why` in the same cases as lookup_table. */
CVI_MUST_USE json_t *lookup_record(struct catalog *catalog, const char *name, struct why *why);

#endif
