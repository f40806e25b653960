/* Prints the results of cvi-auth on standard output: for a login, a logout and a status request. */
#ifndef AUTH_SHOW_H
#define AUTH_SHOW_H

#include <stdbool.h>

#include "base/buf.h"
#include "config/config.h"
#include "trakt/trakt.h"

/* Prints `line`. With --verbose, also prints the username, VIP and limits of `account` (NULL: no
 * account). With --quiet, prints nothing. */
void login_show(const char *line, const struct trakt_account *account);

/* Adds lines about the account and its known limits to `out`. Each line ends with \n. Pure; public
 * for tests. */
void login_describe_account(const struct trakt_account *account, struct buf *out);

/* Prints that the login works. If `stores` is true, also stores the login in the credentials file,
 * and prints the file's path and what to do next. Exits with status 74 if the login cannot be
 * stored. `home` is HOME, or NULL. */
void login_show_success(const struct config *config, struct trakt *trakt,
                        const struct trakt_grant *grant, const struct trakt_account *account,
                        bool stores, const char *home);

/* Prints the status of the login, as lines or as JSON, and returns the matching exit status.
 * `username` is the user whose login is expected (NULL: any user). `environment` has the form of
 * environ. */
int login_show_status(const struct config *config, struct trakt *trakt, char **environment,
                      const char *username, bool as_json);

/* Logs out, and prints the result. If `force` is true, removes the login from the credentials file
 * even if Trakt cannot revoke it. If the logout fails, prints the error and exits. `home` is HOME,
 * or NULL. */
void login_show_logout(const struct config *config, struct trakt *trakt, bool force,
                       const char *home);

#endif
