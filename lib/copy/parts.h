/* Declarations that the files of this directory share. */
#ifndef COPY_PARTS_H
#define COPY_PARTS_H

#include "copy/copy.h"

/* The members of struct copy whose values are words that Trakt defines. */
enum copy_member {
    COPY_MEDIA_TYPE,
    COPY_RESOLUTION,
    COPY_HDR,
    COPY_AUDIO,
    COPY_AUDIO_CHANNELS,
    COPY_MEMBERS
};

/* Returns `text` as a static string if it is one of Trakt's words for the member; otherwise NULL.
 * `text` may be NULL. */
const char *copy_word(enum copy_member member, const char *text);

/* Returns the rank of `word` among Trakt's words for the member; the worst word has rank 0. Returns
 * -1 if `word` is NULL or is not one of these words. */
int copy_rank(enum copy_member member, const char *word);

/* Returns the string in `value`, borrowed. Returns NULL for other types, and for a string that
 * contains NUL. */
const char *copy_string(const json_t *value);

/* Rewrites a UTC time in Trakt's form, with milliseconds. `text` has the form
 * "2026-10-01T08:00:00Z", with or without a fraction. If `text` is NULL or has another form, sets
 * `time` to "" and returns false. */
bool copy_time(const char *text, char time[COPY_TIME]);

#endif
