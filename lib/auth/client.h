/* Asks on the terminal for the client id and secret of a Trakt application. */
#ifndef AUTH_CLIENT_H
#define AUTH_CLIENT_H

#include <stdbool.h>

#include "base/msg.h"
#include "config/config.h"
#include "terminal/ask.h"

/* The terminal for the dialogue, and facts that its text mentions. */
struct login_client_talk {
    struct ask *ask;  /* NULL: no terminal */
    int interrupt;    /* a descriptor that ends the dialogue when it becomes readable, or -1 */
    bool stores;      /* the client id and secret will be stored with the login */
    const char *home; /* HOME, or NULL */
};

/*
 * Makes sure that the client id and secret are set. If they are not set (login_setup_client), and
 * standard input is a terminal, explains how to create an application, and asks for the missing
 * values. The secret is not shown. Stores the answers in `config`, for this run; the caller stores
 * them with the login. A value that does not have the form of Trakt's values is accepted only if it
 * is entered twice. Returns true if both values are set. Otherwise returns false with `why` (exit
 * status 78 if a value is missing, 130 if interrupted). */
bool login_client_find(struct config *config, const struct login_client_talk *talk,
                       struct why *why);

#endif
