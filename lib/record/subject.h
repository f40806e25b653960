/* The title that a record is about: the title at Trakt if the record was matched, otherwise the
 * title in the file's name. Pure. */
#ifndef RECORD_SUBJECT_H
#define RECORD_SUBJECT_H

#include <stdint.h>

#include "record/outcome.h"

enum { SUBJECT_ID_MAX = 255 }; /* maximum length in bytes of an id that is a string */

/* The title and its ids. Strings are borrowed from the record. */
struct subject {
    enum media_type type;
    const char *title;
    int year;         /* RECORD_NONE: unknown */
    json_int_t trakt; /* this and the other ids have a valid form; 0 or NULL: unknown */
    json_int_t tmdb;
    json_int_t tvdb;
    const char *imdb; /* "tt" and digits */
    const char *slug; /* Trakt's name for the title in URLs: letters, digits, "-" and "_" */
};

/* Fills `subject`. Returns false, and leaves `subject` unchanged, if the record has no title. */
bool subject_read(const struct outcome_item *item, struct subject *subject);

/* Returns a number that identifies the title and is never 0: a hash of its type and its IMDb or
 * Trakt id. Without these ids, the hash is of type, title and year. */
uint64_t subject_key(const struct subject *subject);

#endif
