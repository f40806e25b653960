/* What cvi-auth says on standard output: how a login went, how things stand, what a logout did. */
#ifndef AUTH_TELL_H
#define AUTH_TELL_H

#include <stdbool.h>

#include "config/config.h"
#include "trakt/trakt.h"

/* Tells how it went, unless --quiet; with --verbose and an account (or NULL) its limits too. */
void login_tell(const char *line, const struct trakt_account *account);

/*
 * Tells that the login works, stores it in the credentials file when stores says so, and tells what
 * comes next. home is HOME, or NULL. Ends the program (74) when it cannot be stored. */
void login_tell_success(const struct config *config, struct trakt *trakt,
                        const struct trakt_grant *grant, const struct trakt_account *account,
                        bool stores, const char *home);

/*
 * Tells how things stand, as lines or as JSON; username (NULL: any) is whose login it should be.
 * environment is as environ. Returns the exit status that goes with it. */
int login_tell_status(const struct config *config, struct trakt *trakt, char **environment,
                      const char *username, bool as_json);

/* Logs out, with force also when Trakt cannot be told, and tells what came of it. Ends the program
 * when the login stays. home is HOME, or NULL. */
void login_tell_logout(const struct config *config, struct trakt *trakt, bool force,
                       const char *home);

#endif
