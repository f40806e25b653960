/* The client id and secret of an application, asked for on the terminal when they are nowhere. */
#ifndef AUTH_CLIENT_H
#define AUTH_CLIENT_H

#include <stdbool.h>

#include "base/msg.h"
#include "config/config.h"
#include "terminal/ask.h"

/* Whom to ask, and what to tell them. */
struct login_client_talk {
    struct ask *ask;  /* NULL: no terminal */
    int interrupt;    /* a descriptor that ends it when it can be read, or -1 */
    bool stores;      /* the two will be kept, with the login */
    const char *home; /* HOME, or NULL */
};

/*
 * Whether the client id and secret are there (login_setup_client), or were entered now: where there
 * is a terminal, and standard input is one too, it is told how an application is made and what it
 * shows, and what is missing is asked for, the secret without showing it. It goes into config, for
 * this run; who stores the login keeps it beside that. What has not the form of Trakt's is taken
 * only when it is entered twice. False with why: 78 when it is missing, 130 when interrupted. */
bool login_client_find(struct config *config, const struct login_client_talk *talk,
                       struct why *why);

#endif
