/* The login dialogue. There are two methods: the user confirms a short code on any device, or
 * copies an authorization code from a page. Both can be offered at once; the first that succeeds
 * wins. Also checks which user a login belongs to, before the login is used or stored. */
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
/* The names of the methods, in the order of enum login_method. The last element is NULL. */
extern const char *const login_method_words[];

struct login_talk {
    enum login_method method;
    struct ask *ask; /* NULL: no terminal; the short code is then shown on standard error */
    int interrupt;   /* a descriptor that ends the dialogue when it becomes readable, or -1 */
};

/* Asks on the terminal for the user's name, and replaces the contents of `username` with it.
 * Returns false with `why` (exit status 64 if there is no terminal or no name is entered, 130 if
 * interrupted). */
bool login_ask_username(const struct login_talk *talk, struct buf *username, struct why *why);

/* Asks on the terminal whether to keep the login of the user `found`, although the name `typed` was
 * entered. Returns true only for "y" or "yes". */
bool login_ask_other_user(const struct login_talk *talk, const char *typed, const char *found);

/* Runs the dialogue until Trakt grants a login. The caller releases `grant` in every case. Returns
 * false with `why` on failure. If the user interrupted the dialogue, the exit status is 130.
 * Otherwise it is 77 or the status of an error at Trakt, and the message contains "Authentication
 * failed". */
bool login_obtain(struct trakt *trakt, const struct login_talk *talk, struct trakt_grant *grant,
                  struct why *why);

/*
 * Asks Trakt which account the new login `grant` is for. Neither reads nor writes the credentials
 * file. Uses the settings in `config`, with the client id and the budget file of `trakt`. The
 * caller releases `account` in every case. Returns false with `error` if the account cannot be
 * read. */
bool login_verify(const struct config *config, const struct trakt *trakt,
                  const struct trakt_grant *grant, struct trakt_account *account,
                  struct trakt_error *error);

/* Returns true if `username` is the username or the slug of `account`, ignoring case, or if
 * `username` is NULL or "" (any user). Otherwise returns false with `error` (TRAKT_UNAUTHORIZED);
 * the message names both users. Pure. */
bool login_check_user(const struct trakt_account *account, const char *username,
                      struct trakt_error *error);

/* Returns the authorization code in a pasted string: the parameter "code" if the string is an
 * address, otherwise the whole string. Changes `pasted`, and returns a part of it. Pure; public for
 * tests. */
char *login_find_code(char *pasted);

/* Prints the message for an error at Trakt, and exits. The message contains "Authentication
 * failed". */
_Noreturn void login_die(const struct trakt_error *error);

#endif
