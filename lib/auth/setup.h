/* Requirements of a login that are checked before the user opens a page. */
#ifndef AUTH_SETUP_H
#define AUTH_SETUP_H

#include <stdbool.h>

#include "base/msg.h"
#include "config/config.h"

/* The page that shows the client id and secret of an application. */
#define LOGIN_APPLICATIONS "https://trakt.tv/oauth/applications"

/*
 * Returns whether the client id, and the secret if with_secret is set, are in the settings, or both
 * in the credentials file, where PyTrakt stores them too. Returns false with why (78), as
 * config_need_client does. */
bool login_setup_client(const struct config *config, bool with_secret, struct why *why);

/* Warns about a client id or secret that does not look like Trakt's; it may work anyway. */
void login_setup_warn(const struct config *config);

/* Notes that a given token is not used to log in, and takes precedence over the stored login. */
void login_setup_note_token(const struct config *config);

/* Returns whether the credentials file can be written, by taking its lock once. Returns false with
 * why (74, or 78 if there is no place for it). */
bool login_setup_store(const char *path, struct why *why);

/* Returns the path for display, a new string: with "~" for home (NULL: unknown). */
CVI_MUST_USE char *login_setup_show(const char *path, const char *home);

#endif
