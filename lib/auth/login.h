/*
 * The login dialogue. There are two methods: the user confirms a short code on any device, or
 * copies an authorization code from a page. Both can be offered at once; the first that succeeds
 * wins. Also checks which user a login belongs to, before it is used or stored. */
#ifndef AUTH_LOGIN_H
#define AUTH_LOGIN_H

#include <stdbool.h>

#include "base/msg.h"
#include "config/config.h"
#include "terminal/ask.h"
#include "trakt/trakt.h"

enum login_method {
    LOGIN_BOTH,
    LOGIN_DEVICE, /* the short code (RFC 8628); the only method that works without a terminal */
    LOGIN_CODE,   /* the authorization code (RFC 6749, 4.1), with a proof key (RFC 7636) */
};
extern const char *const login_method_words[]; /* the names of the methods, in this order; NULL at
                                                * the end */

struct login_talk {
    enum login_method method;
    struct ask *ask; /* NULL: no terminal; the short code is then shown on standard error */
    int interrupt;   /* a descriptor that ends the dialogue when it is readable, or -1 */
};

/*
 * Asks on the terminal for the user's name, which replaces the contents of username. Returns false
 * with why: 64 if there is no terminal, 130 if interrupted. */
bool login_ask_username(const struct login_talk *talk, struct buf *username, struct why *why);

/*
 * Asks on the terminal whether to keep a login for a user other than the one typed. Returns true
 * only for "y" or "yes". */
bool login_ask_other_user(const struct login_talk *talk, const char *typed, const char *found);

/*
 * Runs the dialogue until Trakt grants a login. The caller releases grant in every case. Returns
 * false with why: 77 with "Authentication failed" in it, 130 if interrupted, or the status of the
 * error at Trakt. */
bool login_obtain(struct trakt *trakt, const struct login_talk *talk, struct trakt_grant *grant,
                  struct why *why);

/*
 * Asks Trakt for the account of the grant, before anything is stored; neither reads nor writes the
 * credentials file. Uses the addresses of config and the client id of trakt. The caller releases
 * account in every case. */
bool login_verify(const struct config *config, const struct trakt *trakt,
                  const struct trakt_grant *grant, struct trakt_account *account,
                  struct trakt_error *error);

/*
 * Returns whether account belongs to the user with this name, which is its username or slug,
 * ignoring case. NULL and "" stand for any user. If not, error (unauthorized) names both users.
 * Pure. */
bool login_check_user(const struct trakt_account *account, const char *username,
                      struct trakt_error *error);

/* Returns the code in a pasted string: the string itself, or the "code" of a whole address. Changes
 * pasted, and returns a part of it. Pure; public for tests. */
char *login_find_code(char *pasted);

/* Exits the program for an error at Trakt. The message is that of a failed login: it contains
 * "Authentication failed". */
_Noreturn void login_die(const struct trakt_error *error);

#endif
