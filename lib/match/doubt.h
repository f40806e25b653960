/* Doubts about a title, from the record of one file: its path, the other values in its name, and
 * its length. They may make a match doubtful, but never choose a title. Pure. */
#ifndef MATCH_DOUBT_H
#define MATCH_DOUBT_H

#include <jansson.h>
#include <stdbool.h>

#include "record/record.h"

/* The words for match.reason. */
enum doubt { DOUBT_UNTITLED, DOUBT_BARE, DOUBT_RUNTIME, DOUBT_TYPE, DOUBT_PRIVATE };
extern const char *const doubt_words[];

/* Returns whether the title is not a real one: it is a counter ("0051"), or it is not the file's
 * own but the name of a folder that is a place ("camera", "Downloads"). A title with a year is
 * real. Ids are ignored, because a match by id needs no title. */
bool doubt_is_untitled(const json_t *record, const struct media *media);

/* Returns whether the file's name is only a title: without year, tags, episode, ids and a folder
 * named like the title. Home videos have such names. */
bool doubt_is_bare(const json_t *record, const struct media *media);

/* Returns whether the name is a title followed by a space and a bare year ("Christmas 2012.mov"),
 * as people also name their own videos. */
bool doubt_is_loosely_dated(const json_t *record, const struct media *media);

/* Returns the number of votes that a title needs to match a bare name. It depends on the number of
 * words in the name, without an article, and on the file's extension. The fewer words, the more
 * often people give such names to their own videos. docs/trakt.md has the measured curves. */
long long doubt_votes_needed(const json_t *record, const struct media *media);

/* Returns whether the file is a private recording. It is in a folder of such recordings ("Home
 * Videos", "DCIM", a holiday's), and nothing in its name suggests a film or an episode: no id,
 * release tag, season, folder of the same name, or year, except a year after a space ("Christmas
 * 2012"). */
bool doubt_is_private(const json_t *record, const struct media *media);

/* Returns the file's length in seconds (scan.media.duration); 0 if it is unknown or implausible. */
double doubt_length_s(const json_t *record);

/* Returns whether the file's length contradicts a match object of the rules. Returns false without
 * a length. A film's file has 60 % to 180 % of Trakt's running time, which allows for PAL speed;
 * parts, marked cuts and files without their end may differ more. A show's file may have any number
 * of episodes. A file with a bare name must last 5 minutes or more. */
bool doubt_by_runtime(const json_t *record, const struct media *media, const json_t *match);

#endif
