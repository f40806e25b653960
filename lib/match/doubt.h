/* Finds reasons to doubt a title or a match, in the record of one file: in the path, the values
 * from the name, and the video's length. A doubt can prevent a match, but never chooses a title.
 * Pure functions. */
#ifndef MATCH_DOUBT_H
#define MATCH_DOUBT_H

#include <jansson.h>
#include <stdbool.h>

#include "record/record.h"

/* The kinds of doubt. doubt_words has the words for match.reason. */
enum doubt { DOUBT_UNTITLED, DOUBT_BARE, DOUBT_RUNTIME, DOUBT_TYPE, DOUBT_PRIVATE };
extern const char *const doubt_words[];

/* Returns whether the record has no real title: the title is missing, a counter ("0051"), or the
 * name of a folder for files of all kinds ("camera", "Downloads"). A title with a year is real. */
bool doubt_is_untitled(const json_t *record, const struct media *media);

/* Returns whether the name is bare: it has only a title, without year, tags, episode and ids, and
 * no folder near the file has the title in its name. Home videos have such names. */
bool doubt_is_bare(const json_t *record, const struct media *media);

/* Returns whether the name is loosely dated: like a bare name, but with a year, which is neither in
 * brackets nor after a dot ("Christmas 2012.mov"). Home videos have such names, too. */
bool doubt_is_loosely_dated(const json_t *record, const struct media *media);

/* Returns the number of votes at Trakt that a title needs to match a name that is bare or loosely
 * dated. A title of few words needs more votes, because people give such titles to their own
 * videos. A file with an extension that mostly cameras use also needs more votes. docs/trakt.md has
 * the measured curves. */
long long doubt_votes_needed(const json_t *record, const struct media *media);

/* Returns whether the file is a private recording: it is in a folder of such recordings ("Home
 * Videos", "DCIM", "Holidays"), and its name has no sign of a film or an episode, such as an id, a
 * release tag or a season. A loose year ("Christmas 2012") is not such a sign. */
bool doubt_is_private(const json_t *record, const struct media *media);

/* Returns the file's length in seconds (scan.media.duration); 0 if it is unknown or implausible. */
double doubt_length_s(const json_t *record);

/* Returns whether the file's length contradicts `match`, a match object. Returns false if the
 * length is unknown or the file is an extra. A film must last 60 % to 180 % of Trakt's running
 * time; the limits are wider for a special edition. There is no minimum for a part of a film, or if
 * the end of the file is missing. An episode can have any length, because one file can have several
 * episodes. A file with a bare name must last at least 5 minutes. */
bool doubt_by_runtime(const json_t *record, const struct media *media, const json_t *match);

#endif
