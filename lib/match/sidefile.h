/* The .nfo files beside a video, and above it. */
#ifndef MATCH_SIDEFILE_H
#define MATCH_SIDEFILE_H

#include <jansson.h>

#include "record/record.h"

struct sidefiles;

/* Returns a new cache for files that many videos share. The caller frees it with sidefiles_free. */
CVI_MUST_USE struct sidefiles *sidefiles_new(void);
void sidefiles_free(struct sidefiles *files); /* NULL is allowed */

/* The side files that are read for a record. */
enum sidefile_scope {
    SIDEFILE_ALL,
    SIDEFILE_OWN, /* only VIDEO.nfo, not those of the folder */
};

/* Returns the ids (see nfo.h) from the side files of a record's file: for a film VIDEO.nfo, then
 * movie.nfo; for a show tvshow.nfo in the file's directory and the one above it, then VIDEO.nfo.
 * The first file with ids is used. Files that are unreadable, not regular or over 1 MiB are
 * ignored. Returns NULL if there are no ids. The caller frees the result. */
CVI_MUST_USE json_t *sidefiles_ids(struct sidefiles *files, const json_t *record,
                                   enum media_type type, enum sidefile_scope scope);

#endif
