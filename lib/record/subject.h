/* Which title a record is about: as Trakt knows it where it was found, else as the name of the file
 * tells. */
#ifndef RECORD_SUBJECT_H
#define RECORD_SUBJECT_H

#include <stdint.h>

#include "record/outcome.h"

enum { REPORT_ID_MAX = 255 }; /* bytes of an id that is text */

/* Text is borrowed from the record. */
struct report_subject {
    enum media_type type;
    const char *title;
    int year;         /* RECORD_NONE when unknown */
    json_int_t trakt; /* ids; 0 or NULL when unknown. Their shape has been checked */
    json_int_t tmdb;
    json_int_t tvdb;
    const char *imdb; /* "tt" and digits */
    const char *slug; /* Trakt's; letters, digits, "-" and "_" */
};

/* False when the record tells no title. Pure, as all here. */
bool report_subject(const struct report_item *item, struct report_subject *subject);

/*
 * A number that is the same for the same title: the type with IMDb's or Trakt's id where there is
 * one, else with the title as text_fold has it, and the year. That two titles share one is as
 * likely as a collision of 64 bits of SHA-256. Never 0. */
uint64_t report_subject_key(const struct report_subject *subject);

#endif
