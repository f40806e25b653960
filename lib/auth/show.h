/* What cvi-auth prints on standard output: the result of a login, the status of the login, and the
 * result of a logout. */
#ifndef AUTH_SHOW_H
#define AUTH_SHOW_H

#include <stdbool.h>

#include "base/buf.h"
#include "config/config.h"
#include "trakt/trakt.h"

/* Prints a line, unless --quiet; with --verbose also the limits of account (may be NULL). */
void login_show(const char *line, const struct trakt_account *account);

/* Adds lines about the account and its known limits to out, each ending in \n. Pure; public for
 * tests. */
void login_describe_account(const struct trakt_account *account, struct buf *out);

/*
 * Prints that the login works, stores it in the credentials file if stores is set, and prints what
 * to do next. home is HOME, or NULL. Exits with status 74 if the login cannot be stored. */
void login_show_success(const struct config *config, struct trakt *trakt,
                        const struct trakt_grant *grant, const struct trakt_account *account,
                        bool stores, const char *home);

/* Prints the status of the login, as lines or as JSON, and returns the matching exit status.
 * username is the user whose login is expected (NULL: any); environment has the form of environ. */
int login_show_status(const struct config *config, struct trakt *trakt, char **environment,
                      const char *username, bool as_json);

/*
 * Logs out and prints the result. With force, removes the login even if Trakt cannot revoke it.
 * Exits if the login stays. home is HOME, or NULL. */
void login_show_logout(const struct config *config, struct trakt *trakt, bool force,
                       const char *home);

#endif
