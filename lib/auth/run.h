/* A login from start to end: its requirements, the dialogue, the check of the user, and storing
 * it. */
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

/* Logs in, stores the login if wish says so, and prints the result. A client id and secret that
 * were entered are set in config. Exits with a message if anything is missing or fails. */
void login_run(struct config *config, const struct login_wish *wish);

/* Checks the current login without asking the user, and prints the result. Exits if it does not
 * work, or belongs to another user than username (NULL: any user). */
void login_test(struct trakt *trakt, const char *username);

#endif
