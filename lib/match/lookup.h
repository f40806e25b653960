/* A name looked up in a catalogue for a person who wants to see what there is: the question and the
 * rules are those of the matching stage. */
#ifndef MATCH_LOOKUP_H
#define MATCH_LOOKUP_H

#include <jansson.h>

#include "base/buf.h"
#include "base/msg.h"
#include "catalog/catalog.h"

/* Adds a table of titles to out, the best first; nothing when none was found. name is read as the
 * name of a file is ("Heat 1995"); films and shows are found unless it has an episode. room: the
 * columns of the terminal, 0: not a terminal. Returns false with why: 64 (the name has no title),
 * 65 (the catalogue is damaged). */
bool lookup_table(struct catalog *catalog, const char *name, size_t room, struct buf *out,
                  struct why *why);

/* Returns the name as a record with "media" and an explained "match", new; NULL with why. */
CVI_MUST_USE json_t *lookup_record(struct catalog *catalog, const char *name, struct why *why);

#endif
