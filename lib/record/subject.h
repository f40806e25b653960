/* The title of a record: Trakt's if the record was matched, otherwise the one in the file name.
 * Pure. */
#ifndef RECORD_SUBJECT_H
#define RECORD_SUBJECT_H

#include <stdint.h>

#include "record/outcome.h"

enum { SUBJECT_ID_MAX = 255 }; /* maximum length in bytes of an id that is a string */

/* Strings are borrowed from the record. */
struct subject {
    enum media_type type;
    const char *title;
    int year;         /* RECORD_NONE when unknown */
    json_int_t trakt; /* ids; 0 or NULL when unknown. Their form has been checked */
    json_int_t tmdb;
    json_int_t tvdb;
    const char *imdb; /* "tt" and digits */
    const char *slug; /* Trakt's; letters, digits, "-" and "_" */
};

/* Fills subject. Returns false, and leaves subject unchanged, if the record has no title. */
bool subject_read(const struct outcome_item *item, struct subject *subject);

/* Returns a number that is the same for the same title and never 0: 64 bits of the SHA-256 of the
 * type and IMDb's or Trakt's id; without an id, of the type, the folded title (text_fold) and the
 * year. */
uint64_t subject_key(const struct subject *subject);

#endif
