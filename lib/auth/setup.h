/* Requirements of a login that are checked before the user opens a page. */
#ifndef AUTH_SETUP_H
#define AUTH_SETUP_H

#include <stdbool.h>

#include "base/msg.h"
#include "config/config.h"

/* The page that shows the client id and secret of an application. */
#define LOGIN_APPLICATIONS "https://trakt.tv/oauth/applications"

/*
 * Returns whether the client id and, if with_secret is set, the secret are in the settings, or both
 * are in the credentials file, where PyTrakt also stores them. Returns false with the why of
 * config_need_client (78). */
bool login_setup_client(const struct config *config, bool with_secret, struct why *why);

/* Warns about a client id or secret that does not look like Trakt's; it may work anyway. */
void login_setup_warn(const struct config *config);

/* Prints a note if a token is given: it is not used to log in, and takes precedence over the stored
 * login. */
void login_setup_note_token(const struct config *config);

/* Returns whether the credentials file can be written; takes its lock once to find out. Returns
 * false with why (74, or 78 if there is no place for it). */
bool login_setup_store(const char *path, struct why *why);

/* Returns the path for display, a new string: with "~" for home (NULL: unknown). */
CVI_MUST_USE char *login_setup_show(const char *path, const char *home);

#endif
