/*
 * The login dialogue. Two ways lead to a login: the user confirms a short code on any device, or
 * copies an authorization code from a page. Both can be offered at once; the first that succeeds
 * wins. */
#ifndef AUTH_LOGIN_H
#define AUTH_LOGIN_H

#include <stdbool.h>

#include "base/msg.h"
#include "config/config.h"
#include "terminal/ask.h"
#include "trakt/trakt.h"

enum login_method {
    LOGIN_BOTH,
    LOGIN_DEVICE, /* the short code (RFC 8628); the only one that needs no terminal here */
    LOGIN_CODE,   /* the authorization code (RFC 6749, 4.1), with a proof key (RFC 7636) */
};
extern const char *const login_method_words[]; /* in this order, NULL at the end */

struct login_talk {
    enum login_method method;
    struct ask *ask; /* NULL: no terminal; the short code is then told on standard error */
    int interrupt;   /* a descriptor that ends the dialogue when it can be read, or -1 */
};

/*
 * Asks on the terminal for the name of the user, which replaces the contents of username. False
 * with why: 64 when nobody can say it, 130 when interrupted. */
bool login_ask_username(const struct login_talk *talk, struct buf *username, struct why *why);

/*
 * Asks on the terminal whether a login is to be kept that is for another name than the one that was
 * typed. Anything but yes is no. */
bool login_ask_other_user(const struct login_talk *talk, const char *typed, const char *found);

/*
 * Leads the dialogue until there is a grant, which is to be released in every case. False with why:
 * 77 with "Authentication failed" in it, 130 when interrupted, or the status of what went wrong at
 * Trakt. */
bool login_obtain(struct trakt *trakt, const struct login_talk *talk, struct trakt_grant *grant,
                  struct why *why);

/*
 * Asks Trakt whose login the grant is, before anything is stored: the credentials file is neither
 * read nor written. The addresses are those of config, the client id is that of trakt. account is
 * to be released in every case. */
bool login_verify(const struct config *config, const struct trakt *trakt,
                  const struct trakt_grant *grant, struct trakt_account *account,
                  struct trakt_error *error);

/* The code in what was pasted: the text itself, or the "code" of an address that was copied whole.
 * Changes pasted and returns a part of it. */
char *login_find_code(char *pasted);

/* Ends the program for what went wrong at Trakt, as a failed login: "Authentication failed" is in
 * the message. */
_Noreturn void login_die(const struct trakt_error *error);

#endif
