/* Runs a login from start to end: checks the requirements, asks the user, checks which user has
 * logged in, and stores the login. */
#ifndef AUTH_RUN_H
#define AUTH_RUN_H

#include "auth/login.h"
#include "config/config.h"

/* The settings of a login. Strings are borrowed. */
struct login_wish {
    const char *username; /* NULL or "": ask for the name on the terminal */
    enum login_method method;
    bool stores;      /* keep the login in the credentials file */
    const char *home; /* HOME, or NULL */
};

/* Logs in, stores the login if wish->stores is true, and prints the result. If the user enters a
 * client id or secret, sets it in `config`. On failure, exits with a message. */
void login_run(struct config *config, const struct login_wish *wish);

/* Checks the current login without asking the user, and prints the result. Exits if the login does
 * not work, or belongs to a user other than `username` (NULL: any user). */
void login_test(struct trakt *trakt, const char *username);

#endif
