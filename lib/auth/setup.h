/* Checks the requirements of a login before the user opens a page. */
#ifndef AUTH_SETUP_H
#define AUTH_SETUP_H

#include <stdbool.h>

#include "base/msg.h"
#include "config/config.h"

/* The page that shows the client id and secret of an application. */
#define LOGIN_APPLICATIONS "https://trakt.tv/oauth/applications"

/* Returns whether the client id and, if `with_secret` is true, the client secret are set. Values in
 * the credentials file count only if the file has both, and only if the settings have no other
 * client id. Returns false with `why` (exit status 78). */
bool login_setup_client(const struct config *config, bool with_secret, struct why *why);

/* Warns if a client id or secret does not look like Trakt's. Such a value may work anyway. */
void login_setup_warn(const struct config *config);

/* If an access token or a token command is set, prints a note that this setting is not used to log
 * in, but takes precedence over the stored login. */
void login_setup_note_token(const struct config *config);

/* Returns whether the credentials file `path` can be written. Takes its lock once to find out.
 * Returns false with `why` (exit status 78 if `path` is NULL, otherwise 74). */
bool login_setup_store(const char *path, struct why *why);

/* Returns `path` for display, as a new string. If the path is below `home` (NULL: unknown), it
 * begins with "~". */
CVI_MUST_USE char *login_setup_show(const char *path, const char *home);

#endif
