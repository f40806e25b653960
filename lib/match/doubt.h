/* What the record of one file says against a title: its path, the other things in its name, and its
 * length. It may make a match doubtful, but never chooses a title. Pure. */
#ifndef MATCH_DOUBT_H
#define MATCH_DOUBT_H

#include <jansson.h>
#include <stdbool.h>

#include "record/record.h"

/* The words for match.reason. */
enum doubt { DOUBT_UNTITLED, DOUBT_BARE, DOUBT_RUNTIME, DOUBT_TYPE };
extern const char *const doubt_words[];

/* A bare name is taken for a title only when so many have rated it (docs/trakt.md has the
 * measured curves). */
enum { DOUBT_VOTES = 1000 };

/* Returns whether the title is not one: a folder's that is a place ("camera", "Downloads") and not
 * the file's own, or a counter ("0051"). A title with a year is one. Ids are not looked at: what
 * they stand for needs no title. */
bool doubt_is_untitled(const json_t *record, const struct media *media);

/* Returns whether the file's name is a title alone: without year, tags, episode, ids and a folder
 * that is named like the title. Home videos have such names. */
bool doubt_is_bare(const json_t *record, const struct media *media);

/* Returns the file's length in seconds (scan.media.duration); 0 when it is unknown or cannot be. */
double doubt_length_s(const json_t *record);

/* Returns whether the file's length speaks against a match object of the rules. false without a
 * length. A film's file is between 60 % and 180 % of Trakt's running time, which leaves room for
 * PAL speed; parts, marked cuts and files that lack their end may differ more. A show's file may
 * have any number of episodes. A bare name lasts 5 minutes or more. */
bool doubt_by_runtime(const json_t *record, const struct media *media, const json_t *match);

#endif
