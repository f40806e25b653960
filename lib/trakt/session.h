/* Creates a Trakt client from the settings, for every program that uses Trakt. */
#ifndef TRAKT_SESSION_H
#define TRAKT_SESSION_H

#include "base/buf.h"
#include "config/config.h"
#include "trakt/trakt.h"

/* Returns the client's settings from config; the strings are borrowed from it. */
struct trakt_settings session_settings(const struct config *config);

/* For main: returns a new client with the settings of config; close it with trakt_close. Exits on
 * error (78, 66). */
CVI_MUST_USE struct trakt *session_open(const struct config *config);

/*
 * Adds a line "SLUG TAB NAME" for each list that earlier clients have received: see
 * known_lists_show. cache and home are the values of XDG_CACHE_HOME and HOME. Sends no request, and
 * needs no settings. */
void session_show_known_lists(const char *cache, const char *home, struct buf *out);

/* Returns whether neither the settings nor the credentials file have a client id. Also returns
 * false if that file cannot be read. */
bool session_lacks_client(const struct config *config, const struct trakt *trakt);

/* Returns whether the prerequisites of a request are there: a client id and, with_token, an access
 * token. Sends no request. Returns false with why (78 or 77), in the words of the guide. */
bool session_ready(const struct config *config, struct trakt *trakt, bool with_token,
                   struct why *why);

#endif
