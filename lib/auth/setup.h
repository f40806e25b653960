/* What a login needs before anybody is asked to open a page. */
#ifndef AUTH_SETUP_H
#define AUTH_SETUP_H

#include <stdbool.h>

#include "base/msg.h"
#include "config/config.h"

/* The page where somebody who has an application sees its client id and secret. */
#define LOGIN_APPLICATIONS "https://trakt.tv/oauth/applications"

/*
 * Whether the client id, and the secret if with_secret says so, are in the settings, or both in the
 * credentials file, where PyTrakt puts them too. False with why (78), as of config_need_client. */
bool login_setup_client(const struct config *config, bool with_secret, struct why *why);

/* Warns of a client id or secret that does not look like Trakt's; it may work all the same. */
void login_setup_warn(const struct config *config);

/* Notes that a token that is given is not used to log in, and goes before the login. */
void login_setup_note_token(const struct config *config);

/* Whether the credentials file can be written, found out by taking its lock once. False with why
 * (74, or 78 when there is no place for it). */
bool login_setup_store(const char *path, struct why *why);

/* The path as people write it: with "~" for home (NULL: not known). New. */
CVI_MUST_USE char *login_setup_show(const char *path, const char *home);

#endif
