/* Reads a title's ids from the text of a .nfo file. The text is XML in the format of Kodi and
 * Jellyfin, or any text with a URL of IMDb, TMDB or TheTVDB. Invalid XML is accepted, because many
 * programs and people write these files. A pure function. */
#ifndef MATCH_NFO_H
#define MATCH_NFO_H

#include <jansson.h>
#include <stddef.h>

#include "base/buf.h"
#include "record/record.h"

/* Returns the ids of a film or show, in the format of media.ids: imdb is a string; tmdb, tvdb and
 * trakt are numbers. Returns NULL if the text has no valid ids, or if its root element is that of
 * the other type or of an episode. The caller frees the result. */
CVI_MUST_USE json_t *nfo_ids(const char *text, size_t len, enum media_type type);

#endif
