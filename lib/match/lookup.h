/* Looks a name up in a catalogue and shows the results. The question and the rules are those of the
 * matching stage. */
#ifndef MATCH_LOOKUP_H
#define MATCH_LOOKUP_H

#include <jansson.h>

#include "base/buf.h"
#include "base/msg.h"
#include "catalog/catalog.h"

/* Adds a table of titles to out, the best first; nothing if no title was found. name is read like a
 * file name ("Heat 1995"). Films and shows are found; if the name has an episode, only shows. room
 * is the number of columns of the terminal, 0: not a terminal. Returns false with why: 64 (the name
 * has no title), 65 (the catalogue is damaged). */
bool lookup_table(struct catalog *catalog, const char *name, size_t room, struct buf *out,
                  struct why *why);

/* Returns a new record of the name with "media" and an explained "match", which the caller owns;
 * NULL with why. */
CVI_MUST_USE json_t *lookup_record(struct catalog *catalog, const char *name, struct why *why);

#endif
