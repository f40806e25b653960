/* What a .nfo file beside a video says about which title it is: XML as Kodi and Jellyfin write it,
 * or any text with an address of IMDb, TMDB or TheTVDB in it. Pure, and tolerant: the files are
 * written by many programs and by hand, so only what is looked for is understood. */
#ifndef MATCH_NFO_H
#define MATCH_NFO_H

#include <jansson.h>
#include <stddef.h>

#include "base/buf.h"
#include "record/record.h"

/*
 * The ids of a film or show, as media.ids has them: imdb a text; tmdb, tvdb and trakt numbers. NULL
 * when the text has none that are fit, or is about something else: a film's has none of a show, and
 * an episode's none of either. New. */
CVI_MUST_USE json_t *nfo_ids(const char *text, size_t len, enum media_type type);

#endif
