/* Reads the .nfo files (side files) of a video, which are in its directory and in the directory
 * above. */
#ifndef MATCH_SIDEFILE_H
#define MATCH_SIDEFILE_H

#include <jansson.h>

#include "record/record.h"

struct sidefiles;

/* Returns a new reader of side files, with a cache for files that many videos share. The caller
 * frees it with sidefiles_free. */
CVI_MUST_USE struct sidefiles *sidefiles_new(void);
void sidefiles_free(struct sidefiles *files); /* NULL is allowed */

/* The side files that are read for a record. */
enum sidefile_scope {
    SIDEFILE_ALL,
    SIDEFILE_OWN, /* only VIDEO.nfo, not those of the folder */
};

/* Returns the ids (see nfo.h) from the side files of a record's video. For a film, these are
 * VIDEO.nfo and movie.nfo. For a show, these are tvshow.nfo in the video's directory, tvshow.nfo in
 * the directory above, and VIDEO.nfo. The ids are from the first of these files that has any. Files
 * that are unreadable, not regular or over 1 MiB are ignored. Returns NULL if there are no ids. The
 * caller frees the result. */
CVI_MUST_USE json_t *sidefiles_ids(struct sidefiles *files, const json_t *record,
                                   enum media_type type, enum sidefile_scope scope);

#endif
