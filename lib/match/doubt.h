/* Finds reasons to doubt a title or a match in the record of one file: in its path, in the other
 * values in its name, and in its length. A doubt may prevent a match, but never chooses a title.
 * Pure. */
#ifndef MATCH_DOUBT_H
#define MATCH_DOUBT_H

#include <jansson.h>
#include <stdbool.h>

#include "record/record.h"

/* The kinds of doubt. doubt_words has the words for match.reason. */
enum doubt { DOUBT_UNTITLED, DOUBT_BARE, DOUBT_RUNTIME, DOUBT_TYPE, DOUBT_PRIVATE };
extern const char *const doubt_words[];

/* Returns whether the title is not a real one: it is missing, or a counter ("0051"), or only the
 * name of a folder for files of all kinds ("camera", "Downloads"). A title with a year is real. Ids
 * are ignored, because a match by id needs no title. */
bool doubt_is_untitled(const json_t *record, const struct media *media);

/* Returns whether the file's name is only a title: it has no year, tags, episode or ids, and no
 * folder above it has the title in its name. Home videos have such names. */
bool doubt_is_bare(const json_t *record, const struct media *media);

/* Returns whether the name is a title followed by a space and a year without brackets ("Christmas
 * 2012.mov"). People also name their own videos like this. */
bool doubt_is_loosely_dated(const json_t *record, const struct media *media);

/* Returns the number of votes at Trakt that a title needs to match a name that is bare or loosely
 * dated. It depends on the file's extension and on the number of words in the title, not counting
 * an article. The fewer words a title has, the more often people give it to their own videos.
 * docs/trakt.md has the measured curves. */
long long doubt_votes_needed(const json_t *record, const struct media *media);

/* Returns whether the file is a private recording. It must be in a folder of such recordings ("Home
 * Videos", "DCIM", "Holidays"), and nothing in its name may suggest a film or an episode: no id,
 * release tag, season, year, or folder of the same name. A year after a space is allowed
 * ("Christmas 2012"). */
bool doubt_is_private(const json_t *record, const struct media *media);

/* Returns the file's length in seconds (scan.media.duration); 0 if it is unknown or implausible. */
double doubt_length_s(const json_t *record);

/* Returns whether the file's length contradicts `match`, a match object. Returns false if the
 * length is not known, or the file is an extra. A file of a film must last 60 % to 180 % of Trakt's
 * running time. The limits are wider for a special edition, and there is no minimum for a part of a
 * film or a file whose end is missing. A file of a show may have any number of episodes, so it may
 * have any length. A file with a bare name must last at least 5 minutes. */
bool doubt_by_runtime(const json_t *record, const struct media *media, const json_t *match);

#endif
