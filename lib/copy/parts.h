/* Declarations that the files of this room share. */
#ifndef COPY_PARTS_H
#define COPY_PARTS_H

#include "copy/copy.h"

/* The members of a copy whose values are words. */
enum copy_member {
    COPY_MEDIA_TYPE,
    COPY_RESOLUTION,
    COPY_HDR,
    COPY_AUDIO,
    COPY_AUDIO_CHANNELS,
    COPY_MEMBERS
};

/* Returns Trakt's word for a member that is equal to text, static; NULL if there is no such word,
 * or text is NULL. */
const char *copy_word(enum copy_member member, const char *text);

/* Returns the rank of Trakt's word among those of the member, from the worst; -1 for NULL and other
 * words. */
int copy_rank(enum copy_member member, const char *word);

/* Returns the string in value, borrowed; NULL for other values, and for a string that contains
 * NUL. */
const char *copy_string(const json_t *value);

/* Writes the time in Trakt's form, with milliseconds. Returns false, with "", if text is not a time
 * in UTC: "2026-10-01T08:00:00Z", with or without a fraction. text may be NULL. */
bool copy_time(const char *text, char time[COPY_TIME]);

#endif
