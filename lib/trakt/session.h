/* From the settings to a Trakt client, for every program that speaks to Trakt. */
#ifndef TRAKT_SESSION_H
#define TRAKT_SESSION_H

#include "base/buf.h"
#include "config/config.h"
#include "trakt/trakt.h"

/* What config says of a client; the texts are borrowed from it. */
struct trakt_settings session_settings(const struct config *config);

/*
 * For main: a client with the settings of config, or the end of the program with the reason (78,
 * 66). New; ends with trakt_close. */
CVI_MUST_USE struct trakt *session_open(const struct config *config);

/*
 * Adds a line "SLUG TAB NAME" for each list that a client opened here was told of: see
 * known_lists_show. cache and home are the values of XDG_CACHE_HOME and HOME. Asks nobody, and
 * needs no settings. */
void session_show_known_lists(const char *cache, const char *home, struct buf *out);

/* Returns whether no setting has a client id, and neither has the credentials file; false also when
 * that file cannot be read. */
bool session_lacks_client(const struct config *config, const struct trakt *trakt);

/*
 * Whether there is what a program needs before it asks anything: a client id and,
 * with_token, an access token. Looks only at what is here. False with why (78 or 77), in
 * the words of the guide. */
bool session_ready(const struct config *config, struct trakt *trakt, bool with_token,
                   struct why *why);

#endif
