/* The .nfo files that stand beside a video, and above it. */
#ifndef MATCH_SIDEFILE_H
#define MATCH_SIDEFILE_H

#include <jansson.h>

#include "record/record.h"

struct sidefiles;

/* Remembers what it has read of files that many videos share. New; ends with sidefiles_free. */
CVI_MUST_USE struct sidefiles *sidefiles_new(void);
void sidefiles_free(struct sidefiles *files); /* NULL is fine */

/* Which side files of a record are looked at. */
enum sidefile_scope {
    SIDEFILE_ALL,
    SIDEFILE_OWN, /* only VIDEO.nfo: not those of the folder */
};

/*
 * The ids (see nfo.h) that the side files of a record's file tell: of a film VIDEO.nfo, then
 * movie.nfo; of a show tvshow.nfo in the file's directory and the one above it, then VIDEO.nfo. The
 * first that has some counts. What cannot be read, is no regular file or over 1 MiB tells nothing.
 * NULL when none does. New. */
CVI_MUST_USE json_t *sidefiles_ids(struct sidefiles *files, const json_t *record,
                                   enum media_type type, enum sidefile_scope scope);

#endif
