/* What the record of one file says against a title: its path, the other things in its name, and its
 * length. It may make a match doubtful, but never chooses a title. Pure. */
#ifndef MATCH_DOUBT_H
#define MATCH_DOUBT_H

#include <jansson.h>
#include <stdbool.h>

#include "record/record.h"

/* The words for match.reason. */
enum doubt { DOUBT_UNTITLED, DOUBT_BARE, DOUBT_RUNTIME, DOUBT_TYPE, DOUBT_PRIVATE };
extern const char *const doubt_words[];

/* Returns whether the title is not one: a folder's that is a place ("camera", "Downloads") and not
 * the file's own, or a counter ("0051"). A title with a year is one. Ids are not looked at: what
 * they stand for needs no title. */
bool doubt_is_untitled(const json_t *record, const struct media *media);

/* Returns whether the file's name is a title alone: without year, tags, episode, ids and a folder
 * that is named like the title. Home videos have such names. */
bool doubt_is_bare(const json_t *record, const struct media *media);

/* Returns whether the name is a title and a year after a blank alone ("Christmas 2012.mov"), as
 * people also name videos of their own. */
bool doubt_is_loosely_dated(const json_t *record, const struct media *media);

/* Returns how many votes a title needs to be taken for a bare name of that many words, its article
 * aside, in a file with that ending: the fewer words, the more often people give them to videos of
 * their own. docs/trakt.md has the measured curves. */
long long doubt_votes_needed(const json_t *record, const struct media *media);

/* Returns whether the file is a private recording: it lies in a folder of such ("Home Videos",
 * "DCIM", a holiday's), and nothing in its name is of a film or an episode: no id, tag of a
 * release, season, folder of the same name, or year but one after a blank ("Christmas 2012"). */
bool doubt_is_private(const json_t *record, const struct media *media);

/* Returns the file's length in seconds (scan.media.duration); 0 when it is unknown or cannot be. */
double doubt_length_s(const json_t *record);

/* Returns whether the file's length speaks against a match object of the rules. false without a
 * length. A film's file is between 60 % and 180 % of Trakt's running time, which leaves room for
 * PAL speed; parts, marked cuts and files that lack their end may differ more. A show's file may
 * have any number of episodes. A bare name lasts 5 minutes or more. */
bool doubt_by_runtime(const json_t *record, const struct media *media, const json_t *match);

#endif
