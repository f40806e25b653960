/* A login from beginning to end: what it needs, the dialogue, the check whose login it is, and
 * storing it. */
#ifndef AUTH_RUN_H
#define AUTH_RUN_H

#include "auth/login.h"
#include "config/config.h"

/* Strings are borrowed. */
struct login_wish {
    const char *username; /* NULL and "": asked for on the terminal */
    enum login_method method;
    bool stores;      /* keep the login in the credentials file */
    const char *home; /* HOME, or NULL */
};

/* Logs in, stores the login if wish says so, and prints the result. A client id and secret that are
 * entered go into config. Exits with the reason when anything is missing or fails. */
void login_run(struct config *config, const struct login_wish *wish);

/* Checks the login at hand without asking the user anything, and prints the result. Exits if it
 * does not work, or is not that of username (NULL: any user). */
void login_test(struct trakt *trakt, const char *username);

#endif
