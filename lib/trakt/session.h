/* Creates the Trakt client from the program's configuration. */
#ifndef TRAKT_SESSION_H
#define TRAKT_SESSION_H

#include "base/buf.h"
#include "config/config.h"
#include "trakt/trakt.h"

/* Returns the settings for a client. Their strings are borrowed from config. */
struct trakt_settings session_settings(const struct config *config);

/* For main: returns a new client with the settings in config; close it with trakt_close. On error,
 * prints a message and exits with status 66 or 78. */
CVI_MUST_USE struct trakt *session_open(const struct config *config);

/* Adds a line "SLUG TAB NAME" to `out` for each list that earlier runs received from Trakt. `cache`
 * and `home` are the values of XDG_CACHE_HOME and HOME. Sends no request and reads no settings. */
void session_show_known_lists(const char *cache, const char *home, struct buf *out);

/* Returns whether the client id is missing in both the settings and the credentials file. Returns
 * false if the file cannot be read. */
bool session_lacks_client(const struct config *config, const struct trakt *trakt);

/* Returns whether there are a client id and, if `with_token` is set, an access token. Sends no
 * request. Returns false with `why` (exit status 66, 77 or 78; if the token command failed, 71, 78
 * or 130). */
bool session_ready(const struct config *config, struct trakt *trakt, bool with_token,
                   struct why *why);

#endif
